"""Finding cases by name, identity number, case number or paper number."""

import re
from collections.abc import Iterator

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.plain_text import ascii_identifier, trimmed
from hrdesk.storage.cases import newest_first, summaries, summary_query
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.name_index import cases_named
from hrdesk.storage.tables import CaseRow, Party

MOST_FOUND = 50
#: Fewer last digits of an identity number than this find too many people to be of use.
_LEAST_TAIL = 4
_NUMBER_END = re.compile(r"(?:(?P<year>[0-9]{4})-)?(?P<sequence>[0-9]{1,9})")
_AFTER_ALL = "\U0010ffff"


def find_cases(db: KeyedDatabase, text: str) -> tuple[CaseSummary, ...]:
    """Return at most 50 cases, the newest number first.

    What is typed is taken as a part of a name; as a whole identity number, its beginning or at
    least its last four characters; as a case number or its end; as the beginning of a paper
    number. Every question runs on an index.
    """
    found = set(cases_named(db, text, MOST_FOUND))
    identifier = ascii_identifier(text)
    if identifier:
        found.update(_of_parties(db, identifier))
        found.update(_numbered(db, identifier))
    paper = trimmed(text)
    if paper:
        found.update(_with_paper(db, paper))
    if not found:
        return ()
    query = summary_query().where(CaseRow.id.in_(sorted(found)))
    return summaries(db, newest_first(query).limit(MOST_FOUND))


def _of_parties(db: KeyedDatabase, identifier: str) -> Iterator[str]:
    number = normalised_identity(identifier)
    parties = set(_ids(db, Party.identity, number))
    if len(identifier) >= _LEAST_TAIL:
        parties.update(_ids(db, Party.identity_reversed, identifier[::-1]))
    query = CaseRow.select(CaseRow.id).where(CaseRow.party.in_(sorted(parties)))
    for (case_id,) in query.limit(MOST_FOUND).tuples().execute(db) if parties else ():
        yield case_id


def _ids(db: KeyedDatabase, column: object, beginning: str) -> Iterator[str]:
    # A range, not LIKE: it stays on the index whatever the collation.
    within = (column >= beginning) & (column < beginning + _AFTER_ALL)  # type: ignore[operator]
    query = Party.select(Party.id).where(within).order_by(column).limit(MOST_FOUND)
    for (party_id,) in query.tuples().execute(db):
        yield party_id


def _numbered(db: KeyedDatabase, identifier: str) -> Iterator[str]:
    where = CaseRow.number == identifier
    end = _NUMBER_END.fullmatch(identifier)
    if end is not None:
        where = CaseRow.sequence == int(end["sequence"])
        if end["year"] is not None:
            where &= CaseRow.year == int(end["year"])
    query = newest_first(CaseRow.select(CaseRow.id).where(where)).limit(MOST_FOUND)
    for (case_id,) in query.tuples().execute(db):
        yield case_id


def _with_paper(db: KeyedDatabase, text: str) -> Iterator[str]:
    column = CaseRow.paper_number
    # `!= ""` names the condition of the partial index, so that SQLite uses it.
    within = (column != "") & (column >= text) & (column < text + _AFTER_ALL)
    query = CaseRow.select(CaseRow.id).where(within).limit(MOST_FOUND)
    for (case_id,) in query.tuples().execute(db):
        yield case_id
