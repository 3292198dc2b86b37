"""What tests of the window stand on, and no waiting at its end."""

import pytest

from hrdesk.storage import renewal
from hrdesk.ui import closing_page
from tests.journeys.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.storage.desk import CHEAP


@pytest.fixture(autouse=True)
def nobody_reads_that_it_was_backed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a window go as soon as its backup is made: a second for each journey is minutes."""
    monkeypatch.setattr(closing_page, "READING_MS", 0)


@pytest.fixture(autouse=True)
def new_passwords_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let who is added here, or given a new password, have slots at which a guess is cheap."""
    for work in (renewal.add_person, renewal.give_password):
        monkeypatch.setattr(work, "__defaults__", (CHEAP,))
