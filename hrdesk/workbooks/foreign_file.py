"""Reading a list that somebody else made: .xlsx, .xls, or text between separators.

What a file is says its content, never its name. Nothing in it is executed, and nothing of it
is believed before it was counted; run this in a process of its own all the same
(`services.list_reading`), where time and memory have limits.
"""

import re
from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.domain.foreign_sheet import ForeignFile
from hrdesk.workbooks.foreign_old import is_encrypted, read_old
from hrdesk.workbooks.foreign_text import read_text_list
from hrdesk.workbooks.foreign_workbook import read_workbook

_MIB = 1024 * 1024
MOST_BYTES = 20 * _MIB
_ZIP, _COMPOUND = b"PK", bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|table|meta|div|script|style)", re.I)
_XML_SHEET = re.compile(rb"\s*<\?xml|\s*<\?mso-application|\s*<(?:\w+:)?Workbook")
_OTHER_MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_foreign(content: bytes) -> ForeignFile:
    """Return the sheets of a file by its content.

    Raises InvalidInput `list_file.…` with what it is instead, or which limit it breaks.
    """
    if content.startswith(_COMPOUND):
        return read_old(content)
    if content.startswith(_ZIP):
        return read_workbook(content)
    _refuse_others(content)
    return read_text_list(content)


def file_content(path: Path) -> bytes:
    """Return the bytes of a file that is not too large and not empty.

    Raises InvalidInput `list_file.too_large` (most), `list_file.empty`, and EnvironmentFault
    `list_file.unreadable` (reason) when the drive does not give it.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault("list_file.unreadable", reason=error.strerror or "") from None
    if len(content) > MOST_BYTES:
        raise InvalidInput("list_file.too_large", most=MOST_BYTES // _MIB)
    if not content:
        raise InvalidInput("list_file.empty")
    return content


def refuse_other_kinds(content: bytes, key: str) -> None:
    """Refuse what is no .xlsx file, with a key of the caller's.

    Raises InvalidInput `list_file.empty`, `list_file.encrypted` and `list_file.web_page` where
    one can say more.
    """
    if content.startswith(_ZIP):
        return
    if not content:
        raise InvalidInput("list_file.empty")
    if is_encrypted(content):
        raise InvalidInput("list_file.encrypted")
    if _MARKUP.match(content[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise InvalidInput("list_file.web_page")
    raise InvalidInput(key)


def _refuse_others(content: bytes) -> None:
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head):
        raise InvalidInput("list_file.web_page")
    if _XML_SHEET.match(head):
        raise InvalidInput("list_file.xml_sheet")
    if content.startswith(_UTF16):
        raise InvalidInput("list_file.utf16")
    if content.startswith(_OTHER_MAGIC) or b"\0" in content:
        raise InvalidInput("list_file.other_file")
