"""Initials of names, by which people are found from the keyboard without an input method.

Everyday readings come from pypinyin, character by character; `resources/surnames.toml` holds
the readings that differ in names. A name gets one reading: where two are usual, only one of
them is found.
"""

import os
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from hrdesk.domain.names import SEPARATOR, normalised_name
from hrdesk.domain.plain_text import ascii_forms
from hrdesk.reference.locations import resources_folder

# Its dictionary of phrases misreads given names, and reading it would hold the window for a
# tenth of a second. The environment is set here, not when pypinyin is needed: by then other
# threads run, and changing it under them is not safe.
os.environ["PYPINYIN_NO_PHRASES"] = "1"


@dataclass(frozen=True, slots=True)
class _Readings:
    """Initials of surnames by their characters, and of characters within names."""

    surnames: Mapping[str, str]
    longest: int
    characters: Mapping[str, str]


def initials(name: str) -> str:
    """Return the upper-case Latin initials of a name, "" where nothing in it has a reading.

    One letter for each Chinese character and each Latin word. What has no reading (Yi
    syllables, some rare characters, digits) is skipped; no text raises.
    """
    text = unicodedata.normalize("NFC", normalised_name(ascii_forms(name)))
    surname = "" if SEPARATOR in text else _surname(text)
    head = _readings().surnames.get(surname, "")
    return head + "".join(_letters(text[len(surname) :]))


def _surname(text: str) -> str:
    readings = _readings()
    for length in range(readings.longest, 0, -1):
        if text[:length] in readings.surnames:
            return text[:length]
    return ""


def _letters(text: str) -> Iterator[str]:
    within_word = False
    for char in text:
        latin = _latin(char)
        if latin and not within_word:
            yield latin
        elif not latin:
            yield _read(char)
        within_word = bool(latin) or (within_word and unicodedata.combining(char) > 0)


def _latin(char: str) -> str:
    """Return the basic letter of a Latin letter with or without marks, else ""."""
    first = unicodedata.normalize("NFKD", char).upper()[0]
    return first if first.isascii() and first.isalpha() else ""


def _read(char: str) -> str:
    known = _readings().characters.get(char)
    if known is not None:
        return known
    from pypinyin import lazy_pinyin

    return "".join(_latin(syllable) for syllable in lazy_pinyin(char, errors="ignore"))


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    source = (resources_folder() / "surnames.toml").read_text(encoding="utf-8-sig")
    tables = tomllib.loads(source)
    surnames = {name: _first_letters(text) for name, text in tables["surnames"].items()}
    return _Readings(
        surnames,
        max(map(len, surnames), default=0),
        {char: _first_letters(text) for char, text in tables["names"].items()},
    )


def _first_letters(reading: str) -> str:
    return "".join(syllable[0].upper() for syllable in reading.split())
