"""What a column of an upload workbook may take of a form, in which formats, and its codes."""

from collections.abc import Iterator, Mapping

from hrdesk.domain.batch_spec import (
    CASE_SOURCES,
    FIXED_TEXT,
    ROW_AMOUNT,
    ROW_PAID,
    ROW_SOURCES,
    CellFormat,
    RowKind,
)
from hrdesk.intake.form_spec import FieldSpec, FieldType, FormSpec
from hrdesk.intake.monthly import monthly_of

_LINE, _CASE, _ROW = "line.", "case.", "row."
_YES_NO = ("yes", "no")
_DATES = (CellFormat.DATE, CellFormat.DATE_TEXT)
#: The formats of fields whose values are no text; every other field is text.
_FORMATS: Mapping[FieldType, tuple[CellFormat, ...]] = {
    FieldType.DATE: _DATES,
    FieldType.MONEY: (CellFormat.MONEY,),
    FieldType.COUNT: (CellFormat.COUNT,),
}
#: How sources begin that only a line has: its months are `row.months` and `row.month_count`.
_OF_LINES = (_LINE, ROW_PAID, "row.month")
#: What only a measure has that pays; `case.amount_capitals` is the same in words.
_AMOUNTS = frozenset({ROW_AMOUNT, "case.amount", "case.amount_capitals"})


def formats_of(source: str, rows: RowKind, form: FormSpec) -> tuple[CellFormat, ...]:
    """Return the formats that suit a source; () when there is no such source."""
    if source.startswith(FIXED_TEXT):
        return (CellFormat.TEXT,) if source.removeprefix(FIXED_TEXT).strip() else ()
    if source.startswith(_CASE):
        return CASE_SOURCES.get(source.removeprefix(_CASE), ())
    if rows is not RowKind.LINE and source.startswith(_OF_LINES):
        return ()
    if source in _AMOUNTS and not form.pays:
        return ()
    if source.startswith(ROW_PAID):
        return (CellFormat.MONEY,) if source.removeprefix(ROW_PAID) in paid_shares(form) else ()
    if source.startswith(_ROW):
        return ROW_SOURCES.get(source.removeprefix(_ROW), ())
    field = source_field(source, form)
    return _FORMATS.get(field.type, (CellFormat.TEXT,)) if field is not None else ()


def source_field(source: str, form: FormSpec) -> FieldSpec | None:
    """Return the field of the form or the column of its lines that a source names, or None."""
    if source.startswith(_LINE):
        return line_columns(form).get(source.removeprefix(_LINE))
    return form.fields.get(source)


def line_columns(form: FormSpec) -> Mapping[str, FieldSpec]:
    """Return the columns of the roster whose rows are the lines of the case; {} without one."""
    return form.lines.columns if form.lines is not None else {}


def paid_shares(form: FormSpec) -> tuple[str, ...]:
    """Return the columns of amounts that may differ from month to month."""
    monthly = monthly_of(form.lines) if form.lines is not None else None
    return monthly.shares if monthly is not None else ()


def codes_of(field: FieldSpec | None) -> tuple[str, ...]:
    """Return the codes that a field may hold; () where it holds anything."""
    if field is None:
        return ()
    if field.type is FieldType.YES_NO:
        return _YES_NO
    return tuple(choice.code for choice in field.choices)


def sources_of(form: FormSpec, rows: RowKind) -> Iterator[str]:
    """Yield every source that a column may take, those of the row first."""
    offered = (
        *(_LINE + name for name in line_columns(form)),
        *(ROW_PAID + name for name in paid_shares(form)),
        *(_ROW + name for name in ROW_SOURCES),
        *(name for page in form.pages for name in page.fields),
        *(_CASE + name for name in CASE_SOURCES),
    )
    return (source for source in offered if formats_of(source, rows, form))
