"""What no workbook can carry is refused by address before a byte of it is written."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from hrdesk.domain.batch_spec import MONTH_FORMATS, MOST_ROWS, BatchColumn, CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.plain_text import code_point
from hrdesk.workbooks.batch_sheet import BatchSheet, CaseShare, Cell
from hrdesk.workbooks.sheet_lines import LineStyle, sheet_plans

#: Everything outside the characters of XML 1.0 (production 2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Spreadsheets hold so many UTF-16 units in a cell, and so many digits of a number.
_LONGEST_TEXT = 32_767
_LARGEST_NUMBER = 10**15 - 1
#: They count the days before this one wrongly, each in its own way.
_FIRST_DAY = date(1900, 3, 1)
#: So many places are named; whoever mends them sees the rest the next time.
_MOST_PROBLEMS = 100

_TYPES: Mapping[CellFormat, type] = {
    CellFormat.TEXT: str,
    CellFormat.DATE: date,
    CellFormat.DATE_TEXT: date,
    CellFormat.MONEY: int,
    CellFormat.COUNT: int,
    **dict.fromkeys(MONTH_FORMATS, str),
}


def check_cells(sheet: BatchSheet) -> None:
    """Raise InvalidInput (`batch.invalid`) that names every cell a workbook cannot carry.

    A sheet that does not add up, or has a cell of another type than its column, is a bug of
    whoever built it: ValueError. Counts: rows and cases of the control page are those that
    come, sums are those of the amount column (RELIABILITY P14, P16).
    """
    if sheet.control.rows > MOST_ROWS:
        values = {"n": str(sheet.control.rows), "most": str(MOST_ROWS)}
        problem = Problem("batch.too_many_rows", sheet.name, values)
        raise InvalidInput("batch.invalid", (problem,), count=1)
    problems = tuple(islice(_problems(sheet), _MOST_PROBLEMS))
    if problems:
        raise InvalidInput("batch.invalid", problems, count=len(problems))
    _check_sums(sheet)


def _problems(sheet: BatchSheet) -> Iterator[Problem]:
    yield from _frame_problems(sheet)
    case = _CaseOfRow(iter(sheet.control.shares))
    for number, row in enumerate(sheet.rows):
        owner = case.next()
        for index, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            key = _fault(column, cell)
            if key:
                place = f"{sheet.name}!{_place(sheet, number, index)}"
                values = {"header": column.header, "number": owner, "code": _code(cell)}
                yield Problem(key, place, values)


def _place(sheet: BatchSheet, number: int, index: int) -> str:
    """Return the address of a cell of a row, in whichever file that is."""
    if sheet.official is None:
        return address(len(sheet.titles) + 1 + number, index)
    plan = sheet.official.plan
    row = number % (plan.row_limit or number + 1)
    return address(plan.first_row - 1 + row, plan.columns[index].place - 1)


def _frame_problems(sheet: BatchSheet) -> Iterator[Problem]:
    """Check titles, headers and the control page; an official template brings its own."""
    *rows, page = sheet_plans(sheet)
    if rows and rows[0].name.casefold() == page.name.casefold():
        yield Problem("batch.sheet_name", rows[0].name)
    for plan in (*rows, page):
        for number, line in enumerate(plan.lines()):
            if plan is not page and line.style is LineStyle.BODY:
                break
            for index, cell in enumerate(line.cells):
                key = _value_fault(cell)
                if key:
                    place = f"{plan.name}!{address(number, index)}"
                    values = {"header": plan.name, "number": "", "code": _code(cell)}
                    yield Problem(key, place, values)


class _CaseOfRow:
    """Says whose row the next one is."""

    def __init__(self, shares: Iterator[CaseShare]) -> None:
        self._shares = shares
        self._number = ""
        self._left = 0

    def next(self) -> str:
        """Return the case number of the next row."""
        while not self._left:
            share = next(self._shares, None)
            if share is None:
                raise ValueError("more rows than the cases of the batch have")
            self._number, self._left = share.number, share.rows
        self._left -= 1
        return self._number


def _fault(column: BatchColumn, cell: Cell) -> str:
    """Return the key of what is wrong with a cell, or ""."""
    if cell is None or cell == "":
        return "batch.required" if column.required else ""
    kind = _TYPES[column.format]
    if type(cell) is not kind:
        raise ValueError(f"a {column.format} column holds no {type(cell).__name__}")
    if isinstance(cell, date):
        early = column.format is CellFormat.DATE and cell < _FIRST_DAY
        return "batch.day" if early else ""
    return _value_fault(cell)


def _value_fault(cell: Cell) -> str:
    """Return the key of what is wrong with a text or a number, or ""."""
    if isinstance(cell, int):
        return "batch.number" if abs(cell) > _LARGEST_NUMBER else ""
    if not isinstance(cell, str):
        return ""
    if _NO_XML.search(cell):
        return "batch.character"
    if len(cell) * 2 > _LONGEST_TEXT and len(cell.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        return "batch.too_long"
    return ""


def _code(cell: Cell) -> str:
    """Return the code point of the first character that no workbook carries, or ""."""
    found = _NO_XML.search(cell) if isinstance(cell, str) else None
    return code_point(found[0]) if found else ""


def _check_sums(sheet: BatchSheet) -> None:
    control, column = sheet.control, sheet.amount_column
    cases = rows = share_rows = share_sum = row_sum = 0
    for share in control.shares:
        cases += 1
        share_rows += share.rows
        share_sum += share.amount_fen or 0
    for row in sheet.rows:
        rows += 1
        amount = row[column] if column is not None else None
        row_sum += amount if isinstance(amount, int) else 0
    found = (cases, rows, share_rows, share_sum)
    total = control.total_fen or 0
    if found != (control.cases, control.rows, control.rows, total):
        raise ValueError("the control page does not add up")
    if row_sum != total and column is not None:
        raise ValueError("the amounts of the rows are not the sum of the batch")
    if column is not None and control.total_fen is None:
        raise ValueError("a column that pays without a sum")
    if sheet.official is not None:
        # A template of a platform may have no column for what a row pays: then the cases alone
        # make the sum, above.
        if sum(sheet.official.counts) != control.rows:
            raise ValueError("the files do not hold the rows of the batch")
    elif column is None and control.total_fen is not None:
        raise ValueError("a sum without a column that pays")
