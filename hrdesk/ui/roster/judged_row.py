"""What the judgement says of one row, as the grid shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.domain.finding import LineFinding
from hrdesk.intake.rosters import RowReading


@dataclass(frozen=True, slots=True)
class RowSaid:
    """A sentence on a row; `column` is the cell that settles it, `fact` what does elsewhere.

    Both are "" where nothing is to be filled in; `wrong` says that something stands there.
    """

    words: str
    column: str = ""
    fact: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row as it was read and judged; `finding` is None while the row is not judged.

    `words` stand in the outcome column: the amount or the outcome, and the reason in short.
    `awaited` are the cells that would settle what is unknown, each with what is said of it.
    `shares` are the sums of each insurance over the months that are paid, where there are such.
    `said` are sentences on what keeps the row from being judged, or from being paid in full.
    """

    reading: RowReading
    finding: LineFinding | None
    words: str
    awaited: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[Decimal, ...] = ()
    said: tuple[RowSaid, ...] = ()
