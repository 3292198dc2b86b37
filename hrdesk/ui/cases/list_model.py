"""The rows of the list of cases: frozen summaries, read page by page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import from_fen, grouped
from hrdesk.ui import theme
from hrdesk.ui.outcome_words import OUTCOMES, QUALIFIED, STATES, referral_state
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

NUMBER, MEASURE, APPLICANT, AMOUNT, OUTCOME, STATE, RECEIVED, ACCEPTED_BY = range(8)

_TITLES = ("案号", "事项", "申请人", "金额（元）", "判定", "状态", "收件日期", "经办")
_NUMBERS = (NUMBER, AMOUNT, RECEIVED)


class CaseListModel(PagedModel[CaseSummary]):
    """Summaries in the order of the store; further pages are read when the view nears the end.

    `titles` names the measures, `qualifying` holds those that pay nothing, `today` tells the
    day. A row holds no plain identity number.
    """

    def __init__(
        self,
        titles: Mapping[str, str],
        qualifying: frozenset[str],
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(_TITLES, parent, right=AMOUNT)
        self._titles = titles
        self._qualifying = qualifying
        self._today = today

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its side, its faint addition or its chip."""
        case, column = self.summary(index.row()), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(case, column)
        if role == Qt.ItemDataRole.FontRole and column in _NUMBERS:
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole and column == APPLICANT:
            place = case.in_roster
            where = f"{_in_roster(case)} {place.masked}" if place is not None else ""
            return "\n".join(filter(None, (case.applicant_name, where)))
        if role == Qt.ItemDataRole.ToolTipRole and column == STATE and case.referred:
            return f"{case.referred.letter or '还没有函号'}　{case.referred.since}"
        if role == ADDITION:
            return self._addition(case, column)
        if role == CHIP and column == OUTCOME:
            return theme.outcome_tone(Outcome(case.outcome))
        return None

    def _words(self, case: CaseSummary, column: int) -> str:
        amount = "—" if case.amount_fen is None else grouped(from_fen(case.amount_fen))
        return (
            case.number,
            self._titles.get(case.measure, case.measure),
            case.applicant_name,
            amount,
            self._outcome(case),
            referral_state(case.referred) if case.referred else STATES[case.state],
            case.received_on.isoformat(),
            case.accepted_by,
        )[column]

    def _addition(self, case: CaseSummary, column: int) -> str | None:
        """Return the number of an applicant, or since how many days a letter waits."""
        if column == APPLICANT:
            return _in_roster(case) or case.applicant_masked
        referred = case.referred
        if column == STATE and referred is not None and referred.answered is None:
            return f"{(self._today() - referred.since).days} 天"
        return None

    def _outcome(self, case: CaseSummary) -> str:
        outcome = Outcome(case.outcome)
        if outcome is Outcome.ELIGIBLE and case.measure in self._qualifying:
            return QUALIFIED
        return OUTCOMES[outcome]


def _in_roster(case: CaseSummary) -> str:
    """Return where in its roster somebody stands who was searched for, or ""."""
    place = case.in_roster
    return f"名册第 {place.line} 行 {place.name}" if place is not None else ""
