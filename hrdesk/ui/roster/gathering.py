"""A pasted list with a row for each person and month becomes one row for each person."""

from collections import Counter
from collections.abc import Mapping

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.monthly import Monthly, in_month, listed_months, month_key, monthly_of
from hrdesk.intake.months import read_months
from hrdesk.ui.roster.pasting import Paste
from hrdesk.ui.roster.row_edits import Rows

Cells = Mapping[str, str]


def gathered(spec: RosterSpec, rows: Rows, paste: Paste) -> Paste:
    """Return a paste in which the months of a person stand in one row.

    That is so when a person is pasted more than once, each time with other months; a list that
    names a month of somebody twice, or no month, is left as it is, for the clerk to look at.
    Who stands in the roster already keeps his row; others come after the last one.
    """
    monthly = monthly_of(spec)
    if monthly is None or not spec.identity:
        return paste
    people: dict[str, list[Cells]] = {}
    for cells in paste.changes.values():
        people.setdefault(_number(cells.get(spec.identity, "")), []).append(cells)
    if len(people) == len(paste.changes) or not all(
        number and _each_month_once(monthly, pasted) for number, pasted in people.items()
    ):
        return paste
    stand = {
        _number(row.entries.get(spec.identity, "")): place
        for place, row in reversed(list(enumerate(rows)))
    }
    changes, end = {}, len(rows)
    for number, pasted in people.items():
        place = stand.get(number, end)
        before = rows[place].entries if place < len(rows) else {}
        changes[place] = _together(monthly, before, pasted)
        end += place == end
    said = {"rows": str(len(paste.changes)), "people": str(len(people))}
    return Paste(changes, (*paste.problems, Problem("roster.gathered", spec.title, said)))


def _number(text: str) -> str:
    return ascii_identifier(text).upper()


def _each_month_once(monthly: Monthly, pasted: list[Cells]) -> bool:
    listed = [month for cells in pasted for month in listed_months(monthly, cells)]
    return all(_named(monthly, cells) for cells in pasted) and len(listed) == len(set(listed))


def _named(monthly: Monthly, cells: Cells) -> bool:
    return read_months(cells.get(monthly.months, "")).value is not None


def _together(monthly: Monthly, before: Cells, pasted: list[Cells]) -> dict[str, str]:
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
