"""The longest stall of the window while 300 forms are printed into one file.

A heartbeat of 5 ms repaints the list of cases each time; a stall is the time between two beats.
Target: below 50 ms and at most three times that of the idle window, side by side in each round.
Linux counts how long the window's thread waited for a processor: on a machine that is busy with
other work, the stall without that waiting is what the program is to answer for.
Without a display it says so and measures on Qt's offscreen platform.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.waiting import Waiting
from hrdesk.services import office_setup
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.forms_desk import FormsWanted
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.tasks import Tasks
from tests.services import counter
from tests.storage.desk import SteppingClock

FORMS = 300
ROUNDS = 3
BEAT_MS = 5
QUIET_MS = 2_000
TARGET_MS = 50
TARGET_RATIO = 3
SCREEN = (1366, 768)


class Stall(NamedTuple):
    """The longest time between two beats in milliseconds: all of it, and without the waiting."""

    whole: float
    own: float


class Heart:
    """Beats on the window's thread, repaints the list and keeps the longest time between beats."""

    def __init__(self, window: MainWindow) -> None:
        self._view = window.pages.forms.table.viewport()
        self._since = QElapsedTimer()
        self._waiting = Waiting()
        self._longest = Stall(0.0, 0.0)
        self._before = 0.0
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def longest_while(self, goes_on: Callable[[], bool]) -> Stall:
        """Return the longest stall while something goes on."""
        self._longest = Stall(0.0, 0.0)
        self._before = self._waiting.so_far()
        self._since.start()
        self._timer.start()
        while goes_on():
            QTest.qWait(1)
        self._timer.stop()
        return self._longest

    def _beat(self) -> None:
        whole, waiting = self._since.nsecsElapsed() / 1e6, self._waiting.so_far()
        own = max(whole - (waiting - self._before), 0.0)
        self._longest = Stall(max(self._longest.whole, whole), max(self._longest.own, own))
        self._before = waiting
        self._since.restart()
        self._view.update()


def printing(window: MainWindow, wanted: FormsWanted, target: Path) -> Callable[[], bool]:
    """Begin to print, and return what tells whether it goes on."""
    over: list[bool] = []
    window.pages.forms.desk.ended.connect(lambda: over.append(True))
    window.pages.forms.desk._start(wanted, target)
    return lambda: not over


def for_seconds(seconds: float) -> Callable[[], bool]:
    """Return what tells whether so much time has not gone by."""
    end = perf_counter() + seconds
    return lambda: perf_counter() < end


def measure(session: Session, folder: Path) -> None:
    cases = [counter.accepted(session, n) for n in range(1, FORMS + 1)]
    wanted = FormsWanted([(case.id, case.number) for case in cases], "")
    tasks = Tasks()
    window = MainWindow(session, tasks, Changes())
    window.resize(*SCREEN)
    window.show()
    window.pages.cases.many_wanted.emit(window.pages.cases.model.summary(0))
    QTest.qWaitForWindowExposed(window)
    # The pages that are made ahead have a measure of their own (`benchmarks.stalls`).
    while not window.pages.is_made("settings"):
        QTest.qWait(20)
    QTest.qWait(QUIET_MS)
    heart = Heart(window)
    stalls, idles, walls = [], [], []
    for n in range(ROUNDS):
        target = folder / f"{n}.pdf"
        begun = perf_counter()
        stalls.append(heart.longest_while(printing(window, wanted, target)))
        walls.append(perf_counter() - begun)
        if not target.exists():
            raise SystemExit(f"not printed: {window.pages.forms.notice.headline}")
        idles.append(heart.longest_while(for_seconds(walls[-1])))
    print(f"{FORMS} forms in {median(walls):.1f} s")
    for name, part in (("in all", "whole"), ("without waiting for a processor", "own")):
        busy, idle = ([getattr(each, part) for each in kind] for kind in (stalls, idles))
        ratio = median(a / b for a, b in zip(busy, idle, strict=True))
        print(
            f"longest stall of the window {name}: {median(busy):.1f} ms, worst round "
            f"{max(busy):.1f} (target {TARGET_MS}); idle {median(idle):.1f}, worst "
            f"{max(idle):.1f}; {ratio:.1f} times (target {TARGET_RATIO})"
        )
    window.close()
    while window.isVisible():
        QTest.qWait(20)
    tasks.finish()


def main() -> None:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("no display: measured on the offscreen platform")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application(["many_forms"])
    with tempfile.TemporaryDirectory() as place:
        clock = SteppingClock()
        data = Path(place) / "data"
        office_setup.set_up(data, counter.order(), counter.RECOVERY_KEY, clock)
        measure(log_in(data, counter.LOGIN, counter.PASSWORD, clock), Path(place))
    app.processEvents()


if __name__ == "__main__":
    main()
