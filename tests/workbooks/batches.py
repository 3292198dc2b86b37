"""Made-up batches: people of no real office, amounts that no two rows share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hrdesk.domain.batch_spec import ROW_AMOUNT, BatchColumn, CellFormat
from hrdesk.domain.capitals import capital_words
from hrdesk.reference.messages import catalogue
from hrdesk.workbooks.batch_sheet import BatchSheet, CaseShare, ControlPage, Row
from hrdesk.workbooks.cell_checks import check_cells
from hrdesk.workbooks.rereading import verify_workbook
from hrdesk.workbooks.writing import write_workbook
from tests.conftest import TEST_MOMENT
from tests.people import card_number, identity_number

COLUMNS = (
    BatchColumn("序号", "row.number", CellFormat.COUNT, 6, required=True),
    BatchColumn("姓名", "name", CellFormat.TEXT, 14),
    BatchColumn("证件号码", "case.identity_number", CellFormat.TEXT, 22),
    BatchColumn("账号", "account_number", CellFormat.TEXT, 24),
    BatchColumn("设立日期", "registered_on", CellFormat.DATE, 12),
    BatchColumn("收件日期", "case.received", CellFormat.DATE_TEXT, 13),
    BatchColumn("补贴金额", ROW_AMOUNT, CellFormat.MONEY, 16),
)
NAME, IDENTITY, ACCOUNT, AMOUNT = 1, 2, 3, 6
TITLES = ("发放申报表", "填报单位：某县　批次号：2026-003")


@dataclass(frozen=True)
class Walked:
    """Something that is made anew each time it is walked, as a cursor of the store is."""

    begin: Callable[[], Iterator]

    def __iter__(self):
        return self.begin()


def row_of(n: int, name: str = "") -> Row:
    """The n-th row, counted from 0."""
    birth = date(1960, 1, 1) + timedelta(days=n % 15_000)
    return (
        n + 1,
        name or f"测试{n}",
        identity_number(birth, n // 15_000),
        card_number(f"6228{n:014d}"),
        date(2024, 1, 1) + timedelta(days=n % 700),
        date(2026, 3, 18),
        1_000_001 + n * 37,
    )


def control_of(shares, cases: int, rows: int, total: int | None) -> ControlPage:
    return ControlPage(
        number="510411-2026-003",
        measure_title="一次性创业补贴",
        office="某县人力资源和社会保障局",
        made_at=TEST_MOMENT,
        made_by="李经办",
        cases=cases,
        rows=rows,
        total_fen=total,
        total_capitals="" if total is None else capital_words(abs(total)),
        shares=shares,
        words=catalogue().words("control_page"),
    )


def batch_of(
    rows: Sequence[Row],
    columns: tuple[BatchColumn, ...] = COLUMNS,
    titles: tuple[str, ...] = TITLES,
) -> BatchSheet:
    """A batch with a case to each row."""
    sources = [column.source for column in columns]
    place = sources.index(ROW_AMOUNT) if ROW_AMOUNT in sources else None
    amounts = [None if place is None else row[place] for row in rows]
    shares = [
        CaseShare(f"510411-2026-{n:04d}", 1, amount) for n, amount in enumerate(amounts, start=1)
    ]
    total = None if place is None else sum(amount or 0 for amount in amounts)
    control = control_of(shares, len(rows), len(rows), total)
    return BatchSheet("startup_grant", "申报", titles, columns, rows, control)


def people(count: int) -> BatchSheet:
    """A small batch, held in memory."""
    return batch_of([row_of(n) for n in range(count)])


def streamed(count: int, to_a_case: int = 1, columns_times: int = 1) -> BatchSheet:
    """A batch of any size that is never held: `columns_times` makes its rows wider."""
    assert count % to_a_case == 0
    wider = tuple(
        BatchColumn(f"{column.header}{n}", column.source if n == 0 else "name", *rest(column))
        for n in range(columns_times)
        for column in COLUMNS
    )

    def rows() -> Iterator[Row]:
        return ((*row_of(n),) * columns_times for n in range(count))

    def shares() -> Iterator[CaseShare]:
        for case in range(count // to_a_case):
            first = case * to_a_case
            amount = sum(1_000_001 + n * 37 for n in range(first, first + to_a_case))
            yield CaseShare(f"510411-2026-{case:05d}", to_a_case, amount)

    total = count * 1_000_001 + 37 * (count - 1) * count // 2
    control = control_of(Walked(shares), count // to_a_case, count, total)
    return BatchSheet("startup_grant", "申报", TITLES, wider, Walked(rows), control)


def rest(column: BatchColumn) -> tuple[CellFormat, int]:
    return column.format, column.width


def written(sheet: BatchSheet, path: Path) -> str:
    """Write a batch as the program does, read again, and return its SHA-256."""
    check_cells(sheet)
    with path.open("wb") as stream:
        write_workbook(stream, sheet)
    return verify_workbook(path, sheet)


def cut(sheet: BatchSheet, cells: int) -> BatchSheet:
    """The same batch with only the first columns."""
    rows = Walked(lambda: (row[:cells] for row in sheet.rows))
    return replace(sheet, columns=sheet.columns[:cells], rows=rows)
