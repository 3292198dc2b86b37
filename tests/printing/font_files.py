"""Font files made for tests: a font of reportlab, changed table by table."""

import struct
from pathlib import Path

import reportlab

VERA = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()


def mapping_only(code_point: int, glyph: int = 36) -> bytes:
    """A font whose only character is `code_point`, mapped in format 12."""
    table = struct.pack(">HHHHL", 0, 1, 3, 10, 12)
    table += struct.pack(">HHLLLLLL", 12, 0, 28, 0, 1, code_point, code_point, glyph)
    font = bytearray(VERA)
    record = _record(font, b"cmap")
    struct.pack_into(">LL", font, record + 8, len(font), len(table))
    return bytes(font) + table


def forbidding_embedding(font: bytes) -> bytes:
    """The font with the licence bits "restricted" (OS/2 fsType 2)."""
    changed = bytearray(font)
    (start,) = struct.unpack_from(">L", changed, _record(changed, b"OS/2") + 8)
    struct.pack_into(">H", changed, start + 8, 0x0002)
    return bytes(changed)


def _record(font: bytearray, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    places = [12 + 16 * number for number in range(count)]
    return next(place for place in places if font[place : place + 4] == tag)
