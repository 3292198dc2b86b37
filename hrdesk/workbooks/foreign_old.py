"""Workbooks of the old binary kind (.xls, .et), in a compound file.

They show neither hidden lines nor formulas to the reader: that is said, and nothing guessed.
"""

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.foreign_sheet import FileKind, ForeignFile, ForeignSheet
from hrdesk.workbooks.foreign_cells import cells_of, opened
from hrdesk.workbooks.foreign_xml import MOST_SPANS


def read_old(content: bytes) -> ForeignFile:
    """Return the sheets of an .xls file.

    Raises InvalidInput: `list_file.encrypted`, `list_file.damaged`, `list_file.other_file` (a
    document of another program), `list_file.too_far`, `list_file.many_spans`.
    """
    if is_encrypted(content):
        raise InvalidInput("list_file.encrypted")
    if not (_names(content, "Workbook") or _names(content, "Book")):
        raise InvalidInput("list_file.other_file")
    book = opened(content)
    sheets = []
    for each in book.sheets_metadata:
        if each.typ != SheetTypeEnum.WorkSheet:
            continue
        lines = cells_of(book, each.name)
        spans = book.get_sheet_by_name(each.name).merged_cell_ranges or []
        if len(spans) > MOST_SPANS:
            raise InvalidInput(
                "list_file.many_spans", sheet=each.name, n=len(spans), most=MOST_SPANS
            )
        sheets.append(
            ForeignSheet(
                each.name,
                lines,
                hidden=each.visible != SheetVisibleEnum.Visible,
                spans=tuple((top, bottom, left, right) for (top, left), (bottom, right) in spans),
            )
        )
    return ForeignFile(FileKind.XLS, tuple(sheets), sees_all=False)


def is_encrypted(content: bytes) -> bool:
    """Tell whether a file is the compound file around a workbook with a password."""
    return _names(content, "EncryptedPackage")


def _names(content: bytes, stream: str) -> bool:
    """Tell whether a compound file has a stream of this name; names end with a zero."""
    return (stream + "\0").encode("utf-16-le") in content
