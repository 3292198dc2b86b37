"""Formulas outside a filled sheet: whether they look at it, and how they are worked out anew."""

import re

from hrdesk.workbooks.template_book import TemplateBook

#: What may look at any sheet without naming it: addresses put together, columns of tables.
_ANYWHERE = re.compile(r"\b(?:INDIRECT|OFFSET)\s*\(|\[", re.IGNORECASE)
_CALCULATION = re.compile(rb"<((?:[\w.-]+:)?calcPr)\b([^>]*?)(/?)>")
_ON_LOAD = re.compile(rb"""\s+fullCalcOnLoad=(["'])([^"']*)\1""")
#: What stands before the settings of calculation (ECMA-376 part 1, 18.2.27), from behind.
_BEFORE = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def recalculated(book: TemplateBook, part: str, name: str) -> bytes | None:
    """Return the part `workbook.xml` that has everything worked out anew when it is opened.

    None where no formula of another sheet looks at the sheet of this part and name, or the
    template says so itself.
    """
    if not _looked_at(book, part, name):
        return None
    content = book.parts[book.listing.part]
    found = _CALCULATION.search(content)
    if found is None:
        return _with_setting(content)
    said = _ON_LOAD.search(found[2])
    if said is not None and said[2] in (b"1", b"true"):
        return None
    attributes = _ON_LOAD.sub(b"", found[2]) + b' fullCalcOnLoad="1"'
    tag = b"<" + found[1] + attributes + found[3] + b">"
    return content[: found.start()] + tag + content[found.end() :]


def _looked_at(book: TemplateBook, part: str, name: str) -> bool:
    wanted = name.casefold().replace("'", "''")
    names = {each for each, formula in book.names.items() if wanted in formula.casefold()}
    for entry in book.listing.sheets:
        if entry.part == part:
            continue
        for formula in book.sheet(entry).formula_texts:
            folded = formula.casefold()
            if (
                wanted in folded
                or _ANYWHERE.search(formula)
                or any(each in folded for each in names)
            ):
                return True
    return False


def _with_setting(content: bytes) -> bytes:
    for tag in _BEFORE:
        ends = list(re.finditer(rb"</((?:[\w.-]+:)?)" + tag + rb"\s*>", content))
        if ends:
            last = ends[-1]
            made = b"<" + last[1] + b'calcPr fullCalcOnLoad="1"/>'
            return content[: last.end()] + made + content[last.end() :]
    raise LookupError("a workbook without sheets")
