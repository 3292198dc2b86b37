"""Lines of a list that each hold some months of a person, put together into one row."""

from collections import Counter
from collections.abc import Mapping

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.plain_text import ascii_identifier
from hrdesk.intake.monthly import Monthly, in_month, listed_months, month_key
from hrdesk.intake.months import read_months

Cells = Mapping[str, str]


def normal_number(text: str) -> str:
    """Return the form in which the numbers of people are compared in a list."""
    return ascii_identifier(text).upper()


def each_month_once(monthly: Monthly, pasted: list[Cells]) -> bool:
    """Tell whether every line of a person names its months, and no month twice."""
    listed = [month for cells in pasted for month in listed_months(monthly, cells)]
    return all(_named(monthly, cells) for cells in pasted) and len(listed) == len(set(listed))


def _named(monthly: Monthly, cells: Cells) -> bool:
    return read_months(cells.get(monthly.months, "")).value is not None


def together(monthly: Monthly, before: Cells, pasted: list[Cells]) -> dict[str, str]:
    """Return the cells of a person: what most months hold is typed once, the others differ."""
    by_month = {
        month: {column: cells[column] for column in monthly.columns if column in cells}
        for cells in pasted
        for month in listed_months(monthly, cells)
    }
    found: dict[str, str] = {}
    for cells in pasted:
        for column, text in cells.items():
            if column not in monthly.columns and text:
                found.setdefault(column, text)
    kept = listed_months(monthly, before)
    found[monthly.months] = written_months(sorted({*kept, *by_month}))
    for column in monthly.columns:
        texts = {month: each[column] for month, each in by_month.items() if column in each}
        found.update(_column(column, before, kept, texts))
    return found


def _column(
    column: str, before: Cells, kept: tuple[Month, ...], texts: Mapping[Month, str]
) -> dict[str, str]:
    counted = Counter(text for text in texts.values() if text)
    usual = before.get(column, "")
    if not usual and counted and not any(in_month(before, column, month) for month in kept):
        usual = counted.most_common(1)[0][0]
    own = {month: "" if text == usual else text for month, text in texts.items()}
    return {column: usual} | {month_key(column, month): text for month, text in own.items()}
