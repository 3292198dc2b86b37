"""A pasted list with a row for each person and month becomes one row for each person."""

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.monthly import monthly_of
from hrdesk.intake.person_months import (
    Cells,
    contradicting,
    each_month_once,
    normal_number,
    together,
)
from hrdesk.ui.roster.pasting import Paste
from hrdesk.ui.roster.row_edits import Rows


def gathered(spec: RosterSpec, rows: Rows, paste: Paste) -> Paste:
    """Return a paste in which the months of a person stand in one row.

    That is so when a person is pasted more than once, each time with other months; a list that
    names a month of somebody twice, or no month, or says different things of somebody, is left
    as it is, for the clerk to look at.
    Who stands in the roster already keeps his row; others come after the last one.
    """
    monthly = monthly_of(spec)
    if monthly is None or not spec.identity:
        return paste
    people: dict[str, list[Cells]] = {}
    for cells in paste.changes.values():
        people.setdefault(normal_number(cells.get(spec.identity, "")), []).append(cells)
    if len(people) == len(paste.changes) or not all(
        number and each_month_once(monthly, pasted) and not contradicting(spec, pasted)
        for number, pasted in people.items()
    ):
        return paste
    stand = {
        normal_number(row.entries.get(spec.identity, "")): place
        for place, row in reversed(list(enumerate(rows)))
    }
    changes, end = {}, len(rows)
    for number, pasted in people.items():
        place = stand.get(number, end)
        before = rows[place].entries if place < len(rows) else {}
        changes[place] = together(monthly, before, pasted)
        end += place == end
    said = {"rows": str(len(paste.changes)), "people": str(len(people))}
    return Paste(changes, (*paste.problems, Problem("roster.gathered", spec.title, said)))
