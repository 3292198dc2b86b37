"""A lost anchor: said until an administrator has looked into it and noted what was found (P8)."""

from dataclasses import replace

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.staff import Role
from hrdesk.intake.values import read_text
from hrdesk.services.session import Session
from hrdesk.storage.losses import AnchorLoss, LossNote

__all__ = ["AnchorLoss", "LossNote", "acknowledge", "loss_notes", "open_losses"]

_LONGEST_NOTE = 200


def open_losses(session: Session) -> tuple[AnchorLoss, ...]:
    """Return the losses that nobody acknowledged, the oldest first."""
    with session.store.reading() as reader:
        return reader.open_losses()


def loss_notes(session: Session) -> tuple[LossNote, ...]:
    """Return what was found out about losses, the newest first."""
    with session.store.reading() as reader:
        return reader.loss_notes()


def acknowledge(session: Session, losses: tuple[AnchorLoss, ...], note: str) -> None:
    """Note what was found out about the losses that were shown; they are said no more.

    An act of an administrator (Refused `rights.role`), signed and audited. Raises InvalidInput
    `witness.invalid` with a problem at `witness_note`, and Refused `witness.acknowledged` for a
    loss that has its note.
    """
    session.require(Role.ADMINISTRATOR)
    text = _checked(note)
    with session.store.acting(session.staff) as act:
        for loss in losses:
            act.acknowledge_loss(loss.sequence, text)


def _checked(note: str) -> str:
    read = read_text(note, _LONGEST_NOTE)
    if read.value:
        return read.value
    problem = read.problem or Problem("witness.no_note")
    raise InvalidInput("witness.invalid", (replace(problem, where="witness_note"),))
