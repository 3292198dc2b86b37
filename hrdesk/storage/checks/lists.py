"""Remembered titles of lists: each row as its record says, and each record with its row."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.list_mappings import MAPPINGS


def mapping_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the remembered titles with their records, both ways."""
    for row in changed_rows(connection, MAPPINGS):
        yield tampered("verify.mapping_changed", sequence=row["audit_sequence"])
    for sequence in lost_records(connection, MAPPINGS):
        yield tampered("verify.mapping_missing", sequence=sequence)
