"""From `batch.toml` to the workbook that a batch is written by, and whether it fits the form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from hrdesk.domain.batch_spec import TITLE_VALUES, BatchColumn, BatchSpec, RowKind
from hrdesk.domain.errors import Problem
from hrdesk.intake.batch_sources import codes_of, formats_of, line_columns, source_field
from hrdesk.intake.form_spec import FieldType, FormSpec
from hrdesk.intake.titles import plain_title
from hrdesk.packs.batch_models import BatchColumnEntry, BatchFile
from hrdesk.packs.placeholders import check_sentence
from hrdesk.packs.toml_file import Step, TomlFile

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
    if model.rows is RowKind.LINE and not line_columns(form):
        yield file.problem("pack.not_one_of", ("rows",), allowed=RowKind.CASE.value)
    for number, column in enumerate(model.columns):
        path: tuple[Step, ...] = ("columns", number)
        if any(column.header == other.header for other in model.columns[:number]):
            yield file.problem("pack.twice", path, name=column.header)
        yield from _check_column(part, path, column, form)
    yield from _check_titles(part)


def _check_column(
    part: BatchPart, path: tuple[Step, ...], column: BatchColumnEntry, form: FormSpec
) -> Iterator[Problem]:
    formats = formats_of(column.source, part.model.rows, form)
    if not formats:
        yield part.file.problem("pack.unknown_field", path, name=column.source)
        return
    if column.format not in formats:
        allowed = ", ".join(formats)
        yield part.file.problem("pack.not_one_of", (*path, "format"), allowed=allowed)
    yield from _check_codes(part.file, (*path, "codes"), column, form)


def _check_titles(part: BatchPart) -> Iterator[Problem]:
    """A title stands for one column: a header that names two would name none."""
    seen = {plain_title(column.header): number for number, column in enumerate(part.model.columns)}
    for number, column in enumerate(part.model.columns):
        for index, title in enumerate(column.titles):
            if seen.setdefault(plain_title(title), number) != number:
                path: tuple[Step, ...] = ("columns", number, "titles", index)
                yield part.file.problem("pack.twice", path, name=title)


def _check_codes(
    file: TomlFile, path: tuple[Step, ...], column: BatchColumnEntry, form: FormSpec
) -> Iterator[Problem]:
    """A list of words is whole: a code without one would leave a cell of our own code."""
    field = source_field(column.source, form)
    known = codes_of(field)
    unworded = field is not None and field.type is FieldType.YES_NO
    for code in known if column.codes or unworded else ():
        if code not in column.codes:
            yield file.problem("pack.missing_key", (*path, code))
    for code in column.codes:
        if code not in known:
            yield file.problem("pack.unknown_key", (*path, code))


def _column(column: BatchColumnEntry, form: FormSpec) -> BatchColumn:
    field = source_field(column.source, form)
    own = {choice.code: choice.label for choice in field.choices} if field is not None else {}
    return BatchColumn(
        header=column.header,
        source=column.source,
        format=column.format,
        width=column.width,
        codes=MappingProxyType(dict(column.codes) or own),
        required=column.required,
        titles=tuple(column.titles),
    )
