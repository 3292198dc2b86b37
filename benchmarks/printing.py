"""Printing: one form cold and warm, and many forms beside the bare canvas that draws the same.

Targets: one warm form at most 100 ms; at most 1.3 times the bare canvas.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.limits.printing import draw, recorded
from hrdesk.printing.approval_form import render_approval_form
from hrdesk.printing.fonts import FontBook
from tests.printing.samples import long_sheet, short_sheet

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
ROUNDS = 60
COLD_RUNS = 5
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


def main() -> None:
    cold = [
        float(subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True).stdout)
        for _ in range(COLD_RUNS)
    ]
    print(f"first form of a process, imports and fonts included: {median(cold) * 1000:.0f} ms")
    fonts = FontBook(FONTS)
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


if __name__ == "__main__":
    main()
