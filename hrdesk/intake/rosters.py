"""Reading the rows of a roster: values, problems, what is missing, and the facts of the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.facts import derived
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.reading import Slate
from hrdesk.intake.values import FieldValue, is_blank, written
from hrdesk.intake.visibility import shown_columns


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


def read_row(roster: RosterSpec, row: RosterRow, today: date) -> RowReading:
    """Read one row; columns that do not matter in it are neither judged nor required.

    `today` bounds dates that may not lie in the future. No text raises.
    """
    shown = shown_columns(roster, row.entries)
    slate = Slate(roster.columns, "", today, {}, {}, {})
    for column in roster.columns.values():
        if column.id in shown:
            slate.read_field(column, row.entries.get(column.id, ""))
    slate.compare_fields()
    blank = all(is_blank(text) for text in row.entries.values())
    missing = (
        ()
        if blank
        else tuple(
            column.id
            for column in roster.columns.values()
            if column.required and column.id in shown and is_blank(row.entries.get(column.id, ""))
        )
    )
    return RowReading(
        row_id=row.id,
        values=slate.values,
        problems=slate.problems,
        hints=slate.hints,
        shown=shown,
        missing=missing,
        blank=blank,
    )


def row_facts(roster: RosterSpec, reading: RowReading) -> dict[str, object]:
    """Return the facts of a row that are known, ready for JSON; an unknown fact is absent."""
    found = {spec.fact: derived(spec, reading.shown, reading.values) for spec in roster.facts}
    return {fact: value for fact, value in found.items() if value is not None}


def normalised_row(row: RosterRow, reading: RowReading) -> RosterRow:
    """Return what a version keeps of a row: each value in its one spelling."""
    return RosterRow(row.id, {column: written(value) for column, value in reading.values.items()})


def column_for_fact(roster: RosterSpec, reading: RowReading, fact: str) -> str | None:
    """Return the column that a clerk fills to settle an unknown fact of a row, or None."""
    columns = next((spec.fields for spec in roster.facts if spec.fact == fact), ())
    shown = [column for column in columns if column in reading.shown]
    empty = [column for column in shown if column not in reading.values]
    deciding = [
        other
        for column in columns
        if column not in reading.shown
        for other in roster.columns[column].show_when or ()
        if other in reading.shown and other not in reading.values
    ]
    return next(iter((*empty, *deciding, *shown)), None)
