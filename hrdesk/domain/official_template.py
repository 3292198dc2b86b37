"""A platform's own workbook as an office registered it: the file, and what goes into which column.

Nothing of it is ever changed: another mapping is another row, and the newest that was not withdrawn
counts for its measure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hrdesk.domain.batch_spec import BatchColumn, BatchSpec, CellFormat, RowKind
from hrdesk.domain.organization import Entry, Withdrawal

#: The template brings the widths of its columns; this one is never written.
_NO_WIDTH = 0


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the template, from 1, and what goes into it.

    `header` and `choices` are as they were read, `other_choices` that there is a list that could
    not be; `has_formula` says that the template fills the column itself, `is_text` that its cells
    are formatted as text. `source` is one of `BatchColumn`, or "" where nothing is written.
    `codes` maps every code of the source to the platform's word for it. A `required` cell that is
    empty refuses the batch.
    """

    place: int
    header: str
    choices: tuple[str, ...] = ()
    has_formula: bool = False
    other_choices: bool = False
    is_text: bool = False
    source: str = ""
    format: CellFormat = CellFormat.TEXT
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    required: bool = False


@dataclass(frozen=True, slots=True)
class TemplateMapping:
    """How a template is filled: which sheet, where its header and its rows are, and with what.

    Rows count from 1. `formula_rows` is how many rows carry the template's own formulas and
    `row_limit` how many one file takes, each None where there is no such bound; `example_rows` are
    replaced by the first rows that are sent; `rows` says what one row stands for.
    """

    sheet: str
    header_first: int
    header_last: int
    first_row: int
    example_rows: int
    formula_rows: int | None
    row_limit: int | None
    rows: RowKind
    columns: tuple[MappedColumn, ...]

    @property
    def filled(self) -> tuple[MappedColumn, ...]:
        """The columns into which something is written, in their order."""
        return tuple(column for column in self.columns if column.source)

    @property
    def most_rows(self) -> int | None:
        """How many rows one file takes: what the platform and the template's formulas allow."""
        bounds = [each for each in (self.row_limit, self.formula_rows) if each is not None]
        return min(bounds, default=None)


@dataclass(frozen=True, slots=True)
class OfficialTemplate:
    """A template of a measure on record.

    `sha256` is that of its file, `file_name` how that was called, `version` what the administrator
    calls it and `origin` where it came from (document, notice, day).
    """

    id: str
    measure: str
    sha256: str
    file_name: str
    version: str
    origin: str
    mapping: TemplateMapping
    entry: Entry
    withdrawal: Withdrawal | None = None


def counting(templates: Iterable[OfficialTemplate]) -> Mapping[str, OfficialTemplate]:
    """Return the template that counts by measure, of all on record in the order of their entry."""
    return {each.measure: each for each in templates if each.withdrawal is None}


def template_spec(template: OfficialTemplate) -> BatchSpec:
    """Return what a batch takes: the columns that are filled, in their order."""
    mapping = template.mapping
    columns = tuple(
        BatchColumn(
            header=column.header,
            source=column.source,
            format=column.format,
            width=_NO_WIDTH,
            codes=column.codes,
            required=column.required,
        )
        for column in mapping.filled
    )
    return BatchSpec(template.measure, (), mapping.sheet, mapping.rows, columns)


def template_frame(template: OfficialTemplate) -> dict[str, object]:
    """Return what the frame of a batch keeps of its template, to be filled in again as it was."""
    mapping = template.mapping
    return {
        "sha256": template.sha256,
        "name": template.version,
        "sheet": mapping.sheet,
        "header_last": mapping.header_last,
        "first_row": mapping.first_row,
        "examples": mapping.example_rows,
        "row_limit": mapping.most_rows,
        "places": [column.place for column in mapping.filled],
    }
