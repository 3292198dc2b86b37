"""The one thread that writes; results come back on the window's thread, in order."""

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from shiboken6 import isValid

from hrdesk.domain.errors import Fault

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")

#: How long the writer may keep the interpreter once the window asks for it.
_SWITCH_S = 0.0005

_ARRIVED = QEvent.Type(QEvent.registerEventType())


class Tasks(QObject):
    """Runs acts one after the other on the writer thread.

    `busy` tells whether any act is under way. `bug` carries an exception that no act may
    raise; the act's caller then hears the fault `bug.unforeseen`.
    """

    busy = Signal(bool)
    bug = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer: ThreadPoolExecutor | None = None
        self._done: deque[Callable[[], None]] = deque()
        self._open = 0

    def run(
        self,
        work: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_fault: Callable[[Fault], None],
    ) -> None:
        """Run `work` on the writer thread, then call one of the other two on the window's thread.

        A call for a widget that is gone by then is dropped; the act itself is done anyway.
        """
        self._open += 1
        if self._open == 1:
            self.busy.emit(self.is_busy())
        future = self._begun().submit(work)
        future.add_done_callback(
            lambda ended: self._post(lambda: self._settle(ended, on_done, on_fault))
        )

    def is_busy(self) -> bool:
        """Tell whether an act is under way or its result not delivered yet."""
        return self._open > 0

    def finish(self) -> None:
        """Wait until every act is done and deliver its result; nothing may be run afterwards."""
        self._begun().shutdown(wait=True)
        self._deliver()

    def customEvent(self, event: QEvent) -> None:
        """Deliver what has arrived; Qt calls it on the window's thread."""
        if event.type() == _ARRIVED:
            self._deliver()

    def _begun(self) -> "ThreadPoolExecutor":
        # The first act begins the thread: the login window need not wait for it.
        if self._writer is None:
            from concurrent.futures import ThreadPoolExecutor

            # Painting asks for the interpreter again and again: each time it waits no longer.
            sys.setswitchinterval(_SWITCH_S)
            self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        return self._writer

    def _post(self, delivery: Callable[[], None]) -> None:
        self._done.append(delivery)
        QCoreApplication.postEvent(self, QEvent(_ARRIVED))

    def _deliver(self) -> None:
        while self._done:
            self._done.popleft()()

    def _settle(
        self,
        ended: "Future[Result]",
        on_done: Callable[[Result], None],
        on_fault: Callable[[Fault], None],
    ) -> None:
        self._open -= 1
        if not self.is_busy():
            self.busy.emit(self.is_busy())
        error = ended.exception()
        if error is None:
            _call(on_done, ended.result())
        elif isinstance(error, Fault):
            _call(on_fault, error)
        else:
            self.bug.emit(error)
            _call(on_fault, Fault("bug.unforeseen"))


def _call(listener: Callable[[Result], None], value: Result) -> None:
    bare = listener.func if isinstance(listener, partial) else listener
    owner = getattr(bare, "__self__", None)
    if isinstance(owner, QObject) and not isValid(owner):
        return
    listener(value)
