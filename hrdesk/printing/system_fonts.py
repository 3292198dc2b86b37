"""Finds a font of the machine that has a character which no bundled font has.

Only TrueType outlines can be embedded, and only where the font's licence bits (OS/2 fsType)
allow a subset; no more of a file is read than tells that and the characters. Layout of the
tables: ISO/IEC 14496-22 (OpenType).
"""

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_SUFFIXES = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_LICENCE_KINDS = 0x000F
_RESTRICTED = 0x0002
_NO_SUBSETS_OR_OUTLINES = 0x0300
_UNICODE_MAPS = frozenset({(3, 10), (3, 1), (0, 3), (0, 4), (0, 6)})


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font in a file; `index` counts the fonts of a collection from 0."""

    path: Path
    index: int


def usual_folders() -> tuple[Path, ...]:
    """Return the folders in which Windows and Linux keep fonts, those that exist."""
    home = Path.home()
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    ]
    if windows := os.environ.get("WINDIR"):
        folders.append(Path(windows) / "Fonts")
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    return tuple(folder for folder in folders if folder.is_dir())


def fonts_with(code_point: int, folders: Sequence[Path]) -> Iterator[FontFile]:
    """Yield the fonts with TrueType outlines that map the code point, in order of path.

    A file that cannot be read or is no font is passed over: it is not ours to judge.
    """
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES:
                for index, table in enumerate(_character_maps(path)):
                    if _maps(table, code_point):
                        yield FontFile(path, index)


def _character_maps(path: Path) -> list[bytes]:
    """Return the `cmap` table of each font in a file, b"" for one that cannot be embedded."""
    try:
        with path.open("rb") as file:
            tag, _, count = struct.unpack(">4sLL", file.read(12))
            offsets = struct.unpack(f">{count}L", file.read(4 * count)) if tag == b"ttcf" else (0,)
            return [_embeddable_map(file, offset) for offset in offsets]
    except (OSError, struct.error):
        return []


def _embeddable_map(file: BinaryIO, offset: int) -> bytes:
    """Return a font's `cmap` table, or b"" without outlines or where its licence bits forbid."""
    file.seek(offset + 4)
    (entries,) = struct.unpack(">H6x", file.read(8))
    records = struct.iter_unpack(">4sLLL", file.read(16 * entries))
    places = {tag: (start, length) for tag, _, start, length in records}
    if b"glyf" not in places or b"cmap" not in places:
        return b""
    if b"OS/2" in places:
        file.seek(places[b"OS/2"][0] + 8)
        (licence,) = struct.unpack(">H", file.read(2))
        if licence & _LICENCE_KINDS == _RESTRICTED or licence & _NO_SUBSETS_OR_OUTLINES:
            return b""
    start, length = places[b"cmap"]
    file.seek(start)
    return file.read(length)


def _maps(table: bytes, code_point: int) -> bool:
    if not table:
        return False
    try:
        (count,) = struct.unpack_from(">H", table, 2)
        for record in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * record)
            if (platform, encoding) in _UNICODE_MAPS and _glyph(table, offset, code_point):
                return True
    except struct.error:
        return False
    return False


def _glyph(table: bytes, offset: int, code_point: int) -> int:
    (kind,) = struct.unpack_from(">H", table, offset)
    if kind == 12:
        return _glyph_of_groups(table, offset, code_point)
    if kind == 4 and code_point <= 0xFFFF:
        return _glyph_of_segments(table, offset, code_point)
    return 0


def _glyph_of_groups(table: bytes, offset: int, code_point: int) -> int:
    # The groups stand in order; some fonts have thousands, and a machine has hundreds of fonts.
    (above,) = struct.unpack_from(">L", table, offset + 12)
    below = 0
    while below < above:
        group = (below + above) // 2
        first, last, glyph = struct.unpack_from(">LLL", table, offset + 16 + 12 * group)
        if first <= code_point <= last:
            return int(glyph) + code_point - int(first)
        if code_point < first:
            above = group
        else:
            below = group + 1
    return 0


def _glyph_of_segments(table: bytes, offset: int, code_point: int) -> int:
    (double,) = struct.unpack_from(">H", table, offset + 6)
    ends, starts = offset + 14, offset + 16 + double
    deltas, ranges = starts + double, starts + 2 * double
    for place in range(0, double, 2):
        (end,) = struct.unpack_from(">H", table, ends + place)
        if code_point > end:
            continue
        (start,) = struct.unpack_from(">H", table, starts + place)
        if code_point < start:
            return 0
        (delta,) = struct.unpack_from(">H", table, deltas + place)
        (skip,) = struct.unpack_from(">H", table, ranges + place)
        if skip == 0:
            return int(code_point + delta) & 0xFFFF
        (glyph,) = struct.unpack_from(">H", table, ranges + place + skip + 2 * (code_point - start))
        return int(glyph + delta) & 0xFFFF if glyph else 0
    return 0
