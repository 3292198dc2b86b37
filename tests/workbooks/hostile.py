"""Workbooks that are made to hurt, each with the refusal that is expected: `python -m
tests.workbooks.hostile FOLDER` writes them all into a folder."""

import io
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.workbooks.clumsy import saved

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MIB = 1024 * 1024


def plain() -> bytes:
    """An honest workbook to start from."""
    return saved([["姓名", "身份证号"], ["王强", "51"]])


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    return packed({**parts_of(plain()), name: part})


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return with_part(SHEET, xml.encode())


def zip_bomb() -> bytes:
    """60 MB of blanks in a part that no list needs."""
    return with_part("xl/media/image1.png", b" " * 60 * MIB)


def lying_header() -> bytes:
    """A part that says that it is small and is not."""
    bomb = bytearray(with_part(TEXTS, b"<sst>" + b" " * 40 * MIB + b"</sst>"))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", bomb, at + offset)[0] > MIB:
                struct.pack_into("<I", bomb, at + offset, 1000)
            at = bomb.find(mark, at + 4)
    return bytes(bomb)


def overlapping() -> bytes:
    """Many names for one large packed part: each is inflated and counted anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts_of(plain()).items():
            archive.writestr(name, part)
        archive.writestr("xl/media/a.png", b" " * 4 * MIB)
        info = archive.getinfo("xl/media/a.png")
        for n in range(300):
            twin = zipfile.ZipInfo(f"xl/media/b{n}.png")
            twin.header_offset, twin.CRC = info.header_offset, info.CRC
            twin.compress_size, twin.file_size = info.compress_size, info.file_size
            twin.compress_type = info.compress_type
            archive.filelist.append(twin)
    return made.getvalue()


def many_parts() -> bytes:
    return packed({**parts_of(plain()), **{f"xl/media/{n}.png": b"" for n in range(2_100)}})


def flood_of_texts() -> bytes:
    """One shared text of 4 MB, to which every cell refers."""
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 4 * MIB}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    return packed({**parts_of(sheet(rows)), TEXTS: texts})


def flood_within_limits() -> bytes:
    """A text that a cell may hold, shared by a million cells: gigabytes once they are read."""
    texts = f'<sst xmlns="{MAIN}"><si><t>{"字" * 32_000}</t></si></sst>'.encode()
    letters = [chr(65 + n) for n in range(26)] + [f"A{chr(65 + n)}" for n in range(26)]
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="s"><v>0</v></c>' for c in letters) + "</row>"
        for n in range(1, 19_000)
    )
    parts = parts_of(plain())
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return packed({**parts, SHEET: xml, TEXTS: texts})


def entities() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>', before=bomb)


def entities_in_utf16() -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><worksheet/>'
    return with_part(SHEET, xml.encode("utf-16"))


def merged(count: int) -> bytes:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, count + 1))
    return sheet("", f"<mergeCells>{ranges}</mergeCells>")


def encrypted() -> bytes:
    """The frame of an encrypted workbook: a compound file with the streams' names."""
    names = "".join(f"{name}\0" for name in ("EncryptionInfo", "EncryptedPackage"))
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + names.encode("utf-16-le") + b"\0" * 512


def old_and_broken() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 2000 + "Workbook\0".encode("utf-16-le")


def other_compound() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "WordDocument\0".encode("utf-16-le")


def with_macros() -> bytes:
    return with_part("xl/vbaProject.bin", b"macro")


def truncated() -> bytes:
    return plain()[:-400]


def flipped() -> bytes:
    """One bit of a packed part is another one."""
    content = bytearray(plain())
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 4
    return bytes(content)


CSV_HEAD = "姓名,身份证号,招用日期\n"
#: What each is refused with.
HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zip_bomb": (zip_bomb, "list_file.inflates"),
    "lying_header": (lying_header, "list_file.inflates"),
    "overlapping": (overlapping, "list_file.inflates"),
    "many_parts": (many_parts, "list_file.many_parts"),
    "flood_of_texts": (flood_of_texts, "list_file.long_text"),
    "flood_within_limits": (flood_within_limits, "list_file.too_heavy"),
    "cell_at_the_end": (
        lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "list_file.too_far",
    ),
    "cell_at_the_end_unordered": (
        lambda: sheet('<row><c t="str" r="XFD1048576"><v>1</v></c></row>'),
        "list_file.too_far",
    ),
    "entities": (entities, "list_file.entities"),
    "entities_in_utf16": (entities_in_utf16, "list_file.entities"),
    "macros": (with_macros, "list_file.macros"),
    "encrypted": (encrypted, "list_file.encrypted"),
    "truncated": (truncated, "list_file.damaged"),
    "flipped": (flipped, "list_file.damaged"),
    "old_and_broken": (old_and_broken, "list_file.damaged"),
    "other_compound": (other_compound, "list_file.other_file"),
    "web_page": (lambda: b"\xef\xbb\xbf<html><table><tr><td>1", "list_file.web_page"),
    "xml_sheet": (lambda: b'<?xml version="1.0"?><Workbook/>', "list_file.xml_sheet"),
    "utf16": (lambda: "姓名\t身份证号".encode("utf-16"), "list_file.utf16"),
    "pdf": (lambda: b"%PDF-1.7 ...", "list_file.other_file"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0", "list_file.other_file"),
    "no_text": (lambda: b"\xff\x80\x81,\xfe", "list_file.not_text"),
    "nothing": (lambda: b"", "list_file.empty"),
    "too_large": (lambda: b"a,b\n" * 6_000_000, "list_file.too_large"),
    "not_xml": (lambda: with_part(SHEET, b"<worksheet><sheetData>"), "list_file.damaged"),
    "undeclared_prefix": (
        lambda: with_part(BOOK, parts_of(plain())[BOOK].replace(b"<sheets>", b"<x:y/><sheets>")),
        "list_file.damaged",
    ),
    "archive": (lambda: packed({"a.txt": b"a"}), "list_file.other_file"),
    "binary_workbook": (lambda: packed({"xl/workbook.bin": b""}), "list_file.binary"),
    "merged": (lambda: merged(42_000), "list_file.many_spans"),
    "open_quote": (f'{CSV_HEAD}a,b,"c\na,b,c\n'.encode, "list_file.open_quote"),
    "swallowed_lines": (
        f'{CSV_HEAD}a,b,"c\na,b,c\na,b,c"\na,b,c\n'.encode,
        "list_file.swallowed",
    ),
    "doubled_line": (
        lambda: sheet('<row r="1"/><row r="2"/><row r="2"/>'),
        "list_file.doubled_line",
    ),
    "doubled_line_among_hidden": (
        lambda: sheet('<row r="1" hidden="1"/><row r="2"/><row r="2"/>'),
        "list_file.doubled_line",
    ),
    "doubled_cell": (
        lambda: sheet('<row r="1"><c r="A1"><v>1</v></c><c s="1" r="A1"><v>2</v></c></row>'),
        "list_file.doubled_cell",
    ),
    "cell_of_another_row": (
        lambda: sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A1"><v>2</v></c></row>'
        ),
        "list_file.doubled_cell",
    ),
    "long_line": (lambda: b"a," * 100 + b"a\n", "list_file.too_far"),
    "long_list": (lambda: b"a,b\n" * 20_100, "list_file.too_far"),
    "long_cell": (lambda: b"a," + b"b" * 200_000, "list_file.long_text"),
}


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
