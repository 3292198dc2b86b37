"""Sentences of the pack filled with the numbers of a verdict."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.money import grouped
from hrdesk.rules.verdict import Coded, Number

_LONGEST = 200


def filled(
    sentence: str,
    numbers: Mapping[str, Number],
    labels: Mapping[str, str],
    words: Mapping[str, str],
) -> str:
    """Return one line with every placeholder filled.

    Dates stand as `2024-05-10`, amounts in groups of thousands, codes in the pack's words
    (an unlisted code as it came); the word `unknown` stands for what no record says.
    """
    shown = {}
    for name, number in numbers.items():
        if isinstance(number, date):
            shown[name] = number.isoformat()
        elif isinstance(number, Coded):
            shown[name] = labels.get(f"{number.fact}.{number.code}") or one_line(number.code)
        elif isinstance(number, Decimal):
            shown[name] = grouped(number)
        elif isinstance(number, str):
            shown[name] = one_line(number)
        else:
            shown[name] = words["unknown"] if number is None else str(number)
    return sentence.format_map(shown)


def one_line(text: str) -> str:
    """Return a text without line breaks and invisible controls, cut where it is endless."""
    visible = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf")
    )
    line = " ".join("".join(visible).split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
