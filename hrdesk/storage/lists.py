"""Rows of lists: frozen values with masked identity numbers, each page in one query.

The SQL is written out: building it anew for every page costs more than running it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hrdesk.domain.case import CaseState, CaseSummary
from hrdesk.domain.finding import Outcome
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.referral import Referred, Verdict
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.connection import KeyedDatabase

_ROWS = """
select c.id, c.number, c.paper_number, c.measure, c.applicant_name, p.identity, c.received_on,
  c.state, c.outcome, c.amount_fen, s.name,
  coalesce(l.number, ''), substr(coalesce(l.given_at, c.entered_at), 1, 10) as since,
  (select r.verdict from referral_answer r where r.case_id = c.id and r.withdraws is null
   and not exists (select 1 from referral_answer w where w.withdraws = r.id)
   order by r.audit_sequence desc limit 1) as answered
from cases c join party p on p.id = c.party_id join staff s on s.id = c.accepted_by
left join letter l on l.case_id = c.id
"""
_NEWEST = "order by c.year desc, c.sequence desc, c.number desc limit ?"
_FIRST_PAGE = f"{_ROWS} {_NEWEST}"
_NEXT_PAGE = f"{_ROWS} where (c.year, c.sequence, c.number) < (?, ?, ?) {_NEWEST}"
#: SQLite takes it for no limit.
_ALL = -1
_NUMBERED = f"{_ROWS} where c.number = ?"
_CHOSEN = f"{_ROWS} where c.id in (select value from json_each(?)) {_NEWEST}"  # noqa: S608 - constants
_OF_APPLICANT = """
select c.number from cases c join party p on p.id = c.party_id
where p.identity_key = ? and c.outcome = ? and c.measure in (select value from json_each(?))
order by c.year, c.sequence, c.number
"""
_LAST_OF_ORGANIZATION = """
select c.id from cases c where c.organization = ? and c.organization <> '' and c.measure = ?
order by c.received_on desc, c.year desc, c.sequence desc limit 1
"""
_UNANSWERED = f"""
select * from ({_ROWS} where c.outcome = 'referral')
where answered is null and since <= ? order by since, number
"""  # noqa: S608 - constants
_RECEIVED = f"{_ROWS} where c.measure = ? and c.received_on between ? and ? {_NEWEST}"


def page(db: KeyedDatabase, after: CaseSummary | None, limit: int) -> tuple[CaseSummary, ...]:
    """Return the page of cases that follows a row, the newest number first."""
    if after is None:
        return _summaries(db, _FIRST_PAGE, (limit,))
    _, year, sequence = after.number.rsplit("-", 2)
    return _summaries(db, _NEXT_PAGE, (int(year), int(sequence), after.number, limit))


def numbered(db: KeyedDatabase, number: str) -> tuple[CaseSummary, ...]:
    """Return the case of a number, if there is one."""
    return _summaries(db, _NUMBERED, (number,))


def chosen(db: KeyedDatabase, case_ids: Iterable[str], limit: int) -> tuple[CaseSummary, ...]:
    """Return the cases of these ids, the newest number first, no more than `limit`."""
    return _summaries(db, _CHOSEN, (canonical_text(sorted(case_ids)), limit))


def received(db: KeyedDatabase, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
    """Return the cases of a measure received in a period, the newest number first."""
    return _summaries(db, _RECEIVED, (measure, first.isoformat(), last.isoformat(), _ALL))


def numbers_of(
    db: KeyedDatabase, identity_key: str, measures: Iterable[str], outcome: str
) -> tuple[str, ...]:
    """Return the numbers of an applicant's cases of these measures and outcome, oldest first."""
    values = (identity_key, outcome, canonical_text(sorted(measures)))
    return tuple(number for (number,) in db.execute_sql(_OF_APPLICANT, values))


def unanswered(db: KeyedDatabase, last: date) -> tuple[CaseSummary, ...]:
    """Return the referrals without a standing answer since a day or longer, the oldest first.

    They wait from the day of their letter on, or from their acceptance while there is none.
    """
    return _summaries(db, _UNANSWERED, (last.isoformat(),))


def _summaries(db: KeyedDatabase, sql: str, values: tuple[object, ...]) -> tuple[CaseSummary, ...]:
    return tuple(_summary(row) for row in db.execute_sql(sql, values))


def _summary(row: tuple[Any, ...]) -> CaseSummary:
    return CaseSummary(
        id=row[0],
        number=row[1],
        paper_number=row[2],
        measure=row[3],
        applicant_name=row[4],
        applicant_masked=masked_identity(row[5]),
        received_on=date.fromisoformat(row[6]),
        state=CaseState(row[7]),
        outcome=row[8],
        amount_fen=row[9],
        accepted_by=row[10],
        referred=_referred(row),
    )


def _referred(row: tuple[Any, ...]) -> Referred | None:
    if row[8] != Outcome.REFERRAL.value:
        return None
    answered = None if row[13] is None else Verdict(row[13])
    return Referred(row[11], date.fromisoformat(row[12]), answered)


def newest_case_of(db: KeyedDatabase, measure: str, organization: str) -> str | None:
    """Return the id of an organization's case of a measure that was received last, or None."""
    found = db.execute_sql(_LAST_OF_ORGANIZATION, (organization, measure)).fetchone()
    return None if found is None else str(found[0])
