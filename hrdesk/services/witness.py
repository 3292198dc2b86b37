"""What somebody has to look into: a lost anchor (P8), a jump of the machine's clock (P21).

It is said until an administrator has looked into it and noted what was found.
"""

from collections.abc import Sequence
from dataclasses import replace

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.staff import Role
from hrdesk.intake.values import read_text
from hrdesk.services.session import Session
from hrdesk.storage.clock_jumps import ClockJump, JumpKind
from hrdesk.storage.losses import AnchorLoss
from hrdesk.storage.open_records import RecordNote
from hrdesk.storage.record_notes import JUMP_ACT, LOSS_ACT

__all__ = [
    "AnchorLoss",
    "ClockJump",
    "JumpKind",
    "RecordNote",
    "acknowledge",
    "clock_strays",
    "jump_notes",
    "loss_notes",
    "open_jumps",
    "open_losses",
    "watch_clock",
]

_LONGEST_NOTE = 200


def open_losses(session: Session) -> tuple[AnchorLoss, ...]:
    """Return the losses that nobody acknowledged, the oldest first."""
    with session.store.reading() as reader:
        return reader.open_records().losses


def loss_notes(session: Session) -> tuple[RecordNote, ...]:
    """Return what was found out about losses, the newest first."""
    with session.store.reading() as reader:
        return reader.record_notes(LOSS_ACT)


def open_jumps(session: Session) -> tuple[ClockJump, ...]:
    """Return the jumps of the clock that nobody acknowledged, the oldest first."""
    with session.store.reading() as reader:
        return reader.open_records().jumps


def jump_notes(session: Session) -> tuple[RecordNote, ...]:
    """Return what was found out about jumps of the clock, the newest first."""
    with session.store.reading() as reader:
        return reader.record_notes(JUMP_ACT)


def clock_strays(session: Session) -> bool:
    """Tell whether the machine's clock jumped and no record tells of it yet."""
    return session.store.clock_strays()


def watch_clock(session: Session) -> None:
    """Put a jump of the machine's clock on record now, instead of with the next act."""
    if clock_strays(session):
        with session.store.acting(session.staff, with_given_key=True):
            pass


def acknowledge(session: Session, shown: Sequence[AnchorLoss | ClockJump], note: str) -> None:
    """Note what was found out about the records that were shown; they are said no more.

    An act of an administrator (Refused `rights.role`), signed and audited. Raises InvalidInput
    `noting.invalid` with a problem at `note`, and Refused `noting.known` for a record that has
    its note.
    """
    session.require(Role.ADMINISTRATOR)
    text = _checked(note)
    with session.store.acting(session.staff) as act:
        for each in shown:
            act.note_record(each.sequence, text)


def _checked(note: str) -> str:
    read = read_text(note, _LONGEST_NOTE)
    if read.value:
        return read.value
    problem = read.problem or Problem("noting.nothing")
    raise InvalidInput("noting.invalid", (replace(problem, where="note"),))
