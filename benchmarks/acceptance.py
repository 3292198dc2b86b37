"""Accepting a case with 2,000 interns while the window's heart beats.

The act runs on the writer thread, as the wizard lets it; the heartbeat of the window's thread
shows how long a keystroke would have waited. Target: no stall of 50 ms.
"""

import tempfile
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer

from benchmarks.roster_keystroke import ROWS, intern
from benchmarks.screen import choose_screen
from hrdesk.domain.case import Case
from hrdesk.domain.errors import Fault
from hrdesk.services import office_setup
from hrdesk.services.acceptance import accept
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.garbage import Garbage, set_aside
from hrdesk.ui.tasks import Tasks
from tests.services import counter, interns
from tests.storage.desk import SteppingClock

BEAT_MS, IDLE_MS = 5, 500
#: Each round accepts the same people for months of their own.
MONTHS = ("2025-09—2025-10", "2025-11", "2025-12", "2026-01", "2026-02")


class Heart:
    """Beats on the window's thread and notes when."""

    def __init__(self) -> None:
        self._beats: list[float] = []
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        self._beats.append(perf_counter())

    def begin(self) -> None:
        """Begin to beat."""
        self._beats = [perf_counter()]
        self._timer.start()

    def longest_pause(self) -> float:
        """Return the longest time between two beats since `begin`, in milliseconds."""
        self._timer.stop()
        beats = [*self._beats, perf_counter()]
        return 1000 * max(b - a for a, b in pairwise(beats))


def accepted(session: Session, tasks: Tasks, heart: Heart, months: str) -> tuple[float, float]:
    """Accept one case; return its milliseconds and the longest pause of the heart."""
    draft = interns.draft(session, *(intern(n, months) for n in range(ROWS)))
    # As the window does two seconds after the last row was typed.
    set_aside()
    loop, found = QEventLoop(), []

    def end(outcome: Case | Fault) -> None:
        found.append(outcome)
        loop.quit()

    heart.begin()
    start = perf_counter()
    tasks.run(partial(accept, session, draft), end, end)
    loop.exec()
    took = 1000 * (perf_counter() - start)
    if isinstance(found[0], Fault):
        raise SystemExit(found[0].key)
    return took, heart.longest_pause()


def main() -> None:
    """Accept one case after the other."""
    choose_screen()
    make_application(["acceptance"])
    tasks, heart, idle = Tasks(), Heart(), QEventLoop()
    with tempfile.TemporaryDirectory() as folder:
        clock = SteppingClock()
        data = Path(folder) / "data"
        office_setup.set_up(data, counter.order(), counter.RECOVERY_KEY, clock)
        session = log_in(data, counter.LOGIN, counter.PASSWORD, clock)
        interns.confirm(session)
        garbage = Garbage()
        garbage.begin()
        heart.begin()
        QTimer.singleShot(IDLE_MS, idle.quit)
        idle.exec()
        resting = heart.longest_pause()
        runs = [accepted(session, tasks, heart, months) for months in MONTHS]
        tasks.finish()
        session.close()
    took, stalls = [run[0] for run in runs], [run[1] for run in runs]
    print(
        f"a case of {ROWS:,} interns accepted: median {median(took):.0f} ms;"
        f" longest stall of the window: median {median(stalls):.0f} ms, worst {max(stalls):.0f} ms"
        f" (target 50; idle {resting:.0f})"
    )


if __name__ == "__main__":
    main()
