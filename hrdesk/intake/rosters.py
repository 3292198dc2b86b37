"""What one row of a roster gives: its values, its problems, and what is missing in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.errors import Problem
from hrdesk.intake.values import FieldValue


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as it stands; problems, hints and `missing` are by column id.

    `values` are the typed values of shown columns without problem, `shown` the columns that
    matter in this row. `blank` says that nothing is typed in it: such a row counts for
    nothing and hinders nothing.
    """

    row_id: str
    values: Mapping[str, FieldValue]
    problems: Mapping[str, Problem]
    hints: Mapping[str, tuple[Problem, ...]]
    shown: frozenset[str]
    missing: tuple[str, ...]
    blank: bool

    @property
    def judged(self) -> bool:
        """Whether the rule gets this row: not while anything in it is wrong (DESIGN 4.5)."""
        return not self.problems and not self.blank
