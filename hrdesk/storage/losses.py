"""Losses of the anchor file: each is on record, and stays open until somebody looked into it."""

from dataclasses import dataclass
from datetime import datetime

from hrdesk.storage.ground import Ground
from hrdesk.storage.record_notes import LOSS_ACT, is_open
from hrdesk.storage.tables import AuditRow


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


def open_losses(ground: Ground) -> tuple[AnchorLoss, ...]:
    """Return the losses that nobody acknowledged, the oldest first."""
    before = AuditRow.alias()
    query = (
        AuditRow.select(AuditRow.sequence, AuditRow.at, before.sequence, before.at)
        .join(before, on=(before.sequence == AuditRow.sequence - 1))
        .where(is_open(LOSS_ACT))
        .order_by(AuditRow.sequence)
    )
    return tuple(
        AnchorLoss(sequence, datetime.fromisoformat(at), last, datetime.fromisoformat(seen))
        for sequence, at, last, seen in query.tuples().execute(ground.db)
    )
