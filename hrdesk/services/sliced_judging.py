"""Judging many stored cases in a process of its own, a slice at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services.child_process import ChildEnded, ChildProcess

#: So many cases at a time go to the process that judges them; reading them takes some
#: milliseconds, so that whoever wants to save a draft meanwhile hardly waits.
SLICE = 40

Stored = TypeVar("Stored")


class SlicedJudging(Generic[Stored]):
    """Gives a child process what is stored until it has all; `judged` counts what it was given.

    The child asks with `speaker.ask(None)` for each slice; an empty one says that it has all.
    """

    def __init__(
        self, child: ChildProcess, read: Callable[[Stored | None], Sequence[Stored]]
    ) -> None:
        """`read` returns the slice that follows a case, or the first one."""
        self._child = child
        self._read = read
        self._last: Stored | None = None
        self.judged = 0

    def is_ready(self) -> bool:
        """Tell whether `advance` would go on at once, without waiting for the child."""
        return self._child.is_done()

    def advance(self) -> Any:
        """Give one slice and return None, or what the child returned once it has all.

        Waits for the child until it `is_ready`. Whatever goes wrong ends the child;
        EnvironmentFault `amendments.preview_ended` when it was ended from outside.
        """
        try:
            return self._go_on()
        except ChildEnded:
            raise EnvironmentFault("amendments.preview_ended") from None
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """End it; nothing was written."""
        self._child.end()

    def _go_on(self) -> Any:
        answer = self._child.answer()
        if answer is not None:
            return answer
        cases = self._read(self._last)
        self._child.tell(cases)
        self.judged += len(cases)
        self._last = cases[-1] if cases else self._last
        return None
