"""Losses of the anchor file: each is on record, and stays open until somebody looked into it."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from hrdesk.domain.errors import Refused
from hrdesk.storage.audit import append
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import AnchorNote, AuditRow, Staff

#: The anchor file was lost or damaged and was written again from the chain.
LOSS_ACT = "anchor.replace"
NOTE_ACT = "anchor.acknowledge"


@dataclass(frozen=True, slots=True)
class AnchorLoss:
    """A loss: the record that tells of it, when it was found, and the record before it.

    The anchor was there when the record before was written, at `last_seen`: `last_record` is
    where the chain ended when the loss was found.
    """

    sequence: int
    found_at: datetime
    last_record: int
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class LossNote:
    """What was found out about a loss, when and by whom."""

    loss: int
    note: str
    noted_at: datetime
    noted_by: str


def open_losses(ground: Ground) -> tuple[AnchorLoss, ...]:
    """Return the losses that nobody acknowledged, the oldest first."""
    before = AuditRow.alias()
    query = (
        AuditRow.select(AuditRow.sequence, AuditRow.at, before.sequence, before.at)
        .join(before, on=(before.sequence == AuditRow.sequence - 1))
        .where(
            (AuditRow.act == LOSS_ACT)
            & ~fn.EXISTS(AnchorNote.select().where(AnchorNote.loss == AuditRow.sequence))
        )
        .order_by(AuditRow.sequence)
    )
    return tuple(
        AnchorLoss(sequence, datetime.fromisoformat(at), last, datetime.fromisoformat(seen))
        for sequence, at, last, seen in query.tuples().execute(ground.db)
    )


def loss_notes(ground: Ground) -> tuple[LossNote, ...]:
    """Return what was found out about losses, the newest first."""
    query = (
        AnchorNote.select(AnchorNote.loss, AnchorNote.note, AnchorNote.noted_at, Staff.name)
        .join(Staff, on=(Staff.id == AnchorNote.noted_by))
        .order_by(AnchorNote.loss.desc())
    )
    return tuple(
        LossNote(loss, note, datetime.fromisoformat(at), name)
        for loss, note, at, name in query.tuples().execute(ground.db)
    )


def acknowledge_loss(ground: Ground, author: Author, sequence: int, note: str) -> None:
    """Keep what was found out about a loss, and audit it; Refused `witness.acknowledged`."""
    if sequence not in {loss.sequence for loss in open_losses(ground)}:
        raise Refused("witness.acknowledged")
    AnchorNote.insert(
        loss=sequence,
        note=note,
        noted_at=written_moment(ground.clock.now()),
        noted_by=author.staff.id,
    ).execute(ground.db)
    marks = row_marks(ground.db.raw(), ground.identity_key, "anchor_note")
    detail = {"loss": str(sequence), "row": marks[str(sequence)]}
    append(ground, author, NOTE_ACT, ground.site_id, detail)
