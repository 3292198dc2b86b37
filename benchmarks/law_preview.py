"""A change of law judged on 10,000 open cases: how long it takes, and the window meanwhile.

A process of its own judges every case twice; the longest pause of the window meanwhile stays below
50 ms and at most three times that of an idle window. On a machine that is busy with other work,
the pause without waiting for a processor is what the program is to answer for. The first argument
is the number of cases.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtTest import QTest

from benchmarks.screen import choose_screen
from benchmarks.stalls import BETWEEN, QUIET_MS, Heartbeat
from hrdesk.domain.clock import FixedClock
from hrdesk.services.amendments import propose_value
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import Session, log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.pages import LAW
from hrdesk.ui.tasks import Tasks
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, PASSWORD, accepted, order
from tests.services.second_person import SOURCE
from tests.storage import desk

CASES = 10_000
LIMIT_MS = 50
A_SLICE = 500
VALUE = {"amendment_value": "12000", "amendment_from": "2026-01-01", "amendment_clause": "1"}


def fill(session: Session, count: int) -> None:
    """Accept one case as the window does, and as many others of the same facts."""
    case = accepted(session)
    version = case.version
    store = session.store
    for first in range(1, count, A_SLICE):
        with store.acting(session.staff) as act:
            for n in range(first, min(first + A_SLICE, count)):
                draft = act.save_draft(replace(desk.draft_of(store), measure=case.measure))
                new = desk.new_case(
                    draft,
                    n,
                    measure=case.measure,
                    application=version.facts,
                    finding=version.finding,
                    policy_hash=version.policy_hash,
                )
                act.add_case(new)


def watch(session: Session, count: int) -> None:
    """Let the window work the change out, and print how long it takes and the longest pause."""
    tasks = Tasks()
    window = MainWindow(session, tasks, Changes())
    window.show()
    window.go_to(LAW)
    QTest.qWait(3 * QUIET_MS)
    law = window.pages.law
    law.changes.opened.emit(law.changes.model.summary(0).id)
    heart = Heartbeat()
    QTest.qWait(3 * QUIET_MS)
    with heart.during("preview"):
        start, spent = perf_counter(), process_time()
        law.change.preview()
        while law.change.desk.is_busy:
            QTest.qWait(20)
        wall, ours = perf_counter() - start, process_time() - spent
    print(law.change.model.rowCount(), "cases change")
    print(f"{count:,} cases: {wall:.1f} s, {ours:.1f} s of it in the window's process")
    for name, pauses in (
        ("in all", heart.longest),
        ("without waiting for a processor", heart.own),
    ):
        print(
            f"longest pause {name}: {pauses['preview']:.0f} ms, idle {pauses[BETWEEN]:.0f} ms"
            f" (target {LIMIT_MS} ms and three times idle)"
        )
    tasks.finish()


def main() -> None:
    """Fill an office, propose a change, and watch the window while it is worked out."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    choose_screen()
    app = make_application(["law"])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        set_up(folder, order(), new_recovery_key(), FixedClock(TEST_MOMENT))
        session = log_in(folder, LOGIN, PASSWORD, FixedClock(TEST_MOMENT))
        fill(session, count)
        propose_value(session, "startup_grant.amount", {**SOURCE, **VALUE})
        watch(session, count)
        session.store.close()
    app.quit()


if __name__ == "__main__":
    main()
