"""Renders a sheet as an A4 PDF: the form, its annex, and the foot of every page.

The pages are laid out first, so that every page knows how many there are and a text that
cannot be printed refuses before a byte is written. Equal sheets give equal bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4

from hrdesk.printing.annex_pages import annex_pages
from hrdesk.printing.display import MM, SOFT_INK, Item, RuleItem, Strip
from hrdesk.printing.fonts import FontBook, Role
from hrdesk.printing.form_blocks import FormBlocks
from hrdesk.printing.pagination import HEADING_WIDTH, Page, Pages
from hrdesk.printing.painter import Painter, new_canvas
from hrdesk.printing.qr_code import draw_qr
from hrdesk.printing.sheet import Align, Footer, Sheet, texts_of
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

LEFT = 28 * MM
"""Binding margin; the office files need at least 25 mm."""

_RIGHT = 17 * MM
_TOP = 11 * MM
_FOOT = 8 * MM
_QR_SIZE = 18 * MM
_BOTTOM = _FOOT + _QR_SIZE + 1 * MM
SIZE = WIDTH, HEIGHT = A4[0] - LEFT - _RIGHT, A4[1] - _TOP - _BOTTOM

_TITLE = Style(role=Role.HEI, size=18.0, align=Align.CENTRE)
_BASIS = Style(size=SMALL, align=Align.CENTRE)
_BASIS_GAP = 2.0
_LINE_GAP = 6.0
_LINE_SIZE = 10.0
_RUNNING = Style(size=SMALL, grey=SOFT_INK)
_RUNNING_GAP = 8.0
_FOOT_TEXT = Style(size=SMALL, grey=0.2)
_FOOT_GAP = 14.0
_FOOT_LEADING = 13.5


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What was printed: the number of pages, the PostScript names of the machine's fonts used.

    A font of the machine is one that the program does not bring along; the caller names it
    in the journal.
    """

    pages: int
    system_fonts: tuple[str, ...]


def render_approval_form(sheet: Sheet, target: BinaryIO, fonts: FontBook) -> PrintReport:
    """Write the sheet as PDF to `target`, in one go at the end.

    Raises MissingGlyph (`print.no_glyph`) for a character that no font has, before anything
    is written.
    """
    texts = tuple(texts_of(sheet))
    fonts.require(texts)
    setter = Typesetter(fonts)
    pages = lay_out(sheet, setter)
    canvas = new_canvas(target, fonts, f"{sheet.title} {sheet.case_number}")
    draw_pages(canvas, sheet, pages, setter)
    canvas.save()
    return PrintReport(len(pages), fonts.system_fonts(texts))


def draw_pages(
    canvas: Any, sheet: Sheet, pages: Sequence[Page], setter: Typesetter, *, footed: bool = True
) -> None:
    """Draw laid out pages with head and foot on a canvas of reportlab.

    Pages that are not `footed` lack the texts of their foot, which end a page: `draw_foot`.
    """
    painter = Painter(canvas, setter.fonts, LEFT, A4[1] - _TOP)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            painter.draw(_running_head(sheet, setter))
        _draw_content(canvas, page, painter, setter)
        _draw_code(canvas, sheet.footer.qr_payload)
        if footed:
            draw_foot(canvas, sheet.footer, setter, (number, len(pages)))
        canvas.showPage()


def draw_foot(canvas: Any, footer: Footer, setter: Typesetter, place: tuple[int, int]) -> None:
    """Draw the texts of a foot; `place` is the page's number and how many there are."""
    painter = Painter(canvas, setter.fonts, LEFT, A4[1] - _TOP)
    painter.draw(_foot_texts(footer, setter, *place), y=HEIGHT)


def _draw_content(canvas: Any, page: Page, painter: Painter, setter: Typesetter) -> None:
    if not page.sideways:
        painter.draw_page(page)
        return
    canvas.saveState()
    canvas.translate(LEFT, A4[1] - _TOP - HEIGHT)
    canvas.rotate(90)
    Painter(canvas, setter.fonts, 0.0, 0.0).draw_page(page)
    canvas.restoreState()


def lay_out(sheet: Sheet, setter: Typesetter) -> list[Page]:
    """Return the pages of form and annex, without head and foot."""
    pages = lay_out_front(sheet, setter).pages
    return pages if sheet.annex is None else pages + annex_pages(sheet.annex, setter, SIZE)


