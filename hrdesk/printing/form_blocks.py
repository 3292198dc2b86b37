"""Lays out the blocks of a form as strips, in the width beside the vertical heading."""

from collections.abc import Iterator, Sequence

from hrdesk.printing.display import SOFT_INK, IconItem, Item, Strip, TextItem
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import PAD, Box, Frame, row_strips
from hrdesk.printing.opinion_box import opinion_strips
from hrdesk.printing.sheet import (
    ROW_SPAN,
    Align,
    AmountRow,
    Block,
    Cell,
    Cells,
    CheckItem,
    CheckList,
    LineBox,
    OpinionBox,
    TextBlock,
)
from hrdesk.printing.typesetting import SMALL, Setting, Style, Typesetter

ROW_HEIGHT = 21.0
LABEL_WIDTH = 66.0

_LABEL = Style(align=Align.CENTRE)
_VALUE = Style()
_FIGURES = Style(role=Role.HEI, size=13.0)
_CHECK = Style(size=9.5)
_CLAUSE = Style(size=SMALL, grey=SOFT_INK)
_REMARK = Style(size=SMALL, grey=0.2)
_SIGNATURES_HEIGHT = 20.0
_ICON_SIZE = 8.0
_ICON_COLUMN = 14.0
_GAP = 18.0
_LIST_PAD = 4.0
_LIST_GAP = 0.4


