"""Lays out one row of boxes side by side; the row is as high as its highest box needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from hrdesk.printing.display import FillItem, Item, RuleItem, Strip
from hrdesk.printing.typesetting import Setting

PAD = 6.0
"""Room in points between the lines of a table and its text, left and right."""


class Density(NamedTuple):
    """How close rows stand, in points: their least height, and the room above and below a text."""

    row: float
    above: float


ROOMY = Density(20.0, 3.2)
"""How rows stand where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text in its box: left edge and width of the box without padding, middle or top."""

    x: float
    width: float
    setting: Setting
    top: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the boxes of a row: upright lines, tinted columns, least height.

    `above` is the room above and below the texts.
    """

    uprights: tuple[float, ...]
    tinted: tuple[tuple[float, float], ...] = ()
    least: float = 0.0
    above: float = ROOMY.above


def row_strips(boxes: Sequence[Box], frame: Frame, tallest: float) -> list[Strip]:
    """Return a row as one strip, or as several where it is taller than `tallest`."""
    room = tallest - 2 * frame.above
    cut = [box.setting.pieces(room) for box in boxes]
    strips: list[Strip] = []
    for pieces in zip_longest(*cut):
        parts = [
            (box, piece) for box, piece in zip(boxes, pieces, strict=True) if piece is not None
        ]
        height = max(frame.least, *(piece.height + 2 * frame.above for _, piece in parts))
        strips.append(
            Strip(
                height,
                _surroundings(frame, height) + _texts(parts, height, frame.above),
                not strips,
            )
        )
    return strips


def stack_strips(
    lead: Sequence[Box], stack: Sequence[Box], frame: Frame, tallest: float
) -> list[Strip]:
    """Return a row whose last column holds boxes one below the other.

    It becomes several strips where the stack is taller than `tallest`; the `lead` boxes
    stand in the first. All texts stand at the top.
    """
    pieces = [
        (box, piece) for box in stack for piece in box.setting.pieces(tallest - 2 * frame.above)
    ]
    least = max([frame.least, *(box.setting.height + 2 * frame.above for box in lead)])
    items: list[Item] = [item for box in lead for item in _at(box, box.setting, frame.above)]
    strips: list[Strip] = []
    y = frame.above
    for box, piece in pieces:
        if y + piece.height + frame.above > tallest:
            strips.append(_closed(items, frame, max(least, y + frame.above), not strips))
            items, y, least = [], frame.above, frame.least
        items += _at(box, piece, y)
        y += piece.height
    strips.append(_closed(items, frame, max(least, y + frame.above), not strips))
    return strips


def _closed(items: Sequence[Item], frame: Frame, height: float, ruled: bool) -> Strip:
    return Strip(height, (*_surroundings(frame, height), *items), ruled)


def _at(box: Box, piece: Setting, top: float) -> tuple[Item, ...]:
    return piece.items(box.x, top, box.width)


def _surroundings(frame: Frame, height: float) -> tuple[Item, ...]:
    fills = [FillItem(left, 0.0, right - left, height) for left, right in frame.tinted]
    rules = [RuleItem(x, 0.0, x, height) for x in frame.uprights]
    return (*fills, *rules)


def _texts(parts: Sequence[tuple[Box, Setting]], height: float, above: float) -> tuple[Item, ...]:
    items: list[Item] = []
    for box, piece in parts:
        top = above if box.top else (height - piece.height) / 2
        items += _at(box, piece, top)
    return tuple(items)
