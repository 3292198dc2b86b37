"""The longest pause of the window while a list of 10,000 lines comes into a roster (limit 50 ms).

From the file to the painted preview, from the button to the painted grid with every row judged,
and until the draft is kept; beside it the same window at rest.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from benchmarks.roster_reading import ROWS, workbook
from benchmarks.screen import choose_screen
from benchmarks.stalls import Heartbeat
from hrdesk.domain.clock import FixedClock
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.office_setup import new_recovery_key, set_up
from hrdesk.services.session import log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import FormState, IntakeView
from hrdesk.ui.list_import.page import ListImportPage
from hrdesk.ui.tasks import Tasks
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, PASSWORD, order
from tests.services.insured import ENTRIES, HARDSHIP

LIMIT_MS = 50
PATIENCE_MS, _LOOK_MS = 120_000, 20


def main() -> None:
    choose_screen()
    app = make_application(["list_import"])
    clock = FixedClock(TEST_MOMENT)
    with tempfile.TemporaryDirectory() as place:
        folder, path = Path(place) / "data", Path(place) / "list.xlsx"
        set_up(folder, order(), new_recovery_key(), clock)
        session = log_in(folder, LOGIN, PASSWORD, clock)
        path.write_bytes(workbook(session.form(HARDSHIP).rosters["people"]))
        draft = start_draft(session, HARDSHIP)
        draft = save_draft(session, draft, {**draft.entries, **ENTRIES[HARDSHIP]})
        tasks = Tasks()
        view = IntakeView(session, tasks, Changes(), FormState(session, draft))
        view.resize(1366, 700)
        view.show()
        QTest.qWaitForWindowExposed(view)
        view.go_to("people::name")
        QTest.qWait(1000)
        heart = watched(view, tasks, path)
        view.leave()
        tasks.finish()
        session.store.close()
    for name, pause in heart.longest.items():
        own = heart.own[name]
        print(f"{name}: {pause:.0f} ms, {own:.0f} without waiting (target {LIMIT_MS})")
    app.quit()


def watched(view: IntakeView, tasks: Tasks, path: Path) -> Heartbeat:
    """Let the list come in, and return what was felt of it."""
    heart = Heartbeat()
    for name, act, done in steps(view, tasks, path):
        with heart.during(name):
            act()
            if not wait(done):
                raise SystemExit(f"{name} did not end")
    return heart


def steps(
    view: IntakeView, tasks: Tasks, path: Path
) -> list[tuple[str, Callable[[], object], Callable[[], bool]]]:
    def page() -> ListImportPage | None:
        return view.findChild(ListImportPage)

    def looked_at() -> bool:
        shown = page()
        return shown is not None and shown.plan is not None

    def taken() -> bool:
        rows = view.state.rosters.memory.rows.get("people", ())
        return len(rows) == ROWS and not view._judging.is_under_way

    def take() -> None:
        shown = page()
        if shown is not None:
            shown._take()

    return [
        ("at rest", lambda: None, lambda: True),
        (f"{ROWS} lines read", lambda: view.importing.read("people", path), looked_at),
        (f"{ROWS} rows taken in and judged", take, taken),
        ("the draft kept", lambda: QTest.qWait(2500), lambda: not tasks.is_busy()),
    ]


def wait(done: Callable[[], bool]) -> bool:
    """Let the window live until something is done."""
    for _ in range(PATIENCE_MS // _LOOK_MS):
        if done():
            return True
        QTest.qWait(_LOOK_MS)
    return False


if __name__ == "__main__":
    sys.exit(main())
