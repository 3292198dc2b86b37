"""A process of its own that says lines, killed at any moment: how it says them, who hears them.

A line is said once it stands there with its end. A child writes it in one piece, and whoever
listens takes whole lines alone: what a killed child had only begun to say was never said.
"""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

from tests.patience import PATIENCE_S

_ROOT = Path(__file__).resolve().parents[1]
_STDOUT = 1
_MOST_KILLS = 10


def say(line: object) -> None:
    """Say one line to whoever started this process."""
    os.write(_STDOUT, f"{line}\n".encode())


class Child:
    """A running Python process and its lines; as a context it is killed in the end."""

    def __init__(self, *command: object, **environment: str) -> None:
        """Start Python with `command` (`-m`, `-c` and the rest) at the root of the project."""
        self._process = subprocess.Popen(
            [sys.executable, *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **environment},
            cwd=_ROOT,
        )
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.kill()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                self._lines.put(line.decode().rstrip("\n"))
        self._lines.put(None)

    def tell(self, line: str) -> None:
        """Tell the child a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def hear(self) -> str:
        """Wait for the next line."""
        line = self._lines.get(timeout=PATIENCE_S)
        assert line is not None, "the child has ended and said nothing more"
        return line

    def kill(self) -> list[str]:
        """End it as a power cut would; return what it had said and nobody had heard yet."""
        self._process.kill()
        return self.rest()

    def rest(self) -> list[str]:
        """Wait until it has ended; return what it had said and nobody had heard yet."""
        self._listener.join(PATIENCE_S)
        assert not self._listener.is_alive(), "somebody still holds the line of the child"
        with self._process:
            said = [self._lines.get() for _ in range(self._lines.qsize())]
        return [line for line in said if line is not None]


class Kills:
    """Moments to kill at, about the instant at which something comes to be.

    However slow the machine is: it goes on until kills came before and after that instant.
    """

    def __init__(self, least: int, seconds: float, seed: int) -> None:
        """Give at least so many moments, the first within so many seconds."""
        self._chance = random.Random(seed)
        self._seconds = seconds
        self._least = least
        self.seen: set[bool] = set()

    def __iter__(self) -> Iterator[float]:
        """Give seconds to wait; `note` is told each time what had come to be."""
        for count in range(_MOST_KILLS * self._least):
            if count >= self._least and len(self.seen) == 2:
                return
            yield self._chance.uniform(0, self._seconds)

    def note(self, there: bool) -> None:
        """Tell whether it was there after the kill: the next ones come nearer to the instant."""
        self.seen.add(there)
        self._seconds *= 0.8 if there else 1.25
