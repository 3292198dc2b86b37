"""A process that makes workers quickly: it has everything imported and forks one for each order.

It reads orders as JSON lines (`work` names a function of `tests.torture.works`, the rest are its
arguments) and answers with JSON lines: the worker's number, what the worker says, how it ended.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from tests import child_lines


def say(**answer: Any) -> None:
    """Say one answer."""
    child_lines.say(json.dumps(answer))


def main() -> None:
    """Serve orders until there are no more."""
    from tests.torture import works

    for line in sys.stdin:
        order = json.loads(line)
        worker = os.fork()
        if worker == 0:
            say(worker=os.getpid())
            work = getattr(works, order.pop("work"))
            _work(work, order)
        _, status = os.waitpid(worker, 0)
        say(ended=os.waitstatus_to_exitcode(status))


def _work(work: Callable[..., None], order: Mapping[str, Any]) -> NoReturn:
    # The worker must never come back into the loop of its parent, whatever happens to it.
    code = 1
    try:
        work(**order)
        code = 0
    except Exception as error:  # noqa: BLE001
        say(failed=f"{type(error).__name__}: {error}")
    finally:
        os._exit(code)


class Forge:
    """The other end: gives orders and kills workers."""

    def __init__(self, child: child_lines.Child) -> None:
        self._child = child

    def begin(self, work: str, **order: Any) -> int:
        """Start a worker and return its process number."""
        self._child.tell(json.dumps({"work": work, **order}, default=str))
        return int(self._answer()["worker"])

    def answers(self) -> Iterator[Mapping[str, Any]]:
        """Return what the worker says until it has ended; the end is not among it."""
        while "ended" not in (answer := self._answer()):
            yield answer

    def run(self, work: str, **order: Any) -> list[Mapping[str, Any]]:
        """Let a worker work to its end and return what it said."""
        self.begin(work, **order)
        return list(self.answers())

    def kill(self, worker: int) -> None:
        """Kill a worker at once; harmless if it has just ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)

    def _answer(self) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = json.loads(self._child.hear())
        return answer


@contextmanager
def forge(shim: Path | None = None) -> Iterator[Forge]:
    """Run a forge, with the failing disk if a shim is given."""
    failing = {} if shim is None else {"LD_PRELOAD": str(shim)}
    with child_lines.Child("-m", "tests.torture.forge", **failing) as child:
        yield Forge(child)


if __name__ == "__main__":
    main()
