"""Changes of law, their confirmations, policy packs: each as its record says, each record too."""

from collections.abc import Iterator
from typing import Any

from hrdesk.storage.account_reading import KEY_ACT, PERSON
from hrdesk.storage.amendments import AMENDMENTS, CONFIRMATIONS, WATCHED
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.packs import PACKS

#: Confirmed by who proposed it, or by an account whose keys that one may have known: as the guard
#: of the schema says it.
_SAME_PERSON = """
    select c.audit_sequence from amendment_confirmation c
    join amendment a on a.id = c.amendment_id
    join audit p on p.sequence = a.audit_sequence join audit q on q.sequence = c.audit_sequence
    where p.actor = q.actor or exists (select 1 from audit k
      where k.act = ? and k.subject = q.actor and k.actor = p.actor and k.sequence < q.sequence
      and (k.sequence > p.sequence or (json_valid(k.detail)
        and json_extract(k.detail, '$.replaces') is not null
        and julianday(q.at) < julianday(k.at) + ?))
      and not exists (select 1 from audit z join staff t on t.id = z.actor
        where z.act = k.act and z.subject = q.actor and t.kind = ?
        and z.sequence > k.sequence and z.sequence < q.sequence
        and z.actor not in (p.actor, q.actor)))
"""


def amendment_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare changes and confirmations with their records, both ways; two persons made each."""
    for kind in (AMENDMENTS, CONFIRMATIONS, PACKS):
        for row in changed_rows(connection, kind):
            yield tampered("verify.amendment_changed", sequence=row["audit_sequence"])
        for sequence in lost_records(connection, kind):
            yield tampered("verify.amendment_missing", sequence=sequence)
    asked = (KEY_ACT, WATCHED.days, PERSON)
    for (sequence,) in connection.execute(_SAME_PERSON, asked):
        yield tampered("verify.amendment_alone", sequence=sequence)
