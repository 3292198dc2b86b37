"""Corrections: each as its record says, by two persons; each changed what it says it changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.domain.correction import Change
from hrdesk.intake.corrected import changes_between, corrected
from hrdesk.storage.amendment_schema import TAKEN_OVER
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.chain import record_flaws
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.correction_schema import CORRECT, PROPOSE, WITHDRAW
from hrdesk.storage.corrections import CONFIRMATIONS, CORRECTIONS
from hrdesk.storage.sent_rows import SentRows, rows_at_correction
from hrdesk.storage.withdrawable import act_of, row_detail

#: Confirmed by who proposed it or by an account whose keys that one may have known, confirmed for
#: another version, or taken back too.
_ALONE = f"""
    select k.number from correction_confirmation n join cases k on k.id = n.case_id
    where not exists (
      select 1 from correction a join audit p on p.sequence = a.audit_sequence
      join audit c on c.sequence = n.audit_sequence
      where a.id = n.correction_id and a.withdraws is null and p.actor is not c.actor
      and a.case_id is n.case_id and a.version + 1 is n.version
      and not exists (select 1 from correction w where w.withdraws = a.id)
      and not exists (select 1 from audit k join staff t on t.id = k.actor where {TAKEN_OVER}))
"""  # noqa: S608 - our own words
_UNENTITLED = f"""
    select distinct c.number from audit a join cases c on c.id = a.subject
    where a.act in ('{PROPOSE}', '{WITHDRAW}', '{CORRECT}') and instr(a.roles, '"clerk"') = 0
    and (a.act = '{PROPOSE}' or (
      instr(a.roles, '"approver"') = 0 and instr(a.roles, '"supervisor"') = 0))
"""  # noqa: S608 - our own words
#: What a version may say otherwise than the one before only where a correction made it, and what
#: is kept of older versions only then.
_UNCORRECTED = """
    select c.number from case_version v join cases c on c.id = v.case_id
    join case_version b on b.case_id = v.case_id and b.number = v.number - 1
    where (v.account_key is not b.account_key or v.form_hash is not b.form_hash)
    and not exists (
      select 1 from correction_confirmation n where n.case_id = v.case_id and n.version = v.number)
    union select coalesce(c.number, substr(f.case_id, 1, 8)) from former_register f
    left join cases c on c.id = f.case_id where not exists (select 1 from correction_confirmation n
      where n.case_id = f.case_id and n.version = f.last_version + 1)
"""
_CASE_OF = "select coalesce((select number from cases where id = ?), substr(?, 1, 8))"
_ENTRIES = """
    select c.number, b.entries, w.entries, a.changes
    from case_version v join cases c on c.id = v.case_id join case_value w on w.version_id = v.id
    join case_version o on o.case_id = v.case_id and o.number = v.number - 1
    join case_value b on b.version_id = o.id
    left join correction_confirmation n on n.case_id = v.case_id and n.version = v.number
    left join correction a on a.id = n.correction_id
    where v.number > 1
"""
#: Corrections of cases that an open batch held, with both versions of what they changed.
_SENT = """
    select n.case_id, n.version, c.number, b.entries, b.finding, w.entries, w.finding
    from correction_confirmation n join cases c on c.id = n.case_id
    join case_version v on v.case_id = n.case_id and v.number = n.version
    join case_version o on o.case_id = n.case_id and o.number = n.version - 1
    join case_value w on w.version_id = v.id join case_value b on b.version_id = o.id
    where exists (select 1 from row_at_correction s
      where s.case_id = n.case_id and s.version = n.version)
"""
_PROPOSAL = """
    select r.*, a.act, a.subject, a.detail from correction r
    left join audit a on a.sequence = r.audit_sequence where r.id = ?
"""


def correction_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare corrections and confirmations with their records, both ways; two persons each, and
    nothing changed that waited or was accepted when it was confirmed (P5, P7).
    """
    for kind in (CORRECTIONS, CONFIRMATIONS):
        for row in changed_rows(connection, kind):
            ((number,),) = connection.execute(_CASE_OF, (row["case_id"],) * 2)
            yield tampered("verify.correction_changed", number=number)
        for sequence in lost_records(connection, kind):
            yield tampered("verify.correction_missing", sequence=sequence)
    for question, key in (
        (_ALONE, "verify.correction_alone"),
        (_UNENTITLED, "verify.version_unentitled"),
        (_UNCORRECTED, "verify.version_uncorrected"),
    ):
        for (number,) in connection.execute(question):
            yield tampered(key, number=number)
    yield from _sent_flaws(connection)


def corrected_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the entries of each later version with those before and what was corrected."""
    for number, before, after, changes in connection.execute(_ENTRIES):
        if not _follows(stored_value(before), stored_value(after), changes):
            yield tampered("verify.version_uncorrected", number=number)


def _sent_flaws(connection: Any) -> Iterator[Flaw]:
    for case_id, version, number, *values in connection.execute(_SENT).fetchall():
        sent = rows_at_correction(connection, case_id, version)
        if sent is not None and not _left(sent, *values):
            yield tampered("verify.correction_of_sent", number=number)


def _left(sent: SentRows, entries: str, finding: str, entries_now: str, finding_now: str) -> bool:
    """Tell whether a correction left what was sent as it was sent."""
    try:
        changes = changes_between(stored_value(entries), stored_value(entries_now))
        return not (
            not sent.failed
            or any(sent.keeps(change) for change in changes)
            or sent.pays_otherwise(stored_value(finding), stored_value(finding_now))
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        # What was tampered with may be any JSON.
        return False


def proposal_flaws(connection: Any, database: str, correction: str) -> Iterator[Flaw]:
    """Compare one proposed correction with its record, and the record with who signed it."""
    cursor = connection.execute(_PROPOSAL, (correction,))
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        recorded = (row["act"], row["subject"]) == (act_of(CORRECTIONS, row), row["case_id"])
        if not recorded or stored_value(row["detail"]) != row_detail(CORRECTIONS, row):
            ((number,),) = connection.execute(_CASE_OF, (row["case_id"],) * 2)
            yield tampered("verify.correction_changed", number=number)
        yield from record_flaws(connection, database, row["audit_sequence"])


def _follows(before: Mapping[str, str], after: Mapping[str, str], changes: str | None) -> bool:
    """Tell whether entries are those before with what was corrected; a decision changes none."""
    try:
        proposed = [Change(*each) for each in stored_value(changes or "[]")]
        return corrected(before, proposed) == after
    except (AttributeError, TypeError, ValueError):
        # What was tampered with may be any JSON.
        return False
