"""The power goes while a clerk types: what was said to be saved is there at the next start (P1)."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services.drafts import open_draft
from hrdesk.services.session import log_in
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import autosave
from hrdesk.ui.tasks import Tasks
from tests.child_lines import Child
from tests.journeys.intake_page import IntakeDesk
from tests.journeys.office import LOGIN, PASSWORD

NAME = "阿说么约布·𠅤䶮"
WITHIN_SECONDS = 2.0
KILLS = 20


class Clerk:
    """A typing process and what it has said so far."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._said: list[tuple[str, str]] = []

    def said(self, word: str) -> list[str]:
        """Return the texts that came with a word."""
        return [text for each, text in self._said if each == word]

    def wait_for(self, word: str, text: str = "") -> str:
        """Listen until something is said from now on, and return it."""
        while True:
            heard, said = self._hear(self._child.hear())
            if heard == word and text in ("", said):
                return said

    def kill(self) -> None:
        """End it as a power cut would, and hear what it had said until then."""
        for line in self._child.kill():
            self._hear(line)

    def _hear(self, line: str) -> tuple[str, str]:
        word, _, text = line.partition(" ")
        self._said.append((word, text))
        return word, text


@contextmanager
def clerk(folder: Path, draft_id: str, field: str, text: str) -> Iterator[Clerk]:
    """A clerk who types, killed in the end whatever happens."""
    with Child("-m", "tests.journeys.typing_clerk", folder, draft_id, field, text) as child:
        typing = Clerk(child)
        yield typing
        typing.kill()


def kept(folder: Path, clock: Clock, draft_id: str) -> dict[str, str]:
    """Return what a draft holds at the next start."""
    session = log_in(folder, LOGIN, PASSWORD, clock)
    try:
        return dict(open_draft(session, draft_id).entries)
    finally:
        session.store.close()


def test_two_seconds_after_the_last_keystroke_it_survives_the_kill(
    qtbot: QtBot, office_folder: Path, clock: Clock, tasks: Tasks, changes: Changes
):
    with clerk(office_folder, "", "name", NAME) as typing:
        draft_id = typing.wait_for("draft")
        typing.wait_for("typed", NAME)
        typing.wait_for("saved", NAME)
        spent = float(typing.wait_for("spent"))
    # The pause after a keystroke and the program's own work, whatever else the machine does.
    assert autosave.QUIET / 1000 + spent < WITHIN_SECONDS
    session = log_in(office_folder, LOGIN, PASSWORD, clock)
    with IntakeDesk(qtbot, session, tasks, changes) as desk:
        assert desk.open_again(draft_id).value("name") == NAME
    session.store.close()


def test_what_was_said_to_be_saved_survives_a_kill_at_any_moment(
    qapp, office_folder: Path, clock: Clock, torture_scale: float
):
    chance = random.Random(20260318)
    draft_id = ""
    for _kill in range(max(2, round(KILLS * torture_scale))):
        with clerk(office_folder, draft_id, "address", "攀枝花市仁和区" * 40) as typing:
            draft_id = typing.wait_for("draft")
            typing.wait_for("saved")
            time.sleep(chance.random() * 2)
        acknowledged = typing.said("saved")[-1]
        at_most = typing.said("typed")[-1]
        found = kept(office_folder, clock, draft_id)["address"]
        assert found.startswith(acknowledged)
        assert at_most.startswith(found)
