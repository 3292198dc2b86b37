"""The register of purchased services as it is listed, searched and summed.

A text is looked for in each row that the year leaves: a register of some ten thousand contracts
is read in some milliseconds. Agencies are found by their own index.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from hrdesk.domain.dates import Period
from hrdesk.domain.money import from_fen
from hrdesk.domain.organization import Entry, Withdrawal
from hrdesk.domain.plain_text import trimmed
from hrdesk.domain.purchase import Purchase, PurchaseSum, Wanted
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.organization_search import organization_ids

_LAST = (1 << 63) - 1
_AFTER_ALL = "~"
_ESCAPE = "!"
_NAME = """
(select v.name from organization_version v where v.organization_id = o.id
 order by v.number desc limit 1)
"""
_WANTED = f"""
p.withdraws is null and p.signed_on between ? and ? and (? = '' or
 p.bought || char(10) || p.contract || char(10) || p.department || char(10) || p.document
 like ? escape '{_ESCAPE}' or p.organization_id in (select value from json_each(?)))
"""  # noqa: S608 - constants
_PAGE = f"""
select p.id, o.id, {_NAME}, o.credit_code, p.bought, p.contract, p.signed_on, p.begins_on,
 p.ends_on, p.fen, p.department, p.document, a.sequence, a.at, s.name,
 w.reason, b.sequence, b.at, t.name
from purchase p join organization o on o.id = p.organization_id
join audit a on a.sequence = p.audit_sequence join staff s on s.id = a.actor
left join purchase w on w.withdraws = p.id
left join audit b on b.sequence = w.audit_sequence left join staff t on t.id = b.actor
where {_WANTED} and (p.signed_on, p.audit_sequence) < (?, ?)
order by p.signed_on desc, p.audit_sequence desc limit ?
"""  # noqa: S608 - constants
_SUMS = f"""
select f.year, o.id, {_NAME} as name, o.credit_code, f.contracts, f.fen from (
 select cast(substr(p.signed_on, 1, 4) as integer) as year, p.organization_id,
  count(*) as contracts, sum(p.fen) as fen
 from purchase p
 where {_WANTED} and not exists (select 1 from purchase w where w.withdraws = p.id)
 group by 1, 2
) f join organization o on o.id = f.organization_id
order by f.year desc, f.fen desc, name
"""  # noqa: S608 - constants
_YEARS = """
select distinct cast(substr(signed_on, 1, 4) as integer) as year from purchase
where withdraws is null order by year desc
"""


def purchase_page(
    db: KeyedDatabase, wanted: Wanted, after: Purchase | None, limit: int
) -> tuple[Purchase, ...]:
    """Return the page that follows a purchase, withdrawn ones too, the newest contract first.

    A text finds agencies as the register of organizations does, former names included, and what
    was bought, contracts, departments and documents in which it stands.
    """
    place = (_AFTER_ALL, _LAST) if after is None else (str(after.signed_on), after.entry.sequence)
    rows = db.execute_sql(_PAGE, (*_values(db, wanted), *place, limit))
    return tuple(_purchase(row) for row in rows)


def purchase_sums(db: KeyedDatabase, wanted: Wanted) -> tuple[PurchaseSum, ...]:
    """Return what standing rows add up to by year and agency, the newest year and most first."""
    return tuple(_sums(db.execute_sql(_SUMS, _values(db, wanted))))


def purchase_years(db: KeyedDatabase) -> tuple[int, ...]:
    """Return the years in which contracts were signed, the newest first."""
    return tuple(year for (year,) in db.execute_sql(_YEARS))


def _values(db: KeyedDatabase, wanted: Wanted) -> tuple[object, ...]:
    text = trimmed(wanted.text)
    first, last = ("", _AFTER_ALL) if wanted.year is None else _days_of(wanted.year)
    agencies = sorted(organization_ids(db, text)) if text else []
    return (first, last, text, f"%{_literal(text)}%", canonical_text(agencies))


def _days_of(year: int) -> tuple[str, str]:
    return str(date(year, 1, 1)), str(date(year, 12, 31))


def _literal(text: str) -> str:
    """Return a text of which no character stands for others."""
    for sign in (_ESCAPE, "%", "_"):
        text = text.replace(sign, _ESCAPE + sign)
    return text


def _sums(rows: Any) -> Iterator[PurchaseSum]:
    for year, organization, name, code, contracts, fen in rows:
        row_id = f"{year}-{organization}"
        yield PurchaseSum(row_id, year, name, code, contracts, from_fen(fen))


def _purchase(row: tuple[Any, ...]) -> Purchase:
    withdrawal = None if row[15] is None else Withdrawal(row[15], _entry(row[16:]))
    return Purchase(
        id=row[0],
        organization=row[1],
        agency=row[2],
        credit_code=row[3],
        bought=row[4],
        contract=row[5],
        signed_on=date.fromisoformat(row[6]),
        period=Period(date.fromisoformat(row[7]), date.fromisoformat(row[8])),
        amount=from_fen(row[9]),
        department=row[10],
        document=row[11],
        entry=_entry(row[12:15]),
        withdrawal=withdrawal,
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(row[0], datetime.fromisoformat(row[1]), row[2])
