"""The parts of a workbook that somebody sent: counted while they are inflated, or refused.

A zip archive says of itself how large its parts are, and a hostile one lies. Each part is
inflated here once, with its limits and its checksum; what passes is what the archive says.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from hrdesk.domain.errors import InvalidInput

_MIB = 1024 * 1024
MOST_INFLATED = 200 * _MIB
MOST_RATIO = 100
MOST_PARTS = 2_000
#: A small file of many equal lines may shrink further than any list of people does.
_HARMLESS = 5 * _MIB
_CHUNK = 256 * 1024
_LOCAL_HEADER = 30
_DEFLATED = -zlib.MAX_WBITS
#: Declarations of entities, in any of the encodings that XML parts may have.
_DECLARING = b"!"
_DECLARED = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)")
_MACROS = re.compile(r"vbaProject\.bin\Z|(?:\A|/)macrosheets/", re.IGNORECASE)
_ENCRYPTED_FLAG = 0x1

Parts = Mapping[str, bytes]


def read_parts(content: bytes) -> Parts:
    """Return the XML parts of an .xlsx file by name.

    Raises InvalidInput: `list_file.damaged`, `list_file.many_parts` (n, most),
    `list_file.inflates` (most), `list_file.macros`, `list_file.binary`, `list_file.encrypted`,
    `list_file.entities` (part), `list_file.other_file` where the archive is no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        raise InvalidInput("list_file.damaged") from None
    _check_names([entry.filename for entry in entries])
    parts: dict[str, bytes] = {}
    allowed = min(MOST_INFLATED, max(_HARMLESS, MOST_RATIO * len(content)))
    for entry in entries:
        part = _inflated(content, entry, allowed)
        allowed -= len(part)
        if entry.filename.endswith((".xml", ".rels")):
            # The sign itself is found at once; most parts do not have it.
            if _DECLARING in part and _DECLARED.search(part):
                raise InvalidInput("list_file.entities", part=entry.filename)
            parts[entry.filename] = part
    return parts


def _check_names(names: list[str]) -> None:
    if len(names) > MOST_PARTS:
        raise InvalidInput("list_file.many_parts", n=len(names), most=MOST_PARTS)
    if len(set(names)) != len(names):
        raise InvalidInput("list_file.damaged")
    if any(_MACROS.search(name) for name in names):
        raise InvalidInput("list_file.macros")
    if "xl/workbook.bin" in names:
        raise InvalidInput("list_file.binary")
    if "[Content_Types].xml" not in names or not any("workbook" in name for name in names):
        raise InvalidInput("list_file.other_file")


def _inflated(content: bytes, entry: zipfile.ZipInfo, allowed: int) -> bytes:
    """Return a part, inflated from the bytes that stand there whatever its header says."""
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise InvalidInput("list_file.encrypted")
    packed = packed_part(content, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        part = _deflated(packed, allowed)
    else:
        raise InvalidInput("list_file.damaged")
    if len(part) > allowed:
        raise _too_much()
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        raise InvalidInput("list_file.damaged")
    return part


def packed_part(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a part as they are packed; InvalidInput `list_file.damaged`."""
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise InvalidInput("list_file.damaged")
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    begin = start + _LOCAL_HEADER + names
    packed = content[begin : begin + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise InvalidInput("list_file.damaged")
    return packed


def _deflated(packed: bytes, allowed: int) -> bytes:
    inflater, pieces, size = zlib.decompressobj(_DEFLATED), [], 0
    try:
        while not inflater.eof:
            piece = inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
            size += len(piece)
            if size > allowed:
                raise _too_much()
            if not piece and not packed:
                break
            pieces.append(piece)
    except zlib.error:
        raise InvalidInput("list_file.damaged") from None
    if not inflater.eof or inflater.unused_data:
        raise InvalidInput("list_file.damaged")
    return b"".join(pieces)


def _too_much() -> InvalidInput:
    return InvalidInput("list_file.inflates", most=MOST_INFLATED // _MIB, ratio=MOST_RATIO)
