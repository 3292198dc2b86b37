"""Fits text into widths: one line where it can shrink to fit, more lines where it cannot."""

from dataclasses import dataclass
from functools import lru_cache

from hrdesk.printing.display import INK, TextItem
from hrdesk.printing.fonts import FontBook, Role
from hrdesk.printing.line_breaking import break_lines
from hrdesk.printing.sheet import Align

BODY = 10.5
"""Size of body text in points."""

SMALL = 9.0
"""The least size of any text in points."""

_STEP = 0.5
_LEADING = 1.45
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Style:
    """Role, size in points, grey and alignment of a text."""

    role: Role = Role.SONG
    size: float = BODY
    grey: float = INK
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Setting:
    """A text broken into lines at one size; `widths` are those of the lines in points."""

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    style: Style

    @property
    def leading(self) -> float:
        """Return the distance between two lines in points."""
        return self.style.size * _LEADING

    @property
    def height(self) -> float:
        """Return the height of all lines in points."""
        return self.leading * len(self.lines)

    def items(self, x: float, top: float, width: float) -> tuple[TextItem, ...]:
        """Return the lines placed in a box of `width` whose first line begins at `top`."""
        share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[self.style.align]
        return tuple(
            TextItem(
                x=x + share * max(width - line_width, 0.0),
                y=top + (number + 0.5) * self.leading,
                text=line,
                role=self.style.role,
                size=self.style.size,
                grey=self.style.grey,
            )
            for number, (line, line_width) in enumerate(zip(self.lines, self.widths, strict=True))
            if line.strip()
        )

    def pieces(self, height: float) -> tuple["Setting", ...]:
        """Return the setting cut into pieces of at most `height`, each at least one line."""
        count = max(int(height / self.leading), 1)
        return tuple(
            Setting(
                self.lines[first : first + count], self.widths[first : first + count], self.style
            )
            for first in range(0, len(self.lines), count)
        )


class Typesetter:
    """Sets text in the fonts of a book; the words of form after form are set once.

    `wrap` sets a text in lines of at most the width; line feeds begin a new line. `fit` sets
    it in one line, smaller if need be but not below `SMALL`, else in several: a text that has
    to wrap keeps its size, as shrinking would no longer save a line.
    """

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts
        self.wrap = lru_cache(_KEPT)(self._wrap)
        self.fit = lru_cache(_KEPT)(self._fit)

    def _wrap(self, text: str, width: float, style: Style) -> Setting:
        lines: list[str] = []
        line_widths: list[float] = []
        for paragraph in text.split("\n"):
            widths = self.fonts.widths(style.role, paragraph)
            first = 0
            for line in break_lines(paragraph, widths, width / style.size):
                shown = line.rstrip(" \u3000")
                lines.append(shown)
                line_widths.append(sum(widths[first : first + len(shown)]) * style.size)
                first += len(line)
        return Setting(tuple(lines), tuple(line_widths), style)

    def _fit(self, text: str, width: float, style: Style) -> Setting:
        if "\n" in text:
            return self.wrap(text, width, style)
        natural = sum(self.fonts.widths(style.role, text))
        size = style.size
        while size > SMALL and natural * size > width:
            size = max(size - _STEP, SMALL)
        if natural * size > width:
            return self.wrap(text, width, style)
        fitted = Style(style.role, size, style.grey, style.align)
        return Setting((text,), (natural * size,), fitted)
