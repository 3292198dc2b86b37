"""Jumps of the machine's clock: each is on record, and stays open until somebody looked into it.

Days of receipt decide, and people type them; still nobody shall work under a wrong clock without
being told (RELIABILITY P21). What can be told from inside: the clock lies before the newest record,
it went another way than the machine's running time while the program was open, or it lies so long
after the newest record that a person has to say whether nobody worked meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hrdesk.domain.clock import Clock
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.record_notes import JUMP_ACT, is_open
from hrdesk.storage.tables import AuditRow

#: A clock that is set by a time server moves by less than this.
_TOLERANCE = timedelta(minutes=10)
#: Longer than any holiday: nobody need have worked, but it is asked.
_SILENCE = timedelta(days=21)
_MINUTE = timedelta(minutes=1)


class JumpKind(StrEnum):
    """How the clock does not fit: set back, ahead of running time, or a silence to be asked for."""

    BACK = "back"
    AHEAD = "ahead"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Stray:
    """A jump that was just seen, and by how much the clock is off, in whole minutes."""

    kind: JumpKind
    minutes: int


@dataclass(frozen=True, slots=True)
class ClockJump:
    """A jump on record: what the clock said when it was found, and when the record before was made.

    `minutes` is how far the clock lies before the record before (back), ahead of the machine's
    running time, or after the record before (silence).
    """

    sequence: int
    kind: JumpKind
    minutes: int
    found_at: datetime
    last_seen: datetime


class ClockWatch:
    """Compares the clock of an open store with the newest record and with the running time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.go_on()

    def go_on(self) -> None:
        """Take the clock as it is now for what later looks are compared with."""
        self._seen = (self._clock.now(), self._clock.running())

    def stray(self, ground: Ground) -> Stray | None:
        """Return how the clock does not fit what is known, or None."""
        moment, seconds = self._seen
        now = self._clock.now()
        expected = moment + timedelta(seconds=self._clock.running() - seconds)
        back = max(_newest_moment(ground), expected) - now
        if back > _TOLERANCE:
            return Stray(JumpKind.BACK, back // _MINUTE)
        if now - expected > _TOLERANCE:
            return Stray(JumpKind.AHEAD, (now - expected) // _MINUTE)
        return None


def stray_at_start(ground: Ground) -> Stray | None:
    """Return how the clock does not fit the newest record when a store is opened, or None."""
    passed = ground.clock.now() - _newest_moment(ground)
    if -passed > _TOLERANCE:
        return Stray(JumpKind.BACK, -passed // _MINUTE)
    return Stray(JumpKind.SILENCE, passed // _MINUTE) if passed > _SILENCE else None


def record_jump(ground: Ground, author: Author, stray: Stray) -> None:
    """Put a jump on record, inside a transaction."""
    detail = {"kind": stray.kind.value, "minutes": str(stray.minutes)}
    append(ground, author, JUMP_ACT, ground.site_id, detail)


def open_jumps(ground: Ground) -> tuple[ClockJump, ...]:
    """Return the jumps that nobody looked into, the oldest first."""
    before = AuditRow.alias()
    query = (
        AuditRow.select(AuditRow.sequence, AuditRow.detail, AuditRow.at, before.at)
        .join(before, on=(before.sequence == AuditRow.sequence - 1))
        .where(is_open(JUMP_ACT))
        .order_by(AuditRow.sequence)
    )
    return tuple(_jump(*row) for row in query.tuples().execute(ground.db))


def _jump(sequence: int, detail: str, at: str, before: str) -> ClockJump:
    said = stored_value(detail)
    found_at, last_seen = datetime.fromisoformat(at), datetime.fromisoformat(before)
    return ClockJump(sequence, JumpKind(said["kind"]), int(said["minutes"]), found_at, last_seen)


def _newest_moment(ground: Ground) -> datetime:
    query = AuditRow.select(AuditRow.at).order_by(AuditRow.sequence.desc()).limit(1)
    return datetime.fromisoformat(next(iter(query.tuples().execute(ground.db)))[0])
