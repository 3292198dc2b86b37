"""Renders many forms as one PDF with a list on top; each page is as in its form alone.

Forms are drawn, written and let go one after the other. The list is drawn last, when the
page of each form is known, and put first. Forms begin on odd pages, so that printing on both
sides keeps them apart: a list or form of odd pages has a blank one behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from hrdesk.printing.annex_blocks import AnnexBlocks
from hrdesk.printing.approval_form import (
    PrintReport,
    draw_foot,
    draw_pages,
    lay_out,
    lay_out_front,
)
from hrdesk.printing.cover_list import CoverList
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.pagination import Page
from hrdesk.printing.painter import new_canvas
from hrdesk.printing.sheet import Footer, Section, Sheet, TextBlock, texts_of
from hrdesk.printing.streamed_file import StreamedFile
from hrdesk.printing.typesetting import Typesetter

_GAP = 10.0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form that was drawn: its case number with label, the page of the forms it began on.

    `open_pages` are those whose feet are still to come.
    """

    case_number: str
    page: int
    open_pages: Sequence[str]


def render_approval_forms(
    sheets: Iterable[Sheet],
    cover: CoverList | None,
    target: BinaryIO,
    fonts: FontBook,
    footers: Callable[[], Sequence[Footer]] | None = None,
) -> PrintReport:
    """Write the forms and their list to `target` as they are drawn.

    `footers` is asked once all else is drawn, and gives the texts of the feet by form, in
    place of those of the sheets: they name copies that are counted only then. Equal sheets
    give equal bytes. Raises MissingGlyph (`print.no_glyph`) for a character that no font has,
    and ValueError for a list that does not name the forms one by one; what was written until
    then is no whole file.
    """
    forms = _FormFile(cover.title if cover else "", target, fonts)
    for sheet in sheets:
        forms.add(sheet, footed=footers is None)
    if cover is not None:
        forms.put_on_top(cover)
    if footers is not None:
        forms.put_feet(footers())
    return forms.close()


class _FormFile:
    """A file of forms in the making."""

    def __init__(self, title: str, target: BinaryIO, fonts: FontBook) -> None:
        self._fonts = fonts
        self._setter = Typesetter(fonts)
        self._canvas = new_canvas(target, fonts, title)
        self._file = StreamedFile(self._canvas, target)
        self._entries: list[_Entry] = []
        self._system_fonts: set[str] = set()
        self._outline: list[tuple[str, str]] = []

    def add(self, sheet: Sheet, *, footed: bool) -> None:
        """Draw a form from an odd page on and write it, with its feet or open for them."""
        self._require(sheet)
        if self._file.pages % 2:
            self._canvas.showPage()
        begin = self._file.pages + 1
        self._mark(sheet.case_number)
        pages = lay_out(sheet, self._setter)
        draw_pages(self._canvas, sheet, pages, self._setter, footed=footed)
        open_pages = [] if footed else self._file.leave_open(len(pages))
        self._entries.append(_Entry(sheet.case_number, begin, open_pages))
        self._file.write_pages()

    def put_feet(self, footers: Sequence[Footer]) -> None:
        """Write the feet of the forms that are open for them."""
        for entry, footer in zip(self._entries, footers, strict=True):
            for number, name in enumerate(entry.open_pages, start=1):
                place = (number, len(entry.open_pages))
                draw_foot(self._canvas, footer, self._setter, place)
                self._file.end_page(name)

    def put_on_top(self, cover: CoverList) -> None:
        """Draw the list and put it before the forms."""
        self._require(cover)
        _agree(cover, self._entries)
        head = _head(cover)
        pages = self._cover_pages(cover, head, 0)
        lead = 0
        while lead != len(pages) + len(pages) % 2:
            lead = len(pages) + len(pages) % 2
            pages = self._cover_pages(cover, head, lead)
        before = self._file.pages
        self._mark(cover.title)
        self._outline.insert(0, self._outline.pop())
        draw_pages(self._canvas, head, pages, self._setter)
        if len(pages) % 2:
            self._canvas.showPage()
        self._file.move_to_front(self._file.pages - before)

    def close(self) -> PrintReport:
        """Write what the forms share; the file is whole then."""
        for key, title in self._outline:
            self._canvas.addOutlineEntry(title, key)
        self._file.close()
        return PrintReport(self._file.pages, tuple(sorted(self._system_fonts)))

    def _require(self, value: Sheet | CoverList) -> None:
        texts = tuple(texts_of(value))
        self._fonts.require(texts)
        self._system_fonts.update(self._fonts.system_fonts(texts))

    def _mark(self, title: str) -> None:
        """Let the outline lead to the page that is drawn next."""
        key = str(len(self._outline))
        self._canvas.bookmarkPage(key)
        self._outline.append((key, title))

    def _cover_pages(self, cover: CoverList, head: Sheet, lead: int) -> list[Page]:
        """Lay out the list as it is when `lead` pages lie before the forms."""
        begins = [str(entry.page + lead) for entry in self._entries]
        table = replace(
            cover.table,
            columns=(*cover.table.columns, cover.page),
            rows=tuple((*row, page) for row, page in zip(cover.table.rows, begins, strict=True)),
        )
        pages = lay_out_front(head, self._setter)
        pages.skip(_GAP)
        AnnexBlocks(self._setter, pages.width, pages.height).part(table).put(pages)
        return pages.pages


def _head(cover: CoverList) -> Sheet:
    """Return the list as a sheet without its table: title, totals, foot."""
    return Sheet(
        title=cover.title,
        case_number=cover.batch,
        received=cover.made,
        unit=cover.unit,
        sections=(Section("", (TextBlock(cover.totals),)),),
        footer=cover.footer,
    )


def _agree(cover: CoverList, entries: Sequence[_Entry]) -> None:
    """Refuse a list that names other forms than those drawn, or in another order (ValueError)."""
    if len(cover.table.rows) != len(entries):
        raise ValueError(f"the list has {len(cover.table.rows)} rows for {len(entries)} forms")
    for number, (row, entry) in enumerate(zip(cover.table.rows, entries, strict=True), start=1):
        if not row[cover.numbers] or row[cover.numbers] not in entry.case_number:
            raise ValueError(f"row {number} of the list names another case than form {number}")
