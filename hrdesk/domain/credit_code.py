"""Unified social credit codes of organizations (GB 32100-2015)."""

from hrdesk.domain.checked import Checked
from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import ascii_identifier

#: No I, O, S, V, Z: they are easily misread.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_DIGITS = ALPHABET[:10]
_LENGTH = 18
_DIVISION = range(2, 8)
#: Numbers that the code replaced: registration (15), organization code (9 characters).
_FORMER_LENGTHS = frozenset({9, 15})


def normalised_credit_code(text: str) -> str:
    """Return the one form in which credit codes are compared: ASCII, upper case, no separators."""
    return ascii_identifier(text).replace("-", "")


def check_character(first_seventeen: str) -> str:
    """Return the check character of 17 characters of the alphabet (weights 3^i mod 31)."""
    total = sum(
        ALPHABET.index(char) * pow(3, position, 31) for position, char in enumerate(first_seventeen)
    )
    return ALPHABET[-total % 31]


def read_credit_code(text: str) -> Checked[str]:
    """Return the credit code of a typed text, or what is wrong with it.

    Every prefix of the alphabet is taken (N2, A1 … beside 91, 92): the register of
    prefixes grows. Problems: `credit_code.former`, `credit_code.length`,
    `credit_code.character`, `credit_code.check_character`.
    """
    code = normalised_credit_code(text)
    problem = _shape_problem(code)
    if problem is not None:
        return Checked(problem=problem)
    expected = check_character(code[:17])
    if code[17] != expected:
        values = {"expected": expected, "found": code[17]}
        return Checked(problem=Problem("credit_code.check_character", values=values))
    return Checked(code)


def _shape_problem(code: str) -> Problem | None:
    if len(code) in _FORMER_LENGTHS:
        return Problem("credit_code.former", values={"n": str(len(code))})
    if len(code) != _LENGTH:
        return Problem("credit_code.length", values={"n": str(len(code))})
    for index, char in enumerate(code):
        if char not in (_DIGITS if index in _DIVISION else ALPHABET):
            values = {"position": str(index + 1), "character": char}
            return Problem("credit_code.character", values=values)
    return None
