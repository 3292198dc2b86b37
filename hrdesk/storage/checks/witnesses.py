"""The outside witnesses: anchor file and backup manifests must lie on the chain."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hrdesk.domain.errors import Fault
from hrdesk.storage.accounts import RETIRE_ACT
from hrdesk.storage.anchor import read_anchor
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.checks.flaw import Flaw, damaged, tampered
from hrdesk.storage.key_change import ACT
from hrdesk.storage.keys.slot_file import KeySlots
from hrdesk.storage.layout import anchor_path, backup_folder
from hrdesk.storage.manifest import files_match, read_manifest

#: Who was retired before the data key was changed last: until then his slot may still lie there.
_GONE = """
    select subject from audit where act = ? and sequence
      < (select coalesce(max(sequence), 0) from audit where act = ?)
"""


def anchor_flaws(connection: Any, folder: Path, database: str) -> Iterator[Flaw]:
    """The chain must reach the anchor and have the record that it names."""
    anchor = read_anchor(anchor_path(folder))
    if anchor is None:
        yield damaged("verify.anchor_missing")
    elif anchor.database != database or not _on_chain(connection, anchor.head):
        yield tampered("verify.tail_cut", sequence=anchor.head.sequence)


def backup_flaws(connection: Any, folder: Path, database: str) -> Iterator[Flaw]:
    """Each backup must be what was verified, and its end of the chain must lie on this one."""
    into = backup_folder(folder)
    for path in sorted(into.glob("hrdesk-*")) if into.is_dir() else ():
        try:
            manifest = read_manifest(path)
        except Fault:
            yield damaged("verify.backup_damaged", name=path.name)
            continue
        if not files_match(path, manifest):
            yield damaged("verify.backup_damaged", name=path.name)
        elif manifest.database == database and not _on_chain(connection, manifest.head):
            yield tampered("verify.backup_ahead", name=path.name)


def slot_flaws(connection: Any, slots: KeySlots, database: str) -> Iterator[Flaw]:
    """The public keys of the key slots must be those of their accounts, and none of who is gone."""
    if slots.database != database:
        yield tampered("verify.slots_foreign")
        return
    rows = connection.execute("select staff_id, verify_key, seal_key from staff_key")
    known = {(staff, bytes(verify).hex(), bytes(seal).hex()) for staff, verify, seal in rows}
    for slot in slots.slots:
        if (slot.user, slot.verify_key, slot.seal_key) not in known:
            yield tampered("verify.slots_foreign")
    gone = {staff for (staff,) in connection.execute(_GONE, (RETIRE_ACT, ACT))}
    for slot in slots.slots:
        if slot.user in gone:
            yield tampered("verify.slot_retired", name=slot.user[:8])


def _on_chain(connection: Any, head: AuditHead) -> bool:
    if head.sequence == 0:
        return head.hash == ""
    row = connection.execute("select hash from audit where sequence = ?", (head.sequence,))
    return bool(row.fetchone() == (head.hash,))
