"""Pictures of the main screens: for the demonstration, and for README and manual."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from hrdesk.domain.case import CaseSummary, Draft
from hrdesk.services.cases import open_case
from hrdesk.services.demo import reopened
from hrdesk.services.drafts import drafts, open_draft
from hrdesk.services.session import Session
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks

#: The screen of a counter, at which the window must serve.
COUNTER_SCREEN = (1366, 768)
_SETTLE_MS = 250
_LOOK_MS = 20


class Camera:
    """Takes pictures of windows, each when nothing is under way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)

    def take(self, window: QWidget, name: str, *busy: Tasks) -> None:
        """Wait until the writers are idle and everything is drawn, then take a picture.

        Raises OSError when it cannot be written.
        """
        while any(tasks.is_busy() for tasks in busy):
            wait(_LOOK_MS)
        window.activateWindow()
        wait(_SETTLE_MS)
        target = self._folder / f"{name}.png"
        if not window.grab().save(str(target)):
            raise OSError(f"no picture: {target.name}")


class PictureDesk:
    """The main window while it is photographed; each step leaves it where others may begin."""

    def __init__(self, camera: Camera, session: Session, tasks: Tasks, changes: Changes) -> None:
        self.session = session
        self.tasks = tasks
        self.changes = changes
        self._camera = camera
        self.window = MainWindow(session, tasks, changes)
        self.window.setGeometry(0, 0, *COUNTER_SCREEN)
        self.window.show()

    def take(self, name: str) -> None:
        """Take a picture of the window as it stands, when its page is whole."""
        while self.window.pages.is_opening:
            wait(_LOOK_MS)
        self._camera.take(self.window, name, self.tasks, self.window.drawing)

    def home(self) -> None:
        """The measures and the drafts."""
        self.window.go_to("intake")
        self.take("home")

    def intake(self, draft: Draft, key: str) -> None:
        """The wizard at a field, with the finding beside it."""
        self._open(draft)
        self.window.pages.wizard.go_to(key)
        self.take("intake")
        self.window.go_to("intake")

    def roster(self, draft: Draft, page: int, name: str = "roster") -> None:
        """A page of the wizard with a roster, at the cell that wants something first."""
        self._open(draft)
        self.window.pages.wizard.show_page(page)
        self.take(name)
        self.window.go_to("intake")

    def cases(self) -> None:
        """The list, cases of each kind with the form of one, a referral and its answers."""
        window = self.window
        window.go_to("cases")
        self.take("cases")
        model = window.pages.cases.model
        cases = [model.summary(row) for row in range(model.rowCount())]
        for outcome in ("officer", "eligible"):
            window.open_case(next(case.id for case in cases if case.outcome == outcome))
            self.take(f"case_{outcome}")
        window.pages.case.preview_main()
        # The first picture waits for the form, the second for its page.
        self.take("preview")
        self.take("preview")
        self._referral(next(case for case in cases if case.referred and case.referred.answered))
        window.go_to("cases")
        window.pages.forms.begin_with(cases[0])
        window.pages.cases.many_wanted.emit(cases[0])
        self.take("many_forms")

    def _open(self, draft: Draft) -> None:
        self.window.open_draft(draft)
        while self.window.pages.is_opening:
            wait(_LOOK_MS)

    def _referral(self, case: CaseSummary) -> None:
        """A case that was handed on, and the form of what its authority answers."""
        self.window.open_case(case.id)
        self.take("case_referral")
        self.window.pages.case.answer_asked.emit(open_case(self.session, case.id).case)
        self.take("answer")

    def place(self, place: str) -> None:
        """A place of the navigation as it stands."""
        self.window.go_to(place)
        self.take(place)

    def close(self) -> None:
        """Close the window with its backup."""
        self.window.close()
        while self.window.isVisible():
            wait(_LOOK_MS)


def take_pictures(out: Path) -> int:
    """Take pictures of the data that a demonstration left in a folder, into `pictures` there."""
    app = make_application(["hrdesk"])
    session = reopened(out)
    tasks = Tasks()
    desk = PictureDesk(Camera(out / "pictures"), session, tasks, Changes())
    kept = _drafts_by_measure(session)
    desk.home()
    desk.intake(kept["startup_grant"], "identity")
    desk.roster(kept["startup_loan_firm"], _ROSTER_PAGE)
    desk.roster(kept["social_insurance_subsidy"], _INSURED_PAGE, "insurance_months")
    desk.cases()
    for place in ("organizations", "batches", "purchases", "settings"):
        desk.place(place)
    desk.close()
    tasks.finish()
    app.processEvents()
    return 0


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


#: The page of the firm's loan on which its new hires are listed.
_ROSTER_PAGE = 1
#: The page on which the people stand whose insurance is paid; one month there is mistyped.
_INSURED_PAGE = 2


def _drafts_by_measure(session: Session) -> Mapping[str, Draft]:
    opened = [open_draft(session, each.id) for each in drafts(session)]
    return {draft.measure: draft for draft in opened}
