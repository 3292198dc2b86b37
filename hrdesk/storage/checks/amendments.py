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
#: Confirmed under another pack, or from another day on, than was proposed.
_OF_ANOTHER_PACK = """
    select n.audit_sequence from amendment_confirmation n join amendment a on a.id = n.amendment_id
    where json_valid(a.content) and (
      n.pack is not case a.kind when 'successor' then json_extract(a.content, '$[0]') else '' end
      or n.first_day is not
        case a.kind when 'successor' then json_extract(a.content, '$[2]') else '' end)
"""
#: Confirmed ends before the first day of their change, or, of a successor, before what was
#: received under it when they were confirmed; a version that was signed later is no flaw of them.
_EARLY = """
    select n.audit_sequence from amendment_confirmation n
    join amendment e on e.id = n.amendment_id and e.kind = 'ending' and json_valid(e.content)
    join amendment o on o.id = json_extract(e.content, '$[0]') and json_valid(o.content)
    where json_extract(e.content, '$[1]') < case o.kind
      when 'values' then (select min(json_extract(v.value, '$[1]')) from json_each(o.content) v)
      when 'term' then '' else json_extract(o.content, '$[2]') end
    or o.kind = 'successor' and exists (
      select 1 from cases c join case_version v on v.case_id = c.id and v.number = 1
      where v.policy_hash = json_extract(o.content, '$[0]')
      and (select min(r.sequence) from audit r where r.subject = c.id) < n.audit_sequence
      and c.received_on > coalesce(json_extract(e.content, '$[1]'), ''))
"""
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
    for (sequence,) in connection.execute(_OF_ANOTHER_PACK):
        yield tampered("verify.amendment_changed", sequence=sequence)
    for (sequence,) in connection.execute(_SAME_PERSON):
        yield tampered("verify.amendment_alone", sequence=sequence)


def early_end_flaws(connection: Any) -> Iterator[Flaw]:
    """Find confirmed ends that no guard lets in any more; they count as they were confirmed."""
    for (sequence,) in connection.execute(_EARLY):
        yield tampered("verify.amendment_early", sequence=sequence)


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
