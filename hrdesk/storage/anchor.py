"""The anchor file: an outside witness of where the audit chain ends.

It is written after every audited act. A chain that no longer reaches its anchor, or has another
record there, was cut or replaced. It carries no personal data.
"""

from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.files import write_whole

_FORMAT = "hrdesk-anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the file says: the store's id and the end of its chain."""

    database: str
    head: AuditHead


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Put the anchor in place in one step."""
    fields = {
        "format": _FORMAT,
        "database": anchor.database,
        "sequence": anchor.head.sequence,
        "hash": anchor.head.hash,
    }
    write_whole(path, sealed_document(fields))


def read_anchor(path: Path) -> Anchor | None:
    """Return the anchor, or None if the file is missing or is not what was written."""
    try:
        fields = open_document(path.read_bytes())
        if fields["format"] != _FORMAT:
            return None
        return Anchor(
            str(fields["database"]), AuditHead(int(str(fields["sequence"])), str(fields["hash"]))
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, RecursionError):
        return None
    except OSError as error:
        raise EnvironmentFault("disk.read_failed") from error
