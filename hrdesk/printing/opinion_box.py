"""Lays out an officer's opinion: words at the left, room for a seal, signatures at the right."""

from hrdesk.printing.display import FAINT, MM, Item, SealItem, Strip, lowered
from hrdesk.printing.grid import PAD, Box, Frame, row_strips
from hrdesk.printing.sheet import Align, OpinionBox
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

SEAL_DIAMETER = 46 * MM
"""Blank for a seal of up to 45 mm (GB/T 9704-2012), so that its edge stays off the line."""

_SIGNATURES_WIDTH = 120.0
_SIGNATURE_LEADING = 23.0
_MARGIN = 2.0
_GAP = 8.0
_PLAIN_HEIGHT = 72.0
_TEXT = Style()
_DATE = Style(align=Align.RIGHT)
_SEAL_WORD = Style(size=SMALL, grey=FAINT, align=Align.CENTRE)


def opinion_strips(
    box: OpinionBox, setter: Typesetter, width: float, tallest: float
) -> list[Strip]:
    """Return the box as one strip of `width`.

    Words that do not fit beside the seal stand above it. Only words that no page can hold
    (`tallest`, points) go to strips before; seal and signatures always stay together.
    """
    seal = SEAL_DIAMETER + 2 * _GAP if box.seal else 0.0
    room = width - 2 * PAD - seal - _SIGNATURES_WIDTH
    foot = _foot(box, setter, width)
    beside = setter.wrap(box.text, room, _TEXT)
    if beside.height + 2 * PAD <= foot.height:
        return [Strip(foot.height, (*beside.items(PAD, PAD, room), *foot.items))]
    above = setter.wrap(box.text, width - 2 * PAD, _TEXT)
    strips = row_strips([Box(PAD, width, above, top=True)], Frame(()), tallest)
    last = strips.pop()
    if last.height + foot.height > tallest:
        return [*strips, last, Strip(foot.height, foot.items, ruled=False)]
    below = lowered(foot.items, last.height)
    return [*strips, Strip(last.height + foot.height, (*last.items, *below), last.ruled)]


def _foot(box: OpinionBox, setter: Typesetter, width: float) -> Strip:
    """Return seal and signatures, the signatures at the bottom, the date last."""
    rows = len(box.signatures) + bool(box.date)
    least = SEAL_DIAMETER + 2 * _MARGIN if box.seal else _PLAIN_HEIGHT
    height = max(least, rows * _SIGNATURE_LEADING + 2 * PAD)
    left = width - PAD - _SIGNATURES_WIDTH
    items: list[Item] = []
    for number, text in enumerate((*box.signatures, box.date) if box.date else box.signatures):
        style = _DATE if text == box.date else _TEXT
        setting = setter.fit(text, _SIGNATURES_WIDTH, style)
        top = height - PAD - (rows - number) * _SIGNATURE_LEADING
        top += (_SIGNATURE_LEADING - setting.height) / 2
        items += setting.items(left, top, _SIGNATURES_WIDTH)
    if box.seal:
        radius = SEAL_DIAMETER / 2
        centre = left - _GAP - radius
        word = setter.fit(box.seal, radius, _SEAL_WORD)
        items.append(SealItem(centre, height / 2, radius))
        items += word.items(centre - radius / 2, (height - word.height) / 2, radius)
    return Strip(height, tuple(items))
