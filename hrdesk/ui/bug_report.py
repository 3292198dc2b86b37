"""What is kept of an exception that nobody foresaw: kinds and places, never values.

A traceback's message may hold a name or an identity number, so it is left out: the report
says which type of exception was raised and through which lines of code, and nothing else.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from hrdesk.ui.version import program_version


def report_of(error: BaseException) -> str:
    """Return the report of an exception: versions, then its chain, each link with its places."""
    # Only a bug needs it, and the first window does not wait for it.
    import platform

    lines = [
        f"hrdesk {program_version()}",
        f"Python {platform.python_version()} / Qt {qVersion()}",
        f"{platform.system()} {platform.machine()}",
    ]
    for link in _chain(error):
        lines += ["", f"{type(link).__module__}.{type(link).__qualname__}"]
        lines += [f"  {place}" for place in _places(link.__traceback__)]
    return "\n".join(lines) + "\n"


class BugWatch(QObject):
    """Catches what nobody foresaw, on whichever thread, and hands it on as a report.

    `caught` reaches listeners that live on the window's thread there.
    """

    caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Callable[..., object], ...] | None = None

    def install(self) -> None:
        """Take over the hooks that Python calls for exceptions which nobody caught or could raise.

        Left alone, each would write the exception's message to the terminal, which a desktop
        keeps in a journal.
        """
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._in_window
        threading.excepthook = self._told
        sys.unraisablehook = self._told

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def take(self, error: BaseException) -> None:
        """Hand on an exception that another part caught."""
        self.caught.emit(report_of(error))

    def _in_window(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error.with_traceback(trace))

    def _told(self, told: "threading.ExceptHookArgs | sys.UnraisableHookArgs") -> None:
        if told.exc_value is not None:
            self.take(told.exc_value)


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
