"""The two worksheets of a batch, line by line; writing and reading again walk the same lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.workbooks.batch_sheet import BatchSheet, ControlPage, Row

#: Characters; the control page is read by people and holds labels, numbers and sums.
_CONTROL_WIDTHS = (24, 40, 20)
#: Where names of files stand in the first column.
_FILE_WIDTHS = (32, 32, 20)
#: On each page stand the number of the row and of the case: every template begins with them.
_REPEATED = 2
_MINUTE = "%Y-%m-%d %H:%M"


class LineStyle(StrEnum):
    """How a line looks."""

    TITLE = "title"
    HEADER = "header"
    BODY = "body"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line from the first column on, each with its format."""

    style: LineStyle
    cells: Row
    formats: Sequence[CellFormat]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A worksheet: its name, column widths in characters and number of lines.

    `header` is the line, counted from 0, that names the columns; it is printed on each page.
    `frozen` lines at the top stay in view. `upright` sheets print on upright paper; of one that
    goes over several pages side by side the first `repeated` columns stand on each. `mark`
    stands in the foot of each page.
    """

    name: str
    widths: tuple[int, ...]
    height: int
    header: int
    frozen: int
    lines: Callable[[], Iterator[Line]]
    mark: str
    upright: bool = False
    repeated: int = 0


def sheet_plans(sheet: BatchSheet) -> tuple[SheetPlan, ...]:
    """Return the worksheet of the rows and the control page, or the latter alone."""
    page = _control_plan(sheet.control)
    return (page,) if sheet.official else (_rows_plan(sheet), page)


def _rows_plan(sheet: BatchSheet) -> SheetPlan:
    control = sheet.control
    top = len(sheet.titles) + 1
    return SheetPlan(
        name=sheet.name,
        widths=tuple(column.width for column in sheet.columns),
        height=top + control.rows,
        header=top - 1,
        frozen=top,
        lines=lambda: _row_lines(sheet),
        mark=control.number,
        repeated=_REPEATED,
    )


def _control_plan(control: ControlPage) -> SheetPlan:
    above = len(list(_labelled(control))) + len(list(_file_lines(control)))
    return SheetPlan(
        name=control.words["sheet"],
        widths=_FILE_WIDTHS if control.files else _CONTROL_WIDTHS,
        height=above + 1 + control.cases + 1,
        header=above,
        frozen=0,
        lines=lambda: _control_lines(control),
        mark=control.number,
        upright=True,
    )


def _row_lines(sheet: BatchSheet) -> Iterator[Line]:
    for title in sheet.titles:
        yield _text_line(LineStyle.TITLE, title)
    yield _text_line(LineStyle.HEADER, *(column.header for column in sheet.columns))
    formats = tuple(column.format for column in sheet.columns)
    for row in sheet.rows:
        yield Line(LineStyle.BODY, row, formats)


def _control_lines(control: ControlPage) -> Iterator[Line]:
    words = control.words
    yield from _labelled(control)
    yield from _file_lines(control)
    formats = _share_formats(control)
    columns = (words["column_case"], words["column_rows"], words["column_amount"])
    yield _text_line(LineStyle.HEADER, *columns[: len(formats)])
    for share in control.shares:
        cells = (share.number, share.rows, share.amount_fen)
        yield Line(LineStyle.BODY, cells[: len(formats)], formats)
    total = (words["sum"], control.rows, control.total_fen)
    yield Line(LineStyle.TOTAL, total[: len(formats)], formats)


def _file_lines(control: ControlPage) -> Iterator[Line]:
    """Yield what each file holds, where there are files beside the page."""
    if not control.files:
        return
    words, formats = control.words, _share_formats(control)
    columns = (words["column_file"], words["column_rows"], words["column_amount"])
    yield _text_line(LineStyle.HEADER, *columns[: len(formats)])
    for file in control.files:
        cells = (file.name, file.rows, file.amount_fen)
        yield Line(LineStyle.BODY, cells[: len(formats)], formats)


def _share_formats(control: ControlPage) -> tuple[CellFormat, ...]:
    paid = (CellFormat.MONEY,) if control.total_fen is not None else ()
    return CellFormat.TEXT, CellFormat.COUNT, *paid


def _labelled(control: ControlPage) -> Iterator[Line]:
    """Yield the title of the control page and its lines of label and value."""
    words = control.words
    yield _text_line(LineStyle.TITLE, words["title"])
    for name, text in (
        ("number", control.number),
        ("measure", control.measure_title),
        ("office", control.office),
        ("made_at", control.made_at.strftime(_MINUTE)),
        ("made_by", control.made_by),
    ):
        yield _text_line(LineStyle.BODY, words[name], text)
    if control.follows:
        yield _text_line(LineStyle.BODY, words["follows"], control.follows)
    counted = (CellFormat.TEXT, CellFormat.COUNT)
    yield Line(LineStyle.BODY, (words["cases"], control.cases), counted)
    yield Line(LineStyle.BODY, (words["rows"], control.rows), counted)
    if control.total_fen is not None:
        paid = (CellFormat.TEXT, CellFormat.MONEY)
        yield Line(LineStyle.BODY, (words["total"], control.total_fen), paid)
        yield _text_line(LineStyle.BODY, words["total_capitals"], control.total_capitals)


def _text_line(style: LineStyle, *texts: str) -> Line:
    return Line(style, texts, (CellFormat.TEXT,) * len(texts))
