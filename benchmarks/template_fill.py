"""An official template filled with 10,000 rows of 25 cells, beside its XML written directly.

Filled alone, and with the second reading of every cell and part. Memory is the peak of a process
of its own: at 50,000 rows at most 1.2 times that at 10,000.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.limits.template_fill import fill_directly
from hrdesk.domain.template import TemplatePlan
from hrdesk.workbooks.batch_sheet import Row
from hrdesk.workbooks.template_filling import TemplateFilling
from hrdesk.workbooks.template_verifying import verify_filled
from tests.workbooks.batches import COLUMNS, Walked, row_of
from tests.workbooks.templates import SHEET, placed, small

ROWS, CELLS, FIRST = 10_000, 25, 3
ROUNDS = 5
WIDE = (COLUMNS * 4)[:CELLS]
PLAN = TemplatePlan(SHEET, FIRST - 1, FIRST, None, placed(WIDE, *range(1, CELLS + 1)))
PEAK = """
import re, sys
from pathlib import Path
from benchmarks.template_fill import fill, rows, template, verified
count = int(sys.argv[2])
{"filled": fill, "verified": verified}[sys.argv[1]](rows(count), count, Path(sys.argv[3]))
# Not ru_maxrss: a child keeps the peak of the process that it was forked from.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def template() -> bytes:
    """A title and a header above nothing."""
    return small([["汇总表"], [f"列{n}" for n in range(CELLS)]])


def rows(count: int) -> Walked:
    """Rows that are made as they are walked."""

    def begin() -> Iterator[Row]:
        return ((*row_of(n),) * 4 for n in range(count))

    return Walked(lambda: (row[:CELLS] for row in begin()))


def fill(sent: Iterable[Row], count: int, target: Path) -> TemplateFilling:
    filling = TemplateFilling(template(), PLAN)
    with target.open("wb") as stream:
        filling.write(stream, sent, count)
    return filling


def verified(sent: Iterable[Row], count: int, target: Path) -> None:
    verify_filled(target, fill(sent, count, target), sent, count)


def peak(work: str, count: int, target: Path) -> float:
    """Return the peak memory of a process that fills one template, in MiB."""
    command = [sys.executable, "-c", PEAK, work, str(count), str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(done.stdout)


def main() -> None:
    times: dict[str, list[float]] = {}
    walls: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        target, bare = Path(place) / "b.xlsx", Path(place) / "template.xlsx"
        bare.write_bytes(template())
        # Held, so that no time goes into making them.
        sent = list(rows(ROWS))
        works = {
            "XML written directly": lambda: fill_directly(bare, target, FIRST, sent),
            "filled": lambda: fill(sent, ROWS, target),
            "filled and verified": lambda: verified(sent, ROWS, target),
        }
        for _ in range(ROUNDS):
            for name, work in works.items():
                start, wall = process_time(), perf_counter()
                work()
                times.setdefault(name, []).append(process_time() - start)
                walls.setdefault(name, []).append(perf_counter() - wall)
        direct = times["XML written directly"]
        for name, spent in times.items():
            ratio = median(a / b for a, b in zip(spent, direct, strict=True))
            print(
                f"{ROWS} rows of {CELLS} cells, {name}: {median(walls[name]):.2f} s, "
                f"{median(spent):.2f} s of CPU, {ratio:.2f} times the XML written directly"
                f"{' (target 2)' if name == 'filled' else ''}"
            )
        for work in ("filled", "verified"):
            small_, large = (peak(work, count, target) for count in (ROWS, 5 * ROWS))
            print(
                f"peak memory, {work}: {small_:.0f} MiB at {ROWS} rows, {large:.0f} at {5 * ROWS} "
                f"({large / small_:.2f} times, target 1.2)"
            )


if __name__ == "__main__":
    main()
