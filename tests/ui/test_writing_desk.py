"""The window closes while a file is being begun: it is finished, or ended when not wanted."""

from threading import Event

import pytest
from PySide6.QtCore import QObject

from hrdesk.domain.errors import Fault, Refused
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.writing_desk import WritingDesk


class Writing:
    """A file under way that is never looked at."""

    def is_done(self) -> bool:
        """It would have to be waited for."""
        return False


class Desk:
    """A writing desk that notes what comes of its one writing."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.tasks = Tasks(self.owner)
        self.told: list[str] = []
        self.begins = Event()
        self.desk: WritingDesk[Writing] = WritingDesk(
            self.tasks, self._finish, self._cancel, self.owner
        )
        for name in ("written", "failed", "ended"):
            getattr(self.desk, name).connect(lambda *_, name=name: self.told.append(name))

    def begin(self) -> Writing:
        """Begin, as soon as the test lets it."""
        self.begins.wait()
        return Writing()

    def refuse(self) -> Writing:
        """Refuse, as soon as the test lets it."""
        self.begins.wait()
        raise Refused("batch.empty")

    def _finish(self, _writing: Writing) -> int:
        self.told.append("finish")
        return 1

    def _cancel(self, _writing: Writing) -> None:
        self.told.append("cancel")

    def close(self) -> list[str]:
        """Close the window while it begins, and tell what became of it."""
        self.desk.finish()
        self.begins.set()
        self.tasks.finish()
        return self.told


@pytest.fixture
def at(qapp):
    return Desk()


def test_what_is_being_begun_is_finished_before_the_window_goes(at):
    at.desk.start(at.begin)
    assert at.close() == ["finish", "written", "ended"]


def test_what_is_not_wanted_any_more_is_ended_before_the_window_goes(at):
    at.desk.start(at.begin)
    assert at.desk.cancel()
    assert at.close() == ["cancel", "ended"]


def test_what_was_refused_meanwhile_leaves_nothing_to_finish(at):
    faults: list[Fault] = []
    at.desk.failed.connect(faults.append)
    at.desk.start(at.refuse)
    told = at.close()
    assert [fault.key for fault in faults] == ["batch.empty"]
    assert "finish" not in told
    assert "written" not in told
