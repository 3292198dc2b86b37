"""A process that reads a file somebody else made: within a time of its own, and ended at will.

What it says first is asked for under a deadline, since a file may be made to keep people waiting;
what comes later is our own work on what was read, and takes as long as it takes. The time of the
file begins when the work says its step 0, just before it opens it: on a slow or busy machine a
process takes its own time to start, and no file is to blame for that.
"""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.services.child_process import ChildEnded, ChildProcess
from hrdesk.services.process_limits import MOST_SECONDS

#: Seconds until the process has started.
START_SECONDS = 60
_LOOK_S = 0.02


class FileReader:
    """A reading under way: ask `is_done`, then for what is said `first`; then tell and `hear`."""

    def __init__(self, work: Callable[..., object], *given: object) -> None:
        """Begin `work(speaker, *given)`, a function of a module, in a process of its own."""
        self._child = ChildProcess(work, *given)
        self._most, self._since = START_SECONDS, monotonic()
        self._is_started = self._is_read = False

    @property
    def done(self) -> int:
        """How much the work said to have done when somebody waited for it last."""
        return self._child.steps

    def is_done(self) -> bool:
        """Tell whether what was asked last is there, or that it took too long."""
        return self._child.is_done() or self._is_late()

    def first(self) -> Any:
        """Wait for what the work says first.

        Raises what it raised on purpose, and InvalidInput `list_file.too_slow` (seconds) or
        `list_file.too_heavy` when the file takes more time or memory than an honest one.
        """
        while not self.is_done():
            sleep(_LOOK_S)
        if not self._child.is_done():
            self.end()
            raise InvalidInput("list_file.too_slow", seconds=self._most)
        found = self.hear()
        self._is_read = True
        return found

    def hear(self) -> Any:
        """Wait for what the work says next; EnvironmentFault `list_file.reader_ended`."""
        try:
            return self._child.answer()
        except ChildEnded:
            raise self._ended() from None

    def tell(self, content: object) -> None:
        """Tell the work something that it waits for; EnvironmentFault `list_file.reader_ended`."""
        try:
            self._child.tell(content)
        except ChildEnded:
            raise self._ended() from None

    def count_anew(self) -> None:
        """Forget how much is done: what is told next begins at nothing."""
        self._child.count_anew()

    def leave(self) -> None:
        """End the process without waiting until it is gone: whoever waits for it hears so."""
        self._child.leave()

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._child.end()

    def _is_late(self) -> bool:
        if self._child.has_begun and not self._is_started:
            self._most, self._since = MOST_SECONDS, monotonic()
            self._is_started = True
        return not self._is_read and monotonic() - self._since > self._most

    def _ended(self) -> InvalidInput | EnvironmentFault:
        """Return why the process is gone: before the file was read, by its limits."""
        if not self._is_read:
            return InvalidInput("list_file.too_heavy")
        return EnvironmentFault("list_file.reader_ended")
