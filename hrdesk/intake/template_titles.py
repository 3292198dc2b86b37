"""Headers of a platform's template: what is compared of them, and what their marks say."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hrdesk.intake.titles import plain_title

#: What stands between words in the catalogue (U+3001), and between the rows of one header.
BETWEEN, LEVEL = "\u3001", "/"
#: A bracket with what it holds: round, square, lenticular (U+3010), tortoise shell (U+3014).
_BRACKETED = re.compile("[(\\[\u3010\u3014][^)\\]\u3011\u3015]*[)\\]\u3011\u3015]")


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Words and signs in a header, as the catalogue lists them; all are plain."""

    required: tuple[str, ...]
    money: tuple[str, ...]
    not_money: tuple[str, ...]
    date: tuple[str, ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "HeaderWords":
        """Return the words of a page of the catalogue."""
        lists = {name: tuple(text.split(BETWEEN)) for name, text in words.items()}
        return cls(lists["required"], lists["money"], lists["not_money"], lists["date"])

    def is_required(self, header: str) -> bool:
        """Tell whether a header says that its column must be filled in."""
        return any(mark in _formed(header) for mark in self.required)

    def is_money(self, header: str) -> bool:
        """Tell whether a header says that its column holds yuan in figures."""
        formed = _formed(header)
        named = any(word in formed for word in self.money)
        return named and not any(word in formed for word in self.not_money)

    def is_date(self, header: str) -> bool:
        """Tell whether a header says that its column holds days."""
        return any(word in _formed(header) for word in self.date)

    def unmarked(self, header: str) -> str:
        """Return the plain title of a header without what says that it is required."""
        plain = plain_title(header)
        for mark in self.required:
            plain = plain.replace(mark, "")
        return plain.replace("()", "").replace("[]", "").replace("\u3010\u3011", "")

    def spellings(self, header: str) -> Iterator[str]:
        """Yield what a header may be called, the closest first.

        As it stands; without what is bracketed; and both of its lowest row alone.
        """
        lowest = header.rsplit(LEVEL, 1)[-1]
        for text in dict.fromkeys((header, lowest)):
            whole = self.unmarked(text).replace(LEVEL, "")
            yield whole
            yield _BRACKETED.sub("", whole)


def _formed(header: str) -> str:
    formed = unicodedata.normalize("NFKC", header)
    return "".join(char for char in formed if not char.isspace())
