"""Printed copies: counted per case and kind, each with its audit record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from hrdesk.storage.audit import anchor_text, append
from hrdesk.storage.canonical import canonical_text, digest, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.tables import AuditRow, PaperRow

ACT = "paper.add"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")
#: What one word of an audit detail holds; the paper's own row keeps all names whole.
_LONGEST_DETAIL = 128


@dataclass(frozen=True, slots=True)
class Paper:
    """One copy. `anchor` is the audit record of its making, as the copy carries it."""

    id: str
    case_id: str
    version: int
    kind: str
    copy_number: int
    content_hash: str
    system_fonts: tuple[str, ...]
    made_at: datetime
    made_by: str
    anchor: str


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What is printed: case, version, kind of form, hash of the content, fonts of the machine."""

    case_id: str
    version: int
    kind: str
    content_hash: str
    system_fonts: tuple[str, ...]


def add_paper(ground: Ground, author: Author, new: NewPaper) -> Paper:
    """Give the next copy number of a case and kind, and record it in the audit."""
    counted = PaperRow.select(fn.MAX(PaperRow.copy_number)).where(
        (PaperRow.case == new.case_id) & (PaperRow.kind == new.kind)
    )
    copy = (counted.tuples().execute(ground.db)[0][0] or 0) + 1
    record = append(ground, author, ACT, new.case_id, paper_detail(new, copy))
    paper = Paper(
        id=new_id(),
        case_id=new.case_id,
        version=new.version,
        kind=new.kind,
        copy_number=copy,
        content_hash=new.content_hash,
        system_fonts=tuple(new.system_fonts),
        made_at=record.at,
        made_by=author.staff.id,
        anchor=record.anchor,
    )
    PaperRow.insert(
        id=paper.id,
        case=paper.case_id,
        version=paper.version,
        kind=paper.kind,
        copy_number=copy,
        content_hash=paper.content_hash,
        system_fonts=canonical_text(list(paper.system_fonts)),
        made_at=written_moment(paper.made_at),
        made_by=paper.made_by,
        audit_sequence=record.sequence,
    ).execute(ground.db)
    return paper


def paper_detail(new: NewPaper, copy: int) -> dict[str, str]:
    """Return what the audit says of a copy; fonts of the machine in the plain words it takes,
    and, as those may be cut, by a digest of all their names.
    """
    detail = {
        "kind": new.kind,
        "version": str(new.version),
        "copy": str(copy),
        "content": new.content_hash,
    }
    if new.system_fonts:
        plain = ":".join(_NOT_PLAIN.sub("-", name) for name in sorted(new.system_fonts))
        detail["fonts"] = plain[:_LONGEST_DETAIL]
        detail["fonts_digest"] = digest(list(new.system_fonts))
    return detail


def papers_of(db: KeyedDatabase, case_id: str) -> tuple[Paper, ...]:
    """Return the copies of a case in the order of their making."""
    query = (
        PaperRow.select(PaperRow, AuditRow.hash)
        .join(AuditRow, on=(PaperRow.audit_sequence == AuditRow.sequence))
        .where(PaperRow.case == case_id)
        .order_by(PaperRow.audit_sequence)
    )
    return tuple(_paper(row) for row in query.dicts().execute(db))


def _paper(row: Mapping[str, Any]) -> Paper:
    return Paper(
        id=row["id"],
        case_id=row["case"],
        version=row["version"],
        kind=row["kind"],
        copy_number=row["copy_number"],
        content_hash=row["content_hash"],
        system_fonts=tuple(stored_value(row["system_fonts"])),
        made_at=datetime.fromisoformat(row["made_at"]),
        made_by=row["made_by"],
        anchor=anchor_text(row["audit_sequence"], row["hash"]),
    )
