"""Reading the rows of a roster: values, problems, what is missing, and the facts of the rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import Identity, Sex
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.facts import KIND_OF_MEN, derived
from hrdesk.intake.form_spec import Derivation, FactSpec, RosterSpec
from hrdesk.intake.monthly import (
    ON_TIME,
    PAYMENT_SHARES,
    Monthly,
    column_and_month,
    month_key,
    monthly_of,
    own_keys,
)
from hrdesk.intake.reading import Slate
from hrdesk.intake.values import FieldValue, is_blank, read_value, written
from hrdesk.intake.visibility import shown_columns


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as it stands; problems, hints and `missing` are by column id.

    What holds in one month alone is under `<column>@<month>`, for the months that are listed.

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
    slate = Slate(roster.columns, today, {}, {}, {})
    for column in roster.columns.values():
        if column.id in shown:
            slate.read_field(column, row.entries.get(column.id, ""))
    slate.compare_fields()
    monthly = monthly_of(roster)
    if monthly is not None:
        _read_months(slate, monthly, row)
    _hint_at_sex(slate, roster)
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
    """Return the cell that a clerk fills to settle an unknown fact of a row, or None.

    It is a column, or what a column is in one month (`months[3].pension`).
    """
    name, _, part = fact.partition("[")
    spec = next((each for each in roster.facts if each.fact == name), None)
    if spec is None:
        return None
    monthly = monthly_of(roster)
    if part and monthly is not None:
        return _cell_of_month(monthly, reading, part)
    return _open_column(roster, reading, spec)


def _open_column(roster: RosterSpec, reading: RowReading, spec: FactSpec) -> str | None:
    shown = [column for column in spec.fields if column in reading.shown]
    empty = [column for column in shown if column not in reading.values]
    deciding = [
        other
        for column in spec.fields
        if column not in reading.shown
        for other in roster.columns[column].show_when or ()
        if other in reading.shown and other not in reading.values
    ]
    return next(iter((*empty, *deciding, *shown)), None)


def _cell_of_month(monthly: Monthly, reading: RowReading, part: str) -> str:
    """Return the cell of `3].pension`: the row's own, unless other months have theirs."""
    place, _, name = part.partition("].")
    listed = reading.values.get(monthly.months)
    if not isinstance(listed, tuple):
        return monthly.months
    column = monthly.columns[(*PAYMENT_SHARES, ON_TIME).index(name)]
    apart = any(column_and_month(key)[0] == column for key in reading.values)
    return month_key(column, listed[int(place)]) if apart else column


def _hint_at_sex(slate: Slate, roster: RosterSpec) -> None:
    """Say that the chosen kind of retirement is not one of the sex that the number tells."""
    for fact in roster.facts:
        if fact.derivation is not Derivation.RETIREMENT_KIND:
            continue
        column, number = fact.fields
        kind, identity = slate.values.get(column), slate.values.get(number)
        if kind is None or not isinstance(identity, Identity) or identity.sex is None:
            continue
        if (kind == KIND_OF_MEN) is not (identity.sex is Sex.MALE):
            slate.hints[column] = (Problem("identity.other_sex", column),)


def _read_months(slate: Slate, monthly: Monthly, row: RosterRow) -> None:
    """Read what differs in the months that the row lists."""
    listed = slate.values.get(monthly.months)
    if not isinstance(listed, tuple):
        return
    for column, key in own_keys(monthly, listed):
        text = row.entries.get(key, "")
        if is_blank(text):
            continue
        read = read_value(slate.fields[column], text, slate.today)
        if read.value is not None:
            slate.values[key] = read.value
        elif read.problem is not None:
            slate.problems[key] = replace(read.problem, where=key)
