"""Letters that hand a case on: one to a case, numbered in a sequence of the office and the year.

The number is given in the act that counts the first copy, and never used again: rows never leave.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from hrdesk.domain.referral import Letter
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import salted_digest
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.referral_tables import LetterRow
from hrdesk.storage.tables import Staff

GIVE = "letter.give"
_SALT_BYTES = 16
_HASHED = (
    "id",
    "site_id",
    "number",
    "year",
    "sequence",
    "case_id",
    "authority",
    "given_at",
    "given_by",
)


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A number such as `510411-Z2026-0001`: office, year of the first copy, sequence of its own."""

    office: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.office}-Z{self.year:04d}-{self.sequence:04d}"


def give_letter(ground: Ground, author: Author, case_id: str, authority: str) -> Letter:
    """Return the letter of a case; its first copy draws the next number of the year."""
    known = letter_of(ground, case_id)
    if known is not None:
        return known
    now = ground.clock.now()
    number = _next_number(ground, now.year)
    row: dict[str, object] = {
        "id": new_id(),
        "site_id": ground.site_id,
        "number": str(number),
        "year": number.year,
        "sequence": number.sequence,
        "case_id": case_id,
        "authority": authority,
        "given_at": written_moment(now),
        "given_by": author.staff.id,
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    record = append(ground, author, GIVE, case_id, letter_detail(row))
    LetterRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    return Letter(str(number), case_id, authority, now, author.staff.name)


def letter_of(ground: Ground, case_id: str) -> Letter | None:
    """Return the letter of a case, or None before its first copy."""
    query = (
        LetterRow.select(LetterRow.number, LetterRow.authority, LetterRow.given_at, Staff.name)
        .join(Staff, on=(Staff.id == LetterRow.given_by))
        .where(LetterRow.case_id == case_id)
    )
    for number, authority, given_at, name in query.tuples().execute(ground.db):
        return Letter(number, case_id, authority, datetime.fromisoformat(given_at), name)
    return None


def letter_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a letter: its number, and the digest of all of it."""
    digest = salted_digest(str(row["salt"]), [row[column] for column in _HASHED])
    return {"letter": str(row["number"]), "row": digest}


def _next_number(ground: Ground, year: int) -> LetterNumber:
    own = (LetterRow.site_id == ground.site_id) & (LetterRow.year == year)
    query = LetterRow.select(fn.MAX(LetterRow.sequence)).where(own)
    ((last,),) = query.tuples().execute(ground.db)
    return LetterNumber(ground.office.county_code, year, (last or 0) + 1)
