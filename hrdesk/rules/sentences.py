"""Sentences of the pack filled with the numbers of a verdict."""

import string
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hrdesk.domain.dates import written_months
from hrdesk.domain.money import grouped
from hrdesk.rules.verdict import Coded, Grouped, Lines, Months, Number, Share

_LONGEST = 200
#: How many lines a sentence names before it only counts them.
_MOST_LINES = 6
#: The same days stand in case after case; to write one costs more than all else in a sentence.
_day = lru_cache(maxsize=4096)(date.isoformat)


class Wording:
    """The sentences of one condition or note, ready to be filled.

    `labels` are the pack's words for coded facts by `fact.code`, `words` those that belong to
    no single condition.
    """

    def __init__(
        self,
        sentences: Mapping[str, str],
        labels: Mapping[str, str],
        words: Mapping[str, str],
    ) -> None:
        self._templates = {key: _compiled(text) for key, text in sentences.items()}
        self._plain = {
            key: text.replace("{{", "{").replace("}}", "}")
            for key, text in sentences.items()
            if "%(" not in self._templates[key]
        }
        self._labels = labels
        self._words = words

    def filled(self, key: str, numbers: Mapping[str, Number]) -> str:
        """Return one line with every placeholder filled.

        Dates stand as `2024-05-10`, amounts in groups of thousands, codes in the pack's words
        (an unlisted code as it came); the word `unknown` stands for what no record says.
        """
        if not numbers:
            return self._plain[key]
        shown = {
            name: _day(number) if number.__class__ is date else self._shown(number)
            for name, number in numbers.items()
        }
        return self._templates[key] % shown

    def _shown(self, number: Number) -> object:
        if number.__class__ is int:
            return number
        if number is None:
            return self._words["unknown"]
        if isinstance(number, Coded):
            label = self._labels.get(f"{number.fact}.{number.code}")
            return label or one_line(number.code)
        if isinstance(number, Grouped):
            return self._words["separator"].join(
                self.filled(reason, {"months": months}) for reason, months in number.groups
            )
        if isinstance(number, Lines):
            named = [str(each) for each in number.numbers[:_MOST_LINES]]
            more = "…" if len(number.numbers) > _MOST_LINES else ""
            return self._words["separator"].join(named) + more
        return _written(number)


def _written(number: Number) -> str:
    """Return a number that needs none of the pack's words."""
    if isinstance(number, Decimal):
        return grouped(number)
    if isinstance(number, Months):
        return written_months(number.months)
    if isinstance(number, Share):
        return _share(number)
    return one_line(str(number))


def one_line(text: str) -> str:
    """Return a text without line breaks and invisible controls, cut where it is endless."""
    visible = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf")
    )
    line = " ".join("".join(visible).split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _share(number: Share) -> str:
    if number.whole == 0:
        return "0.00%"
    whole, rest = divmod(number.part * 10_000 // number.whole, 100)
    return f"{whole}.{rest:02d}%"


def _compiled(sentence: str) -> str:
    """Return a sentence with `%(name)s` for `{name}`: filled in one step, in C."""
    text = []
    for literal, name, _form, _conversion in string.Formatter().parse(sentence):
        text.append(literal.replace("%", "%%"))
        if name is not None:
            text.append(f"%({name})s")
    return "".join(text)
