"""Personal values as lists, notices and messages show them (RELIABILITY P12).

A text that is too short to be what it should be is hidden whole: a draft may hold anything.
"""

_STAR = "*"
_FEWEST_HIDDEN = 4
_END_STARS = 4


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


def masked_phone(number: str) -> str:
    """Return a telephone number with its first three and last four characters."""
    return _masked(number, head=3, tail=4)


def _masked(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < _FEWEST_HIDDEN:
        return _STAR * len(text)
    return text[:head] + _STAR * hidden + text[-tail:]
