"""Changes of law, their confirmations, policy packs: each as its record says, each record too."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.amendments import AMENDMENTS, CONFIRMATIONS
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.packs import PACKS

_SAME_PERSON = """
    select c.audit_sequence from amendment_confirmation c
    join amendment a on a.id = c.amendment_id
    join audit p on p.sequence = a.audit_sequence join audit q on q.sequence = c.audit_sequence
    where p.actor = q.actor
"""


def amendment_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare changes and confirmations with their records, both ways; two persons made each."""
    for kind in (AMENDMENTS, CONFIRMATIONS, PACKS):
        for row in changed_rows(connection, kind):
            yield tampered("verify.amendment_changed", sequence=row["audit_sequence"])
        for sequence in lost_records(connection, kind):
            yield tampered("verify.amendment_missing", sequence=sequence)
    for (sequence,) in connection.execute(_SAME_PERSON):
        yield tampered("verify.amendment_alone", sequence=sequence)
