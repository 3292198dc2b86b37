"""Identity numbers: citizens (GB 11643), residence permits 81/82/83, permanent residents 9….

The address code tells where a number was issued and when; divisions come and go, so an
unknown one is never an error. A number is read, never looked up.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul

from hrdesk.domain.checked import Checked
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
#: What the weights make of the codes of seventeen zeros: digits are added up by their codes.
_CODES_OF_ZERO = ord("0") * sum(_WEIGHTS)
_CHECK_CHARACTERS = "10X98765432"
_LENGTH = 18
_FORMER_LENGTH = 15
_FORMER_CENTURY = "19"
_WELL_FORMED = re.compile(r"[0-9]{17}[0-9X]")
_FORMER_CITIZEN = re.compile(r"[0-9]{15}")
#: Permanent residence permits issued before December 2023: nationality, then digits whose
#: check this program has no published text for.
_FORMER_PERMIT = re.compile(r"[A-Z]{3}[0-9]{12}")
_RESIDENCE_PERMIT_REGIONS = ("81", "82", "83")
_OLDEST_PLAUSIBLE_YEARS = 120


class IdentityKind(StrEnum):
    """Whose number it is."""

    RESIDENT = "resident"
    HK_MO_TW = "hk_mo_tw"
    PERMANENT_RESIDENT = "permanent_resident"


class Sex(StrEnum):
    """What the sequence number of an identity number tells: odd is male, even female."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Identity:
    """A number that passed its checks, in the one form in which numbers are compared.

    `birth` and `sex` are None for permanent residence permits of the former 15 characters.
    `region` is the six-digit address code, for a permanent resident that of the province
    of issue, "" where the number tells none.
    """

    number: str
    kind: IdentityKind
    birth: date | None
    sex: Sex | None
    region: str


def normalised_identity(text: str) -> str:
    """Return the one form in which identity numbers are compared (RELIABILITY P7).

    Full-width forms become ASCII, spaces go, letters are upper case, the 15 digits of a
    former citizen's number become its 18. The text need not be a valid number.
    """
    number = ascii_identifier(text)
    return _lengthened(number) if _FORMER_CITIZEN.fullmatch(number) else number


def check_character(first_seventeen: str) -> str:
    """Return the check character of 17 digits: ISO 7064 MOD 11-2 (GB 11643-1999, annex A)."""
    digits = first_seventeen.encode()
    if len(digits) != len(_WEIGHTS) or not digits.isdigit():
        raise ValueError("a check character stands behind 17 digits")
    return _CHECK_CHARACTERS[(sum(map(mul, digits, _WEIGHTS)) - _CODES_OF_ZERO) % 11]


def read_identity(text: str, today: date) -> Checked[Identity]:
    """Return the identity of a typed number, or what is wrong with it.

    `today` bounds the birth date. Problems: `identity.length`, `identity.character`,
    `identity.birth_impossible`, `identity.birth_future`, `identity.check_character`.
    Hints: `identity.former_citizen`, `identity.former_permit`, `identity.very_old`.
    """
    typed = ascii_identifier(text)
    if _FORMER_PERMIT.fullmatch(typed):
        permit = Identity(typed, IdentityKind.PERMANENT_RESIDENT, None, None, "")
        return Checked(permit, hints=(Problem("identity.former_permit"),))
    number = normalised_identity(typed)
    problem = _shape_problem(number)
    birth = _birth(number) if problem is None else None
    problem = problem or _content_problem(number, birth, today)
    if problem is not None:
        return Checked(problem=problem)
    identity = _identity(number, birth)
    return Checked(identity, hints=_hints(typed, identity, today))


def _lengthened(former: str) -> str:
    digits = former[:6] + _FORMER_CENTURY + former[6:]
    return digits + check_character(digits)


def _shape_problem(number: str) -> Problem | None:
    if _WELL_FORMED.fullmatch(number):
        return None
    if len(number) not in {_LENGTH, _FORMER_LENGTH}:
        return Problem("identity.length", values={"n": str(len(number))})
    for position, char in enumerate(number, start=1):
        if char in "0123456789" or (char == "X" and position == _LENGTH):
            continue
        return Problem("identity.character", values={"position": str(position), "character": char})
    return None


def _content_problem(number: str, birth: date | None, today: date) -> Problem | None:
    if birth is None:
        digits = number[6:14]
        shown = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        return Problem("identity.birth_impossible", values={"birth": shown})
    if birth > today:
        return Problem("identity.birth_future", values={"birth": birth.isoformat()})
    expected = check_character(number[:17])
    if number[17] != expected:
        return Problem(
            "identity.check_character", values={"expected": expected, "found": number[17]}
        )
    return None


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _identity(number: str, birth: date | None) -> Identity:
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    kind, region = IdentityKind.RESIDENT, number[:6]
    if number.startswith(_RESIDENCE_PERMIT_REGIONS):
        kind = IdentityKind.HK_MO_TW
    elif number.startswith("9"):
        kind, region = IdentityKind.PERMANENT_RESIDENT, number[1:3] + "0000"
    return Identity(number, kind, birth, sex, region)


def _hints(typed: str, identity: Identity, today: date) -> tuple[Problem, ...]:
    hints = []
    if len(typed) == _FORMER_LENGTH:
        hints.append(Problem("identity.former_citizen", values={"number": identity.number}))
    if identity.birth is not None and today.year - identity.birth.year > _OLDEST_PLAUSIBLE_YEARS:
        hints.append(Problem("identity.very_old", values={"birth": identity.birth.isoformat()}))
    return tuple(hints)
