"""Lays out the tables of an annex: their rows, their sums, and whether they lie sideways."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from hrdesk.printing.display import Strip
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import PAD, Box, Density, Frame, row_strips
from hrdesk.printing.line_breaking import unbroken_runs
from hrdesk.printing.pagination import SummedRows
from hrdesk.printing.sheet import Align, Table
from hrdesk.printing.sums import Sums
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

_LEAST_SHARE = 0.85
"""What a column keeps of its width when an upright table gives of it to others."""

_HEADER = Style(role=Role.HEI, size=SMALL, align=Align.CENTRE)
_TEXT = Style(size=9.5)
_ROSTER = Style(size=SMALL)
_SUM = Style(role=Role.HEI, size=SMALL)


def header_row(
    setter: Typesetter,
    titles: Sequence[str],
    edges: Sequence[float],
    tallest: float,
    density: Density,
) -> Strip:
    """Return the tinted row of titles above the columns between `edges`."""
    boxes = [
        Box(left + 2, right - left - 4, setter.wrap(title, right - left - 4, _HEADER))
        for title, (left, right) in zip(titles, pairwise(edges), strict=True)
    ]
    frame = Frame(tuple(edges[1:-1]), ((edges[0], edges[-1]),), *density)
    return row_strips(boxes, frame, tallest)[0]


def must_turn(table: Table, setter: Typesetter, width: float) -> bool:
    """Tell whether a table lies sideways: upright a run is broken, or others yield too much."""
    if not table.may_turn:
        return False
    needs, shares = _needs(table, setter), _shares(table, width)
    widths = _widths(table, setter, width)
    return any(
        given < need or given < _LEAST_SHARE * share
        for given, need, share in zip(widths, needs, shares, strict=True)
    )


def _needs(table: Table, setter: Typesetter) -> list[float]:
    """Return how wide each column is that breaks no run, in points."""
    sums = {} if table.sums is None else table.sums.longest()
    needs = []
    for place, column in enumerate(table.columns):
        longest = _run(setter, _SUM, sums.get(place, ""), 0.0)
        for text in {column.title, *(row[place] for row in table.rows)}:
            longest = _run(setter, _ROSTER, text, longest)
        needs.append(longest + PAD)
    return needs


def _run(setter: Typesetter, style: Style, text: str, known: float) -> float:
    """Return the width of the longest run of a text, or the one `known` where none is longer."""
    widths = setter.fonts.widths(style.role, text.replace("\n", " "))
    if sum(widths) * style.size <= known:
        return known
    runs = (sum(widths[first:last]) * style.size for first, last in unbroken_runs(text))
    return max(known, *runs)


def _shares(table: Table, width: float) -> list[float]:
    """Return the widths of the columns by their weights."""
    unit = width / sum(column.width for column in table.columns)
    return [column.width * unit for column in table.columns]


def _widths(table: Table, setter: Typesetter, width: float) -> list[float]:
    """Return the widths of the columns: who breaks a run takes what others can spare."""
    shares = _shares(table, width)
    if not table.may_turn:
        return shares
    needs = _needs(table, setter)
    if sum(needs) > width:
        return shares
    fixed: set[int] = set()
    while short := {
        place
        for place, (need, share) in enumerate(zip(needs, shares, strict=True))
        if need > share and place not in fixed
    }:
        fixed |= short
        left = width - sum(needs[place] for place in fixed)
        weights = [0.0 if n in fixed else each.width for n, each in enumerate(table.columns)]
        shares = [
            needs[place] if place in fixed else weight * left / sum(weights)
            for place, weight in enumerate(weights)
        ]
    return shares


def _edges(widths: Sequence[float]) -> list[float]:
    return list(accumulate(widths, initial=0.0))


class TableBlocks:
    """Turns one table into strips of `width`; no strip is taller than `tallest` (points)."""

    def __init__(
        self, table: Table, setter: Typesetter, room: tuple[float, float], density: Density
    ) -> None:
        """`room` are `width` and `tallest`."""
        width, tallest = room
        self._density = density
        self._table = table
        self._setter = setter
        self._edges = _edges(_widths(table, setter, width))
        self._tallest = tallest
        self._style = _TEXT if table.sums is None and not table.may_turn else _ROSTER

    def header(self) -> Strip:
        """Return the header row."""
        titles = [column.title for column in self._table.columns]
        return header_row(self._setter, titles, self._edges, self._tallest, self._density)

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
        return row_strips(boxes, Frame(tuple(self._edges[1:-1]), (), *self._density), tallest)

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
        frame = Frame(tuple(edges[1:-1]), ((edges[0], edges[-1]),), *self._density)
        return row_strips(boxes, frame, self._tallest)[0]
