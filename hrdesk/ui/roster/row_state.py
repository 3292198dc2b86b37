"""What the judgement says of one row, as the grid shows it."""

from dataclasses import dataclass

from hrdesk.domain.finding import LineFinding
from hrdesk.intake.rosters import RowReading


@dataclass(frozen=True, slots=True)
class RowState:
    """A row as it was read and judged; `finding` is None while the row is not judged.

    `words` stand in the outcome column: the amount or the outcome, and the reason in short.
    """

    reading: RowReading
    finding: LineFinding | None
    words: str
