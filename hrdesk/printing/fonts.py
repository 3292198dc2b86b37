"""Which font each character is printed in, and how wide it is.

A role (Song, Hei, FangSong) names the font that text is meant for. A character it lacks is
taken from the other bundled fonts, then from a TrueType font of the machine; a character
that none has refuses the print before anything is drawn. Names are printed as they are
stored (NFC), never folded to a similar character.
"""

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from hrdesk.domain.errors import Fault
from hrdesk.printing.embedded_font import EmbeddedFont
from hrdesk.printing.system_fonts import FontFile, fonts_with, usual_folders

_SONG = "LXGWNeoZhiSong.ttf"
_HEI = "LXGWNeoXiHei.ttf"
_FANGSONG = "LXGWZhuqueFangsong-Regular.ttf"
_NUOSU = "NuosuSIL-Regular.ttf"
_EXCERPT = 60
_LOADING = Lock()
#: Unicode blocks: Hebrew to Syriac, Arabic and its forms; Indic scripts, Thai, Lao, Tibetan,
#: Myanmar; Khmer, Mongolian; Tai scripts; Phags-pa.
_SHAPED_SCRIPTS = (
    (0x0590, 0x08FF),
    (0x0900, 0x109F),
    (0x1780, 0x18AF),
    (0x1950, 0x1AAF),
    (0xA840, 0xA87F),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFE),
)
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co"})


class Role(StrEnum):
    """What a text is set in: Song body and figures, Hei headings, FangSong declarations."""

    SONG = "song"
    HEI = "hei"
    FANGSONG = "fangsong"


_ORDER = {
    Role.SONG: (_SONG, _HEI, _NUOSU, _FANGSONG),
    Role.HEI: (_HEI, _SONG, _NUOSU, _FANGSONG),
    Role.FANGSONG: (_FANGSONG, _SONG, _HEI, _NUOSU),
}


class MissingGlyph(Fault):
    """No font has a character of the text; key `print.no_glyph`.

    Values: `name` the text it stands in, `characters` the characters, `code_points` their
    code points (`U+2CB4E`), the last two separated by spaces.
    """


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's font, by its registered name, and its width at a size of 1 pt."""

    font: str
    width: float


