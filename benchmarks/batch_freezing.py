"""Freezing 10,000 rows of an upload batch through the store: read, built, checked, stored.

200 firms with 50 hires each, chosen as the window chooses them. Beside it a bare executemany that
puts the same texts into an encrypted file of its own. Memory is the peak of the process.
"""

import gc
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.limits.batch import store_bare
from benchmarks.roster_keystroke import HIRES as ROSTER
from benchmarks.roster_keystroke import hire
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services import batches, office_setup
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session, log_in
from tests.people import credit_code
from tests.services import counter
from tests.services.test_batches import FIRM, firm_entries
from tests.storage.desk import SteppingClock

FIRMS, HIRES = 200, 50
ROWS = FIRMS * HIRES


def fill(session: Session) -> list[str]:
    """Accept every firm; no two have a hire of one number."""
    ids = []
    for n in range(FIRMS):
        rows = tuple(RosterRow(f"r{place}", hire(n * HIRES + place)) for place in range(HIRES))
        entries = {
            **firm_entries(),
            "credit_code": credit_code(body=f"MA62{n:05d}"),
            "staff": "100",
            ROSTER_PREFIX + ROSTER: roster_text(rows),
        }
        ids.append(accept(session, save_draft(session, start_draft(session, FIRM), entries)).id)
    return ids


def forget_peak() -> None:
    """Let the peak of memory be what the process has now."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """Return the most memory that this process had since, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Freeze one batch of all that was accepted."""
    spent: dict[str, tuple[float, float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, wall = process_time(), perf_counter()
        made = work()
        spent[name] = (process_time() - start, perf_counter() - wall)
        return made

    with tempfile.TemporaryDirectory() as place:
        folder, clock = Path(place) / "data", SteppingClock()
        office_setup.set_up(folder, counter.order(), counter.RECOVERY_KEY, clock)
        session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
        ids = fill(session)
        gc.collect()
        forget_peak()
        before = peak()
        new = timed("read and built", lambda: batches._new_batch(session, FIRM, ids))
        timed("checked", lambda: batches._check(session, new, Path(place)))
        with session.store.acting(session.staff) as act:
            batch_id = timed("stored", lambda: act.add_batch(new))
        timed("read again", lambda: batches._frozen(session, batch_id))
        after = peak()
        connection = session.store._ground.db.raw()
        texts = connection.execute("select * from batch_row").fetchall()
        timed("bare executemany", lambda: store_bare(Path(place) / "bare.db", texts))
        session.close()
    for name, (cpu, wall) in spent.items():
        ratio = cpu / spent["bare executemany"][0]
        print(f"{ROWS:,} rows of {FIRMS} cases, {name}: {wall:.2f} s, {ratio:.1f} times bare")
    print(f"peak memory {after:.0f} MiB, {before:.0f} before")


if __name__ == "__main__":
    main()
