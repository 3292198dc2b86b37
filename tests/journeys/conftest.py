"""The office, the writer and the theme that tests of the window stand on."""

import pytest

from hrdesk.ui import closing_page
from tests.journeys.office import (
    changes,
    office_folder,
    office_template,
    session,
    tasks,
    themed,
)

__all__ = [
    "changes",
    "office_folder",
    "office_template",
    "session",
    "tasks",
    "themed",
]


@pytest.fixture(autouse=True)
def nobody_reads_that_it_was_backed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a window go as soon as its backup is made: a second for each journey is minutes."""
    monkeypatch.setattr(closing_page, "READING_MS", 0)
