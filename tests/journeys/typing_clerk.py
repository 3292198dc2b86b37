"""A process of its own in which a clerk types into the real wizard until somebody kills it.

Run as `python -m tests.journeys.typing_clerk FOLDER DRAFT FIELD TEXT`: it opens the draft ("" for
a new one), types the text key by key, and says one line for each thing that happens: `draft ID`,
`typed TEXT`, `saved TEXT`, and with each of these `spent SECONDS`, the time of the processor
since the last key was pressed.
"""

import sys
from pathlib import Path
from time import process_time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from hrdesk.domain.clock import FixedClock
from hrdesk.services.drafts import open_draft, start_draft
from hrdesk.services.session import log_in
from hrdesk.ui.application import make_application
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import FormState, IntakeView
from hrdesk.ui.tasks import Tasks
from tests.child_lines import say
from tests.conftest import TEST_MOMENT
from tests.journeys.office import LOGIN, MEASURE, PASSWORD
from tests.journeys.pages import type_text

BETWEEN_KEYS_MS = 30


def main(folder: str, draft_id: str, field: str, text: str) -> int:
    """Type until killed."""
    app = make_application(["typing clerk"])
    session = log_in(Path(folder), LOGIN, PASSWORD, FixedClock(TEST_MOMENT))
    draft = open_draft(session, draft_id) if draft_id else start_draft(session, MEASURE)
    say(f"draft {draft.id}")
    tasks, changes = Tasks(), Changes()
    view = IntakeView(session, tasks, changes, FormState(session, draft))
    last_key = process_time()

    def tell_saved() -> None:
        spent = process_time() - last_key
        say(f"saved {open_draft(session, draft.id).entries.get(field, '')}")
        say(f"spent {spent}")

    changes.drafts.connect(tell_saved)
    view.show()
    view.go_to(field)
    line = view.findChild(QLineEdit, field)
    keys = iter(text)

    def press() -> None:
        nonlocal last_key
        key = next(keys, "")
        if key:
            last_key = process_time()
            type_text(line, key)
            say(f"typed {line.text()}")

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(BETWEEN_KEYS_MS)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
