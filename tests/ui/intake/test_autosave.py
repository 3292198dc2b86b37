"""Saves follow one another, each with the newest entries; a failed one is never forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Draft
from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import EnvironmentFault, Fault, Refused
from hrdesk.ui.intake import autosave
from hrdesk.ui.intake.autosave import Autosave

MOMENT = datetime(2026, 3, 18, 9, 30, tzinfo=CHINA_TIME)
NEVER = 3_600_000
DRAFT = Draft("d", "sample", "p", {}, MOMENT, MOMENT, 1, "o")


class Disk:
    """A writer that does its work only when told, and a store that counts revisions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.trouble: Fault | None = None
        self.kept = DRAFT
        self.typed: dict[str, str] = {}
        self._queue: list[Callable[[], None]] = []
        monkeypatch.setattr(autosave, "save_draft", self._save)

    def _save(self, _session: object, draft: Draft, entries: dict[str, str]) -> Draft:
        if self.trouble is not None:
            raise self.trouble
        if draft.revision != self.kept.revision:
            raise Refused("draft.stale")
        self.kept = replace(draft, entries=entries, revision=draft.revision + 1)
        return self.kept

    def run(self, work, on_done, on_fault) -> None:
        def act() -> None:
            try:
                result = work()
            except Fault as fault:
                on_fault(fault)
            else:
                on_done(result)

        self._queue.append(act)

    def work(self) -> int:
        """Do what is queued; return how many acts that were."""
        count = 0
        while self._queue:
            self._queue.pop(0)()
            count += 1
        return count


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def saving(qtbot: QtBot, disk: Disk) -> Autosave:
    return Autosave(object(), disk, DRAFT, lambda: disk.typed)


def test_nothing_typed_is_saved_without_an_act(qtbot: QtBot, disk: Disk, saving: Autosave):
    with qtbot.waitSignal(saving.saved):
        saving.save_now()
    assert disk.work() == 0


def test_two_saves_on_their_way_name_one_revision_after_the_other(disk: Disk, saving: Autosave):
    disk.typed["name"] = "王"
    saving.save_now()
    disk.typed["name"] = "王强"
    saving.save_now()
    assert disk.work() == 2
    assert disk.kept.entries == {"name": "王强"}
    assert disk.kept.revision == 3
    assert saving.is_clean


def test_saved_is_said_only_when_everything_is_on_disk(qtbot: QtBot, disk: Disk, saving: Autosave):
    said: list[Draft] = []
    saving.saved.connect(said.append)
    disk.typed["name"] = "王"
    saving.save_now()
    disk.typed["name"] = "王强"
    disk.work()
    assert said == []
    saving.save_now()
    disk.work()
    assert [draft.entries for draft in said] == [{"name": "王强"}]


def test_a_full_disk_is_tried_again_by_itself(
    qtbot: QtBot, disk: Disk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(autosave, "AGAIN", 10)
    saving = Autosave(object(), disk, DRAFT, lambda: disk.typed)
    failures: list[Fault] = []
    saving.failed.connect(failures.append)
    disk.trouble = EnvironmentFault("disk.full")
    disk.typed["name"] = "王"
    saving.save_now()
    disk.work()
    disk.trouble = None
    qtbot.waitUntil(lambda: disk.work() > 0)
    assert len(failures) == 1
    assert disk.kept.entries == {"name": "王"}


def test_a_refusal_is_not_tried_again_until_asked(
    qtbot: QtBot, disk: Disk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(autosave, "QUIET", 1)
    saving = Autosave(object(), disk, DRAFT, lambda: disk.typed)
    disk.kept = replace(DRAFT, revision=9)
    disk.typed["name"] = "王"
    saving.save_now()
    disk.work()
    saving.touch()
    qtbot.wait(30)
    assert disk.work() == 0
    disk.kept = other = replace(DRAFT, id="other")
    saving.adopt(other)
    disk.work()
    assert (disk.kept.id, disk.kept.entries) == ("other", {"name": "王"})


def test_typing_without_a_pause_is_saved_by_the_latest_moment(
    qtbot: QtBot, disk: Disk, monkeypatch: pytest.MonkeyPatch
):
    # No pause is long enough, however slowly a busy machine types.
    monkeypatch.setattr(autosave, "QUIET", NEVER)
    monkeypatch.setattr(autosave, "LATEST", 100)
    saving = Autosave(object(), disk, DRAFT, lambda: disk.typed)

    def type_on() -> int:
        disk.typed["name"] = disk.typed.get("name", "") + "a"
        saving.touch()
        return disk.work()

    qtbot.waitUntil(lambda: type_on() > 0)
    # The next one waits as long again.
    assert type_on() == 0


def test_the_waits_keep_the_promise_of_two_seconds():
    assert autosave.QUIET <= 800
    assert autosave.LATEST <= 2000