def lay_out_front(sheet: Sheet, setter: Typesetter) -> Pages:
    """Return the pages of the form without its annex, open for what follows."""
    pages = Pages(setter, WIDTH, HEIGHT)
    pages.put(_title_strip(sheet, setter))
    for section in sheet.sections:
        width = WIDTH - HEADING_WIDTH if section.heading else WIDTH
        blocks = FormBlocks(setter, width, HEIGHT)
        strips = [strip for block in section.blocks for strip in blocks.strips(block)]
        pages.put_table(strips, section.heading)
    for remark in sheet.remarks:
        setting = setter.wrap(remark, WIDTH, _FOOT_TEXT)
        pages.skip(3.0)
        for piece in setting.pieces(HEIGHT):
            pages.put(Strip(piece.height, piece.items(0.0, 0.0, WIDTH)))
    return pages


def _title_strip(sheet: Sheet, setter: Typesetter) -> Strip:
    title = setter.fit(sheet.title, WIDTH, _TITLE)
    items: list[Item] = [*title.items(0.0, 0.0, WIDTH)]
    top = title.height
    for text in sheet.basis:
        setting = setter.fit(text, WIDTH, _BASIS)
        items += setting.items(0.0, top + _BASIS_GAP, WIDTH)
        top += _BASIS_GAP + setting.height
    lowest = top
    for text, x, side, align in _line_under_title(sheet, setter):
        setting = setter.fit(text, side, Style(size=_LINE_SIZE, align=align))
        items += setting.items(x, top + _LINE_GAP, side)
        lowest = max(lowest, top + _LINE_GAP + setting.height)
    return Strip(lowest + 4, tuple(items))


def _line_under_title(
    sheet: Sheet, setter: Typesetter
) -> tuple[tuple[str, float, float, Align], ...]:
    """Return the three texts under the title with their places; what is long takes more."""
    left, middle, right = (
        sum(setter.fonts.widths(Role.SONG, text)) * _LINE_SIZE + 4
        for text in (sheet.case_number, sheet.received, sheet.unit)
    )
    third = WIDTH / 3
    if max(left, middle, right) > third and left + middle + right <= WIDTH:
        x = left + (WIDTH - left - middle - right) / 2
    else:
        left = middle = right = third
        x = third
    return (
        (sheet.case_number, 0.0, left, Align.LEFT),
        (sheet.received, x, middle, Align.CENTRE),
        (sheet.unit, WIDTH - right, right, Align.RIGHT),
    )


def _running_head(sheet: Sheet, setter: Typesetter) -> list[Item]:
    y = -4 * MM
    number = setter.fit(
        sheet.case_number, WIDTH / 2, Style(size=SMALL, grey=SOFT_INK, align=Align.RIGHT)
    )
    # A long title gets all that the number leaves: a second line would not stand above the rule.
    room = WIDTH - max(number.widths) - _RUNNING_GAP
    title = setter.fit(sheet.title, room, _RUNNING)
    return [
        *title.items(0.0, y - title.height, room),
        *number.items(WIDTH / 2, y - number.height, WIDTH / 2),
        RuleItem(0.0, y + 1.5, WIDTH, y + 1.5, 0.4, 0.6),
    ]


def _foot_texts(footer: Footer, setter: Typesetter, page: int, pages: int) -> list[Item]:
    """Return the lines of the foot, the last one level with the lower edge of the QR code."""
    counted = footer.page.replace("{pages}", str(pages)).replace("{page}", str(page))
    room = WIDTH - _QR_SIZE - _FOOT_GAP
    items: list[Item] = []
    bottom = _BOTTOM - _FOOT
    for line in reversed(((counted, footer.printed, footer.copy), (footer.audit,))):
        x = 0.0
        settings = [setter.fit(text, room, _FOOT_TEXT) for text in line if text]
        for setting in settings:
            if x > 0 and x + max(setting.widths) > room:
                x, bottom = 0.0, bottom - _FOOT_LEADING
            items += setting.items(x, bottom - setting.height, room)
            x += max(setting.widths) + _FOOT_GAP
        if settings:
            bottom -= max(setting.height for setting in settings) + 1.0
    return items


def _draw_code(canvas: Any, payload: str) -> None:
    if payload:
        draw_qr(canvas, LEFT + WIDTH - _QR_SIZE, _FOOT, _QR_SIZE, payload)
