"""Workbooks of the kind .xlsx: values by calamine, what it does not tell from the XML itself."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import FileKind, Flaw, ForeignFile, ForeignSheet
from hrdesk.workbooks.foreign_cells import cells_of, opened
from hrdesk.workbooks.foreign_looks import looks_of
from hrdesk.workbooks.foreign_parts import Parts, read_parts
from hrdesk.workbooks.foreign_xml import check_well_formed, parsed, scan_sheet

#: A hidden sheet whose first line says by which form this program made a workbook.
MARK_SHEET, MARK_WORD = "hrdesk", "hrdesk_form"
_MACRO_TYPE = b"macroEnabled"
_MARK = re.compile(r"[0-9a-f]{64}")
#: Excel itself keeps at most 32,767 characters in a cell; a character takes up to 6 bytes here.
_LONGEST_TEXT = 6 * 32_767
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


def read_workbook(content: bytes) -> ForeignFile:
    """Return the sheets of an .xlsx file; raises as `read_parts`, `scan_sheet` and `cells_of`.

    Besides `list_file.long_text` where a shared text is longer than any cell may hold.
    """
    parts = workbook_parts(content)
    listing = WorkbookListing(parts)
    looks = looks_of(parts)
    marks = {entry.name: scan_sheet(parts[entry.part], entry.name) for entry in listing.sheets}
    book = opened(content)
    if not set(marks) <= set(book.sheet_names):
        raise InvalidInput("list_file.damaged")
    sheets = []
    for entry in listing.sheets:
        scanned = marks[entry.name]
        sheets.append(
            ForeignSheet(
                entry.name,
                cells_of(book, entry.name),
                hidden=entry.hidden,
                flaws={**dict(looks.flaws(parts[entry.part])), **scanned.flaws},
                flawed_lines=dict.fromkeys(scanned.hidden_lines, Flaw.HIDDEN),
                formulas=frozenset(scanned.formulas),
                hidden_columns=frozenset(scanned.hidden_columns),
                spans=tuple(scanned.spans),
            )
        )
    mark = next((found for each in sheets if (found := _mark(each))), "")
    rows = tuple(each for each in sheets if not _mark(each))
    return ForeignFile(FileKind.XLSX, rows, mark, date_base_1904=listing.date_base_1904)


def workbook_parts(content: bytes) -> Parts:
    """Return the XML parts of an .xlsx file without macros and with texts that cells may hold.

    Raises as `read_parts`, and InvalidInput `list_file.long_text`.
    """
    parts = read_parts(content)
    if _MACRO_TYPE in parts["[Content_Types].xml"]:
        raise InvalidInput("list_file.macros")
    for name, part in parts.items():
        if name.lower().endswith("sharedstrings.xml"):
            _check_texts(part)
    return parts


def _mark(sheet: ForeignSheet) -> str:
    """Return the form hash of a sheet that carries the mark, or ""."""
    head = [cell for cell in sheet.lines[0][:2] if isinstance(cell, str)] if sheet.lines else []
    marked = sheet.hidden and len(head) == 2 and head[0] == MARK_WORD
    return head[1] if marked and _MARK.fullmatch(head[1]) else ""


def sheet_entries(parts: Parts) -> tuple[SheetEntry, ...]:
    """Return the worksheets of a workbook's parts in order; InvalidInput `list_file.damaged`."""
    return WorkbookListing(parts).sheets


class WorkbookListing:
    """What the part `workbook.xml` says; `part` is its name."""

    def __init__(self, parts: Parts) -> None:
        self.part = place = _workbook_part(parts)
        self._root = parsed(parts[place])
        self.sheets = tuple(self._entries(parts, place))
        if not self.sheets:
            raise InvalidInput("list_file.no_sheet")

    def _entries(self, parts: Parts, place: str) -> Iterator[SheetEntry]:
        targets = _targets(parts, place)
        for element in self._root.iter():
            if _local(element) != "sheet":
                continue
            link = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            part = targets.get(link, "")
            if not re.search(r"worksheets?/", part):
                continue
            if part not in parts:
                raise InvalidInput("list_file.damaged")
            hidden = element.get("state", "visible") != "visible"
            yield SheetEntry(element.get("name", ""), part, hidden)

    def defined_names(self) -> Iterator[tuple[str, str]]:
        """Yield the names that stand for ranges or values, each with its formula."""
        for element in self._root.iter():
            if _local(element) == "definedName":
                yield element.get("name", ""), element.text or ""

    @property
    def date_base_1904(self) -> bool:
        """Whether day numbers count from 1904."""
        return any(
            _local(each) == "workbookPr" and each.get("date1904", "") in _TRUE
            for each in self._root.iter()
        )


def _workbook_part(parts: Parts) -> str:
    for target in _targets(parts, "").values():
        if target in parts and b"sheets>" in parts[target]:
            return target
    raise InvalidInput("list_file.other_file")


def _targets(parts: Parts, place: str) -> dict[str, str]:
    """Return the parts to which a part refers, by the ids of its relations."""
    folder, name = posixpath.split(place)
    relations = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        raise InvalidInput("list_file.damaged")
    found = {}
    for element in parsed(relations):
        target = element.get("Target", "")
        joined = target if target.startswith("/") else posixpath.join(folder, target)
        found[element.get("Id", "")] = posixpath.normpath(joined).lstrip("/")
    return found


def _check_texts(content: bytes) -> None:
    check_well_formed(content)
    if any(len(text) > _LONGEST_TEXT for text in content.split(b"</si>")):
        raise InvalidInput("list_file.long_text")


def _local(element: "ET.Element") -> str:
    return element.tag.rpartition("}")[2]
