"""What this machine can print: the fonts of the forms, asked while a text is still being typed.

A case that was accepted cannot be changed any more, so a character without a font is a problem
of the form and not first one of the printer. A draft may hold it like any other.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hrdesk.domain.errors import Problem
from hrdesk.domain.plain_text import code_point
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.rosters import RowReading
from hrdesk.intake.values import FieldValue

if TYPE_CHECKING:
    from hrdesk.printing.fonts import FontBook

Reading = TypeVar("Reading", EntryReading, RowReading)


def paper_fonts() -> "FontBook":
    """Return the fonts in which forms are printed, the same ones throughout the process."""
    from hrdesk.printing.fonts import font_book
    from hrdesk.reference.locations import resources_folder

    return font_book(resources_folder() / "fonts")


def load_fonts() -> None:
    """Parse the fonts now, so that the first form that is read need not wait for them."""
    paper_fonts().load()


def printable(reading: Reading) -> Reading:
    """Return what was read of a form or a row; a value that cannot be printed is a problem."""
    found = _unprintable(reading.values)
    if not found:
        return reading
    values = {key: value for key, value in reading.values.items() if key not in found}
    return replace(reading, values=values, problems={**reading.problems, **found})


def unprintable(where: str, text: str) -> Problem | None:
    """Return the problem of a text that no font prints, at a place, or None."""
    return _unprintable({where: text}).get(where)


def _unprintable(values: Mapping[str, FieldValue]) -> dict[str, Problem]:
    """Return `text.no_glyph` or `text.script` for each value that no font prints, by its field."""
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    lacking = paper_fonts().lacking(texts.values())
    if not lacking:
        return {}
    missing = {key: [char for char in text if char in lacking] for key, text in texts.items()}
    return {key: _problem(key, characters) for key, characters in missing.items() if characters}


def _problem(key: str, missing: list[str]) -> Problem:
    from hrdesk.printing.fonts import needs_shaping

    characters = list(dict.fromkeys(missing))
    values = {
        "characters": " ".join(characters),
        "code_points": " ".join(map(code_point, characters)),
    }
    # A font would not help: the letters of these scripts join or stack.
    if any(map(needs_shaping, characters)):
        return Problem("text.script", key, values)
    return Problem("text.no_glyph", key, values)
