"""政策标准 with 300 parameters and 71 questions: how long the window stands still.

Opening the place, typing in the search box, each filter: the longest pause stays below 50 ms. A
folder as first argument gets pictures of what a person sees at 1366 × 768.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtTest import QTest

from benchmarks.screen import choose_screen
from benchmarks.stalls import BETWEEN, QUIET_MS, Heartbeat
from hrdesk.domain.clock import FixedClock
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.pages import LAW
from hrdesk.ui.tasks import Tasks
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, PASSWORD, order
from tests.services.many_figures import let_many_hold

LIMIT_MS = 50
SOUGHT = "补贴 第201项"


class Watch:
    """The window, and the longest pause and the work of each thing that is done in it."""

    def __init__(self, session: Session, tasks: Tasks, pictures: Path | None) -> None:
        self.window = MainWindow(session, tasks, Changes())
        self.window.resize(1366, 768)
        self.window.show()
        QTest.qWait(3 * QUIET_MS)
        self._pictures = pictures
        self._heart = Heartbeat()
        self._work = {BETWEEN: 0.0}
        QTest.qWait(3 * QUIET_MS)

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Do one thing, and take a picture of what is seen then."""
        with self._heart.during(name):
            spent = thread_time()
            act()
            self._work[name] = (thread_time() - spent) * 1000
        if self._pictures is not None:
            self.window.grab().save(str(self._pictures / f"law_list_{name}.png"))

    def search(self, text: str) -> None:
        """Type a text as slowly as a person who reads what comes."""
        for end in range(1, len(text) + 1):
            self.window._top.search.setText(text[:end])
            QTest.qWait(140)

    def report(self) -> None:
        """Print what was measured."""
        print(f"longest pause of each, target {LIMIT_MS} ms")
        for name, pause in self._heart.longest.items():
            print(f"{name}: {pause:.0f} ms, {self._work[name]:.0f} ms of work before it paints")


def measure(session: Session, pictures: Path | None) -> None:
    """Open the place, look for figures and questions, and print how long the window stood still."""
    tasks = Tasks()
    watch = Watch(session, tasks, pictures)
    window = watch.window
    watch.do("open", lambda: window.go_to(LAW))
    law = window.pages.law
    watch.do("search", lambda: watch.search(SOUGHT))
    watch.do("search_off", lambda: window._top.search.setText(""))
    for name, sieve in (("state", law.list._state), ("measure", law.list._measure)):
        watch.do(name, lambda sieve=sieve: sieve.setCurrentIndex(3))
        watch.do(f"{name}_off", lambda sieve=sieve: sieve.setCurrentIndex(0))
    watch.do("questions", law.list.questions_asked.emit)
    watch.do("question_search", lambda: watch.search("第 40 种"))
    watch.do("question", lambda: law.questions.table.opened.emit(0))
    watch.report()
    window.close()
    tasks.finish()


def main() -> None:
    """Measure in an office of a temporary folder."""
    choose_screen()
    app = make_application(["hrdesk"])
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder, clock = Path(place) / "data", FixedClock(TEST_MOMENT)
        set_up(folder, order(), new_recovery_key(), clock)
        session = log_in(folder, LOGIN, PASSWORD, clock)
        let_many_hold(session, patch)
        measure(session, pictures)
        session.store.close()
    app.processEvents()


if __name__ == "__main__":
    main()
