"""Everything of a workbook but its lines: styles, widths, fixed panes, how it prints.

XlsxWriter draws it small, with one line of patterns that tells which number each style got;
the real lines take the place of that line (`workbooks.writing`). So memory is flat, and no
text of a case passes through a library that might take it for a formula, a link or markup.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hrdesk.domain.batch_spec import MONTH_FORMATS, CellFormat
from hrdesk.domain.cell_address import column_letters
from hrdesk.workbooks.sheet_lines import LineStyle, SheetPlan
from hrdesk.workbooks.sheet_xml import Styles

#: Formats that every program knows by number (ECMA-376 part 1, 18.8.30): 49 is @, 2 is 0.00,
#: 1 is 0. The numbered dates look different from one country to the next.
_NUMBER_FORMATS: Mapping[CellFormat, int | str] = {
    CellFormat.TEXT: 49,
    CellFormat.DATE: "yyyy-mm-dd",
    CellFormat.DATE_TEXT: 49,
    CellFormat.MONEY: 2,
    CellFormat.COUNT: 1,
    **dict.fromkeys(MONTH_FORMATS, 49),
}
_CELL: Mapping[str, object] = {"border": 1, "text_wrap": True, "valign": "vcenter"}
_LOOKS: Mapping[LineStyle, Mapping[str, object]] = {
    LineStyle.TITLE: {"bold": True, "font_size": 14},
    LineStyle.HEADER: {
        "bold": True,
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#F2F2F2",
    },
    LineStyle.BODY: _CELL,
    LineStyle.TOTAL: {**_CELL, "bold": True},
}
#: The one typeface that every office program in China has.
_TYPEFACE: Mapping[str, object] = MappingProxyType(
    {"font_name": "SimSun", "font_size": 11, "font_scheme": "none"}
)
_A4 = 9
#: Inches: the sides of A4, and what stays white around a page.
_PAPER, _MARGIN = (8.27, 11.69), 0.4
#: Pixels of a character of a column's width and around its text, and those of an inch.
_CHARACTER, _CELL_PADDING, _PIXELS = 7, 5, 96
#: Letters of 11 points may shrink to this part of their size.
_SMALLEST = 0.65
_MOST_ACROSS = 4
_PATTERN = re.compile(rb'<c r="[A-Z]+1" s="([0-9]+)"/>')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_DATA_BEGINS, _DATA_ENDS = b"<sheetData>", b"</sheetData>"


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """The XML of a worksheet before and after its lines."""

    head: bytes
    tail: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a workbook by name, in order; None stands for a worksheet of `sheets`."""

    parts: Mapping[str, bytes | None]
    sheets: Mapping[str, SheetFrame]
    styles: Styles


def sheet_part(index: int) -> str:
    """Return the name of a worksheet's part inside the file, counted from 0."""
    return f"xl/worksheets/sheet{index + 1}.xml"


def draw_frame(plans: Sequence[SheetPlan], made_at: datetime) -> Frame:
    """Return the frame of a workbook that will hold the lines of these plans.

    The same plans and moment give the same bytes.
    """
    target = io.BytesIO()
    keys = [(style, format_) for style in LineStyle for format_ in CellFormat]
    options = {"in_memory": True, "default_format_properties": dict(_TYPEFACE)}
    with Workbook(target, options) as book:
        book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        formats = [book.add_format(_properties(*key)) for key in keys]
        for plan in plans:
            _draw_sheet(book.add_worksheet(plan.name), plan, formats)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = {sheet_part(index): parts[sheet_part(index)] for index in range(len(plans))}
    styles = [number.decode() for number in _PATTERN.findall(sheets[sheet_part(0)])]
    return Frame(
        parts=MappingProxyType({n: None if n in sheets else parts[n] for n in parts}),
        sheets=MappingProxyType(
            {
                name: _cut(content, plan)
                for (name, content), plan in zip(sheets.items(), plans, strict=True)
            }
        ),
        styles=MappingProxyType(dict(zip(keys, styles, strict=True))),
    )


def _properties(style: LineStyle, format_: CellFormat) -> dict[str, object]:
    return {**_LOOKS[style], "num_format": _NUMBER_FORMATS[format_]}


def _draw_sheet(sheet: Worksheet, plan: SheetPlan, formats: Sequence[Format]) -> None:
    for column, format_ in enumerate(formats):
        sheet.write_blank(0, column, None, format_)
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(plan.frozen, 0)
    _set_pages(sheet, plan)
    # Otherwise a green mark in each cell offers to turn identity numbers into numbers.
    sheet.ignore_errors({"number_stored_as_text": _range(plan)})


def _set_pages(sheet: Worksheet, plan: SheetPlan) -> None:
    """Let a sheet print readably: over as many pages side by side as its columns need."""
    sheet.repeat_rows(plan.header)
    sheet.set_paper(_A4)
    if plan.upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    across = pages_across(plan)
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0, plan.repeated - 1)
        sheet.print_across()
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
    sheet.set_footer(f"&L{plan.mark}&C&P / &N&R&A", {"margin": _MARGIN / 2})


def pages_across(plan: SheetPlan) -> int:
    """Return over how many pages side by side a sheet prints in letters that can be read."""
    room = (_PAPER[0] if plan.upright else _PAPER[1]) - 2 * _MARGIN
    inches = [(width * _CHARACTER + _CELL_PADDING) / _PIXELS for width in plan.widths]
    again = sum(inches[: plan.repeated])
    across = 1
    while across < _MOST_ACROSS and sum(inches) + (across - 1) * again > across * room / _SMALLEST:
        across += 1
    return across


def _range(plan: SheetPlan) -> str:
    return f"A1:{column_letters(len(plan.widths) - 1)}{plan.height}"


def _cut(content: bytes, plan: SheetPlan) -> SheetFrame:
    head, begins, rest = content.partition(_DATA_BEGINS)
    _, ends, tail = rest.partition(_DATA_ENDS)
    dimension = f'<dimension ref="{_range(plan)}"/>'.encode()
    return SheetFrame(_DIMENSION.sub(dimension, head) + begins, ends + tail)
