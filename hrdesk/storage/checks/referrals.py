"""Letters, answers and purchases: each row as its record says, and each record with its row."""

from collections.abc import Iterator, Mapping
from typing import Any

from hrdesk.storage.answers import ANSWERS
from hrdesk.storage.canonical import stored_value
from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.checks.withdrawable import changed_rows, lost_records
from hrdesk.storage.letters import GIVE, LetterNumber, letter_detail
from hrdesk.storage.purchases import PURCHASES

_LETTERS = """
    select l.*, a.act, a.subject, a.at, a.actor, a.detail, s.code
    from letter l left join audit a on a.sequence = l.audit_sequence
    left join site s on s.id = l.site_id
"""
_LOST_LETTERS = """
    select coalesce(c.number, substr(a.subject, 1, 8)) from audit a
    left join cases c on c.id = a.subject
    where a.act = ? and not exists (select 1 from letter l where l.audit_sequence = a.sequence)
"""
_CASE_OF = "select coalesce((select number from cases where id = ?), substr(?, 1, 8))"


def referral_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare letters and the answers to them with their records, both ways."""
    cursor = connection.execute(_LETTERS)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        if not _letter_holds(row):
            yield tampered("verify.letter_changed", number=row["number"])
    for (number,) in connection.execute(_LOST_LETTERS, (GIVE,)):
        yield tampered("verify.letter_missing", number=number)
    for row in changed_rows(connection, ANSWERS):
        ((number,),) = connection.execute(_CASE_OF, (row["case_id"],) * 2)
        yield tampered("verify.answer_changed", number=number)
    for sequence in lost_records(connection, ANSWERS):
        yield tampered("verify.answer_missing", sequence=sequence)


def purchase_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare the register of purchased services with its records, both ways."""
    for row in changed_rows(connection, PURCHASES):
        yield tampered("verify.purchase_changed", sequence=row["audit_sequence"])
    for sequence in lost_records(connection, PURCHASES):
        yield tampered("verify.purchase_missing", sequence=sequence)


def _letter_holds(row: Mapping[str, Any]) -> bool:
    number = LetterNumber(str(row["code"])[:6], row["year"], row["sequence"])
    given = (row["act"], row["subject"], row["at"], row["actor"])
    if given != (GIVE, row["case_id"], row["given_at"], row["given_by"]):
        return False
    return str(number) == row["number"] and bool(stored_value(row["detail"]) == letter_detail(row))
