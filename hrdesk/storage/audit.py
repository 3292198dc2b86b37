"""The audit chain: who did what, when, to which record; each record bound to the one before.

Records carry digests and numbers only, never a personal value, so that the chain can be shown,
copied and kept when values are erased by law.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from hrdesk.domain.staff import Role
from hrdesk.storage.canonical import canonical_text, digest, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import Author, Ground, written_moment
from hrdesk.storage.tables import AuditRow

PURPOSE = "audit"
_SHORT_HASH = 12
#: The columns under the hash, in the order in which they are hashed.
HASHED = (
    "sequence",
    "at",
    "running",
    "actor",
    "key_id",
    "roles",
    "act",
    "subject",
    "detail",
    "previous_hash",
)
_WORD = re.compile(r"[A-Za-z0-9._:-]{0,128}")
#: Telephone, identity and account numbers are 11 to 30 digits in a row; digests are longer.
_LOOKS_PERSONAL = re.compile(r"[0-9]{11,30}[0-9X]?")


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One record. `running` is the machine's running time in seconds; hashes are SHA-256 in hex."""

    sequence: int
    at: datetime
    running: float
    actor: str
    key_id: str
    roles: tuple[str, ...]
    act: str
    subject: str
    detail: Mapping[str, str]
    previous_hash: str
    hash: str
    signature: str

    @property
    def anchor(self) -> str:
        """Sequence and short hash, as printed forms carry them as an outside witness."""
        return anchor_text(self.sequence, self.hash)


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The end of the chain; sequence 0 and "" before the first record."""

    sequence: int = 0
    hash: str = ""


def anchor_text(sequence: int, record_hash: str) -> str:
    """Return sequence and short hash of a record, as people copy them."""
    return f"{sequence}-{record_hash[:_SHORT_HASH]}"


def record_hash(database: str, row: Mapping[str, object]) -> str:
    """Return the hash of a record from the columns that are stored, bound to its store."""
    return digest([database, *(row[column] for column in HASHED)])


def check_detail(detail: Mapping[str, str]) -> None:
    """Refuse detail that is not plain words, numbers and digests, or that may be personal."""
    for name, value in detail.items():
        if not _WORD.fullmatch(name) or not _WORD.fullmatch(value):
            raise ValueError(f"audit detail {name!r} is not plain")
        if _LOOKS_PERSONAL.fullmatch(value):
            raise ValueError(f"audit detail {name!r} may be personal")


def append(
    ground: Ground, author: Author, act: str, subject: str, detail: Mapping[str, str]
) -> AuditRecord:
    """Append a signed record to the chain, inside the transaction of the act."""
    check_detail(detail)
    last = head(ground.db)
    row: dict[str, object] = {
        "sequence": last.sequence + 1,
        "at": written_moment(ground.clock.now()),
        "running": float(ground.clock.running()),
        "actor": author.staff.id,
        "key_id": author.signer.key_id,
        "roles": roles_text(author.staff.roles),
        "act": act,
        "subject": subject,
        "detail": canonical_text(dict(detail)),
        "previous_hash": last.hash,
    }
    row["hash"] = record_hash(ground.database, row)
    row["signature"] = author.signer.sign(PURPOSE, str(row["hash"]).encode("ascii"))
    AuditRow.insert(**row).execute(ground.db)
    return record_of(row)


def head(db: KeyedDatabase) -> AuditHead:
    """Return the end of the chain."""
    query = AuditRow.select(AuditRow.sequence, AuditRow.hash).order_by(AuditRow.sequence.desc())
    rows = list(query.limit(1).tuples().execute(db))
    return AuditHead(*rows[0]) if rows else AuditHead()


def newest(db: KeyedDatabase, act: str) -> int:
    """Return the sequence of the newest record of an act, or 0 if there is none."""
    query = AuditRow.select(fn.MAX(AuditRow.sequence)).where(AuditRow.act == act)
    return int(next(iter(query.tuples().execute(db)))[0] or 0)


def hash_at(db: KeyedDatabase, sequence: int) -> str | None:
    """Return the hash of one record, or None if the chain does not reach it."""
    query = AuditRow.select(AuditRow.hash).where(AuditRow.sequence == sequence)
    rows = list(query.tuples().execute(db))
    return str(rows[0][0]) if rows else None


def records_of(db: KeyedDatabase, subject: str) -> tuple[AuditRecord, ...]:
    """Return the records about one subject, oldest first."""
    query = AuditRow.select().where(AuditRow.subject == subject).order_by(AuditRow.sequence)
    return tuple(record_of(row) for row in query.dicts().execute(db))


def record_of(row: Mapping[str, object]) -> AuditRecord:
    """Return a stored row as a record."""
    values = dict(row)
    values["at"] = datetime.fromisoformat(str(row["at"]))
    values["roles"] = tuple(stored_value(str(row["roles"])))
    values["detail"] = stored_value(str(row["detail"]))
    return AuditRecord(**values)  # type: ignore[arg-type]


def roles_text(roles: frozenset[Role]) -> str:
    """Return roles as the store writes them: a sorted JSON list."""
    return canonical_text(sorted(role.value for role in roles))
