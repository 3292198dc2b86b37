"""Renders the page on which a recovery key is kept: large groups, explanation, signatures."""

from typing import BinaryIO

from reportlab.lib.pagesizes import A4

from hrdesk.printing.display import INK, MM, SOFT_INK, FillItem, Item, RuleItem, TextItem
from hrdesk.printing.fonts import FontBook, Role
from hrdesk.printing.painter import Painter, new_canvas
from hrdesk.printing.sheet import Align, RecoverySheet, texts_of
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

_MARGIN = 28 * MM
_WIDTH = A4[0] - 2 * _MARGIN
_HEIGHT = A4[1] - 2 * _MARGIN
_COLUMNS = 4
_GROUP_HEIGHT = 50.0
_KEY_SIZE = 20.0
_CHAR_WIDTH = 17.0
_TITLE = Style(role=Role.HEI, size=20.0, align=Align.CENTRE)
_SUBTITLE = Style(size=11.0, grey=SOFT_INK, align=Align.CENTRE)
_TEXT = Style(size=11.0)
_ENVELOPE = Style(role=Role.HEI, size=12.0, align=Align.CENTRE)
_FOOT = Style(size=SMALL, grey=SOFT_INK)
_ENVELOPE_PAD = 14.0


def render_recovery_sheet(sheet: RecoverySheet, target: BinaryIO, fonts: FontBook) -> None:
    """Write the page as PDF to `target`.

    Raises MissingGlyph (`print.no_glyph`) for a character that no font has, and ValueError
    for more text than one page holds; in both cases nothing is written.
    """
    fonts.require(tuple(texts_of(sheet)))
    items = _lay_out(sheet, Typesetter(fonts))
    canvas = new_canvas(target, fonts, sheet.title)
    painter = Painter(canvas, fonts, _MARGIN, A4[1] - _MARGIN)
    painter.draw(items)
    canvas.showPage()
    canvas.save()


def _lay_out(sheet: RecoverySheet, setter: Typesetter) -> list[Item]:
    items: list[Item] = []
    y = 0.0
    for text, style, gap in (
        (sheet.title, _TITLE, 2.0),
        (sheet.subtitle, _SUBTITLE, 22.0),
        ("\n".join(sheet.explanation), _TEXT, 16.0),
    ):
        if text:
            setting = setter.wrap(text, _WIDTH, style)
            items += setting.items(0.0, y, _WIDTH)
            y += setting.height
        y += gap
    items += _key(sheet.key_groups, setter, y)
    y += _GROUP_HEIGHT * -(-len(sheet.key_groups) // _COLUMNS) + 18
    keeping = setter.wrap("\n".join(sheet.keeping), _WIDTH, _TEXT)
    items += keeping.items(0.0, y, _WIDTH)
    y += keeping.height + 30
    for number, label in enumerate(sheet.signatures):
        share = _WIDTH / len(sheet.signatures)
        items += setter.fit(label, share, _TEXT).items(number * share, y, share)
    y += 52
    y += _envelope(sheet.envelope, setter, y, items)
    if y > _HEIGHT:
        raise ValueError("the recovery sheet holds more text than one page")
    foot = setter.fit(sheet.footer, _WIDTH, _FOOT)
    return [*items, *foot.items(0.0, _HEIGHT - foot.height + _MARGIN / 3, _WIDTH)]


def _key(groups: tuple[str, ...], setter: Typesetter, top: float) -> list[Item]:
    """Return the groups in boxes, each character in a cell of one width, each group numbered."""
    width = _WIDTH / _COLUMNS
    items: list[Item] = []
    for number, group in enumerate(groups):
        row, column = divmod(number, _COLUMNS)
        x, y = column * width, top + row * _GROUP_HEIGHT
        items += [
            FillItem(x + 3, y + 3, width - 6, _GROUP_HEIGHT - 6),
            TextItem(x + 8, y + 10, str(number + 1), Role.SONG, SMALL, SOFT_INK),
        ]
        pitch = min(_CHAR_WIDTH, (width - 12) / max(len(group), 1))
        left = x + (width - pitch * len(group)) / 2
        for place, char in enumerate(group):
            advance = setter.fonts.glyph(Role.HEI, char).width * _KEY_SIZE
            cell = left + place * pitch + (pitch - advance) / 2
            items.append(TextItem(cell, y + 30, char, Role.HEI, _KEY_SIZE))
    return items


def _envelope(text: str, setter: Typesetter, y: float, items: list[Item]) -> float:
    """Add the words for the envelope in a frame; return its height."""
    setting = setter.wrap(text, _WIDTH - 2 * _ENVELOPE_PAD, _ENVELOPE)
    height = setting.height + 2 * _ENVELOPE_PAD
    for x1, y1, x2, y2 in (
        (0.0, 0.0, _WIDTH, 0.0),
        (0.0, height, _WIDTH, height),
        (0.0, 0.0, 0.0, height),
        (_WIDTH, 0.0, _WIDTH, height),
    ):
        items.append(RuleItem(x1, y + y1, x2, y + y2, 0.9, INK))
    items += setting.items(_ENVELOPE_PAD, y + _ENVELOPE_PAD, _WIDTH - 2 * _ENVELOPE_PAD)
    return height
