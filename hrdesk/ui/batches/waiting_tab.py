"""Who waits for a batch: chosen by measure and day of receipt, each with a tick."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.staff import Role
from hrdesk.services import batches
from hrdesk.services.session import Session
from hrdesk.ui.batches.batch_words import NO_PERIOD, NOBODY_WAITS, chosen_words, ticked_words
from hrdesk.ui.batches.template_line import TemplateLine
from hrdesk.ui.cases_sought import Sought
from hrdesk.ui.list_page import rows_or_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.ticked_cases import TickedCases, TickTable
from hrdesk.ui.words import button, label, rule

_BAR_MARGINS = (12, 8, 12, 8)


class WaitingTab(QWidget):
    """Lists who may go out; `counted` says that other cases are ticked, or were read anew.

    `make_asked` says that a batch shall be made of those that are ticked.
    """

    make_asked = Signal()
    counted = Signal()

    def __init__(self, session: Session, notice: Notice) -> None:
        super().__init__()
        self._session, self._notice = session, notice
        self._pays = {each.id: each.pays for each in session.measures_ever}
        self._busy = False
        self._may_make = session.staff.may(Role.CLERK)
        self.sought = Sought("batch", list(batches.sent_measures(session)), today(session.clock))
        self.cases = TickedCases(batches.may_be_sent, "不能上报", self)
        self.table = TickTable("waiting", self.cases)
        self._empty = label("", "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", "strong")
        self._count.setObjectName("batch_count")
        self._template = TemplateLine(session, notice)
        self._make = button("make_batch", "编制批次…", self.make_asked.emit, "primary")
        self._stack = QStackedLayout()
        self._lay_out()
        self.sought.changed.connect(self.read_again)
        self.cases.ticked.connect(self._say_count)

    def begin(self) -> None:
        """Take the focus for who waits, or for the measure while nobody does."""
        if self.cases.rowCount():
            self.table.begin()
        else:
            self.sought.take_cursor()

    def begin_with_waiting(self) -> None:
        """Show a measure and month of which a batch can be made, where none can of those shown;
        else one in which somebody waits at all.
        """
        if any(batches.may_be_sent(each) for each in self._shown()):
            return
        for settled in (True, False):
            if settled or not self.cases.rowCount():
                work = partial(batches.last_waiting, self._session, settled=settled)
                for measure, day in rows_or_fault(self._notice, work)[:1]:
                    self.sought.show_month(measure, day)

    def read_again(self) -> None:
        """Read who waits; every one that may be sent is ticked."""
        period, measure = self.sought.period(), self.sought.measure
        cases: tuple[CaseSummary, ...] = ()
        if period is not None:
            cases = rows_or_fault(
                self._notice, lambda: batches.candidates(self._session, measure, *period)
            )
        self._template.show_measure(measure)
        had_focus = self.table.hasFocus()
        self.cases.show_cases(cases, pays=self._pays[measure])
        self._stack.setCurrentIndex(0 if cases else 1)
        self._empty.setText(NOBODY_WAITS if period else NO_PERIOD)
        if had_focus and not cases:
            # Qt gives it to the words that stand in the table's place.
            self.sought.take_cursor()

    def chosen(self) -> tuple[CaseSummary, ...]:
        """Return the cases that are ticked, none while something is written or for no clerk."""
        return self.cases.chosen() if self._may_make and not self._busy else ()

    def words(self) -> str:
        """Return how many are ticked and what they pay."""
        return chosen_words(self.cases.chosen(), pays=self._pays[self.sought.measure])

    def enable(self, *, busy: bool) -> None:
        """Let a batch be made unless something is written."""
        self._busy = busy
        self._make.setEnabled(bool(self.chosen()))

    def _shown(self) -> list[CaseSummary]:
        return [self.cases.summary(row) for row in range(self.cases.rowCount())]

    def _say_count(self) -> None:
        words = ticked_words(
            self.cases.chosen(), self._shown(), pays=self._pays[self.sought.measure]
        )
        self._count.setText(words)
        self._make.setEnabled(bool(self.chosen()))
        self.counted.emit()

    def _lay_out(self) -> None:
        head, foot, said = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (head, foot):
            row.setContentsMargins(*_BAR_MARGINS)
        head.addWidget(self.sought)
        head.addStretch(1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        said.setSpacing(2)
        said.addWidget(self._count)
        said.addWidget(self._template)
        foot.addLayout(said)
        foot.addStretch(1)
        foot.addWidget(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addWidget(rule())
        column.addLayout(foot)
