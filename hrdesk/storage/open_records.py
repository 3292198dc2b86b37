"""Records that stay open until somebody looked into them, and what was found out about them."""

from dataclasses import dataclass
from datetime import datetime

from hrdesk.storage.clock_jumps import ClockJump, open_jumps
from hrdesk.storage.ground import Ground
from hrdesk.storage.losses import AnchorLoss, open_losses
from hrdesk.storage.tables import AuditRow, NoteRow, Staff


@dataclass(frozen=True, slots=True)
class OpenRecords:
    """What nobody looked into yet, by what it tells; the oldest first."""

    losses: tuple[AnchorLoss, ...]
    jumps: tuple[ClockJump, ...]


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What was found out about a record, when and by whom."""

    record: int
    note: str
    noted_at: datetime
    noted_by: str


def open_records(ground: Ground) -> OpenRecords:
    """Return the records that nobody looked into."""
    return OpenRecords(open_losses(ground), open_jumps(ground))


def record_notes(ground: Ground, act: str) -> tuple[RecordNote, ...]:
    """Return what was found out about records of an act, the newest record first."""
    query = (
        NoteRow.select(NoteRow.record, NoteRow.note, NoteRow.noted_at, Staff.name)
        .join(Staff, on=(Staff.id == NoteRow.noted_by))
        .join(AuditRow, on=(AuditRow.sequence == NoteRow.record))
        .where(AuditRow.act == act)
        .order_by(NoteRow.record.desc())
    )
    return tuple(
        RecordNote(record, note, datetime.fromisoformat(at), name)
        for record, note, at, name in query.tuples().execute(ground.db)
    )