class FontBook:
    """The fonts of one folder, loaded when first needed and kept for the process.

    `folder` holds the bundled files; `system_folders` are searched for what they lack
    (None: the usual folders of the machine). Several threads may use one book.
    """

    def __init__(self, folder: Path, system_folders: Sequence[Path] | None = None) -> None:
        self._folder = folder
        self._system_folders = system_folders
        self._glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in Role}
        self._from_system: dict[str, tuple[Glyph, str]] = {}
        # To look through the fonts of a machine takes long, and a form is read at each keystroke.
        self._nowhere: set[str] = set()

    def load(self) -> None:
        """Parse the bundled fonts now, so that the first text need not wait for them."""
        for name in _ORDER[Role.SONG]:
            self._load_bundled(name)

    def lacking(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the characters of these texts that no font has; line feeds are no glyphs.

        A font that is installed while the program runs is not noticed.
        """
        unknown = set().union(*texts) - self._glyphs[Role.SONG].keys() - {"\n"}
        return frozenset(char for char in unknown if self._find(Role.SONG, char) is None)

    def require(self, texts: Sequence[str]) -> None:
        """Refuse texts that cannot be printed in full (MissingGlyph)."""
        lacking = self.lacking(texts)
        for text in texts if lacking else ():
            missing = [char for char in dict.fromkeys(text) if char in lacking]
            if missing:
                raise _refusal(text, missing)

    def glyph(self, role: Role, char: str) -> Glyph:
        """Return font and width of a character (MissingGlyph if no font has it)."""
        glyph = self._find(role, char)
        if glyph is None:
            raise _refusal(char, [char])
        return glyph

    def widths(self, role: Role, text: str) -> list[float]:
        """Return the width of each character at a size of 1 pt."""
        known = self._glyphs[role]
        return [(known.get(char) or self.glyph(role, char)).width for char in text]

    def runs(self, role: Role, text: str) -> list[tuple[str, str, float]]:
        """Return the runs of one font: its registered name, the text, its start at 1 pt."""
        known = self._glyphs[role]
        glyphs = [known.get(char) or self.glyph(role, char) for char in text]
        if len({glyph.font for glyph in glyphs}) == 1:
            return [(glyphs[0].font, text, 0.0)]
        runs = []
        first, x = 0, 0.0
        for font, group in groupby(glyphs, attrgetter("font")):
            run = list(group)
            runs.append((font, text[first : first + len(run)], x))
            first += len(run)
            x += sum(glyph.width for glyph in run)
        return runs

    def system_fonts(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the PostScript names of the machine's fonts that these texts are printed in."""
        used = self._from_system.keys() & set().union(*texts)
        return tuple(sorted({self._from_system[char][1] for char in used}))

    def _find(self, role: Role, char: str) -> Glyph | None:
        known = self._glyphs[role]
        if char in self._nowhere:
            return None
        if char not in known:
            glyph = self._bundled(role, char) or self._of_system(char)
            if glyph is None:
                self._nowhere.add(char)
                return None
            known[char] = glyph
        return known[char]

    def _bundled(self, role: Role, char: str) -> Glyph | None:
        for name in _ORDER[role]:
            # FangSong has old-style digits; codes are set in one font, figures and letters alike.
            if role is Role.FANGSONG and name == _FANGSONG and char.isascii():
                continue
            font = self._load_bundled(name)
            if (width := _width(font, char)) is not None:
                return Glyph(font.fontName, width)
        return None

    def _load_bundled(self, name: str) -> EmbeddedFont:
        return _load(self._folder / name, 0, name.partition(".")[0])

    def _of_system(self, char: str) -> Glyph | None:
        if char in self._from_system:
            return self._from_system[char][0]
        # A private code has no agreed meaning: a machine's font could print any character for it.
        if unicodedata.category(char) in _UNPRINTABLE or needs_shaping(char):
            return None
        folders = usual_folders() if self._system_folders is None else self._system_folders
        for file in fonts_with(ord(char), folders):
            if (font := _load_of_system(file)) and (width := _width(font, char)) is not None:
                glyph = Glyph(font.fontName, width)
                self._from_system[char] = (glyph, font.face.name.decode("utf-8"))
                return glyph
        return None


@lru_cache(maxsize=4)
def font_book(folder: Path) -> FontBook:
    """Return the book of a folder of bundled fonts, the same one throughout the process."""
    return FontBook(folder)


def _refusal(text: str, missing: Sequence[str]) -> MissingGlyph:
    return MissingGlyph(
        "print.no_glyph",
        name=text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "\u2026",
        characters=" ".join(missing),
        code_points=" ".join(f"U+{ord(char):04X}" for char in missing),
    )


def _load(path: Path, index: int, name: str) -> EmbeddedFont:
    # Two threads that parsed one file each would leave two fonts of one name in one document.
    with _LOADING:
        return _parsed(path, index, name)


@lru_cache(maxsize=64)
def _parsed(path: Path, index: int, name: str) -> EmbeddedFont:
    """Parse a font file and make it known to reportlab under the name; once per process."""
    font = EmbeddedFont(name, str(path), index)
    pdfmetrics.registerFont(font)
    return font


def needs_shaping(char: str) -> bool:
    """Tell whether a character belongs to a script whose letters join, stack or run leftwards.

    One glyph after the other would print such a name wrong, so it is refused as without font.
    """
    return any(first <= ord(char) <= last for first, last in _SHAPED_SCRIPTS)


def _load_of_system(file: FontFile) -> EmbeddedFont | None:
    """Load a font of the machine; None where its tables are broken."""
    try:
        return _load(file.path, file.index, f"system-{file.path.stem}-{file.index}")
    except (TTFError, OSError, KeyError, IndexError, struct.error):
        return None


def _width(font: EmbeddedFont, char: str) -> float | None:
    code = ord(char)
    if unicodedata.category(char) in _UNPRINTABLE or not font.face.charToGlyph.get(code):
        return None
    return float(font.face.charWidths[code]) / 1000
