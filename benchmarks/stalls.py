"""The longest pause of the window's thread while its pages open (DESIGN 4.7, limit 50 ms).

A timer beats as often as the loop lets it; the longest gap between two beats is how long a
clerk who types or clicks at that moment would wait. Each round is a fresh process on a fresh
copy of one data folder, because a page is slow when it is made and not when it is shown again.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.roster_keystroke import HIRES, LOAN, LOAN_FORM, ROWS, hire
from benchmarks.screen import choose_screen
from benchmarks.waiting import Waiting
from hrdesk.domain.clock import FixedClock
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services.cases import list_cases
from hrdesk.services.drafts import drafts, save_draft, start_draft
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import AFTER_PAINT_MS, make_application
from hrdesk.ui.garbage import Garbage
from hrdesk.ui.intake import IntakeView
from hrdesk.ui.login import open_session
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.pages import BATCHES, CASES, REGISTER, SETTINGS
from hrdesk.ui.program import Program
from tests.conftest import TEST_MOMENT
from tests.journeys.office import ENTRIES, LOGIN, MEASURE, PASSWORD, accepted, order
from tests.people import credit_code, identity_number

ROUNDS = 5
LIMIT_MS = 50
PAID_BEFORE = 30
QUIET_MS = 900
BETWEEN = "idle"


class Heartbeat(QObject):
    """Beats on the window's thread and keeps the longest pause of each name, in milliseconds.

    `own` are the longest ones without the time that the thread waited for a processor. Garbage
    is looked for meanwhile as the program does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest: dict[str, float] = {}
        self.own: dict[str, float] = {}
        self._waiting = Waiting()
        self._waited = self._waiting.so_far()
        self._name = BETWEEN
        self._last = perf_counter()
        self._garbage = Garbage(self)
        self._garbage.begin()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """Watch what happens inside, and what comes of it until all is quiet."""
        QTest.qWait(QUIET_MS)
        self._beat()
        self._name = name
        yield
        QTest.qWait(QUIET_MS)
        self._beat()
        self._name = BETWEEN

    def _beat(self) -> None:
        now = perf_counter()
        pause, waited = (now - self._last) * 1000, self._waiting.so_far()
        own = max(pause - (waited - self._waited), 0.0)
        self.longest[self._name] = max(self.longest.get(self._name, 0.0), pause)
        self.own[self._name] = max(self.own.get(self._name, 0.0), own)
        self._waited = waited
        self._last = now


def main() -> None:
    """Measure in fresh processes and print the median and the worst of each."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    choose_screen()
    with tempfile.TemporaryDirectory() as place:
        template = Path(place) / "template"
        fill(template)
        rounds = [measured(template, Path(place) / f"round{n}") for n in range(ROUNDS)]
    for name in rounds[0]:
        pauses = [each[name] for each in rounds]
        print(
            f"{name}: {median(pauses):.0f} ms, worst of {ROUNDS}: {max(pauses):.0f}"
            f" (target {LIMIT_MS})"
        )


def fill(folder: Path) -> None:
    """Make an office with accepted cases and one draft that is filled in."""
    clock = FixedClock(TEST_MOMENT)
    set_up(folder, order(), new_recovery_key(), clock)
    session = log_in(folder, LOGIN, PASSWORD, clock)
    for n in range(PAID_BEFORE):
        other = {"identity": identity_number(sequence=300 + n)}
        accepted(session, **other, entity=credit_code(body=f"MA6{n:06d}"))
    draft = start_draft(session, MEASURE)
    save_draft(session, draft, {**draft.entries, **ENTRIES})
    rows = tuple(RosterRow(f"r{place}", hire(place)) for place in range(ROWS))
    long = start_draft(session, LOAN)
    save_draft(session, long, {**LOAN_FORM, ROSTER_PREFIX + HIRES: roster_text(rows)})
    session.store.close()


def measured(template: Path, folder: Path) -> dict[str, float]:
    """Return the longest pauses of a fresh process."""
    shutil.copytree(template, folder)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stalls", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = (line.rsplit(" ", 1) for line in done.stdout.splitlines())
    return {name: float(pause) for name, pause in lines}


def measure(folder: Path) -> None:
    """Go through the pages as a clerk does and print each longest pause."""
    app = make_application(["stalls"])
    clock = FixedClock(TEST_MOMENT)
    program = Program(folder, clock)
    program.start()
    QTimer.singleShot(AFTER_PAINT_MS, program.after_paint)
    QTest.qWait(QUIET_MS)
    # What the login window does beside the window's thread.
    session = open_session(folder, LOGIN, PASSWORD, clock)
    heart = Heartbeat()
    with heart.during("main window"):
        program.open_session(session)
    window = program.window
    assert isinstance(window, MainWindow)
    for name, act in walk(window, session):
        with heart.during(name):
            act()
    for name, pause in heart.longest.items():
        print(name, pause)
    window.hide()
    program.end()
    session.store.close()
    app.quit()


def walk(window: MainWindow, session: Session) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a clerk opens, in an order of the counter."""
    kept = {draft.measure: draft.id for draft in drafts(session)}
    yield "a draft", lambda: window.resume_draft(kept[MEASURE])
    view = window.findChild(IntakeView)
    assert view is not None
    for place, (page_id, _title) in enumerate(view.state.pages):
        yield f"step {page_id}", lambda to=place: view.show_page(to)
    yield "list of cases", lambda: window.go_to(CASES)
    case = list_cases(session)[0]
    yield "an accepted case", lambda: window.open_case(case.id)
    yield "its preview", window.pages.case.preview_form
    yield "organizations", lambda: window.go_to(REGISTER)
    yield "batches", lambda: window.go_to(BATCHES)
    yield "settings", lambda: window.go_to(SETTINGS)
    yield f"a draft of {ROWS} hires", lambda: window.resume_draft(kept[LOAN])


if __name__ == "__main__":
    main()
