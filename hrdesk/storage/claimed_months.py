"""The months that accepted cases claim for people: held ones, and those of incomplete cases.

What is incomplete holds no month; its people are found by the rows of its roster, and what it
claims for them stands in its application.
"""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from hrdesk.domain.finding import Outcome
from hrdesk.domain.prospect import ClaimedMonths, Standing
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.ground import Ground

_HELD = """
select r.identity_key, r.measure, c.number, r.amount_fen is null, json_group_array(r.month)
from right_month r join cases c on c.id = r.case_id
where r.cost in (select value from json_each(?))
  and r.identity_key in (select value from json_each(?)) and r.active = 1
group by 1, 2, 3, 4 order by 3, 4
"""
#: What is only held: the case does not claim it any more, or another row of it does not.
_PENDING = """
select h.identity_key, h.measure, h.number, json_group_array(distinct h.month)
from month_held h
where h.cost in (select value from json_each(?))
  and h.identity_key in (select value from json_each(?))
  and not exists (select 1 from right_month a where a.cost = h.cost and a.active = 1
    and a.identity_key = h.identity_key and a.month = h.month and a.case_id = h.case_id)
group by 1, 2, 3 order by 3
"""
_INCOMPLETE = f"""
select c.id, c.measure, c.number, p.identity_key, r.line
from party p join roster_person r on r.party_id = p.id join cases c on c.id = r.case_id
where p.identity_key in (select value from json_each(?)) and c.outcome = '{Outcome.INCOMPLETE}'
  and c.measure in (select value from json_each(?))
order by c.number, r.line
"""  # noqa: S608 - our own columns
_VALUES = """
from case_version v join case_value w on w.version_id = v.id
"""
_OF_CASE = """
where v.case_id = ? and v.number = (select max(number) from case_version where case_id = v.case_id)
  and l.key + 1 in (select value from json_each(?))
"""
_MONTHS = f"""
select l.key + 1, json_extract(l.value, '$.months') {_VALUES},
  json_each(w.application, '$.lines') l {_OF_CASE}
"""
_REFUSED = f"""
select l.key + 1 {_VALUES}, json_each(w.finding, '$.lines') l {_OF_CASE}
  and json_extract(l.value, '$.outcome') = '{Outcome.INELIGIBLE}'
"""


class ListedClaim(NamedTuple):
    """A line of an incomplete case in which somebody stands who was asked for."""

    case_id: str
    measure: str
    number: str
    line: int
    person: str


def months_held(
    ground: Ground, costs: Collection[str], people: Collection[str]
) -> tuple[ClaimedMonths, ...]:
    """Return the months of these kinds of cost that people hold, by case: settled and open, then
    those that the platform may still pay though their case was corrected.
    """
    asked = {ground.keyed_identity(person): person for person in people}
    values = (canonical_text(sorted(costs)), canonical_text(sorted(asked)))
    found = [
        (Standing.DECIDING if is_open else Standing.GRANTED, key, measure, number, months)
        for key, measure, number, is_open, months in ground.db.execute_sql(_HELD, values)
    ]
    found += [(Standing.HELD, *row) for row in ground.db.execute_sql(_PENDING, values)]
    return tuple(
        ClaimedMonths(asked[key], measure, number, frozenset(json.loads(months)), standing)
        for standing, key, measure, number, months in found
    )


def incomplete_claims(
    ground: Ground, measures: Collection[str], people: Collection[str]
) -> tuple[ListedClaim, ...]:
    """Return the lines of incomplete cases of these measures in which people stand."""
    asked = {ground.keyed_identity(person): person for person in people}
    values = (canonical_text(sorted(asked)), canonical_text(sorted(measures)))
    return tuple(
        ListedClaim(case_id, measure, number, line, asked[key])
        for case_id, measure, number, key, line in ground.db.execute_sql(_INCOMPLETE, values)
    )


def refused_lines(ground: Ground, case_id: str, lines: Collection[int]) -> frozenset[int]:
    """Return which of these lines of a case are refused whatever else it lacks."""
    values = (case_id, canonical_text(sorted(lines)))
    return frozenset(line for (line,) in ground.db.execute_sql(_REFUSED, values))


def months_of_lines(
    ground: Ground, case_id: str, lines: Collection[int]
) -> Mapping[int, frozenset[str]]:
    """Return the months that lines of a case name, by line."""
    values = (case_id, canonical_text(sorted(lines)))
    rows = ground.db.execute_sql(_MONTHS, values)
    return {line: _named(months) for line, months in rows if months}


def _named(months: str) -> frozenset[str]:
    """Return the months of a list that holds months, or records that name one each."""
    listed = json.loads(months)
    return frozenset(each["month"] if isinstance(each, dict) else each for each in listed)
