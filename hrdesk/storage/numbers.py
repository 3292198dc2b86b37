"""Case numbers: one sequence per office and year, given on receipt, never used again."""

from dataclasses import dataclass

from hrdesk.storage.ground import Ground
from hrdesk.storage.tables import NumberBlock

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number such as `510411-2026-0381`: office, year of receipt, sequence."""

    office: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.office}-{self.year:04d}-{self.sequence:0{_DIGITS}d}"


def draw_number(ground: Ground, year: int) -> CaseNumber:
    """Return the next number of a year; it is spent when the act commits."""
    own = (NumberBlock.site == ground.site_id) & (NumberBlock.year == year)
    rows = list(NumberBlock.select(NumberBlock.next).where(own).tuples().execute(ground.db))
    if rows:
        sequence = rows[0][0]
        NumberBlock.update(next=sequence + 1).where(own).execute(ground.db)
    else:
        sequence = 1
        NumberBlock.insert(site=ground.site_id, year=year, first=1, next=2).execute(ground.db)
    return CaseNumber(ground.office.county_code, year, sequence)
