"""受理: the measures that can be taken in, and the drafts that wait."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Fault
from hrdesk.services import drafts
from hrdesk.services.drafts import DraftSummary
from hrdesk.services.session import MeasureTitle, Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, rule, styled

#: So many cards side by side, in reading order.
_CARDS = 2
_HANDED_ON = "（本单位转报）"
_NAME_WIDTH = 300
_MASKED_WIDTH = 180


class IntakeHome(Page):
    """Starts and opens drafts; `opened` carries the draft that the wizard shall show.

    `starting` says that a new one is being made, `not_started` that there will be none.
    """

    opened = Signal(object)
    starting = Signal()
    not_started = Signal()
    hints = (KeyHint("Tab", "下一项"), KeyHint("Enter", "打开"), KeyHint("F3", "查找"))

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("intake_home")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._first: QPushButton | None = None
        self._is_starting = False
        self.notice = Notice(self, "intake_notice")
        self._cards = QGridLayout()
        self._shown: tuple[MeasureTitle, ...] = ()
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(0)
        self._arrange()
        for change in (changes.drafts, changes.cases, changes.law):
            change.connect(self.read_again)
        self.read_again()

    def enter(self) -> None:
        """Take the focus for the first measure."""
        if self._first is not None:
            self._first.setFocus()

    def read_again(self) -> None:
        """Read the measures of the day and the list of drafts anew."""
        try:
            self._show_measures()
            kept = drafts.drafts(self._session)
        except Fault as fault:
            self._refused(fault)
            return
        _empty(self._drafts)
        if not kept:
            empty = label("没有未完成的草稿。", "soft")
            empty.setObjectName("drafts_empty")
            empty.setContentsMargins(20, 14, 20, 14)
            self._drafts.addWidget(empty)
        now = self._session.clock.now()
        for number, draft in enumerate(kept):
            if number:
                self._drafts.addWidget(rule())
            self._drafts.addWidget(DraftRow(draft, now, self._open, self._discard))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the measures of today: a successor may have begun since."""
        super().showEvent(event)
        self._show_measures()

    def _show_measures(self) -> None:
        titles = (*self._session.measures, *self._session.measures_gone)
        if titles == self._shown:
            return
        self._shown, self._first = titles, None
        _empty(self._cards)
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
        if self._first is None:
            self._first = start
        return MeasureCard(measure, start, self._session.policy.book.document)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("受理", "title"))
        column.addWidget(self.notice)
        self._cards.setSpacing(12)
        for number in range(_CARDS):
            self._cards.setColumnStretch(number, 1)
        column.addLayout(self._cards)
        column.addSpacing(8)
        column.addWidget(label("未完成的草稿", "heading"))
        surface = QFrame()
        surface.setObjectName("drafts")
        theme.role(surface, "card")
        surface.setLayout(self._drafts)
        self._drafts.setContentsMargins(1, 1, 1, 1)
        column.addWidget(surface)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        # A click beside the buttons must not take the keyboard from them.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(styled(inside, "ground"))
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.addWidget(area)


def _empty(layout: QLayout) -> None:
    """Let go of everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


class MeasureCard(QFrame):
    """One measure: a click anywhere on the card presses its button."""

    def __init__(self, measure: MeasureTitle, start: QPushButton, document: str) -> None:
        super().__init__()
        self.setObjectName(f"measure_{measure.id}")
        theme.role(self, "card")
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


class DraftRow(QWidget):
    """One draft: open it, or throw it away after a second look."""

    def __init__(
        self,
        draft: DraftSummary,
        now: datetime,
        on_open: Callable[[str], None],
        on_discard: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setObjectName(f"draft_{draft.id}")
        self._buttons = {
            "open": button("open_draft", "继续填写", partial(on_open, draft.id)),
            "ask": button("ask_discard", "删除", self._ask, "plain"),
            "sure": button("discard_draft", "确定删除", partial(on_discard, draft.id), "danger"),
            "keep": button("keep_draft", "保留", self._keep),
        }
        self._question = label("删除后不能恢复。", "unmet")
        name = label("", "strong")
        name.setFixedWidth(_NAME_WIDTH)
        name.setText(
            name.fontMetrics().elidedText(
                draft.applicant_name or "（还没有姓名）", Qt.TextElideMode.ElideRight, _NAME_WIDTH
            )
        )
        name.setToolTip(draft.applicant_name)
        masked = label(draft.applicant_masked, "number")
        masked.setFixedWidth(_MASKED_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(masked)
        # A long title breaks: a row wider than the page would push the cards aside.
        row.addWidget(label(draft.title, "soft", wrap=True), 1)
        row.addWidget(label(f"保存于 {saved_words(draft.saved_at, now)}", "small"))
        row.addWidget(self._question)
        for part in self._buttons.values():
            row.addWidget(part)
        self._keep()

    def _ask(self) -> None:
        self._show_question(asking=True)
        self._buttons["keep"].setFocus()

    def _keep(self) -> None:
        self._show_question(asking=False)

    def _show_question(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        for name, part in self._buttons.items():
            part.setVisible(asking is (name in {"sure", "keep"}))


def saved_words(moment: datetime, now: datetime) -> str:
    """Return when a draft was saved: the time today, otherwise the date too."""
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}"
