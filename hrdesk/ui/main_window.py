"""The main window: search above, places at the left, one page, keys below."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from hrdesk.domain.case import Draft
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.services.drafts import open_draft as kept_draft
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.cases.list_page import CaseListPage
from hrdesk.ui.changes import Changes
from hrdesk.ui.closing_page import ClosingPage
from hrdesk.ui.errands import Errands
from hrdesk.ui.faults import show_fault
from hrdesk.ui.foot_bar import FootBar
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import Page
from hrdesk.ui.pages import Listing, Pages
from hrdesk.ui.places import BATCHES, CASES, INTAKE, PLACES, SETTINGS
from hrdesk.ui.side_navigation import SideNavigation
from hrdesk.ui.standing_notices import StandingNotices
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.top_bar import TopBar
from hrdesk.ui.window_frame import WindowFrame
from hrdesk.ui.window_state import WindowState
from hrdesk.ui.words import PRODUCT

_SMALLEST = (1180, 680)


class MainWindow(QMainWindow):
    """Holds the session until it is closed; closing makes a verified backup first.

    `logged_out` follows `log_out` once the session is closed, with what the login then says.
    """

    logged_out = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(f"{PRODUCT} · {session.office.name}")
        self.setMinimumSize(*_SMALLEST)
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self.drawing = Tasks(self)
        self.drawing.bug.connect(tasks.bug)
        self._state = WindowState(session.folder)
        self._closed = self._close_asked = False
        self._following = ""
        self._farewell: str | None = None
        self._backed_up: datetime | None = None
        self.notice = Notice(self, "window_notice")
        self._place = INTAKE
        self._begun = False
        self.pages = Pages(session, tasks, self.drawing, changes)
        self._closing = ClosingPage()
        self.errands = Errands(self)
        self._arrange()
        self._connect()
        self._state.restore(self)
        self._ahead = Ahead(self.pages.make_ahead(), self)

    def begin(self) -> None:
        """Go to where the person was when the window was last closed.

        Who logs out does so in the settings: that is where nobody's work goes on.
        """
        if not self._begun:
            self._begun = True
            kept = self._state.place(INTAKE)
            self.go_to(INTAKE if kept == SETTINGS else kept)

    def showEvent(self, event: QShowEvent) -> None:
        """Open with a page; the others are made while nobody waits."""
        self.begin()
        super().showEvent(event)
        self._ahead.begin()

    def go_to(self, place: str) -> None:
        """Go to a place of the navigation; 受理 is always the list of drafts.

        A draft that is open is kept first; where that fails, the wizard stays and says why.
        """
        self._close_asked, self._farewell = False, None
        self._following = ""
        wizard = self.pages.wizard
        if place == INTAKE and wizard.is_open:
            self._leave_wizard()
            return
        wizard.give_up()
        self._place = place if place in PLACES else INTAKE
        self._top.forget_search()
        if self._place == CASES:
            self.pages.cases.search("")
        elif (listing := self.pages.listing(self._place)) is not None:
            listing.arrive()
        self._show(self.pages.home_of(self._place))

    def open_case(self, case_id: str) -> None:
        """Show one case; one that cannot be read is said, and the page stays."""
        self.notice.clear()
        try:
            self.pages.case.show_case(case_id)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self.visit(CASES, self.pages.case)

    def resume_draft(self, draft_id: str) -> None:
        """Open a kept draft; one that is open already is kept first."""
        if self.pages.wizard.is_open:
            self._following = draft_id
            self._leave_wizard()
            return
        self.notice.clear()
        try:
            self.open_draft(kept_draft(self._session, draft_id))
        except Fault as fault:
            show_fault(self.notice, fault)

    def open_draft(self, draft: Draft) -> None:
        """Show a draft in the wizard, as soon as its first page is made."""
        self.pages.wizard.open(draft)

    def back_to_draft(self) -> None:
        """Show the draft that is open."""
        self.visit(INTAKE, self.pages.wizard)

    def visit(self, place: str, page: Page) -> None:
        """Show a page that belongs to a place of the navigation."""
        self._place = place
        self._top.stop_searching()
        self._show(page)

    def log_out(self, words: str) -> None:
        """End the session as closing does, then let another person log in."""
        self._farewell = words
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, back up, wipe the key; only then go."""
        if self._closed:
            event.accept()
            return
        event.ignore()
        if self._whole.currentWidget() is self._closing:
            return
        again = self.close if self._farewell is None else partial(self.log_out, self._farewell)
        if (held := self.pages.unsaved(again)) is not None:
            self.visit(*held)
        elif not self.pages.wizard.is_open:
            self._close_session()
        elif not self._close_asked:
            self._close_asked = True
            self.pages.wizard.leave()
        elif not self._tasks.is_busy():
            self.notice.say(
                Tone.WARNING, "这件草稿没能保存", "先按提示处理，或者放弃没有保存的部分。"
            )
            self.notice.offer("不保存，直接退出", self._close_session)

    def _close_session(self) -> None:
        self._state.keep(self, self._place)
        self._top.forget_search()
        self._ahead.stop()
        self._standing.stop()
        self.pages.forget()
        self._whole.setCurrentWidget(self._closing)
        self._closing.end_session(self._session, self._tasks, to_login=self._farewell is not None)

    def _connect(self) -> None:
        wishes = self.pages.wishes
        self._side.chosen.connect(self.go_to)
        self._top.searched.connect(self._search)
        self._top.to_results.connect(self._to_results)
        wishes.draft.connect(self.open_draft)
        wishes.kept_draft.connect(self.resume_draft)
        wishes.case.connect(self.open_case)
        wishes.cases.connect(self._show_list)
        wishes.batches.connect(partial(self.go_to, BATCHES))
        wishes.wizard_ready.connect(self.back_to_draft)
        wishes.wizard_refused.connect(partial(show_fault, self.notice))
        wishes.wizard_left.connect(self._wizard_left)
        self.pages.keys_changed.connect(self._show_keys)
        self._closing.leave.connect(self._leave)
        self._changes.backups.connect(self._show_safety)
        QShortcut(QKeySequence("F3"), self).activated.connect(self._top.begin_search)

    def _show(self, page: Page, *, focus: bool = True) -> None:
        self.pages.show_page(page)
        self._side.mark(self._place)
        self._top.look_for(self._place)
        self._foot.show_hints(page.hints)
        # A window that stays open over night must not call yesterday's backup today's.
        self._foot.show_backup(self._backed_up, today(self._session.clock))
        if focus:
            page.enter()

    def _search(self, text: str) -> None:
        if (listing := self.pages.listing(self._place)) is not None:
            listing.search(text)
            return
        self._place = CASES
        self.pages.cases.search(text)
        self._show(self.pages.cases, focus=False)

    def _leave_wizard(self) -> None:
        self.back_to_draft()
        self.pages.wizard.leave()

    def _show_keys(self, place: Page) -> None:
        if self.pages.currentWidget() is place:
            self._foot.show_hints(place.hints)

    def _wizard_left(self) -> None:
        following, self._following = self._following, ""
        if self._close_asked:
            self._close_session()
        elif following:
            self.resume_draft(following)
        else:
            self.go_to(INTAKE)

    def _to_results(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, CaseListPage | Listing) and not page.go_to_results():
            self._top.begin_search()

    def _show_list(self) -> None:
        self._place = CASES
        self._show(self.pages.cases)

    def _show_safety(self) -> None:
        self._backed_up = self._session.last_backup()
        self._foot.show_backup(self._backed_up, today(self._session.clock))

    def _leave(self) -> None:
        self._closed = True
        self.drawing.finish()
        if self._farewell is None:
            self.close()
        else:
            self.logged_out.emit("" if self._closing.has_failed else self._farewell)

    def _arrange(self) -> None:
        self._top = TopBar(f"{self._session.office.name} · {self._session.staff.name}")
        self._side = SideNavigation(PLACES)
        self._foot = FootBar()
        self._standing = StandingNotices(self._session, self._tasks, self._changes, self.notice)
        self._standing.asked.connect(self.errands.see_to)
        self._standing.corrections_asked.connect(self.errands.see_to_corrections)
        self._standing.changes_asked.connect(self.errands.see_changes)
        self._standing.failures_asked.connect(self.errands.see_to_failures)
        self._standing.contradiction_asked.connect(self.errands.see_to_contradiction)
        self._standing.failures_counted.connect(partial(self._side.tell, BATCHES))
        frame = WindowFrame(self._top, self._side, self._foot)
        self._whole = QStackedWidget()
        self._whole.addWidget(frame.around(self._standing, self.pages))
        self._whole.addWidget(self._closing)
        self.setCentralWidget(self._whole)
        self._show_safety()
