"""The manifest of a backup: what was verified, and a witness of where the audit chain ended."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from hrdesk.domain.errors import Damaged, TooNew
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.files import write_whole
from hrdesk.storage.layout import DATABASE_FILE, KEYSLOTS_FILE, MANIFEST_FILE

_FORMAT = "hrdesk-backup"
_VERSION = 1
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """`state` tells one state of the store from another; hashes are SHA-256 in hex."""

    database: str
    made_at: datetime
    head: AuditHead
    total_fen: int
    counts: dict[str, int]
    state: str
    size: int
    database_hash: str
    keyslots_hash: str


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hex; memory stays flat."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Put the manifest into a backup's folder."""
    fields = asdict(manifest)
    fields["made_at"] = manifest.made_at.isoformat()
    document = sealed_document({"format": _FORMAT, "version": _VERSION, "manifest": fields})
    write_whole(backup / MANIFEST_FILE, document)


def read_manifest(backup: Path) -> Manifest:
    """Read a backup's manifest. Raises Damaged `backup.unsound`, TooNew `store.too_new`."""
    try:
        document = open_document((backup / MANIFEST_FILE).read_bytes())
        if document["format"] != _FORMAT:
            raise ValueError("format")
        if document["version"] != _VERSION:
            raise TooNew("store.too_new")
        fields = cast("dict[str, object]", document["manifest"])
        head = cast("dict[str, object]", fields["head"])
        return Manifest(
            **{  # type: ignore[arg-type]
                **fields,
                "made_at": datetime.fromisoformat(str(fields["made_at"])),
                "head": AuditHead(int(str(head["sequence"])), str(head["hash"])),
            }
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("backup.unsound") from error


def files_match(backup: Path, manifest: Manifest) -> bool:
    """Tell whether database and key slots are byte for byte what was verified; needs no key."""
    try:
        return (
            file_hash(backup / DATABASE_FILE) == manifest.database_hash
            and file_hash(backup / KEYSLOTS_FILE) == manifest.keyslots_hash
        )
    except OSError:
        return False
