"""A template's workbook: its parts, its sheets as scanned, its names, the values of its lists."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from hrdesk.domain.errors import InvalidInput
from hrdesk.workbooks.foreign_parts import Parts
from hrdesk.workbooks.foreign_workbook import SheetEntry, WorkbookListing, workbook_parts
from hrdesk.workbooks.foreign_xml import parsed
from hrdesk.workbooks.template_lists import ListValues
from hrdesk.workbooks.template_scan import scan_template_sheet, unescaped
from hrdesk.workbooks.template_sheet import TemplateSheet

_SHARED = "sharedstrings.xml"


class TemplateBook:
    """The parts of a template; its sheets are scanned when they are asked for.

    `names` are the workbook's names in lower case, each with its formula; `values` reads lists;
    `styles_part` is the name of its styles. Raises InvalidInput `template_file.no_styles`.
    """

    def __init__(self, content: bytes) -> None:
        self.parts = workbook_parts(content)
        self.listing = WorkbookListing(self.parts)
        self.styles_part = _styles_part(self.parts)
        self._shared = _shared_texts(self.parts)
        self._scanned: dict[str, TemplateSheet] = {}
        names = self.listing.defined_names()
        self.names = {name.lower(): formula for name, formula in names}
        self.values = ListValues(self.sheet_by_name, self.names)

    def sheet(self, entry: SheetEntry) -> TemplateSheet:
        """Return a sheet; raises as `scan_template_sheet`."""
        if entry.part not in self._scanned:
            content = self.parts[entry.part]
            self._scanned[entry.part] = scan_template_sheet(content, self._shared, entry.name)
        return self._scanned[entry.part]

    def without_lists(self, entry: SheetEntry) -> TemplateSheet:
        """Return a sheet without the values of lists that it keeps beside its table.

        They are neither titles nor data. Raises as `scan_template_sheet`.
        """
        sheet = self.sheet(entry)
        kept = set(self.values.sources(sheet))
        texts = {
            spot: text
            for spot, text in sheet.texts.items()
            if not any(area.holds(*spot) for area in kept)
        }
        return replace(sheet, texts=texts)

    def sheet_by_name(self, name: str) -> TemplateSheet | None:
        """Return a sheet by its name in any case, or None."""
        for entry in self.listing.sheets:
            if entry.name.casefold() == name.casefold():
                return self.sheet(entry)
        return None


def _styles_part(parts: Parts) -> str:
    for name in parts:
        if name.lower().endswith("xl/styles.xml"):
            return name
    raise InvalidInput("template_file.no_styles")


def _shared_texts(parts: Parts) -> tuple[str, ...]:
    """Return the texts that cells share, without the readings above them."""
    part = next((part for name, part in parts.items() if name.lower().endswith(_SHARED)), None)
    if part is None:
        return ()
    return tuple(unescaped("".join(_texts(item))) for item in parsed(part))


def _texts(item: "ET.Element") -> Iterator[str]:
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from _texts(child)
