"""By what the rows of a roster are sorted: amounts, dates and months by value, the rest by text."""

from datetime import date
from decimal import Decimal
from typing import Any

from hrdesk.domain.finding import Outcome
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.values import is_blank, read_value
from hrdesk.ui.roster.cell_texts import shown_text
from hrdesk.ui.roster.judged_row import JudgedRow

_BY_VALUE = frozenset(
    {FieldType.DATE, FieldType.MONEY, FieldType.COUNT, FieldType.MONTH, FieldType.MONTHS}
)
_NOT_JUDGED = 0
#: What hinders most comes first.
_RANKS = {
    Outcome.INELIGIBLE: 1,
    Outcome.INCOMPLETE: 2,
    Outcome.OFFICER: 3,
    Outcome.REFERRAL: 4,
    Outcome.ELIGIBLE: 5,
}


def cell_key(column: FieldSpec, text: str) -> tuple[int, Any] | None:
    """Return by what a cell is sorted: its value, or its text; None for a blank cell."""
    if is_blank(text):
        return None
    if column.type in _BY_VALUE:
        # No value of these types depends on the day on which it is read.
        value = read_value(column, text, date.max).value
        if value is not None:
            return 0, value
    return 1, shown_text(column, text)


def outcome_key(state: JudgedRow | None) -> tuple[int, Decimal] | None:
    """Return by what the outcome of a row is sorted; None for a blank row."""
    if state is None or state.reading.blank:
        return None
    if state.finding is None:
        return _NOT_JUDGED, Decimal(0)
    return _RANKS[state.finding.outcome], state.finding.amount
