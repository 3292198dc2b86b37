"""Lays out the parts of an annex: findings, tables and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hrdesk.printing.display import SOFT_INK, IconItem, Strip
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import PAD, Box, Frame, row_strips, stack_strips
from hrdesk.printing.sheet import Align, AnnexPart, Column, Findings, Notes, ShownCheck, Table
from hrdesk.printing.typesetting import SMALL, Style, Typesetter

_HEADING = Style(role=Role.HEI, size=11.0)
_HEADER = Style(role=Role.HEI, size=SMALL, align=Align.CENTRE)
_TITLE = Style(role=Role.HEI, size=9.5)
_TEXT = Style(size=9.5)
_SOFT = Style(size=SMALL, grey=SOFT_INK)
_HEADING_HEIGHT = 24.0
_ROW_HEIGHT = 20.0
_OUTCOME_WIDTH = 74.0
_CLAUSE_WIDTH = 74.0
_ICON_SIZE = 9.0
_ICON_ROOM = 15.0
_INDENT = 10.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an annex: its heading, the header row to repeat, its strips, boxed or not."""

    heading: Strip | None
    header: Strip | None
    strips: tuple[Strip, ...]
    boxed: bool


class AnnexBlocks:
    """Turns annex parts into strips of `width`; no strip is taller than `tallest` (points)."""

    def __init__(self, setter: Typesetter, width: float, tallest: float) -> None:
        self._setter = setter
        self._width = width
        self._tallest = tallest - _HEADING_HEIGHT - 3 * _ROW_HEIGHT

    def part(self, part: AnnexPart) -> Part:
        """Return the strips of a part."""
        match part:
            case Findings():
                return self._findings(part)
            case Table():
                return self._table(part)
            case Notes():
                return self._notes(part)

    def _heading(self, title: str) -> Strip | None:
        if not title:
            return None
        setting = self._setter.fit(title, self._width, _HEADING)
        height = max(_HEADING_HEIGHT, setting.height + PAD)
        return Strip(
            height, setting.items(0.0, height - setting.height - 2, self._width), ruled=False
        )

    def _table(self, table: Table) -> Part:
        unit = self._width / sum(column.width for column in table.columns)
        edges = [0.0]
        for column in table.columns:
            edges.append(edges[-1] + column.width * unit)
        header = self._header([column.title for column in table.columns], edges)
        strips: list[Strip] = []
        for row in table.rows:
            strips += self._cells(row, table.columns, edges, _TEXT)
        if table.total:
            strips += self._cells(table.total, table.columns, edges, _TITLE)
        return Part(self._heading(table.title), header, tuple(strips), boxed=True)

    def _cells(
        self, row: Sequence[str], columns: Sequence[Column], edges: Sequence[float], style: Style
    ) -> list[Strip]:
        boxes = []
        for text, column, (left, right) in zip(row, columns, pairwise(edges), strict=True):
            width = right - left - PAD
            aligned = Style(style.role, style.size, style.grey, column.align)
            boxes.append(Box(left + PAD / 2, width, self._setter.fit(text, width, aligned)))
        return row_strips(boxes, Frame(tuple(edges[1:-1]), (), _ROW_HEIGHT), self._tallest)

    def _header(self, titles: Sequence[str], edges: Sequence[float]) -> Strip:
        boxes = [
            Box(left + 2, right - left - 4, self._setter.wrap(title, right - left - 4, _HEADER))
            for title, (left, right) in zip(titles, pairwise(edges), strict=True)
        ]
        frame = Frame(tuple(edges[1:-1]), ((0.0, self._width),), _ROW_HEIGHT)
        return row_strips(boxes, frame, self._tallest)[0]

    def _findings(self, findings: Findings) -> Part:
        edges = [0.0, _OUTCOME_WIDTH, _OUTCOME_WIDTH + _CLAUSE_WIDTH, self._width]
        strips = [strip for check in findings.checks for strip in self._check(check, edges)]
        header = self._header(findings.headers, edges)
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
        frame = Frame((edges[1], edges[2]), (), _ROW_HEIGHT)
        strips = stack_strips(lead, stack, frame, self._tallest)
        icon = IconItem(PAD / 2 + _ICON_SIZE / 2, _ROW_HEIGHT / 2 + 0.7, _ICON_SIZE, check.mark)
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
                Frame(()),
                self._tallest,
            )
        ]
        return Part(self._heading(notes.title), None, tuple(strips), boxed=False)
