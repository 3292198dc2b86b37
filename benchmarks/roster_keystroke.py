"""A keystroke in a roster of 2,000 rows: read, judged by the real rule, told to grid and foot.

Target: 50 ms. Reading and judging all rows anew stands beside it.
"""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services import office_setup
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.services.session import log_in
from hrdesk.ui.intake.form_state import FormState
from tests.people import identity_number
from tests.services import counter
from tests.storage.desk import SteppingClock

ROWS, STROKES = 2_000, 60
MEASURE, ROSTER = "startup_loan_firm", "hires"
FORM = {"received": "2026-03-18", "agency_kind": "commercial", "staff": "9000"}


def hire(place: int) -> RosterRow:
    """A hire who counts; so many numbers differ by day of birth and sequence."""
    number = identity_number(sequence=place % 999 + 1, birth=date(1970 + place // 999, 3, 7))
    entries = {
        "name": "阿说么约布",
        "identity": number,
        "category": "returning_entrepreneur",
        "certificate": f"虚构{place}号",
        "hired_on": "2026-03-01",
        "contract_kind": "fixed",
        "contract_start": "2026-03-01",
        "contract_end": "2027-02-28",
    }
    return RosterRow(f"r{place}", entries)


def main() -> None:
    """Type into one row after the other."""
    with tempfile.TemporaryDirectory() as folder:
        clock = SteppingClock()
        data = Path(folder) / "data"
        office_setup.set_up(data, counter.order(), counter.RECOVERY_KEY, clock)
        session = log_in(data, counter.LOGIN, counter.PASSWORD, clock)
        rows = tuple(hire(place) for place in range(ROWS))
        draft = start_draft(session, MEASURE)
        entries = {**FORM, ROSTER_PREFIX + ROSTER: roster_text(rows)}
        state = FormState(session, save_draft(session, draft, entries))
        state.rosters.states(ROSTER, state.judged)
        times = []
        for stroke in range(STROKES):
            place = stroke * 31 % ROWS
            before = state.rosters.memory.rows[ROSTER]
            typed = dict(before[place].entries) | {"certificate": f"改{stroke}"}
            changed = (*before[:place], replace(before[place], entries=typed), *before[place + 1 :])
            start = perf_counter()
            state.rosters.put(ROSTER, changed)
            state.judge()
            state.rosters.states(ROSTER, state.judged)
            state.rosters.foot(ROSTER, state.judged)
            times.append(perf_counter() - start)
        start = perf_counter()
        memory = RosterMemory({ROSTER: changed})
        judge_entries(session, MEASURE, FORM, memory=memory)
        whole = perf_counter() - start
        session.close()
    times.sort()
    print(
        f"keystroke in {ROWS:,} rows: median {median(times) * 1000:.1f} ms,"
        f" p95 {times[int(STROKES * 0.95)] * 1000:.1f} ms, worst {times[-1] * 1000:.1f} ms"
        f" (target 50); all rows anew {whole * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
