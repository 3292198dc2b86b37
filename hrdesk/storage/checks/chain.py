"""The audit chain: order, links, hashes; with `full`, who signed."""

from collections.abc import Iterable, Iterator
from typing import Any

from hrdesk.domain.signature import fingerprint, signature_holds
from hrdesk.storage.account_reading import KEY_ACT
from hrdesk.storage.audit import HASHED, PURPOSE, AuditHead, record_hash
from hrdesk.storage.checks.flaw import Flaw, tampered

#: The columns of a record, in the order of the table.
COLUMNS = (*HASHED, "hash", "signature")


def public_keys(connection: Any) -> dict[str, tuple[str, bytes]]:
    """Return the public signing keys: id to account and key."""
    rows = connection.execute("select id, staff_id, verify_key from staff_key")
    return {key_id: (staff_id, bytes(key)) for key_id, staff_id, key in rows}


def chain_flaws(connection: Any, database: str, *, full: bool) -> Iterator[Flaw]:
    """Walk the chain once; a record that was changed, taken out, put in or moved is located."""
    keys = public_keys(connection)
    last = AuditHead()
    query = f"select {', '.join(COLUMNS)} from audit order by sequence"  # noqa: S608
    for values in connection.execute(query):
        row = dict(zip(COLUMNS, values, strict=True))
        linked = row["sequence"] == last.sequence + 1 and row["previous_hash"] == last.hash
        last = AuditHead(row["sequence"], row["hash"])
        if not linked:
            yield tampered("verify.chain_broken", sequence=last.sequence)
        elif record_hash(database, row) != last.hash:
            yield tampered("verify.record_changed", sequence=last.sequence)
        elif full and not _signed(keys, row):
            yield tampered("verify.record_unsigned", sequence=last.sequence)


def record_flaws(connection: Any, database: str, sequence: int) -> Iterator[Flaw]:
    """Check one record by itself: its hash, and who signed it."""
    query = f"select {', '.join(COLUMNS)} from audit where sequence = ?"  # noqa: S608
    yield from signature_flaws(connection, database, connection.execute(query, (sequence,)))


def signature_flaws(
    connection: Any, database: str, records: Iterable[tuple[Any, ...]]
) -> Iterator[Flaw]:
    """Check records by themselves, each with all `COLUMNS`: its hash, and who signed it."""
    keys = public_keys(connection)
    for values in records:
        row = dict(zip(COLUMNS, values, strict=True))
        if record_hash(database, row) != row["hash"]:
            yield tampered("verify.record_changed", sequence=row["sequence"])
        elif not _signed(keys, row):
            yield tampered("verify.record_unsigned", sequence=row["sequence"])


def key_flaws(connection: Any) -> Iterator[Flaw]:
    """Every public key must be what a record of the chain introduced."""
    introduced = {
        (subject, verify, seal)
        for subject, verify, seal in connection.execute(
            "select subject, json_extract(detail, '$.verify_key'),"
            " json_extract(detail, '$.seal_key') from audit where act = ?",
            (KEY_ACT,),
        )
    }
    rows = connection.execute("select id, staff_id, verify_key, seal_key from staff_key")
    for key_id, staff_id, verify_key, seal_key in rows:
        known = (staff_id, fingerprint(bytes(verify_key)), fingerprint(bytes(seal_key)))
        if known not in introduced or key_id != known[1]:
            yield tampered("verify.key_foreign", name=key_id[:12])


def _signed(keys: dict[str, tuple[str, bytes]], row: dict[str, Any]) -> bool:
    owner, key = keys.get(row["key_id"], ("", b""))
    content = str(row["hash"]).encode("ascii")
    return owner == row["actor"] and signature_holds(key, PURPOSE, content, row["signature"])
