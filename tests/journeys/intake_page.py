"""The intake of a case as a clerk works it: fields by id, conditions by code, never a label."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from hrdesk.services.drafts import open_draft, save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import FormState, IntakeView
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import MEASURE
from tests.journeys.pages import Screen, type_text
from tests.patience import PATIENCE_MS

SIGNS = {"符合": "met", "不符合": "unmet", "待补充": "missing", "待裁量": "officer"}
COUNTER_SCREEN = (1190, 690)


class IntakePage(Screen):
    """The wizard and the panel beside it, in any window."""

    def __init__(self, qtbot: QtBot, window: QWidget, view: IntakeView | None = None) -> None:
        super().__init__(qtbot, window)
        self._view = view

    @property
    def view(self) -> IntakeView:
        """The wizard that can be seen, as soon as there is one."""
        if self._view is not None:
            return self._view
        self.qtbot.waitUntil(lambda: bool(self._views()), timeout=PATIENCE_MS)
        return self._views()[0]

    def _views(self) -> list[IntakeView]:
        return [each for each in self.window.findChildren(IntakeView) if each.isVisible()]

    # ---- typing ----

    def go_to(self, key: str) -> None:
        """Open the step of a field or material with the mouse."""
        page = self.view.state.pages[self.view.state.page_of(key)][0]
        self.press(f"step.{page}")

    def enter(self, key: str, text: str) -> None:
        """Type a text into a field, or press the choice of a code, on the step that is open."""
        line = next(iter(self._visible(key, QLineEdit)), None)
        combo = next(iter(self._visible(key, QComboBox)), None)
        if line is not None:
            self.fill(key, text)
        elif combo is not None:
            # As the clerk goes through a list: down, one entry at a time.
            combo.setFocus()
            while combo.currentData() != text:
                QTest.keyClick(combo, Qt.Key.Key_Down)
        else:
            self.press(f"{key}={text}")

    def enter_all(self, entries: Mapping[str, str]) -> None:
        """Enter fields and materials wherever they stand, in the order given."""
        for key, text in entries.items():
            if not self.shows(key):
                self.go_to(key)
            self.enter(key, text)

    def type_on(self, text: str) -> None:
        """Type where the cursor is."""
        here = self.focus()
        assert here is not None
        type_text(here, text)

    def press_key(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """Press a key where the cursor is."""
        none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.focus() or self.window, key, control if ctrl else none)

    def cursor(self) -> str:
        """Return the id of the field that has the cursor."""
        here = self.focus()
        return here.objectName() if here is not None else ""

    # ---- what a field says ----

    def value(self, key: str) -> str:
        """Return what stands in a line."""
        return self.part(key, QLineEdit).text()

    def is_chosen(self, key: str, code: str) -> bool:
        """Tell whether a choice is pressed."""
        return self.part(f"{key}={code}", QAbstractButton).isChecked()

    def remark(self, key: str) -> tuple[str, str, str]:
        """Return tone, words and remedy of what stands below a field."""
        words = self.part(f"{key}!", QLabel)
        remedy = self.text(f"{key}!remedy") if self.shows(f"{key}!remedy") else ""
        return str(words.property("role")).removeprefix("field_"), words.text(), remedy

    # ---- the panel ----

    def outcome(self) -> str:
        """Return the tone of the headline: met, unmet, unknown, officer."""
        return str(self.part("finding_outcome", QLabel).property("role")).removeprefix("outcome_")

    def conditions(self) -> dict[str, str]:
        """Return the outcome of each condition by its code, as the panel's signs say it."""
        rows = [row for row in self.view.findChildren(QFrame) if _is_check(row)]
        return {
            row.objectName().removeprefix("check."): SIGNS[row.accessibleName().split("：")[0]]
            for row in rows
        }

    def condition_words(self, code: str) -> str:
        """Return the line with the numbers of a condition."""
        row = self.part(f"check.{code}", QFrame)
        return next(each.text() for each in row.findChildren(QLabel, "shown"))

    def readings(self, code: str) -> list[list[str]]:
        """Return each reading of a condition: its words and what it gives."""
        row = self.part(f"check.{code}", QFrame)
        QApplication.processEvents()
        boxes = [box for box in row.findChildren(QFrame, "reading") if box.isVisible()]
        return [[line.text() for line in box.findChildren(QLabel)] for box in boxes]

    def ways(self) -> list[str]:
        """Return the fields to which the panel offers to go, in its order."""
        QApplication.processEvents()
        links = self.view.findChildren(QAbstractButton)
        names = [each.objectName() for each in links if each.isVisible()]
        return [name.removeprefix("settle.") for name in names if name.startswith("settle.")]

    def said_of_rows(self) -> str:
        """Return what the panel says below the conditions, a sentence a line."""
        QApplication.processEvents()
        said = self.view.findChildren(QLabel, "said")
        return "\n".join(each.text() for each in said if each.isVisible())

    def amount(self) -> str:
        """Return the figure at the foot of the panel."""
        return self.text("finding_figure")

    # ---- the draft ----

    def wait_until_saved(self, session: Session, draft_id: str) -> Mapping[str, str]:
        """Wait until what stands in the form is on disk, and return it from there."""

        def is_kept() -> bool:
            kept = open_draft(session, draft_id).entries
            return dict(kept) == self.view.state.kept_entries()

        self.qtbot.waitUntil(is_kept, timeout=PATIENCE_MS)
        return open_draft(session, draft_id).entries

    def accept(self) -> str:
        """Accept from the review step, on purpose where it asks, and return the number."""
        self.press("step.review")
        asks = self.outcome() in {"unmet", "unknown"}
        self.press("accept")
        if asks:
            self.press("intake_notice_action")
        self.wait_for("case_number")
        return self.text("case_number")


class IntakeDesk:
    """Opens drafts in a wizard of its own, as large as the counter's screen leaves it."""

    def __init__(self, qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> None:
        self.qtbot = qtbot
        self.session = session
        self.tasks = tasks
        self.changes = changes
        self.draft_id = ""
        self._views: list[IntakeView] = []

    def __enter__(self) -> "IntakeDesk":
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Let the wizards go before the writer ends, as the main window does."""
        for view in self._views:
            view.hide()
            delete(view)

    def open(self, entries: Mapping[str, str] | None = None, measure: str = MEASURE) -> IntakePage:
        """Open a new draft that holds these entries beside what it starts with."""
        draft = start_draft(self.session, measure)
        if entries is not None:
            draft = save_draft(self.session, draft, {**draft.entries, **entries})
        return self.open_again(draft.id)

    def open_again(self, draft_id: str) -> IntakePage:
        """Open a draft that is kept."""
        self.draft_id = draft_id
        draft = open_draft(self.session, draft_id)
        view = IntakeView(self.session, self.tasks, self.changes, FormState(self.session, draft))
        view.resize(*COUNTER_SCREEN)
        theme.role(view, "ground")
        self._views.append(view)
        view.show()
        view.activateWindow()
        self.qtbot.waitUntil(view.isActiveWindow, timeout=PATIENCE_MS)
        view.enter()
        return IntakePage(self.qtbot, view, view)


def _is_check(row: QFrame) -> bool:
    return row.objectName().startswith("check.") and row.isVisible()
