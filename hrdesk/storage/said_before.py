"""What accepted cases say of people: the names they were given, what their lines declare.

Every question runs on an index, from the person. Of his lines under a measure the oldest and the
newest are read, so that whoever stands in a roster every month costs no more than two cases.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.ground import Ground

_ASKED = "p.identity_key in (select value from json_each(?1))"
_NAMES = f"""
select who, name, max(moment), number from (
  select p.identity_key as who, r.name as name, c.received_on || c.number as moment, c.number
  from party p join roster_person r on r.party_id = p.id join cases c on c.id = r.case_id
  where {_ASKED} and r.name <> ''
  union all
  select p.identity_key, c.applicant_name, c.received_on || c.number, c.number
  from party p join cases c on c.party_id = p.id where {_ASKED}
) group by who, name order by 3 desc
"""  # noqa: S608 - our own columns
_LINES = f"""
select p.identity_key, c.id, c.number, r.line
from party p join roster_person r on r.party_id = p.id join cases c on c.id = r.case_id
where {_ASKED} and c.measure = ?2 order by c.received_on, c.number, r.line
"""  # noqa: S608 - our own columns
_GIVEN = """
select l.key + 1, l.value from case_version v join case_value w on w.version_id = v.id,
  json_each(w.application, '$.lines') l
where v.case_id = ?1 and v.number = (select max(number) from case_version where case_id = ?1)
  and l.key + 1 in (select value from json_each(?2))
"""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What cases say of a person, each with its number, the newest first.

    `names` are different ones, `lines` facts in the shape of the assessment contract.
    """

    names: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, Mapping[str, Any]], ...] = ()


def said_before(ground: Ground, measure: str, people: Collection[str]) -> Mapping[str, SaidBefore]:
    """Return what cases say of people, by their numbers as they were asked for.

    `measure` is the one whose lines are read, or "" for none. Who is in no case is left out.
    """
    asked = {ground.keyed_identity(person): person for person in people}
    keys = canonical_text(sorted(asked))
    names: dict[str, list[tuple[str, str]]] = {}
    for who, name, _, number in ground.db.execute_sql(_NAMES, (keys,)):
        names.setdefault(who, []).append((number, name))
    lines: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    if measure:
        for who, number, given in _given(ground, keys, measure):
            lines.setdefault(who, []).append((number, given))
    return {
        asked[who]: SaidBefore(tuple(found), tuple(lines.get(who, ())))
        for who, found in names.items()
    }


def _given(ground: Ground, keys: str, measure: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield person, case number and facts of the newest and the oldest line of each person."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for who, *place in ground.db.execute_sql(_LINES, (keys, measure)):
        found.setdefault(who, []).append((place[0], place[1], place[2]))
    wanted = {who: tuple(dict.fromkeys((places[-1], places[0]))) for who, places in found.items()}
    by_case: dict[str, list[int]] = {}
    for places in wanted.values():
        for case_id, _, line in places:
            by_case.setdefault(case_id, []).append(line)
    given = {
        (case_id, line): json.loads(text)
        for case_id, asked in by_case.items()
        for line, text in ground.db.execute_sql(_GIVEN, (case_id, canonical_text(asked)))
    }
    for who, places in wanted.items():
        for case_id, number, line in places:
            yield who, number, given.get((case_id, line), {})
