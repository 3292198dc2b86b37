"""Judging many stored cases in a process of its own, a slice at a time."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.child_process import ChildEnded, ChildProcess

#: So many cases at a time go to the process that judges them; reading them takes some
#: milliseconds, so that whoever wants to save a draft meanwhile hardly waits.
SLICE = 40

Stored = TypeVar("Stored")
Found = TypeVar("Found")
Whole = TypeVar("Whole")


class SlicedJudging(ABC, Generic[Stored, Found, Whole]):
    """Gives a child process what is stored until it has all; `judged` counts what it was given.

    `advance` until it gives the whole, or `cancel`. What the slices come to says `_whole`.

    The child asks with `speaker.ask(found)` for each slice, saying what it found in the one
    before, None at first; an empty slice says that it has all. So nothing long goes over the
    line at once: the window reads what arrives.
    """

    def __init__(
        self, child: ChildProcess, read: Callable[[Stored | None], Sequence[Stored]]
    ) -> None:
        """`read` returns the slice that follows a case, or the first one."""
        self._child = child
        self._read = read
        self._last: Stored | None = None
        self._begun = False
        self._all_given = False
        self._found: list[Found] = []
        self.judged = 0

    def is_ready(self) -> bool:
        """Tell whether `advance` would go on at once, without waiting for the child."""
        return self._child.is_done()

    def advance(self) -> Whole | None:
        """Give one slice; return what all come to when the last was judged.

        Waits for the child until it `is_ready`. Whatever goes wrong ends the child;
        EnvironmentFault `amendments.preview_ended` when it was ended from outside.
        """
        try:
            return self._whole(self._found) if self._go_on() else None
        except ChildEnded:
            raise EnvironmentFault("amendments.preview_ended") from None
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """End it; nothing was written."""
        self._child.end()

    @abstractmethod
    def _whole(self, found: Sequence[Found]) -> Whole:
        """Return what the slices come to, in the order in which they were judged."""

    def _go_on(self) -> bool:
        found = self._child.answer()
        if self._all_given:
            return True
        if self._begun:
            self._found.append(found)
        self._begun = True
        cases = self._read(self._last)
        self._child.tell(cases)
        self._all_given = not cases
        self.judged += len(cases)
        self._last = cases[-1] if cases else self._last
        return False
