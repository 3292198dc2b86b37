"""The people in the rosters of cases: each is found by name and number, with his row.

They come with the case and are part of its register under the signature; no row comes after it,
and a row names another person only by a correction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.roster import RosterPerson, RosterPlace
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Ground
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.name_index import name_tokens
from hrdesk.storage.parties import parties_of

#: A single surname stands in very many rows; the newest of them are looked at.
_MOST_ROWS = 1_000
_LAST = "select coalesce(max(id), 0) from roster_person"
_ROW = "select id from roster_person where case_id = ? and line = ?"
_CORRECT = "update roster_person set name = ?, party_id = ? where id = ?"
_REINDEX = "update roster_search set tokens = ? where rowid = ?"
_PLACE = "select r.case_id, r.line, r.name, coalesce(p.identity, '')"
_NAMED = f"""
{_PLACE} from roster_search n join roster_person r on r.id = n.rowid
left join party p on p.id = r.party_id
where roster_search match ? order by n.rowid desc limit ?
"""
_NUMBERED = f"""
{_PLACE} from roster_person r join party p on p.id = r.party_id
where r.party_id in (select value from json_each(?)) order by r.id desc limit ?
"""  # noqa: S608 - our own columns


class FoundPerson(NamedTuple):
    """A case in whose roster somebody stands, and where."""

    case_id: str
    place: RosterPlace


def add_people(ground: Ground, case_id: str, people: Sequence[RosterPerson]) -> None:
    """Store the people of a case's roster, and let each be found by name and number."""
    parties = parties_of(ground, {person.identity for person in people if person.identity})
    ((last,),) = ground.db.execute_sql(_LAST)
    numbered = list(enumerate(people, last + 1))
    rows = [
        {
            "id": row_id,
            "case_id": case_id,
            "line": person.line,
            "name": person.name,
            "party_id": parties.get(person.identity),
        }
        for row_id, person in numbered
    ]
    insert_rows(ground.db, "roster_person", rows)
    names = [{"rowid": row_id, "tokens": name_tokens(person.name)} for row_id, person in numbered]
    insert_rows(ground.db, "roster_search", names)


def correct_people(
    ground: Ground, case_id: str, former: Sequence[RosterPerson], people: Sequence[RosterPerson]
) -> bool:
    """Let rows of a roster name whom they name now; False when one of them was not found before.

    Rows are neither added nor taken away nor moved: that is a bug (ValueError).
    """
    pairs = list(zip(former, people, strict=True))
    if any(was.line != now.line for was, now in pairs):
        raise ValueError("a correction leaves every row in its place")
    other = [(was, now) for was, now in pairs if listed_people((was,)) != listed_people((now,))]
    parties = parties_of(ground, {now.identity for _, now in other if now.identity})
    found = True
    for _, now in other:
        party = parties.get(now.identity)
        ((row,),) = ground.db.execute_sql(_ROW, (case_id, now.line)).fetchall()
        ground.db.execute_sql(_CORRECT, (now.name, party, row))
        indexed = ground.db.execute_sql(_REINDEX, (name_tokens(now.name), row))
        found = found and indexed.rowcount == 1
    return found


def listed_people(people: Iterable[RosterPerson]) -> list[object]:
    """Return the people of a roster as a version's register holds them."""
    return [[each.line, each.name, normalised_identity(each.identity)] for each in people]


def people_named(db: KeyedDatabase, text: str) -> Iterator[FoundPerson]:
    """Yield who stands in a roster under a name that contains the text, the newest first."""
    tokens = name_tokens(text)
    if tokens:
        yield from _found(db.execute_sql(_NAMED, (f'"{tokens}"', _MOST_ROWS)))


def people_numbered(db: KeyedDatabase, parties: Iterable[str]) -> Iterator[FoundPerson]:
    """Yield where persons stand in rosters, by the ids of their rows, the newest first."""
    yield from _found(db.execute_sql(_NUMBERED, (canonical_text(sorted(parties)), _MOST_ROWS)))


def _found(rows: Iterable[tuple[Any, ...]]) -> Iterator[FoundPerson]:
    for case_id, line, name, identity in rows:
        yield FoundPerson(case_id, RosterPlace(line, name, masked_identity(identity)))
