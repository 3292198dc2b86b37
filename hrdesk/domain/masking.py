"""Personal values as lists, notices and messages show them (RELIABILITY P12).

A text that is too short to be what it should be is hidden whole: a draft may hold anything.
"""

import re

_STAR = "*"
#: Nine digits or more, of whatever width and with whatever stands between them but words, may be
#: a number of a person (which may end in X), an account or a telephone.
_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){8,}(?:[\W_]{0,3}[Xx\uff38\uff58](?![^\W_]))?")
_DAY = r"(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?(?:[ T]\d\d:\d\d(?::\d\d)?)?"
#: Days, months and spans of them have as many digits and are nobody's number.
_DAYS = re.compile(rf"{_DAY}(?:[^\w./]{{1,3}}{_DAY})*")
_FEWEST_HIDDEN = 4
_END_STARS = 4
_MOST_APART = 4


def masked_identity(number: str) -> str:
    """Return an identity number without its birth date: the first six and last four characters."""
    return _masked(number, head=6, tail=4)


def masked_account(number: str) -> str:
    """Return an account number as stars and its last four digits; its length is hidden too."""
    return masked_end(number)


def masked_end(number: str) -> str:
    """Return the last four characters of a number behind stars: enough to tell two people apart."""
    if len(number) < _FEWEST_HIDDEN + 4:
        return _STAR * len(number)
    return _STAR * _END_STARS + number[-4:]


def masked_numbers(text: str) -> str:
    """Return a text of somebody with each number in it that may be personal behind stars."""
    return _NUMBER.sub(_hidden, text)


def masked_apart(number: str, other: str) -> tuple[str, str]:
    """Return two numbers behind stars that show where they begin to differ, and their ends.

    No more than four characters are seen besides the last four.
    """
    head = _alike(number, other)
    tail = _alike(number[head:][::-1], other[head:][::-1])
    return _apart(number, head, tail), _apart(other, head, tail)


def masked_phone(number: str) -> str:
    """Return a telephone number with its first three and last four characters."""
    return _masked(number, head=3, tail=4)


def _hidden(found: re.Match[str]) -> str:
    number = found.group()
    if _DAYS.fullmatch(number):
        return number
    return masked_end("".join(char for char in number if char.isalnum()))


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _apart(text: str, head: int, tail: int) -> str:
    apart = range(head, min(head + _MOST_APART, len(text) - tail))
    end = range(len(text) - 4, len(text))
    return "".join(char if n in apart or n in end else _STAR for n, char in enumerate(text))


def _masked(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < _FEWEST_HIDDEN:
        return _STAR * len(text)
    return text[:head] + _STAR * hidden + text[-tail:]
