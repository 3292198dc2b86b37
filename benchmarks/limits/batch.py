"""The limit of a batch: the same rows in a bare XlsxWriter loop, nothing checked, nothing read.

XlsxWriter in constant memory keeps the rows in temporary files, which a batch must not.
"""

from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.storage.connection import keyed_connection
from hrdesk.storage.keys.credentials import DataKey
from hrdesk.workbooks.batch_sheet import BatchSheet


def write_bare(sheet: BatchSheet, target: Path) -> None:
    """Write the rows of a batch and nothing else."""
    options = {"constant_memory": True, "tmpdir": str(target.parent)}
    with Workbook(str(target), options) as book:
        page = book.add_worksheet(sheet.name)
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "0.00"})
        formats = [column.format for column in sheet.columns]
        for number, row in enumerate(sheet.rows):
            for column, (format_, cell) in enumerate(zip(formats, row, strict=True)):
                if isinstance(cell, str):
                    page.write_string(number, column, cell, text)
                elif isinstance(cell, date):
                    page.write_datetime(number, column, cell, day)
                elif isinstance(cell, int):
                    yuan = cell / 100 if format_ is CellFormat.MONEY else cell
                    page.write_number(number, column, yuan, money)


def store_bare(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Put the rows of a batch into an encrypted file, with nothing that guards them."""
    connection = keyed_connection(path, DataKey.new(), "rwc")
    connection.execute(
        "create table batch_row (batch_id text not null, place integer not null,"
        " case_id text not null, line integer not null, cells text not null,"
        " primary key (batch_id, place)) strict, without rowid"
    )
    connection.execute("begin")
    connection.executemany("insert into batch_row values (?, ?, ?, ?, ?)", rows)
    connection.execute("commit")
    connection.close()
