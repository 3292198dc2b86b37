"""Renew a password in processes that kill themselves, each at another line of the store's code.

Reads orders as JSON lines (`folder`, `at`: the line event at which to die, 0 for never) and answers
each with the number of line events there were, or null for a process that was killed.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from hrdesk.storage import renewal
from tests.child_lines import say
from tests.storage import desk

STORE = str(Path(renewal.__file__).parent)
NEW_PASSWORD = "a quite new password"


class Fuse:
    """Counts the lines that run in the store's modules and kills the process at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.passed = 0

    def __call__(self, frame: FrameType, event: str, _value: object) -> Any:
        if not frame.f_code.co_filename.startswith(STORE):
            return None
        if event == "line":
            self.passed += 1
            if self.passed == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def renew(folder: Path) -> None:
    """Give the person of the tests' office the new password."""
    order = renewal.Renewal(desk.RECOVERY, desk.LOGIN, NEW_PASSWORD)
    renewal.renew_password(folder, order, desk.SteppingClock(), desk.CHEAP)


def _child(work: Callable[[Path], None], folder: Path, at: int, answer: int) -> NoReturn:
    code = 1
    try:
        fuse = Fuse(at)
        sys.settrace(fuse)
        work(folder)
        sys.settrace(None)
        os.write(answer, str(fuse.passed).encode())
        code = 0
    finally:
        os._exit(code)


def serve(work: Callable[[Path], None]) -> None:
    """Serve orders until there are no more, each with the work done in a process of its own."""
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _child(work, Path(order["folder"]), order["at"], writing)
        os.close(writing)
        said = os.read(reading, 100)
        os.close(reading)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) not in (0, -signal.SIGKILL):
            raise SystemExit("the work failed by itself")
        say(json.dumps(int(said) if said else None))


if __name__ == "__main__":
    serve(renew)
