"""Lays out the parts of an annex: findings, notes, and tables through `table_blocks`."""

from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.printing.display import SOFT_INK, IconItem, Strip
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import PAD, ROOMY, Box, Density, Frame, row_strips, stack_strips
from hrdesk.printing.pagination import Pages, SummedRows
from hrdesk.printing.sheet import AnnexPart, Findings, Notes, ShownCheck, Table
from hrdesk.printing.table_blocks import TableBlocks, header_row
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

_HEADING = Style(role=Role.HEI, size=11.0)
_TITLE = Style(role=Role.HEI, size=9.5)
_TEXT = Style(size=9.5)
_SOFT = Style(size=SMALL, grey=SOFT_INK)
_HEADING_HEIGHT = 24.0
_OUTCOME_WIDTH = 74.0
_CLAUSE_WIDTH = 74.0
_ICON_SIZE = 9.0
_ICON_ROOM = 15.0
_INDENT = 10.0
#: A table that takes less than such a part of a page is not cut: one row alone reads badly.
_SMALL = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an annex: its heading, the header row to repeat, its strips, boxed or not.

    `summed` are the rows of a table with sums; such a part has neither header nor strips.
    """

    heading: Strip | None
    header: Strip | None
    strips: tuple[Strip, ...]
    boxed: bool
    summed: SummedRows | None = None

    def put(self, pages: Pages) -> None:
        """Place the part; its heading and header never stand without what they head."""
        pages.claim(self._begin(pages.height / _SMALL))
        if self.heading is not None:
            pages.put(self.heading)
        if self.summed is not None:
            pages.put_summed(self.summed)
        elif self.boxed:
            pages.put_table(self.strips, header=self.header)
        else:
            for strip in self.strips:
                pages.put(strip)

    def _begin(self, small: float) -> float:
        """Return the height that the part begins with: all of it when it is `small` or less."""
        if self.summed is None:
            rows = self.strips
            lead = sum(strip.height for strip in (self.header, *rows[:1]) if strip)
        else:
            rows = self.summed.strips
            lead = self.summed.least
        whole = lead + sum(strip.height for strip in rows[1:])
        heading = 0.0 if self.heading is None else self.heading.height
        return heading + (whole if whole + heading <= small else lead)


class AnnexBlocks:
    """Turns annex parts into strips of `width`; no strip is taller than `tallest` (points)."""

    def __init__(
        self, setter: Typesetter, width: float, tallest: float, density: Density = ROOMY
    ) -> None:
        self._density = density
        self._setter = setter
        self._width = width
        self._tallest = tallest - _HEADING_HEIGHT - 3 * ROOMY.row

    def part(self, part: AnnexPart) -> Part:
        """Return the strips of a part."""
        match part:
            case Findings():
                return self._findings(part)
            case Table():
                return self._table(part)
            case Notes():
                return self._notes(part)

    def _table(self, table: Table) -> Part:
        blocks = TableBlocks(table, self._setter, (self._width, self._tallest), self._density)
        heading = self._heading(table.title)
        if table.sums is not None:
            return Part(heading, None, (), boxed=True, summed=blocks.summed_rows(table.sums))
        return Part(heading, blocks.header(), blocks.rows(), boxed=True)

    def _heading(self, title: str) -> Strip | None:
        if not title:
            return None
        setting = self._setter.fit(title, self._width, _HEADING)
        height = max(_HEADING_HEIGHT, setting.height + PAD)
        return Strip(
            height, setting.items(0.0, height - setting.height - 2, self._width), ruled=False
        )

    def _findings(self, findings: Findings) -> Part:
        edges = [0.0, _OUTCOME_WIDTH, _OUTCOME_WIDTH + _CLAUSE_WIDTH, self._width]
        strips = [strip for check in findings.checks for strip in self._check(check, edges)]
        header = header_row(self._setter, findings.headers, edges, self._tallest, self._density)
        return Part(self._heading(findings.title), header, tuple(strips), boxed=True)

    def _check(self, check: ShownCheck, edges: Sequence[float]) -> list[Strip]:
        lead = [
            self._top_box(check.outcome, PAD / 2 + _ICON_ROOM, edges[1] - PAD / 2),
            self._top_box(check.clause, edges[1] + PAD, edges[2] - PAD / 2),
        ]
        left, right = edges[2] + PAD, edges[3] - PAD
        stack = [Box(left, right - left, self._setter.wrap(check.title, right - left, _TITLE))]
        if check.shown:
            stack.append(
                Box(left, right - left, self._setter.wrap(check.shown, right - left, _TEXT))
            )
        for number, reading in enumerate(check.readings, start=1):
            for text, style in ((f"{number}. {reading.text}", _TEXT), (reading.result, _SOFT)):
                room = right - left - _INDENT
                stack.append(Box(left + _INDENT, room, self._setter.wrap(text, room, style)))
        frame = Frame((edges[1], edges[2]), (), *self._density)
        strips = stack_strips(lead, stack, frame, self._tallest)
        icon = IconItem(
            PAD / 2 + _ICON_SIZE / 2, self._density.row / 2 + 0.7, _ICON_SIZE, check.mark
        )
        strips[0] = Strip(strips[0].height, (*strips[0].items, icon), ruled=True)
        return strips

    def _top_box(self, text: str, left: float, right: float) -> Box:
        return Box(left, right - left, self._setter.fit(text, right - left, _TEXT), top=True)

    def _notes(self, notes: Notes) -> Part:
        strips = [
            Strip(strip.height, strip.items, ruled=False)
            for paragraph in notes.paragraphs
            for strip in row_strips(
                [Box(0.0, self._width, self._setter.wrap(paragraph, self._width, _TEXT), top=True)],
                Frame((), above=self._density.above),
                self._tallest,
            )
        ]
        return Part(self._heading(notes.title), None, tuple(strips), boxed=False)
