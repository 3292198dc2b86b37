"""Printing: one form cold and warm, and 500 in one file, beside a bare canvas drawing the same.

Targets: one warm form at most 100 ms; at most 1.3 times the bare canvas; memory that does not
grow with the forms.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.limits.printing import draw, recorded, seconds_of_many
from hrdesk.printing.approval_form import render_approval_form
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.form_file import render_approval_forms
from tests.printing.samples import batch_sheet, cover_list, long_sheet, short_sheet

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
ROUNDS = 60
COLD_RUNS = 5
MANY = 500
FEW = 50
MANY_ROUNDS = 3
COLD = f"""
from time import perf_counter
start = perf_counter()
from io import BytesIO
from pathlib import Path
from hrdesk.printing.approval_form import render_approval_form
from hrdesk.printing.fonts import FontBook
from tests.printing.samples import short_sheet
render_approval_form(short_sheet(), BytesIO(), FontBook(Path({str(FONTS)!r})))
print(perf_counter() - start)
"""


MEMORY = f"""
import resource, sys, tempfile
from pathlib import Path
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.form_file import render_approval_forms
from tests.printing.samples import batch_sheet, cover_list
count = int(sys.argv[1])
with tempfile.TemporaryFile() as target:
    sheets = (batch_sheet(number, two_pages=True) for number in range(count))
    cover = cover_list(range(count))
    render_approval_forms(sheets, cover, target, FontBook(Path({str(FONTS)!r})))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    fonts = FontBook(FONTS)
    one_form(fonts)
    many_forms(fonts)


def one_form(fonts: FontBook) -> None:
    cold = [measured(COLD) for _ in range(COLD_RUNS)]
    print(f"first form of a process, imports and fonts included: {median(cold) * 1000:.0f} ms")
    for name, sheet in (("usual form", short_sheet()), ("long names", long_sheet())):
        calls = recorded(sheet, fonts)
        ours: list[float] = []
        walls: list[float] = []
        limits: list[float] = []
        for _ in range(ROUNDS):
            start, wall = process_time(), perf_counter()
            render_approval_form(sheet, BytesIO(), fonts)
            ours.append(process_time() - start)
            walls.append(perf_counter() - wall)
            start = process_time()
            draw(calls, sheet, fonts)
            limits.append(process_time() - start)
        ratio = median(a / b for a, b in zip(ours, limits, strict=True))
        print(
            f"{name}: {median(walls) * 1000:.1f} ms warm "
            f"(target 100), {ratio:.2f} times the bare canvas (target 1.3)"
        )


def many_forms(fonts: FontBook) -> None:
    sheets = [batch_sheet(number, two_pages=True) for number in range(MANY)]
    ours: list[float] = []
    limits: list[float] = []
    for _ in range(MANY_ROUNDS):
        start = process_time()
        render_approval_forms(sheets, None, BytesIO(), fonts)
        ours.append(process_time() - start)
        limits.append(seconds_of_many(sheets, fonts))
    ratio = median(a / b for a, b in zip(ours, limits, strict=True))
    start = process_time()
    render_approval_forms(sheets, cover_list(range(MANY)), BytesIO(), fonts)
    listed = process_time() - start
    print(
        f"{MANY} forms of two pages in one file: {median(ours):.1f} s, {ratio:.2f} times the bare "
        f"canvas (target 1.3); {listed:.1f} s with their list"
    )
    few, many = measured(MEMORY, FEW), measured(MEMORY, MANY)
    print(f"peak memory of {FEW} forms {few:.0f} MB, of {MANY} {many:.0f} MB")


def measured(program: str, *arguments: int) -> float:
    """Run a program in a process of its own and return the number that it prints."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    main()
