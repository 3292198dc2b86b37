"""From a keystroke to the changed panel, in a real window on a real encrypted store.

Target: at most 50 ms until the panel is painted; beside it what judging alone takes.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.screen import choose_screen
from hrdesk.domain.clock import FixedClock
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import FormState, IntakeView
from hrdesk.ui.tasks import Tasks
from tests.conftest import TEST_MOMENT
from tests.journeys.office import ENTRIES, LOGIN, MEASURE, PASSWORD, accepted, order
from tests.people import credit_code, identity_number

PAID_BEFORE = 50
ROUNDS = 12
TARGET_MS = 50
SCREEN = (1190, 690)


def main() -> None:
    choose_screen()
    app = make_application(["keystroke"])
    clock = FixedClock(TEST_MOMENT)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        set_up(folder, order(), new_recovery_key(), clock)
        session = log_in(folder, LOGIN, PASSWORD, clock)
        for n in range(PAID_BEFORE):
            other = {"identity": identity_number(sequence=300 + n)}
            accepted(session, **other, entity=credit_code(body=f"MA6{n:06d}"))
        tasks = Tasks()
        draft = start_draft(session, MEASURE)
        draft = save_draft(session, draft, {**draft.entries, **ENTRIES})
        view = IntakeView(session, tasks, Changes(), FormState(session, draft))
        view.resize(*SCREEN)
        view.show()
        QTest.qWaitForWindowExposed(view)
        report("a keystroke until the panel is painted", strokes(app, view), TARGET_MS)
        report("judging alone", judgements(session, draft.entries), None)
        view.hide()
        tasks.finish()
        session.store.close()


def strokes(app: QApplication, view: IntakeView) -> Iterator[float]:
    """Type into fields that change the finding; yield each keystroke's seconds, painted whole."""
    for _round in range(ROUNDS):
        for field, text in (("identity", ENTRIES["identity"]), ("registered_on", "2026-03-02")):
            view.go_to(field)
            line = view.findChild(QLineEdit, field)
            line.clear()
            app.processEvents()
            for char in text:
                start = perf_counter()
                QTest.keyClick(line, char)
                app.processEvents()
                view.repaint()
                yield perf_counter() - start


def judgements(session: Session, entries: Mapping[str, str]) -> Iterator[float]:
    """Judge a filled form and yield the seconds of each judgement."""
    for _round in range(ROUNDS * 20):
        start = perf_counter()
        judge_entries(session, MEASURE, entries)
        yield perf_counter() - start


def report(name: str, seconds: Iterator[float], target: int | None) -> None:
    """Print median, 95th percentile and worst of some times."""
    times = [each * 1000 for each in seconds]
    late = quantiles(times, n=20)[-1]
    aim = f" (target {target})" if target is not None else ""
    print(f"{name}: {median(times):.1f} ms, p95 {late:.1f} ms, worst {max(times):.1f} ms{aim}")


if __name__ == "__main__":
    sys.exit(main())
