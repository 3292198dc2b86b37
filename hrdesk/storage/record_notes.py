"""What people found out about records that somebody has to look into; kept as it was noted."""

from typing import Any

from peewee import fn

from hrdesk.domain.errors import Refused
from hrdesk.storage.audit import append
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.office_rows import row_marks
from hrdesk.storage.tables import AuditRow, NoteRow

#: The anchor file was lost or damaged and was written again from the chain.
LOSS_ACT = "anchor.replace"
#: The machine's clock does not fit the records before (RELIABILITY P21).
JUMP_ACT = "clock.jump"
#: The acts that stay open until their note; `note_of_open_record` in the schema names them too.
OPEN_ACTS = (LOSS_ACT, JUMP_ACT)
NOTE_ACT = "record.note"


def is_open(act: str) -> Any:
    """Return the condition under which a row of the audit is an act that nobody looked into."""
    noted = NoteRow.select().where(NoteRow.record == AuditRow.sequence)
    return (AuditRow.act == act) & ~fn.EXISTS(noted)


def note_record(ground: Ground, author: Author, sequence: int, note: str) -> None:
    """Keep what was found out about an open record, and audit it; Refused `noting.known`."""
    acts = AuditRow.select(AuditRow.act).where(AuditRow.sequence == sequence)
    of_record = [act for (act,) in acts.tuples().execute(ground.db)]
    known = NoteRow.select(NoteRow.record).where(NoteRow.record == sequence)
    if not set(of_record) & set(OPEN_ACTS) or list(known.tuples().execute(ground.db)):
        raise Refused("noting.known")
    NoteRow.insert(
        record=sequence,
        note=note,
        noted_at=written_moment(ground.clock.now()),
        noted_by=author.staff.id,
    ).execute(ground.db)
    marks = row_marks(ground.db.raw(), ground.identity_key, "record_note")
    detail = {"record": str(sequence), "row": marks[str(sequence)]}
    append(ground, author, NOTE_ACT, ground.site_id, detail)
