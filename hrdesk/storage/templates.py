"""Official templates: the file by its hash, its mapping in rows, corrected by newer ones."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.errors import Damaged, Refused
from hrdesk.domain.official_template import OfficialTemplate, TemplateMapping
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.template_content import mapping_text, read_mapping
from hrdesk.storage.template_tables import TemplateFileRow, TemplateRow
from hrdesk.storage.withdrawable import (
    RecordKind,
    enter_row,
    rows_of,
    standing_and_withdrawn,
    withdraw_row,
)

FILES = RecordKind(
    TemplateFileRow,
    enter="template.keep",
    place=("sha256",),
    content=("content",),
    told=("sha256",),
)
TEMPLATES = RecordKind(
    TemplateRow,
    enter="template.enter",
    withdraw="template.withdraw",
    place=("measure",),
    content=("sha256", "file_name", "version", "origin", "mapping"),
    told=("measure",),
)


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template as an administrator registers it; `content` are the bytes of its file."""

    measure: str
    content: bytes
    file_name: str
    version: str
    origin: str
    mapping: TemplateMapping


def add_template(ground: Ground, author: Author, new: NewTemplate) -> None:
    """Keep a template with its file; it counts for its measure until a newer one does."""
    sha256 = hashlib.sha256(new.content).hexdigest()
    _keep_file(ground, author, sha256, new.content)
    content = {
        "measure": new.measure,
        "sha256": sha256,
        "file_name": new.file_name,
        "version": new.version,
        "origin": new.origin,
        "mapping": mapping_text(new.mapping),
    }
    enter_row(ground, author, TEMPLATES, content)


def withdraw_template(ground: Ground, author: Author, template: str, reason: str) -> None:
    """Let a template count no more; it stays, with the reason and who said so.

    Refused `templates.withdrawn` when it was withdrawn before, or is not there.
    """
    if not withdraw_row(ground, author, TEMPLATES, template, reason):
        raise Refused("templates.withdrawn")


def templates(ground: Ground) -> tuple[OfficialTemplate, ...]:
    """Return every template on record, in the order of their entry."""
    return tuple(
        OfficialTemplate(
            id=row["id"],
            measure=row["measure"],
            sha256=row["sha256"],
            file_name=row["file_name"],
            version=row["version"],
            origin=row["origin"],
            mapping=read_mapping(row["mapping"]),
            entry=entry,
            withdrawal=withdrawal,
        )
        for row, entry, withdrawal in standing_and_withdrawn(rows_of(ground, TEMPLATES))
    )


def template_content(db: KeyedDatabase, sha256: str) -> bytes:
    """Return the bytes of a template; Damaged (`store.damaged`) when they are not those."""
    query = TemplateFileRow.select(TemplateFileRow.content).where(TemplateFileRow.sha256 == sha256)
    for (text,) in query.tuples().execute(db):
        try:
            content = base64.b64decode(text, validate=True)
        except binascii.Error:
            break
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    raise Damaged("store.damaged")


def frame_template(db: KeyedDatabase, frame: Mapping[str, Any]) -> bytes | None:
    """Return the file of the template that the frame of a batch names; None where it names none."""
    named = frame.get("template")
    return None if named is None else template_content(db, str(named["sha256"]))


def _keep_file(ground: Ground, author: Author, sha256: str, content: bytes) -> None:
    """Keep the file once, whatever it is registered for."""
    query = TemplateFileRow.select(TemplateFileRow.id).where(TemplateFileRow.sha256 == sha256)
    if not query.count(ground.db):
        text = base64.b64encode(content).decode("ascii")
        enter_row(ground, author, FILES, {"sha256": sha256, "content": text})
