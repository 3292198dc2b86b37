"""The workbook of an upload batch: 10,000 rows of 25 cells beside a bare XlsxWriter loop.

Written alone, and with its checks and the second reading of every cell. Memory is the peak of a
process of its own: at 50,000 rows at most 1.2 times that at 10,000.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.limits.batch import write_bare
from hrdesk.services.batch_files import write_batch_files
from hrdesk.workbooks.batch_sheet import BatchSheet
from hrdesk.workbooks.writing import write_workbook
from tests.workbooks.batches import cut, people, streamed

ROWS, CELLS = 10_000, 25
ROUNDS = 5
PEAK = """
import re, sys
from pathlib import Path
from benchmarks.batch import batch
from benchmarks.limits.batch import write_bare
from hrdesk.services.batch_files import write_batch_files
work = {"ours": write_batch_files, "bare": write_bare}[sys.argv[1]]
if sys.argv[2] != "0":
    work(batch(int(sys.argv[2])), Path(sys.argv[3]))
# Not ru_maxrss: a child keeps the peak of the process that it was forked from.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def batch(rows: int) -> BatchSheet:
    """A case to ten rows, made as it is walked."""
    return cut(streamed(rows, 10, columns_times=4), CELLS)


def peak(work: str, rows: int, target: Path) -> float:
    """Return the peak memory of a process that writes one batch, in MiB."""
    command = [sys.executable, "-c", PEAK, work, str(rows), str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(done.stdout)


def write_alone(sheet: BatchSheet, target: Path) -> None:
    with target.open("wb") as stream:
        write_workbook(stream, sheet)


def main() -> None:
    sheet = batch(ROWS)
    times: dict[str, list[float]] = {}
    walls: dict[str, list[float]] = {}
    works = {"bare loop": write_bare, "written": write_alone, "whole": write_batch_files}
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "b.xlsx"
        write_batch_files(people(10), target)
        for _ in range(ROUNDS):
            for name, work in works.items():
                start, wall = process_time(), perf_counter()
                work(sheet, target)
                times.setdefault(name, []).append(process_time() - start)
                walls.setdefault(name, []).append(perf_counter() - wall)
        for name, spent in times.items():
            ratio = median(a / b for a, b in zip(spent, times["bare loop"], strict=True))
            print(
                f"{ROWS} rows of {CELLS} cells, {name}: {median(walls[name]):.2f} s, "
                f"{median(spent):.2f} s of CPU, {ratio:.2f} times the bare XlsxWriter loop"
            )
        small, large = (peak("ours", rows, target) for rows in (ROWS, 5 * ROWS))
        idle, bare = peak("ours", 0, target), peak("bare", ROWS, target)
    print(
        f"peak memory: {small:.0f} MiB at {ROWS} rows, {large:.0f} at {5 * ROWS} "
        f"({large / small:.2f} times, target 1.2); {idle:.0f} before, bare loop {bare:.0f}"
    )


if __name__ == "__main__":
    main()
