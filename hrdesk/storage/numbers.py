"""Case numbers: one sequence per office and year, given on receipt, never used again."""

from dataclasses import dataclass

from hrdesk.domain.errors import Refused
from hrdesk.storage.audit import append
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.tables import MetaRow, NumberBlock

START_ACT = "number.start"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number such as `510411-2026-0381`: office, year of receipt, sequence."""

    office: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.office}-{self.year:04d}-{self.sequence:0{_DIGITS}d}"


def next_numbers(ground: Ground) -> tuple[CaseNumber, ...]:
    """Return the next number of each year whose start is known, the newest year first."""
    query = (
        NumberBlock.select(NumberBlock.year, NumberBlock.next)
        .where(NumberBlock.site == ground.site_id)
        .order_by(NumberBlock.year.desc())
    )
    office = ground.office.county_code
    return tuple(CaseNumber(office, *row) for row in query.tuples().execute(ground.db))


def founding_year(ground: Ground) -> int:
    """Return the civil year of the set-up: from then on each year starts by itself."""
    query = MetaRow.select(MetaRow.value).where(MetaRow.key == "founded_at")
    ((moment,),) = query.tuples().execute(ground.db)
    return int(moment[:4])


def draw_number(ground: Ground, year: int) -> CaseNumber:
    """Return the next number of a year; it is spent when the act commits.

    Refused `numbers.no_start` (year) for a year before the set-up: where its paper register ends
    is known to nobody but the office, and a guess would give a number twice.
    """
    own = (NumberBlock.site == ground.site_id) & (NumberBlock.year == year)
    rows = list(NumberBlock.select(NumberBlock.next).where(own).tuples().execute(ground.db))
    if rows:
        sequence = rows[0][0]
        NumberBlock.update(next=sequence + 1).where(own).execute(ground.db)
    elif year < founding_year(ground):
        raise Refused("numbers.no_start", year=year)
    else:
        sequence = 1
        NumberBlock.insert(site=ground.site_id, year=year, first=1, next=2).execute(ground.db)
    return CaseNumber(ground.office.county_code, year, sequence)


def register_start(ground: Ground, author: Author, start: CaseNumber) -> None:
    """Let a year before the set-up begin at a number, once and for all, and audit it.

    Refused `numbers.counts_itself` (year, founded) for the founding year and later ones,
    `numbers.start_known` (year, next) for a year that has its start.
    """
    founded = founding_year(ground)
    if start.year >= founded:
        raise Refused("numbers.counts_itself", year=start.year, founded=founded)
    for known in next_numbers(ground):
        if known.year == start.year:
            raise Refused("numbers.start_known", year=start.year, next=known)
    # The record comes first: the store takes a start in only with a record that says the same.
    detail = {"year": str(start.year), "first": str(start.sequence)}
    append(ground, author, START_ACT, ground.site_id, detail)
    NumberBlock.insert(
        site=ground.site_id, year=start.year, first=start.sequence, next=start.sequence
    ).execute(ground.db)
