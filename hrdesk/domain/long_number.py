"""Long numbers that a spreadsheet took for amounts: it keeps 15 digits and loses the others.

What is lost cannot be guessed. A power of ten is never a number of a person or an account; 15
digits with zeros after them may be one, so a person says so.
"""

import re

from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier, trimmed

#: Stands behind a pasted number until a person has looked at it; it goes with the text into
#: drafts, copies and other rows.
DOUBT = "?"
_POWER_OF_TEN = re.compile(r"[0-9](?:\.[0-9]*)?E[+-]?[0-9]{1,3}")
#: One zero alone ends every tenth number of 16 digits; several are a sign.
_ZEROS = re.compile(r"[1-9][0-9]{14}0{2,}")


def is_spoiled(text: str) -> bool:
    """Tell whether a spreadsheet has, or may have, lost digits of a pasted number."""
    number = ascii_identifier(text)
    power, zeros = _POWER_OF_TEN.fullmatch(number), _ZEROS.fullmatch(number.removesuffix(DOUBT))
    return power is not None or zeros is not None


def may_be_spoiled(text: str) -> bool:
    """Tell whether a number looks as if a spreadsheet had put zeros for its last digits."""
    number = ascii_identifier(text)
    return number.endswith("00") and _ZEROS.fullmatch(number) is not None


def pasted_number(text: str) -> str:
    """Return a pasted number as a cell takes it: `DOUBT` behind it where zeros may be lost digits.

    Whoever takes the mark away, or types the number, has looked at it.
    """
    return f"{trimmed(text)}{DOUBT}" if may_be_spoiled(text) else text


def spoiled_problem(text: str) -> Problem | None:
    """Return what a spreadsheet did to a number: `digits.power_of_ten` (text), `digits.zeros`."""
    number = ascii_identifier(text)
    if _POWER_OF_TEN.fullmatch(number):
        return Problem("digits.power_of_ten", values={"text": trimmed(text)})
    if number.endswith(DOUBT) and may_be_spoiled(number.removesuffix(DOUBT)):
        return Problem("digits.zeros")
    return None
