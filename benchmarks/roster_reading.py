"""Reading somebody's roster: 10,000 lines of 25 cells beside calamine alone, in CPU time.

Read (with everything that is looked for in the file) at most 2 times calamine, with every cell
judged at most 4. Beside it the whole way through a process of its own, by the clock.
"""

import gc
import io
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from hrdesk.intake.foreign_rows import ListReader
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import heading_of
from hrdesk.packs.policy import load_policy
from hrdesk.reference.locations import shipped_policy
from hrdesk.services.list_plan import LinesOrder
from hrdesk.services.list_reading import ListReading
from hrdesk.workbooks.foreign_file import read_foreign
from tests.people import identity_number

ROWS, CELLS = 10_000, 25
ROUNDS = 5
TODAY = date(2026, 3, 18)
SPARE = [f"备注{n}" for n in range(11)]
COLUMNS = (
    *("name", "identity", "category", "certificate", "contract_kind", "contract_start"),
    *("contract_end", "first_month", "used_months", "months", "pension", "medical"),
    *("unemployment", "on_time"),
)


def main() -> None:
    form = load_policy(shipped_policy()).forms["social_insurance_subsidy"]
    spec = form.rosters["people"]
    content = workbook(spec)
    ratios: dict[str, list[float]] = {}
    # As in the process that reads lists.
    gc.disable()
    for _ in range(ROUNDS):
        start = process_time()
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        bare = process_time() - start
        start = process_time()
        file = read_foreign(content)
        heading = heading_of(spec, file.sheets[0], {})
        ratios.setdefault("read", []).append((process_time() - start) / bare)
        lines = list(ListReader(spec, file, 0, heading, TODAY).lines())
        ratios.setdefault("read and judged", []).append((process_time() - start) / bare)
        if len(lines) != ROWS or any(line.refusals for line in lines):
            raise SystemExit("the list was not read as it was written")
    for name, found in ratios.items():
        limit = 2 if name == "read" else 4
        ratio = median(found)
        print(f"{ROWS} lines of {CELLS} cells {name}: {ratio:.2f} × calamine (limit {limit})")
    print(f"the whole way in a process of its own: {whole(spec, content):.1f} s")


def whole(spec: RosterSpec, content: bytes) -> float:
    """Return the seconds until it is known what each line changes of an empty roster."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        path.write_bytes(content)
        start = perf_counter()
        reading = ListReading(path, spec, TODAY, {})
        try:
            reading.plan(LinesOrder(0, reading.facts().headings[0]), ())
            return perf_counter() - start
        finally:
            reading.cancel()


def workbook(spec: RosterSpec) -> bytes:
    """Return a workbook of people who differ, with columns that the roster does not have."""
    made = io.BytesIO()
    with Workbook(made) as book:
        page = book.add_worksheet("名册")
        titles = [spec.columns[name].label for name in COLUMNS]
        page.write_row(0, 0, (titles + SPARE)[:CELLS])
        for n in range(ROWS):
            page.write_row(n + 1, 0, (person(n) + ["某某"] * len(SPARE))[:CELLS])
    return made.getvalue()


def person(n: int) -> list[object]:
    """Return somebody whose months were paid, in the order of the columns."""
    birth = date(1960, 1, 1) + timedelta(days=n // 9)
    cells: dict[str, object] = {
        "name": f"王{chr(0x4E00 + n)}",
        "identity": identity_number(birth=birth, sequence=111 + n % 9),
        "category": "就业困难人员",
        "certificate": f"虚构{n}",
        "contract_kind": "固定期限",
        "contract_start": "2025.1.1",
        "contract_end": "2026-12-31",
        "first_month": "2025-01",
        "used_months": 0,
        "months": "2025-01—2025-03",
        "pension": 700 + n % 500 / 100,
        "medical": 315.77,
        "unemployment": 27.07,
        "on_time": "是",
    }
    return [cells.get(column, "") for column in COLUMNS]


if __name__ == "__main__":
    main()
