"""Finding cases by whatever a person at the counter has: a name, a number, a printed form."""

import re
from collections.abc import Iterator
from dataclasses import replace

from peewee import SQL, fn

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.form_code import read_form_code
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.phone import read_phone
from hrdesk.domain.plain_text import ascii_identifier, trimmed
from hrdesk.domain.roster import RosterPlace
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.lists import chosen, numbered
from hrdesk.storage.name_index import cases_named
from hrdesk.storage.referral_tables import LetterRow
from hrdesk.storage.roster_people import people_named, people_numbered
from hrdesk.storage.tables import CaseRow, Party

#: Fewer last digits of an identity number than this find too many people to be of use.
_LEAST_TAIL = 4
_NUMBER_END = re.compile(r"(?:(?P<year>[0-9]{4})-)?(?P<sequence>[0-9]{1,9})")
#: Fewer initials than two are no name.
_INITIALS = re.compile(r"[A-Z]{2,}")
#: No telephone number has more digits than the longest of these; identity numbers have.
_PHONE_END = re.compile(r"[0-9]{4,12}")
_LETTER = re.compile(r"[0-9A-Z]{6}-Z[0-9]{4}-[0-9]{4,9}")
_AFTER_ALL = "\U0010ffff"
#: Rows are numbered as they are accepted and never leave: the newest have the highest.
_ROW = SQL("rowid")


def find_cases(db: KeyedDatabase, text: str, limit: int) -> tuple[CaseSummary, ...]:
    """Return no more than `limit` cases, the newest number first.

    The code of a printed form finds its case, that of a letter the case that it hands on.
    Anything else is taken as a part of a name; two or more Latin letters as the first of its
    initials; digits as a whole identity number, its beginning or at least its last four
    characters, and as a telephone number or at least its last four digits; as a case number or
    its end; as the number of a letter that handed a case on; as the beginning of a paper number.
    A name and a number find those who stand in a roster too; the row says where. Every question
    runs on an index.
    """
    code = read_form_code(text)
    if code is not None:
        return numbered(db, code.number) or chosen(db, _handed_on(db, code.number), limit)
    found = set(cases_named(db, text, limit))
    in_rosters = list(people_named(db, text))
    identifier = ascii_identifier(text)
    if identifier:
        parties = _parties(db, identifier, limit)
        if parties:
            found.update(_of_parties(db, parties, limit))
            in_rosters += people_numbered(db, parties)
        found.update(_numbered(db, identifier, limit))
        found.update(_handed_on(db, identifier))
        found.update(_spelled(db, identifier, limit))
        found.update(_phoned(db, identifier, limit))
    paper = trimmed(text)
    if paper:
        found.update(_with_paper(db, paper, limit))
    places: dict[str, RosterPlace] = {}
    for person in in_rosters:
        if person.case_id not in found:
            places.setdefault(person.case_id, person.place)
    rows = chosen(db, found | places.keys(), limit) if found or places else ()
    return tuple(replace(row, in_roster=places.get(row.id)) for row in rows)


def _parties(db: KeyedDatabase, identifier: str, limit: int) -> list[str]:
    number = normalised_identity(identifier)
    parties = set(_ids(db, Party.identity, number, limit))
    if len(identifier) >= _LEAST_TAIL:
        parties.update(_ids(db, Party.identity_reversed, identifier[::-1], limit))
    return sorted(parties)


def _of_parties(db: KeyedDatabase, parties: list[str], limit: int) -> Iterator[str]:
    of_them = CaseRow.select(CaseRow.id).where(CaseRow.party.in_(parties))
    query = of_them.order_by(_ROW.desc()).limit(limit)
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _ids(db: KeyedDatabase, column: object, beginning: str, limit: int) -> Iterator[str]:
    # A range, not LIKE: it stays on the index whatever the collation.
    within = (column >= beginning) & (column < beginning + _AFTER_ALL)  # type: ignore[operator]
    newest = Party.select(_ROW).where(within).order_by(_ROW.desc()).limit(limit)
    query = Party.select(Party.id).where(_ROW.in_(newest))
    for (party_id,) in query.tuples().execute(db):
        yield party_id


def _numbered(db: KeyedDatabase, identifier: str, limit: int) -> Iterator[str]:
    where = CaseRow.number == identifier
    end = _NUMBER_END.fullmatch(identifier)
    if end is not None:
        where = CaseRow.sequence == int(end["sequence"])
        if end["year"] is not None:
            where &= CaseRow.year == int(end["year"])
    newest = (CaseRow.year.desc(), CaseRow.sequence.desc())
    query = CaseRow.select(CaseRow.id).where(where).order_by(*newest).limit(limit)
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _handed_on(db: KeyedDatabase, identifier: str) -> Iterator[str]:
    if _LETTER.fullmatch(identifier) is None:
        return
    query = LetterRow.select(LetterRow.case_id).where(LetterRow.number == identifier)
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _spelled(db: KeyedDatabase, identifier: str, limit: int) -> Iterator[str]:
    if _INITIALS.fullmatch(identifier) is None:
        return
    column = CaseRow.initials
    # `!= ""` names the condition of the partial index. Thousands may share two initials: the
    # newest are chosen in the index alone, and only their rows are read.
    within = (column != "") & (column >= identifier) & (column < identifier + _AFTER_ALL)
    newest = CaseRow.select(_ROW).where(within).order_by(_ROW.desc()).limit(limit)
    query = CaseRow.select(CaseRow.id).where(_ROW.in_(newest))
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _phoned(db: KeyedDatabase, identifier: str, limit: int) -> Iterator[str]:
    phone = read_phone(identifier).value
    if phone is None and _PHONE_END.fullmatch(identifier) is None:
        return
    end = phone or identifier
    # Written out as in the index `cases_phone_end`, or SQLite would not use it.
    last_four = SQL("substr(phone, -4)")
    within = (last_four == end[-_LEAST_TAIL:]) & (fn.substr(CaseRow.phone, -len(end)) == end)
    query = CaseRow.select(CaseRow.id).where(within).order_by(_ROW.desc()).limit(limit)
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _with_paper(db: KeyedDatabase, text: str, limit: int) -> Iterator[str]:
    column = CaseRow.paper_number
    # `!= ""` names the condition of the partial index, so that SQLite uses it.
    within = (column != "") & (column >= text) & (column < text + _AFTER_ALL)
    query = CaseRow.select(CaseRow.id).where(within).order_by(_ROW.desc()).limit(limit)
    for (case_id,) in query.tuples().execute(db):
        yield case_id
