"""Changes of law, their confirmations, policy packs: each as its record says, each record too."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from hrdesk.domain.errors import Tampered
from hrdesk.storage.account_reading import KEY_ACT
from hrdesk.storage.amendment_schema import TAKEN_OVER
from hrdesk.storage.amendments import AMENDMENTS, CONFIRMATIONS
from hrdesk.storage.checks.chain import COLUMNS, key_flaws, signature_flaws
from hrdesk.storage.checks.flaw import Flaw, refuse, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.packs import PACKS

#: Confirmed by who proposed it, or by an account whose keys that one may have known.
_SAME_PERSON = f"""
    select c.sequence from amendment_confirmation n
    join amendment a on a.id = n.amendment_id
    join audit p on p.sequence = a.audit_sequence join audit c on c.sequence = n.audit_sequence
    where p.actor is c.actor or exists (
      select 1 from audit k join staff t on t.id = k.actor where {TAKEN_OVER})
"""  # noqa: S608 - our own words
_SIGNED = f"""
    select {", ".join(COLUMNS)} from audit where act in (?, ?, ?, ?, ?, ?, ?) order by sequence
"""  # noqa: S608 - our own words
_KINDS = (AMENDMENTS, CONFIRMATIONS, PACKS)


def amendment_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare changes and confirmations with their records, both ways; two persons made each."""
    for kind in _KINDS:
        for row in changed_rows(connection, kind):
            yield tampered("verify.amendment_changed", sequence=row["audit_sequence"])
        for sequence in lost_records(connection, kind):
            yield tampered("verify.amendment_missing", sequence=sequence)
    for (sequence,) in connection.execute(_SAME_PERSON):
        yield tampered("verify.amendment_alone", sequence=sequence)


def refuse_law(connection: Any, database: str) -> None:
    """Raise Tampered where the law in force is not what was recorded and signed.

    `law.tampered` (sequence) for a row unlike its record, or a record without its row or its
    signature; `verify.key_foreign` (name). The chain is not walked: that is for `hrdesk verify`.
    """
    refuse(key_flaws(connection))
    acts = [act for kind in _KINDS for act in (kind.enter, kind.withdraw)]
    records = connection.execute(_SIGNED, (KEY_ACT, *acts))
    for flaw in chain(amendment_flaws(connection), signature_flaws(connection, database, records)):
        raise Tampered("law.tampered", **flaw.problem.values)
