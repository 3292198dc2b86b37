"""The page of cases: all of them, the newest first, or what the search box found."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault
from hrdesk.services.cases import find_cases, list_cases
from hrdesk.services.corrections import waiting_cases
from hrdesk.services.draft_search import find_drafts
from hrdesk.services.drafts import DraftSummary
from hrdesk.services.referrals import unanswered
from hrdesk.services.session import Session
from hrdesk.ui.cases import list_model
from hrdesk.ui.cases.correction_filter import CorrectionFilter
from hrdesk.ui.cases.found_drafts import FoundDrafts
from hrdesk.ui.cases.waiting_filter import WaitingFilter
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.list_page import RowsCard, listed, rows_or_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.words import button, label

_SOUGHT_WIDTH = 320
_WIDTHS = (170, 140, 300, 120, 96, 132, 112, 92)


class CaseListPage(Page):
    """Lists cases; `opened` carries the id of the case that was opened.

    A search finds the person's own drafts too; `draft_opened` carries the id of one.
    `many_wanted` says that many forms shall be printed, with the marked case or None.
    `enjoyment_wanted` asks what the person of the marked row has enjoyed: with the case and
    the line in its roster where he was found (0 is the applicant), "" without a marked row.
    """

    opened = Signal(str)
    draft_opened = Signal(str)
    many_wanted = Signal(object)
    enjoyment_wanted = Signal(str, int)
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl P", "成批打印"),
        KeyHint("Ctrl H", "享受记录"),
        KeyHint("F3", "查找"),
    )

    def __init__(self, session: Session, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_list_page")
        self._session = session
        self._sought = ""
        self._more = False
        titles = {measure.id: measure.title for measure in session.measures_ever}
        qualifying = frozenset(each.id for each in session.measures_ever if not each.pays)
        self.model = list_model.CaseListModel(titles, qualifying, self._today, self)
        self.table = listed("cases", self.model)
        self.rows = RowsCard(self.table)
        self.table.set_widths(_WIDTHS, list_model.APPLICANT)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.summary(row).id))
        self.drafts = FoundDrafts()
        self.drafts.opened.connect(self.draft_opened)
        self.notice = Notice(self, "cases_notice")
        self._count = label("", "soft")
        self._count.setObjectName("case_count")
        self.waiting = WaitingFilter()
        self.waiting.changed.connect(self._show_waiting)
        self.corrections = CorrectionFilter(session)
        self.corrections.changed.connect(self._show_waiting_corrections)
        self._arrange()
        bind_keys(self, {"Ctrl+P": self._want_many, "Ctrl+H": self._want_enjoyment})
        changes.cases.connect(self.read_again)
        changes.drafts.connect(self._read_drafts)
        self.read_again()

    def enter(self) -> None:
        """Take the focus for the rows."""
        self.table.begin()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.model.show_found(())

    def go_to_results(self) -> bool:
        """Take the focus for what was found, cases before drafts; tell whether there is any."""
        if self.model.rowCount():
            self.enter()
            return True
        return self.drafts.begin()

    def search(self, text: str) -> None:
        """Show what a search finds, or all cases for ""."""
        self._sought = text
        self.waiting.put_away()
        self.corrections.put_away()
        self.read_again()

    def read_again(self) -> None:
        """Read the rows anew and keep the marked case marked."""
        chosen = self._chosen()
        self.notice.clear()
        self._more = False
        self.corrections.count_again()
        if self.corrections.is_on:
            self.model.show_found(rows_or_fault(self.notice, self._corrected))
        elif self.waiting.is_on:
            self.model.show_found(self._unanswered())
        elif self._sought:
            self.model.show_found(rows_or_fault(self.notice, self._found))
        else:
            self.model.show_pages(self._page)
        if chosen is not None and (row := self.model.row_of(chosen.id)) >= 0:
            self.table.selectRow(row)
        self._read_drafts()
        self._describe()

    def _read_drafts(self) -> None:
        found: tuple[DraftSummary, ...] = ()
        if self._sought:
            try:
                found = find_drafts(self._session, self._sought)
            except Fault as fault:
                show_fault(self.notice, fault)
        self.drafts.show_found(found)

    def _page(self, after: CaseSummary | None) -> tuple[CaseSummary, ...]:
        return rows_or_fault(self.notice, lambda: list_cases(self._session, after))

    def _found(self) -> tuple[CaseSummary, ...]:
        listed = find_cases(self._session, self._sought)
        self._more = listed.more
        return listed.rows

    def _unanswered(self) -> tuple[CaseSummary, ...]:
        return rows_or_fault(self.notice, lambda: unanswered(self._session, self.waiting.days))

    def _corrected(self) -> tuple[CaseSummary, ...]:
        return waiting_cases(self._session)

    def show_corrections(self) -> None:
        """List the cases whose correction waits."""
        self.corrections.put_on()
        self._show_waiting_corrections()

    def _show_waiting(self) -> None:
        self._sought = ""
        self.corrections.put_away()
        self.read_again()

    def _show_waiting_corrections(self) -> None:
        self._sought = ""
        self.waiting.put_away()
        self.read_again()
        if self.corrections.is_on and self.model.rowCount():
            self.enter()

    def _today(self) -> date:
        return today(self._session.clock)

    def _chosen(self) -> CaseSummary | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _want_many(self) -> None:
        self.many_wanted.emit(self._chosen())

    def _want_enjoyment(self) -> None:
        case = self._chosen()
        line = case.in_roster.line if case is not None and case.in_roster is not None else 0
        self.enjoyment_wanted.emit(case.id if case is not None else "", line)

    def _describe(self) -> None:
        rows = self.model.rowCount()
        if self.corrections.is_on:
            self._count.setText(f"{rows} 件有更正等第二个人确认")
            empty = "没有等待确认的更正。"
        elif self.waiting.is_on:
            self._count.setText(f"{rows} 件，等得最久的在前")
            empty = "没有等待答复的转办案件。天数从出函那天起算，没有出函的从受理那天起算。"
        elif self._sought:
            # What a scanner types is longer than the line.
            sought = self._count.fontMetrics().elidedText(
                self._sought, Qt.TextElideMode.ElideRight, _SOUGHT_WIDTH
            )
            more = f"的不止 {rows} 件，只列前 {rows} 件，请多输几个字"
            self._count.setText(f"“{sought}” 找到{more if self._more else f' {rows} 件'}")
            empty = (
                "没有找到已受理的案件。可以输入姓名、拼音首字母、案号、登记簿号，"
                "证件号码或电话（全部或末四位），\n或者扫描表上的二维码；名册里的人按姓名或证件号码查；"
                "机构在“机构名册”里查。"
                "还没有受理的草稿在“受理”里。"
            )
        else:
            self._count.setText("按案号从新到旧")
            empty = "还没有受理的案件。在“受理”里新建一件，受理后列在这里。"
        self.rows.show_rows(rows, empty)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("案件", "title"))
        head.addSpacing(12)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.corrections)
        head.addWidget(self.waiting)
        head.addWidget(button("list_enjoyment", "享受记录…", self._want_enjoyment))
        head.addWidget(button("print_many", "成批打印审批表…", self._want_many))
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self.drafts)
        page.addWidget(self.rows.card, 1)
