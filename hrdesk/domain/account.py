"""Bank account numbers, as a payment needs them."""

import re

from hrdesk.domain.checked import Checked
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier, trimmed

#: Choices, not a standard: the shortest and longest numbers that domestic banks print.
SHORTEST, LONGEST = 8, 32
#: Payment cards (ISO/IEC 7812 in UnionPay's range) alone carry a Luhn digit.
_CARD = re.compile(r"62[0-9]{14,17}")


def normalised_account(text: str) -> str:
    """Return an account number in its one form: ASCII, without spaces and hyphens."""
    return ascii_identifier(text).replace("-", "")


def grouped_account(number: str) -> str:
    """Return an account number in groups of four, as cards and forms show it."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def passes_luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + index % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def broken_account(text: str) -> Problem | None:
    """Return why a text of two lines is not read as an account: each may be one, however short."""
    return Problem("account.line_break") if len(trimmed(text).splitlines()) > 1 else None


def read_account(text: str) -> Checked[str]:
    """Return the account number of a typed text, or what is wrong with it.

    Problems: `account.character`, `account.length`, `account.line_break`, `account.two` where
    white space stands between two numbers each of which may be one. A card number that fails its
    check digit is only a hint (`account.card_check`): passbook and company accounts have none.
    """
    if (broken := broken_account(text)) is not None:
        return Checked(problem=broken)
    number = normalised_account(text)
    wrong = next((char for char in number if char not in "0123456789"), None)
    if wrong is not None:
        return Checked(problem=Problem("account.character", values={"character": wrong}))
    if sum(len(normalised_account(part)) >= SHORTEST for part in text.split()) > 1:
        return Checked(problem=Problem("account.two"))
    if not SHORTEST <= len(number) <= LONGEST:
        values = {"n": str(len(number)), "least": str(SHORTEST), "most": str(LONGEST)}
        return Checked(problem=Problem("account.length", values=values))
    if _CARD.fullmatch(number) and not passes_luhn(number):
        return Checked(number, hints=(Problem("account.card_check"),))
    return Checked(number)
