"""Workbooks that a platform hands out to be filled in (official templates)."""

from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.domain.batch_spec import BatchColumn
from hrdesk.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column as the template's header says it.

    `place` counts from 1. `header` is what stands in the header rows of the column, from above,
    merged cells counted for each of their columns, joined by "/". `choices` are the values that
    the template's own validation allows, read from the other sheet where they stand there, or
    none. `has_formula`: the template fills this column itself. `other_choices`: there is a list
    that hangs on other cells and could not be read. `is_text`: its cells of data are formatted as
    text, so that a platform reads days there as texts. `unit` is one other than yuan in which
    they show amounts.
    """

    place: int
    header: str
    choices: tuple[str, ...] = ()
    has_formula: bool = False
    other_choices: bool = False
    is_text: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Where a person says that the header of a sheet stands, from 1, and how many rows below it
    only show how to fill in. Sheet "" is the first one that may be seen.
    """

    sheet: str
    first: int
    last: int
    examples: int = 0


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet that may be filled: its header rows and the first row of data, from 1.

    `formula_rows` is how many rows from the first row of data on carry the template's own
    formulas, None where no column has one: rows beyond would lack them. `example_rows` are
    how many rows of data only show how to fill in: the first rows that are sent replace them.
    `top` is what stands in its upper rows, so that a person sees where the header is.
    """

    name: str
    header_first: int
    header_last: int
    first_row: int
    columns: tuple[FoundColumn, ...]
    formula_rows: int | None = None
    example_rows: int = 0
    top: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTemplate:
    """What was read of a template; `sha256` is that of the file.

    `unfit` says of sheets that have a header too (`where` names the sheet) why they cannot be
    filled.
    """

    sha256: str
    sheets: tuple[FoundSheet, ...]
    unfit: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column of the template, from 1, and what goes into it."""

    place: int
    column: BatchColumn


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """How rows go into a template: which sheet, from which row on, and into which columns.

    `row_limit` is how many rows one file takes by what the platform names and what the template's
    own formulas fill, None where nothing limits. A column with such formulas is none of `columns`.
    `examples` are the rows below the header that are replaced, None where the template says it.
    """

    sheet: str
    header_last: int
    first_row: int
    row_limit: int | None
    columns: tuple[PlacedColumn, ...]
    examples: int | None = None


def files_of(rows: int, plan_limit: int | None) -> Sequence[range]:
    """Return which rows, from 0, go into which file, in order; one file where nothing limits."""
    step = plan_limit or max(rows, 1)
    return [range(first, min(first + step, rows)) for first in range(0, rows, step)]
