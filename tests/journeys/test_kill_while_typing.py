"""The power goes while a clerk types: what was said to be saved is there at the next start (P1)."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services.drafts import open_draft
from hrdesk.services.session import log_in
from hrdesk.ui.changes import Changes
from hrdesk.ui.tasks import Tasks
from tests.conftest import ROOT
from tests.journeys.intake_page import IntakeDesk
from tests.journeys.office import LOGIN, PASSWORD

NAME = "阿说么约布·𠅤䶮"
WITHIN_SECONDS = 2.0
START_SECONDS = 60.0
KILLS = 20


class Clerk:
    """A typing process and what it has said so far."""

    def __init__(self, folder: Path, draft_id: str, field: str, text: str) -> None:
        command = [sys.executable, "-m", "tests.journeys.typing_clerk"]
        self._process = subprocess.Popen(
            [*command, str(folder), draft_id, field, text],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            encoding="utf-8",
        )
        self._said: list[tuple[str, str]] = []
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, text = line.rstrip("\n").partition(" ")
            self._said.append((word, text))

    def said(self, word: str) -> list[str]:
        """Return the texts that came with a word."""
        return [text for each, text in tuple(self._said) if each == word]

    def wait_for(self, word: str, text: str = "") -> str:
        """Wait until something was said and return it."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for heard in self.said(word):
                if text in ("", heard):
                    return heard
            time.sleep(0.005)
        raise AssertionError(f"the clerk never said {word}")

    def kill(self) -> None:
        """End it as a power cut would, and hear what it had said until then."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def clerk(folder: Path, draft_id: str, field: str, text: str) -> Iterator[Clerk]:
    """A clerk who types, killed in the end whatever happens."""
    typing = Clerk(folder, draft_id, field, text)
    try:
        yield typing
    finally:
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
        time.sleep(WITHIN_SECONDS)
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
