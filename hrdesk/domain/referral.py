"""Referrals: cases that another authority decides, the letter to it, and what it answers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hrdesk.domain.organization import Entry, Withdrawal


class Verdict(StrEnum):
    """What an authority says: it took the matter up, refused it, or something else in words."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter (转办函) by which a case was handed on; a reprint is a copy of the same letter.

    `given_at` is when its number was given, with the first copy; `given_by` the person's name.
    """

    number: str
    case_id: str
    authority: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a letter: when it came, from whom, under which number, what it says.

    `words` is free text. A wrong row stays, with its withdrawal.
    """

    id: str
    received_on: date
    authority: str
    document: str
    verdict: Verdict
    words: str
    entry: Entry
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """How far a referral is, as lists show it.

    `letter` is its number, or "" before the first copy; `since` the day of the letter, or of the
    acceptance before; `answered` what the newest standing answer says, or None.
    """

    letter: str
    since: date
    answered: Verdict | None
