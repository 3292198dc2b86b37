"""From a keystroke in a roster of 2,000 rows to the painted grid, with a judge that costs little.

Target: at most 50 ms until the row is judged and everything is painted; beside it a page of
scrolling and a paste into every row.
"""

import sys
from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.screen import choose_screen
from hrdesk.domain.dates import Month
from hrdesk.ui.application import make_application
from hrdesk.ui.roster import FootWords, RosterGrid
from hrdesk.ui.roster.model import FIRST
from tests.ui.roster.sample_roster import SPEC, judged, person

ROWS = 2_000
STROKES = 200
PAGES = 100
PASTES = 5
TARGET_MS = 50
SCREEN = (1000, 640)


def main() -> None:
    choose_screen()
    app = make_application(["roster_grid"])
    grid = RosterGrid(SPEC, Month(2024, 1))
    grid.show_rows(tuple(person(n) for n in range(ROWS)))
    grid.show_states({row.id: judged(row) for row in grid.rows()})
    grid.edited.connect(lambda row_ids: judge(grid, row_ids))
    grid.resize(*SCREEN)
    grid.show()
    QTest.qWaitForWindowExposed(grid)
    grid.activateWindow()
    grid.view.setFocus()
    QTest.qWaitForWindowActive(grid)
    report("a cell typed and left, judged and painted", strokes(app, grid), TARGET_MS)
    report("a key into an open cell, painted", letters(app, grid), TARGET_MS)
    report("a page scrolled and painted", pages(app, grid), TARGET_MS)
    report(f"a paste into {ROWS:,} cells, judged and painted", pastes(app, grid), None)


class Paints(QObject):
    """Sees to it that what was measured was painted."""

    def __init__(self, grid: RosterGrid) -> None:
        super().__init__(grid)
        self._count = 0
        grid.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Count the paintings of the grid."""
        self._count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def see_through(self, app: QApplication) -> None:
        """Let the window paint what changed; a measure without a painting is none."""
        self._count = 0
        app.processEvents()
        if not self._count:
            raise SystemExit("nothing was painted")


def judge(grid: RosterGrid, row_ids: tuple[str, ...]) -> None:
    """Judge what was edited, as the form does."""
    edited = frozenset(row_ids)
    grid.show_states({row.id: judged(row) for row in grid.rows() if row.id in edited})
    grid.show_foot(FootWords(f"共 {len(grid.rows())} 行"))


def strokes(app: QApplication, grid: RosterGrid) -> Iterator[float]:
    """Set cells one after the other; yield each one's seconds until all is painted."""
    paints, model = Paints(grid), grid.model
    wage = FIRST + list(SPEC.columns).index("wage")
    for n in range(STROKES):
        place = n * 37 % ROWS
        grid.view.go_to(place, wage)
        app.processEvents()
        start = perf_counter()
        model.setData(model.index(place, wage), str(3000 + n))
        paints.see_through(app)
        yield perf_counter() - start


def letters(app: QApplication, grid: RosterGrid) -> Iterator[float]:
    """Type names and leave each cell by Enter; yield each key's seconds."""
    paints = Paints(grid)
    for n in range(STROKES // 8):
        grid.view.go_to(n, FIRST)
        for key in "Zhang Wei":
            start = perf_counter()
            QTest.keyClick(QApplication.focusWidget(), key)
            paints.see_through(app)
            yield perf_counter() - start
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        app.processEvents()


def pages(app: QApplication, grid: RosterGrid) -> Iterator[float]:
    """Scroll page by page; yield each page's seconds."""
    paints, bar = Paints(grid), grid.view.verticalScrollBar()
    for n in range(1, PAGES + 1):
        start = perf_counter()
        bar.setValue(n * bar.pageStep() % bar.maximum())
        paints.see_through(app)
        yield perf_counter() - start


def pastes(app: QApplication, grid: RosterGrid) -> Iterator[float]:
    """Paste a column into all rows; yield each paste's seconds."""
    paints = Paints(grid)
    for n in range(PASTES):
        QApplication.clipboard().setText("\n".join(str(3000 + n + each) for each in range(ROWS)))
        grid.view.go_to(0, FIRST + list(SPEC.columns).index("wage"))
        start = perf_counter()
        grid.view.paste_block()
        paints.see_through(app)
        yield perf_counter() - start


def report(name: str, seconds: Iterator[float], target: int | None) -> None:
    """Print median, 95th percentile and worst of some times."""
    times = [each * 1000 for each in seconds]
    late = quantiles(times, n=20)[-1]
    aim = f" (target {target})" if target is not None else ""
    print(f"{name}: {median(times):.1f} ms, p95 {late:.1f} ms, worst {max(times):.1f} ms{aim}")


if __name__ == "__main__":
    sys.exit(main())
