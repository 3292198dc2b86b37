"""The longest pause of the window while an answer of 10,000 rows comes in (limit 50 ms).

200 firms with 50 hires each; of every five rows the platform refuses one, so that 2,000 fail. The
batch's page opens, the answer is read and matched until its preview is painted, it is taken, and
the list of failures opens; beside them the same window at rest. Printed with how long each takes.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import xlsxwriter
from PySide6.QtTest import QTest

from benchmarks.batch_freezing import ROWS, fill
from benchmarks.screen import choose_screen
from benchmarks.stalls import Heartbeat
from hrdesk.domain.batch import Batch, FrozenBatch
from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.money import from_fen
from hrdesk.services import batches, office_setup
from hrdesk.services.batch_frame import BatchFrame
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.batches.place import BatchPlace
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.pages import BATCHES
from hrdesk.ui.tasks import Tasks
from tests.services import counter
from tests.services.answered import BAD, OK
from tests.services.test_batches import FIRM
from tests.storage.desk import SteppingClock

LIMIT_MS = 50
PATIENCE_MS, _LOOK_MS = 120_000, 20
#: One row of so many is refused.
FAILS = 5


def write_answer(target: Path, frozen: FrozenBatch) -> None:
    """Write what a platform gives back: the last row first, each with its word."""
    columns = BatchFrame(frozen.frame).columns
    money = [n for n, each in enumerate(columns) if each.format is CellFormat.MONEY]
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    sheet = book.add_worksheet("结果")
    sheet.write_string(0, 0, f"批次号：{frozen.batch.number}")
    for n, header in enumerate([*(each.header for each in columns), "处理结果", "失败原因"]):
        sheet.write_string(1, n, header)
    rows = [row.cells for case in frozen.cases for row in case.rows]
    for line, cells in enumerate(reversed(rows), start=2):
        for n, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, n, float(from_fen(cell)) if n in money else cell)
            elif cell is not None:
                sheet.write_string(line, n, cell)
        failed = line % FAILS == 0
        sheet.write_string(line, len(columns), BAD if failed else OK)
        sheet.write_string(line, len(columns) + 1, "身份证号校验失败" if failed else "")
    book.close()


def wait(done: Callable[[], bool]) -> None:
    """Let the window live until something holds."""
    for _ in range(PATIENCE_MS // _LOOK_MS):
        if done():
            return
        QTest.qWait(_LOOK_MS)
    raise SystemExit("it did not end")


def steps(
    place: BatchPlace, batch: Batch, answer: Path
) -> Sequence[tuple[str, Callable[[], object], Callable[[], bool]]]:
    """Return what is done: its name, the act, and what holds when it is done."""

    def planned() -> bool:
        page = place.answer
        return page is not None and page._seen is not None and page._seen.plan is not None

    def failures() -> None:
        place.sent.failures_asked.emit()

    return (
        ("batch opened", lambda: place.open(batch.id), lambda: place.sent.shown == batch.id),
        ("answer matched", lambda: place.read_answer(answer, batch.id), planned),
        (
            "answer taken",
            lambda: place.answer is not None and place.answer._take(),
            lambda: place.answer is None and f"失败 {ROWS // FAILS}" in place.sent._counts.text(),
        ),
        (
            "failures opened",
            failures,
            lambda: place.failures.model.rowCount() == ROWS // FAILS,
        ),
    )


def main() -> None:
    """Make the office and go the way of a clerk."""
    choose_screen()
    app = make_application(["answer"])
    with tempfile.TemporaryDirectory() as folder:
        data, answer = Path(folder) / "data", Path(folder) / "answer.xlsx"
        clock = SteppingClock()
        office_setup.set_up(data, counter.order(), counter.RECOVERY_KEY, clock)
        session = log_in(data, counter.LOGIN, counter.PASSWORD, clock)
        batch = batches.make_batch(session, FIRM, fill(session), Path(folder))
        with session.store.reading() as reader:
            write_answer(answer, reader.proven_batch(batch.id))
        measure(session, batch, answer)
        session.close()
    app.quit()


def measure(session: Session, batch: Batch, answer: Path) -> None:
    """Do the steps in a window and print what each cost."""
    tasks = Tasks()
    window = MainWindow(session, tasks, Changes())
    window.resize(1366, 768)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.go_to(BATCHES)
    QTest.qWait(1000)
    heart, took = Heartbeat(), {"idle": 0.0}
    for name, act, done in steps(window.pages.batches, batch, answer):
        with heart.during(name):
            start = perf_counter()
            act()
            wait(done)
            took[name] = perf_counter() - start
    for name, pause in heart.longest.items():
        print(
            f"{name}: longest pause {pause:.0f} ms, of its own {heart.own[name]:.0f}"
            f" (target {LIMIT_MS}); {took[name]:.1f} s"
        )
    window.close()
    tasks.finish()


if __name__ == "__main__":
    main()
