"""Which backups may go: 7 daily, 8 weekly, 12 monthly stay, and always the three newest."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 8, 12
ALWAYS_KEPT = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A verified backup: its name, the audit sequence it reaches, when it was made."""

    name: str
    sequence: int
    made_at: datetime

    @property
    def age(self) -> tuple[int, datetime, str]:
        """The order of backups. The chain's length comes first: a clock may have been set back."""
        return self.sequence, self.made_at, self.name


_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAYS, lambda moment: moment.date()),
    (WEEKS, lambda moment: moment.isocalendar()[:2]),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def to_remove(backups: Iterable[Kept]) -> tuple[str, ...]:
    """Return the names of verified backups that no rule keeps: of each period its newest stays."""
    newest_first = sorted(backups, key=lambda backup: backup.age, reverse=True)
    staying = {backup.name for backup in newest_first[:ALWAYS_KEPT]}
    for count, period_of in _PERIODS:
        seen: list[Hashable] = []
        for backup in newest_first:
            period = period_of(backup.made_at)
            if period not in seen and len(seen) < count:
                seen.append(period)
                staying.add(backup.name)
    return tuple(backup.name for backup in newest_first if backup.name not in staying)
