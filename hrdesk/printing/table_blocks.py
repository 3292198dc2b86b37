"""Lays out the tables of an annex: their rows, their sums, and whether they lie sideways."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from hrdesk.printing.display import Strip
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import PAD, Box, Frame, row_strips
from hrdesk.printing.line_breaking import unbroken_runs
from hrdesk.printing.pagination import SummedRows
from hrdesk.printing.sheet import Align, Column, Table
from hrdesk.printing.sums import Sums
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

ROW_HEIGHT = 20.0
"""The least height of a row in points."""

_HEADER = Style(role=Role.HEI, size=SMALL, align=Align.CENTRE)
_TEXT = Style(size=9.5)
_ROSTER = Style(size=SMALL)
_SUM = Style(role=Role.HEI, size=SMALL)


def header_row(
    setter: Typesetter, titles: Sequence[str], edges: Sequence[float], tallest: float
) -> Strip:
    """Return the tinted row of titles above the columns between `edges`."""
    boxes = [
        Box(left + 2, right - left - 4, setter.wrap(title, right - left - 4, _HEADER))
        for title, (left, right) in zip(titles, pairwise(edges), strict=True)
    ]
    frame = Frame(tuple(edges[1:-1]), ((edges[0], edges[-1]),), ROW_HEIGHT)
    return row_strips(boxes, frame, tallest)[0]


def must_turn(table: Table, setter: Typesetter, width: float) -> bool:
    """Tell whether a table lies sideways because a run would be broken within `width` upright."""
    if not table.may_turn:
        return False
    longest = {} if table.sums is None else table.sums.longest()
    for place, (column, (left, right)) in enumerate(
        zip(table.columns, pairwise(_edges(table.columns, width)), strict=True)
    ):
        room = (right - left - PAD) / SMALL
        words = {column.title, longest.get(place, ""), *(row[place] for row in table.rows)}
        if not all(_fits(setter, text, room) for text in words):
            return True
    return False


def _fits(setter: Typesetter, text: str, room: float) -> bool:
    """Tell whether a text stands in `room`, the width at 1 pt, without breaking a run."""
    widths = setter.fonts.widths(Role.SONG, text.replace("\n", " "))
    if sum(widths) <= room:
        return True
    return all(sum(widths[first:last]) <= room for first, last in unbroken_runs(text))


def _edges(columns: Sequence[Column], width: float) -> list[float]:
    unit = width / sum(column.width for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.width * unit)
    return edges


class TableBlocks:
    """Turns one table into strips of `width`; no strip is taller than `tallest` (points)."""

    def __init__(self, table: Table, setter: Typesetter, width: float, tallest: float) -> None:
        self._table = table
        self._setter = setter
        self._edges = _edges(table.columns, width)
        self._tallest = tallest
        self._style = _TEXT if table.sums is None and not table.may_turn else _ROSTER

    def header(self) -> Strip:
        """Return the header row."""
        titles = [column.title for column in self._table.columns]
        return header_row(self._setter, titles, self._edges, self._tallest)

    def rows(self) -> tuple[Strip, ...]:
        """Return the strips of the rows of a table without sums."""
        return tuple(strip for row in self._table.rows for strip in self._row(row, self._tallest))

    def summed_rows(self, sums: Sums) -> SummedRows:
        """Return the rows with what brings forward, carries on and totals their sums."""
        header = self.header()
        highest = max(
            self._sums(words, sums, sums.longest()).height
            for words in (sums.brought, sums.carried, sums.total)
        )
        tallest = self._tallest - header.height - 2 * highest
        strips: list[Strip] = []
        begun: list[int] = []
        for number, row in enumerate(self._table.rows, start=1):
            for strip in self._row(row, tallest):
                strips.append(strip)
                begun.append(number)
        return SummedRows(
            header=header,
            strips=tuple(strips),
            carried=lambda at: self._sums(sums.carried, sums, sums.shown(begun[at - 1])),
            brought=lambda at: self._sums(sums.brought, sums, sums.shown(begun[at - 1])),
            total=self._sums(sums.total, sums, sums.shown(len(begun))),
            least=header.height + sum(strip.height for strip in strips[:1]) + highest,
        )

    def _row(self, row: Sequence[str], tallest: float) -> list[Strip]:
        boxes = []
        for text, column, (left, right) in zip(
            row, self._table.columns, pairwise(self._edges), strict=True
        ):
            width = right - left - PAD
            style = Style(self._style.role, self._style.size, self._style.grey, column.align)
            boxes.append(Box(left + PAD / 2, width, self._setter.fit(text, width, style)))
        return row_strips(boxes, Frame(tuple(self._edges[1:-1]), (), ROW_HEIGHT), tallest)

    def _sums(self, words: str, sums: Sums, shown: Mapping[int, str]) -> Strip:
        edges = [self._edges[0], *self._edges[sums.label_columns :]]
        centred = Style(_SUM.role, _SUM.size, _SUM.grey, Align.CENTRE)
        room = edges[1] - edges[0] - PAD
        boxes = [Box(edges[0] + PAD / 2, room, self._setter.wrap(words, room, centred))]
        for place, text in shown.items():
            left, right = self._edges[place], self._edges[place + 1]
            align = self._table.columns[place].align
            style = Style(_SUM.role, _SUM.size, _SUM.grey, align)
            width = right - left - PAD
            boxes.append(Box(left + PAD / 2, width, self._setter.wrap(text, width, style)))
        frame = Frame(tuple(edges[1:-1]), ((edges[0], edges[-1]),), ROW_HEIGHT)
        return row_strips(boxes, frame, self._tallest)[0]
