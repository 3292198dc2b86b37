"""Confirmed figures: each row as its record says, and each record with its row."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.figures import FIGURES


def figure_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare confirmed figures with their records, both ways."""
    for row in changed_rows(connection, FIGURES):
        yield tampered("verify.figure_changed", scope=row["scope"])
    for sequence in lost_records(connection, FIGURES):
        yield tampered("verify.figure_missing", sequence=sequence)
