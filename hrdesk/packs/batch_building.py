"""From `batch.toml` to the workbook that a batch is written by, and whether it fits the form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hrdesk.domain.batch_spec import (
    CASE_SOURCES,
    ROW_PAID,
    ROW_SOURCES,
    TITLE_VALUES,
    BatchColumn,
    BatchSpec,
    CellFormat,
    RowKind,
)
from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.intake.monthly import monthly_of
from hrdesk.packs.batch_models import BatchColumnEntry, BatchFile
from hrdesk.packs.placeholders import check_sentence
from hrdesk.packs.toml_file import Step, TomlFile

_LINE, _CASE, _ROW = "line.", "case.", "row."
_YES_NO = ("yes", "no")
_DATES = (CellFormat.DATE, CellFormat.DATE_TEXT)
#: The formats of fields whose values are no text; every other field is text.
_FORMATS: Mapping[FieldType, tuple[CellFormat, ...]] = {
    FieldType.DATE: _DATES,
    FieldType.MONEY: (CellFormat.MONEY,),
    FieldType.COUNT: (CellFormat.COUNT,),
}
#: What spreadsheets take as the name of a worksheet.
_SHEET_NAME = re.compile(r"[^\[\]:*?/\\'\x00-\x1f]{1,31}")


@dataclass(frozen=True, slots=True)
class BatchPart:
    """`batch.toml` as text and as its model."""

    file: TomlFile
    model: BatchFile


def build_batch(part: BatchPart, form: FormSpec) -> BatchSpec:
    """Return the upload workbook of a measure.

    A column whose source has choices, and that lists no words of the platform, takes the
    form's own words.
    """
    model = part.model
    return BatchSpec(
        measure=form.measure,
        titles=tuple(model.titles),
        sheet=model.sheet,
        rows=model.rows,
        columns=tuple(_column(column, form) for column in model.columns),
    )


def check_batch(part: BatchPart, form: FormSpec) -> Iterator[Problem]:
    """Yield everything in which `batch.toml` and the form of its measure differ."""
    model, file = part.model, part.file
    if not _SHEET_NAME.fullmatch(model.sheet):
        yield file.problem("pack.sheet_name", ("sheet",))
    for number, title in enumerate(model.titles):
        yield from check_sentence(file, ("titles", number), title, sorted(TITLE_VALUES))
    if model.rows is RowKind.LINE and not _line_columns(form):
        yield file.problem("pack.not_one_of", ("rows",), allowed=RowKind.CASE.value)
    for number, column in enumerate(model.columns):
        path: tuple[Step, ...] = ("columns", number)
        if any(column.header == other.header for other in model.columns[:number]):
            yield file.problem("pack.twice", path, name=column.header)
        yield from _check_column(part, path, column, form)


def _check_column(
    part: BatchPart, path: tuple[Step, ...], column: BatchColumnEntry, form: FormSpec
) -> Iterator[Problem]:
    formats = _formats(column.source, part.model.rows, form)
    if not formats:
        yield part.file.problem("pack.unknown_field", path, name=column.source)
        return
    if column.format not in formats:
        allowed = ", ".join(formats)
        yield part.file.problem("pack.not_one_of", (*path, "format"), allowed=allowed)
    yield from _check_codes(part.file, (*path, "codes"), column, form)


def _check_codes(
    file: TomlFile, path: tuple[Step, ...], column: BatchColumnEntry, form: FormSpec
) -> Iterator[Problem]:
    """A list of words is whole: a code without one would leave a cell of our own code."""
    field = _field(column.source, form)
    known = _codes(field) if field is not None else ()
    unworded = field is not None and field.type is FieldType.YES_NO
    for code in known if column.codes or unworded else ():
        if code not in column.codes:
            yield file.problem("pack.missing_key", (*path, code))
    for code in column.codes:
        if code not in known:
            yield file.problem("pack.unknown_key", (*path, code))


def _formats(source: str, rows: RowKind, form: FormSpec) -> tuple[CellFormat, ...]:
    """Return the formats that suit a source; () when there is no such source."""
    if source.startswith(_CASE):
        return CASE_SOURCES.get(source.removeprefix(_CASE), ())
    if source.startswith(ROW_PAID):
        return (CellFormat.MONEY,) if source.removeprefix(ROW_PAID) in _shares(form) else ()
    if source.startswith(_ROW):
        return ROW_SOURCES.get(source.removeprefix(_ROW), ())
    if source.startswith(_LINE) and rows is not RowKind.LINE:
        return ()
    field = _field(source, form)
    return _FORMATS.get(field.type, (CellFormat.TEXT,)) if field is not None else ()


def _field(source: str, form: FormSpec) -> FieldSpec | None:
    if source.startswith(_LINE):
        return _line_columns(form).get(source.removeprefix(_LINE))
    return form.fields.get(source)


def _line_columns(form: FormSpec) -> Mapping[str, FieldSpec]:
    """Return the columns of the roster whose rows are the lines of the case; {} without one."""
    return form.lines.columns if form.lines is not None else {}


def _shares(form: FormSpec) -> tuple[str, ...]:
    """Return the columns of amounts that may differ from month to month."""
    monthly = monthly_of(form.lines) if form.lines is not None else None
    return monthly.shares if monthly is not None else ()


def _codes(field: FieldSpec) -> tuple[str, ...]:
    if field.type is FieldType.YES_NO:
        return _YES_NO
    return tuple(choice.code for choice in field.choices)


def _column(column: BatchColumnEntry, form: FormSpec) -> BatchColumn:
    field = _field(column.source, form)
    own = {choice.code: choice.label for choice in field.choices} if field is not None else {}
    return BatchColumn(
        header=column.header,
        source=column.source,
        format=column.format,
        width=column.width,
        codes=MappingProxyType(dict(column.codes) or own),
        required=column.required,
    )
