"""Puts strips on pages: what does not fit goes to the next page, headings and headers with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from hrdesk.printing.display import INK, FillItem, Item, RuleItem, Strip, grown
from hrdesk.printing.fonts import Role
from hrdesk.printing.sheet import Align
from hrdesk.printing.typesetting import Setting, Style, Typesetter

HEADING_WIDTH = 27.0
"""Width of the column of vertical section headings in points."""

_OUTLINE = 0.9
_SLACK = 0.01
_HEADING_PAD = 4.0
_HEADING = Style(role=Role.HEI, align=Align.CENTRE)


@dataclass(frozen=True, slots=True)
class Placed:
    """Items with the place of their strip: x from the left, y from the top of the content."""

    x: float
    y: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page; on a sideways one x runs up the paper from its foot."""

    placed: list[Placed] = field(default_factory=list)
    sideways: bool = False


@dataclass(frozen=True, slots=True)
class SummedRows:
    """Rows whose sums are carried from page to page.

    `carried` and `brought` give the row with the sums of the first so many strips, `least`
    is the height that header, first strip and a row of sums take together.
    """

    header: Strip
    strips: tuple[Strip, ...]
    carried: Callable[[int], Strip]
    brought: Callable[[int], Strip]
    total: Strip
    least: float


class Pages:
    """Pages that fill from the top; `width` and `height` are those of the content in points.

    On pages that lie sideways the two are exchanged.
    """

    def __init__(self, setter: Typesetter, width: float, height: float) -> None:
        self._setter = setter
        self.width = width
        self.height = height
        self._y = 0.0
        self._filled = [0.0]
        self.pages: list[Page] = [Page()]

    def emptiest(self) -> float:
        """Return which part of the emptiest page is filled, of 1."""
        return min(self._filled)

    def turn(self) -> None:
        """Begin a new page unless this one is still empty."""
        if self._y > 0:
            self.pages.append(Page(sideways=self.pages[-1].sideways))
            self._y = 0.0
            self._filled.append(0.0)

    def lie(self, sideways: bool) -> None:
        """Go on upright or sideways; a change of the two begins a page."""
        if self.pages[-1].sideways is not sideways:
            self.turn()
            self.pages[-1] = Page(sideways=sideways)
            self.width, self.height = self.height, self.width

    def skip(self, height: float) -> None:
        """Leave room in points, but none at the top of a page."""
        if self._y > 0:
            self._y += height

    def claim(self, height: float) -> None:
        """Begin a new page unless so many points are left on this one."""
        if height > self.height - self._y + _SLACK:
            self.turn()

    def put(self, strip: Strip) -> None:
        """Place a strip that belongs to no table."""
        self._fit(strip)
        self._place(strip, 0.0)

    def put_table(
        self, strips: Sequence[Strip], heading: str = "", header: Strip | None = None
    ) -> None:
        """Place strips inside an outline, over as many pages as they need.

        `heading` stands upright in a column at the left, `header` above the strips; both
        are repeated on each page. A strip higher than a page is refused (ValueError).
        """
        lead = () if header is None else (header,)
        rest = list(strips)
        while True:
            taken: list[Strip] = list(lead)
            self.claim(max(_least_heading(heading), _height((*lead, *rest[:1]))))
            room = self.height - self._y - _height(lead)
            while rest and rest[0].height <= room + _SLACK:
                room -= rest[0].height
                taken.append(rest.pop(0))
            self._fragment(taken, heading)
            if not rest:
                return
            if len(taken) == len(lead):
                raise ValueError(f"a strip of {rest[0].height:.1f} pt is higher than a page")
            self.turn()

    def put_summed(self, rows: SummedRows) -> None:
        """Place rows in an outline; every page but the last carries on, the last totals.

        The last page holds a row besides its total. Rows that no page holds are refused
        (ValueError).
        """
        self.claim(rows.least)
        done = 0
        while True:
            lead = [rows.header, *([rows.brought(done)] if done else [])]
            room = self.height - self._y - _height(lead) + _SLACK
            rest = rows.strips[done:]
            if _height((*rest, rows.total)) <= room:
                self._fragment((*lead, *rest, rows.total), "")
                return
            taken = _fitting(rest[:-1], room)
            while taken and _height((*rest[:taken], rows.carried(done + taken))) > room:
                taken -= 1
            if not taken:
                raise ValueError("a row of the table with its sums is higher than a page")
            done += taken
            self._fragment((*lead, *rest[:taken], rows.carried(done)), "")
            self.turn()

    def _fit(self, strip: Strip) -> None:
        if strip.height > self.height + _SLACK:
            raise ValueError(f"a strip of {strip.height:.1f} pt is higher than a page")
        self.claim(strip.height)

    def _place(self, strip: Strip, x: float) -> None:
        self.pages[-1].placed.append(Placed(x, self._y, strip.items))
        self._y += strip.height
        self._filled[-1] = self._y / self.height

    def _fragment(self, strips: Sequence[Strip], heading: str) -> None:
        if not strips:
            return
        top = self._y
        left = HEADING_WIDTH if heading else 0.0
        missing = _least_heading(heading) - _height(strips)
        if missing > 0:
            strips = [*strips[:-1], grown(strips[-1], strips[-1].height + missing)]
        frame: list[Item] = []
        if heading:
            frame += self._heading(heading, _height(strips))
        for number, strip in enumerate(strips):
            if number and strip.ruled:
                y = self._y - top
                frame.append(RuleItem(left, y, self.width, y))
            self._place(strip, left)
        frame += self._outline(self._y - top)
        self.pages[-1].placed.append(Placed(0.0, top, tuple(frame)))

    def _outline(self, height: float) -> list[Item]:
        right = self.width
        return [
            RuleItem(0.0, 0.0, right, 0.0, _OUTLINE, INK),
            RuleItem(0.0, height, right, height, _OUTLINE, INK),
            RuleItem(0.0, 0.0, 0.0, height, _OUTLINE, INK),
            RuleItem(right, 0.0, right, height, _OUTLINE, INK),
        ]

    def _heading(self, heading: str, height: float) -> list[Item]:
        setting = self._upright(heading, 1)
        if setting.height + _HEADING_PAD > height:
            setting = self._upright(heading, 2)
        top = (height - setting.height) / 2
        return [
            FillItem(0.0, 0.0, HEADING_WIDTH, height),
            *setting.items(0.0, top, HEADING_WIDTH),
            RuleItem(HEADING_WIDTH, 0.0, HEADING_WIDTH, height, _OUTLINE, INK),
        ]

    def _upright(self, heading: str, abreast: int) -> Setting:
        lines = [heading[at : at + abreast] for at in range(0, len(heading), abreast)]
        return self._setter.wrap("\n".join(lines), HEADING_WIDTH, _HEADING)


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _fitting(strips: Sequence[Strip], room: float) -> int:
    """Return how many of the strips stand in the room."""
    return sum(1 for height in accumulate(strip.height for strip in strips) if height <= room)


def _least_heading(heading: str) -> float:
    """Return the height that a heading needs with two characters in a line."""
    lines = (len(heading) + 1) // 2
    return lines * Setting((), (), _HEADING).leading + _HEADING_PAD if heading else 0.0
