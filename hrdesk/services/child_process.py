"""Work in a process of its own, so that the window goes on and the work can be ended."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hrdesk.domain import errors
from hrdesk.domain.errors import Fault, InvalidInput, Problem

if TYPE_CHECKING:
    from multiprocessing import connection

_STEP, _SAID, _FAULT, _BUG, _ENDED = "step", "said", "fault", "bug", "ended"


class ChildEnded(Exception):
    """The process was ended from outside before it had answered."""


class Speaker:
    """The child's end of the line."""

    def __init__(self, line: "connection.Connection") -> None:
        self._line = line

    def step(self, done: int) -> None:
        """Tell how much is done."""
        self._line.send((_STEP, done))

    def ask(self, question: object) -> Any:
        """Say something and wait for what is told in return; EOFError when nobody listens."""
        self._line.send((_SAID, question))
        return self.hear()

    def is_told(self) -> bool:
        """Tell whether something was told that nobody has heard yet."""
        return self._line.poll(0)

    def hear(self) -> Any:
        """Wait for what is told next; EOFError when nobody is there to tell."""
        return self._line.recv()


class ChildProcess:
    """A process that does one work; ask `is_done`, then for its `answer`, or `end` it.

    `steps` is how much the work said to have done when `is_done` was asked last, `has_begun`
    whether it had said anything by then.
    """

    def __init__(self, work: Callable[..., object], *given: object) -> None:
        """Begin `work(speaker, *given)`, a function of a module; what it returns is its answer."""
        from multiprocessing import get_context

        self.steps = 0
        self.has_begun = False
        self._answer: tuple[str, Any] | None = None
        context = get_context("spawn")
        self._line, childs = context.Pipe()
        self._process = context.Process(target=_run, args=(work, childs, *given), daemon=True)
        self._process.start()
        # Only the child holds its end now: when it dies, reading ends at once.
        childs.close()

    def is_done(self) -> bool:
        """Tell whether `answer` would answer at once."""
        while self._answer is None and self._line.poll(0):
            self._hear()
        return self._answer is not None

    def answer(self) -> Any:
        """Wait for what the work asks or returns.

        Raises what the work raised on purpose, and ChildEnded when it was ended from outside.
        """
        while self._answer is None:
            self._hear()
        (kind, content), self._answer = self._answer, None
        if kind == _SAID:
            return content
        self.end()
        if kind == _FAULT:
            raise _fault(*content)
        if kind == _ENDED:
            raise ChildEnded
        raise RuntimeError(f"work in a process of its own ended with {content}")

    def tell(self, content: object) -> None:
        """Tell the work something that it waits for; ChildEnded when it is no more."""
        try:
            self._line.send(content)
        except OSError:
            self.end()
            raise ChildEnded from None

    def count_anew(self) -> None:
        """Forget how much is done: what is told next begins at nothing."""
        self.steps = 0

    def leave(self) -> None:
        """End the process without waiting until it is gone: whoever waits for it hears so."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()

    def _hear(self) -> None:
        try:
            kind, content = self._line.recv()
        except (EOFError, OSError):
            kind, content = _ENDED, None
        self.has_begun = True
        if kind == _STEP:
            self.steps = content
        else:
            self._answer = (kind, content)


def _run(work: Callable[..., object], line: "connection.Connection", *given: object) -> None:
    """Do the work and answer; runs in the child."""
    try:
        answer = (_SAID, work(Speaker(line), *given))
    except Fault as fault:
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        told = [(each.key, each.where, dict(each.values)) for each in problems]
        answer = (_FAULT, (_kind(fault), fault.key, dict(fault.values), told))
    except Exception as error:  # noqa: BLE001 - a traceback of the child would show cells
        answer = (_BUG, type(error).__name__)
    try:
        line.send(answer)
    except OSError:
        # Who began the work is gone, and with him whoever could be told.
        return


def _kind(fault: Fault) -> str:
    """Return the name of the nearest kind of fault that all layers know."""
    known = (kind for kind in type(fault).__mro__ if kind.__module__ == errors.__name__)
    return next(known).__name__


def _fault(
    kind: str, key: str, values: dict[str, str], told: list[tuple[str, str, dict[str, str]]]
) -> Fault:
    if kind == InvalidInput.__name__:
        return InvalidInput(key, tuple(Problem(*each) for each in told), **values)
    made: Fault = getattr(errors, kind)(key, **values)
    return made
