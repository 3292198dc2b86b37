"""Where time comes from. Logic takes a Clock; nothing else asks the machine for the time."""

import sys
import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple, Protocol

#: China has one civil time without daylight saving; a wrongly set time zone of the
#: machine must not move a date across midnight.
CHINA_TIME = timezone(timedelta(hours=8), "CST")


class Clock(Protocol):
    """Civil time of the office and the machine's running time."""

    def now(self) -> datetime:
        """Return the civil time in China, aware."""

    def running(self) -> float:
        """Return seconds on a clock that nobody can set back."""


class MachineClock:
    """The clock of this machine."""

    __slots__ = ()

    def now(self) -> datetime:
        """Return the machine's time, in China's time zone."""
        return datetime.now(UTC).astimezone(CHINA_TIME)

    def running(self) -> float:
        """Return the monotonic clock in seconds; it goes on while the machine sleeps."""
        # Who opens the lid in the morning must not find a clock that jumped.
        if sys.platform == "linux":
            seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
        else:
            seconds = time.monotonic()
        return seconds


class FixedClock(NamedTuple):
    """A clock that stands still, for demonstrations, replays and tests."""

    moment: datetime

    def now(self) -> datetime:
        """Return the fixed moment."""
        return self.moment

    def running(self) -> float:
        """Return a running time that stands still."""
        return 0.0


def today(clock: Clock) -> date:
    """Return the civil date of the clock."""
    return clock.now().date()
