"""受理: the measures that can be taken in, and the drafts that wait."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services import drafts
from hrdesk.services.session import MeasureTitle, Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.columns import emptied
from hrdesk.ui.draft_list import DraftList
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, styled

#: So many cards side by side, in reading order.
_CARDS = 2
_HANDED_ON = "（本单位转报）"


class IntakeHome(Page):
    """Starts and opens drafts; `opened` carries the draft that the wizard shall show.

    `starting` says that a new one is being made, `not_started` that there will be none.
    """

    opened = Signal(object)
    starting = Signal()
    not_started = Signal()
    hints: tuple[KeyHint, ...] = (
        KeyHint("Tab", "下一项"),
        KeyHint("Enter", "打开"),
        KeyHint("F3", "查找"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("intake_home")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        if not session.staff.may(Role.CLERK):
            self.hints = self.hints[-1:]
        self._first: QPushButton | None = None
        self._is_starting = False
        self.notice = Notice(self, "intake_notice")
        self._cards = QGridLayout()
        self._shown: tuple[MeasureTitle, ...] = ()
        self._drafts = DraftList(self._open, self._discard)
        self._arrange()
        for change in (changes.drafts, changes.cases, changes.law):
            change.connect(self.read_again)
        self.read_again()

    def enter(self) -> None:
        """Take the focus for the first measure."""
        (self._first or self).setFocus()

    def read_again(self) -> None:
        """Read the measures of the day and the list of drafts anew."""
        try:
            self._show_measures()
            kept = drafts.drafts(self._session)
        except Fault as fault:
            self._refused(fault)
            return
        self._drafts.show_drafts(kept, self._session.clock.now())

    def showEvent(self, event: QShowEvent) -> None:
        """Show the measures of today: a successor may have begun since."""
        super().showEvent(event)
        self._show_measures()

    def _show_measures(self) -> None:
        titles = (*self._session.measures, *self._session.measures_gone)
        if titles == self._shown:
            return
        self._shown, self._first = titles, None
        emptied(self._cards)
        for place, measure in enumerate(titles):
            self._cards.addWidget(self._measure_card(measure), place // _CARDS, place % _CARDS)

    def start(self, measure: str) -> None:
        """Start a new draft of a measure and open it; one at a time, however often it is asked."""
        if self._is_starting:
            return
        self._is_starting = True
        self.starting.emit()
        work = partial(drafts.start_draft, self._session, measure)
        self._tasks.run(work, self._started, self._not_started)

    def _not_started(self, fault: Fault) -> None:
        self._is_starting = False
        self.not_started.emit()
        self._refused(fault)

    def _started(self, draft: Draft) -> None:
        self._is_starting = False
        self._changes.drafts.emit()
        self.opened.emit(draft)

    def _open(self, draft_id: str) -> None:
        try:
            draft = drafts.open_draft(self._session, draft_id)
        except Fault as fault:
            self._refused(fault)
        else:
            self.opened.emit(draft)

    def _discard(self, draft_id: str) -> None:
        work = partial(drafts.discard_draft, self._session, draft_id)
        self._tasks.run(work, lambda _: self._changes.drafts.emit(), self._refused)

    def _refused(self, fault: Fault) -> None:
        show_fault(self.notice, fault)

    def _measure_card(self, measure: MeasureTitle) -> QFrame:
        start = button(
            f"start_{measure.id}", "新建一件", partial(self.start, measure.id), "primary"
        )
        start.setEnabled(self._session.staff.may(Role.CLERK))
        if self._first is None and start.isEnabled():
            self._first = start
        return MeasureCard(measure, start, self._session.policy.book.document)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("受理", "title"))
        if not self._session.staff.may(Role.CLERK):
            column.addWidget(label("新建和受理由有“经办”岗位的人办理。", "soft"))
        column.addWidget(self.notice)
        column.addWidget(self._drafts)
        self._cards.setSpacing(12)
        for number in range(_CARDS):
            self._cards.setColumnStretch(number, 1)
        column.addLayout(self._cards)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        # A click beside the buttons must not take the keyboard from them.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(styled(inside, "ground"))
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.addWidget(area)


class MeasureCard(QFrame):
    """One measure: a click anywhere on the card presses its button."""

    def __init__(self, measure: MeasureTitle, start: QPushButton, document: str) -> None:
        super().__init__()
        self.setObjectName(f"measure_{measure.id}")
        theme.role(self, "card")
        if start.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._start = start
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(measure.title, "heading"))
        who = f"{measure.clause}　责任部门：{measure.authority}"
        if measure.document != document:
            who = f"{measure.document}，只用于它适用时收到的申请　{who}"
        words.addWidget(
            label(f"{who}{_HANDED_ON}" if measure.is_handed_on else who, "small", wrap=True)
        )
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(start, 0, Qt.AlignmentFlag.AlignVCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the button, unless the mouse has left the card meanwhile."""
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self._start.setFocus()
            self._start.click()
