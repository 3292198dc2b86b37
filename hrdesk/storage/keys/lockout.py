"""Five wrong passwords lock an account (RELIABILITY P10).

The wait counts the machine's running time: it goes on after a restart and is not shortened by
moving the clock. Deleting the counter file is not defended: who can do that can also copy the
folder and guess elsewhere, where only the cost of a guess protects.
"""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Refused, WrongKey
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.files import write_whole

#: So many wrong passwords in a row are free.
FREE_ATTEMPTS = 5
#: The first wait in seconds; each further wrong password doubles it.
FIRST_WAIT = 15 * 60
_MOST_DOUBLINGS = 16
#: From so few attempts on, what is left is said.
_FEW_LEFT = 2


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords in a row, seconds still to wait, running time when that was noted."""

    failures: int = 0
    wait: float = 0.0
    noted_at: float = 0.0

    def at(self, running: float) -> "Attempts":
        """Return the state at a running time in seconds.

        After a restart of the machine the running time begins anew: what it shows has then passed
        for certain.
        """
        passed = running - self.noted_at if running >= self.noted_at else running
        return replace(self, wait=max(0.0, self.wait - passed), noted_at=running)

    def failed(self) -> "Attempts":
        """Return the state after one more wrong password."""
        failures = self.failures + 1
        if failures < FREE_ATTEMPTS:
            return replace(self, failures=failures)
        return replace(self, failures=failures, wait=wait_after(failures))


def wait_after(failures: int) -> float:
    """Return the wait in seconds after so many wrong passwords in a row."""
    if failures < FREE_ATTEMPTS:
        return 0.0
    return float(FIRST_WAIT << min(failures - FREE_ATTEMPTS, _MOST_DOUBLINGS))


def _minutes(wait: float) -> int:
    """Return seconds as whole minutes, rounded up."""
    return int(-(-wait // 60))


class AttemptCounter:
    """The counter file of a data folder; accounts go by the tag of their login name."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    def begin(self, tag: str) -> Attempts:
        """Count an attempt as wrong before it is tried, so that killing the program saves no guess.

        Returns what holds if it is wrong. Raises Refused `login.locked` (minutes, until) while
        the account has to wait.
        """
        known = self._read()
        state = known.get(tag, Attempts()).at(self._clock.running())
        if state.wait > 0:
            self._write({**known, tag: state})
            raise Refused("login.locked", minutes=_minutes(state.wait), until=self._end(state.wait))
        state = state.failed()
        self._write({**known, tag: state})
        return state

    def refusal(self, state: Attempts) -> WrongKey:
        """Return what is said of a wrong password; the count alone decides, whoever asks.

        `login.wrong`, `login.wrong_few` (left) or `login.wrong_locked` (failures, until).
        """
        if state.wait > 0:
            until = self._end(state.wait)
            return WrongKey("login.wrong_locked", failures=state.failures, until=until)
        left = FREE_ATTEMPTS - state.failures
        if left <= _FEW_LEFT:
            return WrongKey("login.wrong_few", left=left, minutes=_minutes(FIRST_WAIT))
        return WrongKey("login.wrong")

    def succeed(self, tag: str) -> None:
        """Forget the wrong attempts of an account: its password was right."""
        known = self._read()
        if known.pop(tag, None) is not None:
            self._write(known)

    def _end(self, wait: float) -> str:
        """Return when a wait is over if the machine goes on running, with its day if not today."""
        now = self._clock.now()
        end = now + timedelta(seconds=wait)
        if end.second or end.microsecond:
            end = end.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return f"{end:%H:%M}" if end.date() == now.date() else f"{end:%Y-%m-%d %H:%M}"

    def _read(self) -> dict[str, Attempts]:
        # A file that was damaged counts as deleted, which is not defended either.
        try:
            fields = open_document(self._path.read_bytes())
            rows = cast("dict[str, dict[str, float]]", fields["attempts"])
            return {
                tag: Attempts(int(row["failures"]), float(row["wait"]), float(row["noted_at"]))
                for tag, row in rows.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self, known: dict[str, Attempts]) -> None:
        rows = {tag: asdict(state) for tag, state in known.items()}
        write_whole(self._path, sealed_document({"attempts": rows}))
