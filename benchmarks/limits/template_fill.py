"""The limit of filling a template: its sheet's XML written directly, nothing known of the rest.

The sheet is cut at its first row of data by hand, every style number is known beforehand, and
whatever the template may hold otherwise is not looked at.
"""

import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from hrdesk.domain.cell_address import column_letters
from hrdesk.workbooks.batch_sheet import Row

_DAY_ZERO = date(1899, 12, 30)
_AT_ONCE = 200
_SHEET = "xl/worksheets/sheet1.xml"


def fill_directly(template: Path, target: Path, first: int, rows: Iterable[Row]) -> None:
    """Write rows of text, days and fen into a template whose sheet has nothing below its header."""
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename != _SHEET:
                new.writestr(entry, part)
                continue
            head, ends, tail = part.partition(b"</sheetData>")
            made = zipfile.ZipInfo(_SHEET, entry.date_time)
            made.compress_type = zipfile.ZIP_DEFLATED
            with new.open(made, "w") as stream:
                stream.write(head)
                waiting = []
                for number, row in enumerate(rows, first):
                    waiting.append(_line(number, row))
                    if len(waiting) == _AT_ONCE:
                        stream.write("".join(waiting).encode())
                        waiting.clear()
                stream.write("".join(waiting).encode())
                stream.write(ends + tail)


_LETTERS = [column_letters(index) for index in range(64)]


def _line(number: int, row: Row) -> str:
    cells = []
    for letters, cell in zip(_LETTERS, row, strict=False):
        if isinstance(cell, str):
            text = escape(cell)
            cells.append(f'<c r="{letters}{number}" s="1" t="inlineStr"><is><t>{text}</t></is></c>')
        elif isinstance(cell, date):
            days = (cell - _DAY_ZERO).days
            cells.append(f'<c r="{letters}{number}" s="2"><v>{days}</v></c>')
        elif isinstance(cell, int):
            cells.append(f'<c r="{letters}{number}" s="3"><v>{cell / 100}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