class FormBlocks:
    """Turns blocks into strips of `width`; no strip is taller than `tallest` (points)."""

    def __init__(self, setter: Typesetter, width: float, tallest: float) -> None:
        self._setter = setter
        self._width = width
        self._tallest = tallest

    def strips(self, block: Block) -> list[Strip]:
        """Return the strips of a block from top to bottom."""
        match block:
            case Cells():
                return [strip for row in _rows(block.cells) for strip in self._row(row)]
            case AmountRow():
                return self._amount(block)
            case TextBlock():
                return self._text(block)
            case CheckList():
                return self._check_list(block)
            case OpinionBox():
                return opinion_strips(block, self._setter, self._width, self._tallest)
            case LineBox():
                return self._line(block)

    def _row(self, row: Sequence[tuple[Cell, int, int]]) -> list[Strip]:
        unit = self._width / ROW_SPAN
        boxes: list[Box] = []
        labels: list[tuple[float, float]] = []
        for cell, first, last in row:
            left, middle, right = first * unit, first * unit + LABEL_WIDTH, last * unit
            boxes.append(self._box(cell.label, left, middle, _LABEL))
            boxes.append(self._box(cell.value, middle, right, _VALUE))
            labels.append((left, middle))
        uprights = tuple(x for label in labels for x in label if x > 0)
        return row_strips(boxes, Frame(uprights, tuple(labels), ROW_HEIGHT), self._tallest)

    def _box(self, text: str, left: float, right: float, style: Style) -> Box:
        pad = PAD / 2 if style.align is Align.CENTRE else PAD
        width = right - left - 2 * pad
        return Box(left + pad, width, self._setter.fit(text, width, style))

    def _amount(self, block: AmountRow) -> list[Strip]:
        left = LABEL_WIDTH + PAD
        room = self._width - left - PAD
        figures = self._setter.fit(block.figures, room, _FIGURES)
        beside = left + max(figures.widths) + _GAP
        label = self._box(block.label, 0.0, LABEL_WIDTH, _LABEL)
        words = self._setter.fit(block.words, self._width - beside - PAD, _VALUE)
        boxes = [label, Box(left, room, figures), Box(beside, self._width - beside - PAD, words)]
        return row_strips(
            boxes, Frame((LABEL_WIDTH,), ((0.0, LABEL_WIDTH),), ROW_HEIGHT + 4), self._tallest
        )

    def _text(self, block: TextBlock) -> list[Strip]:
        style = Style(role=Role.FANGSONG, size=11.0) if block.declaration else _VALUE
        room = self._width - 2 * PAD
        setting = self._setter.wrap("\n".join(block.paragraphs), room, style)
        foot = _SIGNATURES_HEIGHT if block.signatures else 0.0
        strips = row_strips([Box(PAD, room, setting, top=True)], Frame(()), self._tallest - foot)
        if block.signatures:
            last = strips[-1]
            signatures = self._signatures(block.signatures, last.height + foot / 2 - 1)
            strips[-1] = Strip(last.height + foot, last.items + signatures, last.ruled)
        return strips

    def _signatures(self, labels: Sequence[str], y: float) -> tuple[Item, ...]:
        share = (self._width - 2 * PAD) / len(labels)
        items: list[Item] = []
        for number, label in enumerate(labels):
            last = number == len(labels) - 1
            align = Align.LEFT if number == 0 else Align.RIGHT if last else Align.CENTRE
            setting = self._setter.fit(label, share, Style(align=align))
            top = y - setting.height / 2
            items += setting.items(PAD + number * share, top, share)
        return tuple(items)

    def _check_list(self, block: CheckList) -> list[Strip]:
        column = (self._width - 2 * PAD) / 2
        strips = [Strip(_LIST_PAD, ())]
        for first in range(0, len(block.items), 2):
            pair = block.items[first : first + 2]
            laid = [
                self._check(item, PAD + n * column, column - PAD) for n, item in enumerate(pair)
            ]
            items = tuple(item for _, part in laid for item in part)
            strips.append(Strip(max(height for height, _ in laid) + _LIST_GAP, items, ruled=False))
        for remark in block.remarks:
            setting = self._setter.wrap(remark, self._width - 2 * PAD, _REMARK)
            strips += row_strips([Box(PAD, self._width, setting)], Frame(()), self._tallest)
        strips.append(Strip(_LIST_PAD, (), ruled=False))
        return [strips[0], *(Strip(strip.height, strip.items, ruled=False) for strip in strips[1:])]

    def _check(self, item: CheckItem, x: float, width: float) -> tuple[float, tuple[Item, ...]]:
        left = x + _ICON_COLUMN
        room = width - _ICON_COLUMN
        text = self._setter.wrap(item.text, room, _CHECK)
        items: list[Item] = [IconItem(x + _ICON_SIZE / 2, text.leading / 2, _ICON_SIZE, item.mark)]
        items += text.items(left, 0.0, room)
        if not item.clause:
            return text.height, tuple(items)
        clause = self._setter.wrap(item.clause, room, _CLAUSE)
        if len(clause.lines) == 1 and text.widths[-1] + PAD + clause.widths[0] <= room:
            y = text.height - text.leading / 2
            behind = left + text.widths[-1] + PAD
            items.append(TextItem(behind, y, item.clause, Role.SONG, SMALL, SOFT_INK))
            return text.height, tuple(items)
        items += clause.items(left, text.height, room)
        return text.height + clause.height, tuple(items)

    def _line(self, block: LineBox) -> list[Strip]:
        room = self._width - 2 * PAD
        lines: list[tuple[float, Setting, float]] = []
        x = top = 0.0
        for item in block.items:
            setting = self._setter.fit(item, room, _VALUE)
            if x > 0 and x + max(setting.widths) > room:
                x, top = 0.0, top + setting.leading
            lines.append((x, setting, top))
            x += max(setting.widths) + _GAP
            if len(setting.lines) > 1:
                x, top = 0.0, top + setting.height
        bottom = max((top + setting.height for _, setting, top in lines), default=0.0)
        height = max(ROW_HEIGHT, bottom + 9)
        above = (height - bottom) / 2
        items = [
            item for x, setting, top in lines for item in setting.items(PAD + x, above + top, room)
        ]
        return [Strip(height, tuple(items))]


def _rows(cells: Sequence[Cell]) -> Iterator[list[tuple[Cell, int, int]]]:
    """Yield rows of cells with their first and last place in the grid; the last fills the row."""
    row: list[tuple[Cell, int, int]] = []
    used = 0
    for cell in cells:
        if row and used + cell.span > ROW_SPAN:
            yield _filled(row)
            row, used = [], 0
        row.append((cell, used, used + cell.span))
        used += cell.span
    if row:
        yield _filled(row)


def _filled(row: Sequence[tuple[Cell, int, int]]) -> list[tuple[Cell, int, int]]:
    cell, first, _ = row[-1]
    return [*row[:-1], (cell, first, ROW_SPAN)]
