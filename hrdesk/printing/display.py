"""What a page is made of before it is drawn: items placed inside strips.

Lengths are points (1/72 inch). A strip is a piece that no page break divides; inside it x
runs to the right from the left edge of the content, y downwards from the top of the strip.
Greys run from 0 (black) to 1 (white).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hrdesk.printing.fonts import Role
from hrdesk.printing.sheet import Mark

MM = 72 / 25.4
"""Points in a millimetre."""

INK = 0.0
SOFT_INK = 0.38
FAINT = 0.6
TINT = 0.955


@dataclass(frozen=True, slots=True)
class TextItem:
    """A line of text; `y` is the middle of its characters, not their baseline."""

    x: float
    y: float
    text: str
    role: Role
    size: float
    grey: float = INK


@dataclass(frozen=True, slots=True)
class RuleItem:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    grey: float = 0.25


@dataclass(frozen=True, slots=True)
class FillItem:
    """A rectangle filled with grey; `x`, `y` is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    grey: float = TINT


@dataclass(frozen=True, slots=True)
class IconItem:
    """A mark drawn as lines in a square of `size` around the point `x`, `y`."""

    x: float
    y: float
    size: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class SealItem:
    """A faint dashed circle around the point `x`, `y`: the place of a seal."""

    x: float
    y: float
    radius: float


Item = TextItem | RuleItem | FillItem | IconItem | SealItem


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the page in one height; `ruled` draws a line along its upper edge."""

    height: float
    items: tuple[Item, ...]
    ruled: bool = True


def lowered(items: Iterable[Item], by: float) -> tuple[Item, ...]:
    """Return the items moved down by so many points."""
    return tuple(_lowered(item, by) for item in items)


def grown(strip: Strip, height: float) -> Strip:
    """Return the strip at a greater height: texts stay in its middle, upright lines grow."""
    by = (height - strip.height) / 2
    items = tuple(_grown(item, strip.height, by) for item in strip.items)
    return Strip(height, items, strip.ruled)


def _lowered(item: Item, by: float) -> Item:
    if isinstance(item, RuleItem):
        return replace(item, y1=item.y1 + by, y2=item.y2 + by)
    return replace(item, y=item.y + by)


def _grown(item: Item, height: float, by: float) -> Item:
    if isinstance(item, RuleItem) and item.x1 == item.x2 and item.y2 == height:
        return replace(item, y2=height + 2 * by)
    if isinstance(item, FillItem) and item.height == height:
        return replace(item, height=height + 2 * by)
    return _lowered(item, by)
