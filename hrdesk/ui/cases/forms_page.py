"""Choosing cases by measure and period whose forms are printed into one file."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.services import many_forms
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases_sought import Sought
from hrdesk.ui.changes import Changes
from hrdesk.ui.forms_desk import FormsDesk, FormsWanted
from hrdesk.ui.list_page import RowsCard, rows_or_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.ticked_cases import TickedCases, TickTable
from hrdesk.ui.words import button, label

_FOOT_MARGINS = (12, 6, 12, 6)


class FormsPage(Page):
    """Prints the forms that are ticked; `left` goes back to the list."""

    left = Signal()
    hints = (
        KeyHint("空格", "勾选"),
        KeyHint("Ctrl A", "全选或全不选"),
        KeyHint("Ctrl P", "打印审批表"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("forms_page")
        self._session = session
        self._busy = False
        measures = [each for each in session.measures_ever if not each.refers]
        self._pays = {each.id: each.pays for each in measures}
        self.notice = Notice(self, "forms_notice")
        self.desk = FormsDesk(session, tasks, changes, self.notice)
        self.sought = Sought("forms", measures, today(session.clock))
        self.cases = TickedCases(lambda _: True, "", self)
        self.table = TickTable("forms", self.cases)
        self._count = label("", "strong")
        self._count.setObjectName("forms_count")
        self.rows = RowsCard(self.table)
        self._print = button("print_forms", "打印成一个 PDF…", self.print_ticked, "primary")
        self._arrange()
        self._connect(changes)

    def begin_with(self, case: CaseSummary | None) -> None:
        """Begin with the measure and the month of a case."""
        if case is not None:
            self.sought.show_month(case.measure, case.received_on)

    def enter(self) -> None:
        """Read anew and take the focus for the rows, or for the measure while there are none."""
        self._read()
        if self.cases.rowCount():
            self.table.begin()
        else:
            self.sought.take_cursor()

    def forget(self) -> None:
        """Finish what is being printed: the session is about to end."""
        self.desk.finish()

    def print_ticked(self) -> None:
        """Ask for a file and print the forms that are ticked, in the order of their numbers."""
        chosen, period = self.cases.chosen(), self.sought.period()
        if chosen and period is not None and not self._busy:
            cases = [(case.id, case.number) for case in reversed(chosen)]
            first, last = (day.isoformat() for day in period)
            self.desk.print_forms(FormsWanted(cases, f"审批表-{first}-{last}.pdf"))

    def _read(self) -> None:
        period, measure = self.sought.period(), self.sought.measure
        cases: tuple[CaseSummary, ...] = ()
        words = "日期写成 2026-03-18 的样子，先后要对。"
        if period is not None:
            words = "这段时间没有收件的案件。"
            read = partial(many_forms.printable, self._session, measure, *period)
            cases = rows_or_fault(self.notice, read)
        self.cases.show_cases(cases, pays=self._pays[measure])
        self.rows.show_rows(len(cases), words)

    def _tell_count(self) -> None:
        chosen = len(self.cases.chosen())
        self._count.setText(f"勾选 {chosen} 件，共 {self.cases.rowCount()} 件")
        self._print.setEnabled(bool(chosen) and not self._busy)

    def _show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._tell_count()

    def _connect(self, changes: Changes) -> None:
        self.sought.changed.connect(self._read)
        self.cases.ticked.connect(self._tell_count)
        self.desk.started.connect(partial(self._show_busy, busy=True))
        self.desk.ended.connect(partial(self._show_busy, busy=False))
        changes.cases.connect(lambda: self._read() if self.isVisible() else None)
        bind_keys(self, {"Ctrl+P": self.print_ticked, "Esc": self.left.emit})

    def _arrange(self) -> None:
        back = button("forms_back", "返回", self.left.emit)
        back.setIcon(theme.icon("back"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(label("成批打印审批表", "title"))
        head.addWidget(self.sought)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(*_FOOT_MARGINS)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._print)
        self.rows.column.addLayout(foot)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
