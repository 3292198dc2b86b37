"""Chooses the mask of a QR code (ISO/IEC 18004, 7.8) for all its modules at once.

reportlab draws a code eight times and weighs each module by module, which takes longer than
the form it stands on. Here a code is one number: a bit per module, the first in the highest,
and an empty bit behind each row. The choice is reportlab's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

_MASKS = range(8)
_FINDER = (1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0)
_BLOCK = 3
_LOOKS_LIKE_FINDER = 40


class QuickCode(QRCode):  # type: ignore[misc]  # reportlab ships no types
    """A QR code of reportlab that finds its mask sooner; otherwise unchanged."""

    def getBestMaskPattern(self) -> int:  # noqa: N802 - reportlab calls it by this name
        """Return the mask with the fewest lost points, the first of equals."""
        self.makeImpl(test=True, maskPattern=0)
        masks = _masks(self.version)
        plain = number_of(self.modules) ^ masks[0]
        points = [lost_points(plain ^ mask, self.moduleCount) for mask in masks]
        return points.index(min(points))


def number_of(modules: Sequence[Sequence[bool]]) -> int:
    """Return the rows of a code as one number."""
    return int("".join("".join("1" if dark else "0" for dark in row) + "0" for row in modules), 2)


def lost_points(code: int, size: int) -> int:
    """Return the points that a code of `size` modules a side loses."""
    grid, below = _grid(size), size + 1
    same_beside = ~(code ^ (code >> 1)) & grid.beside
    same_below = ~(code ^ (code >> below)) & grid.below
    points = _runs(same_beside, 1) + _runs(same_below, below)
    points += _BLOCK * (same_beside & (same_beside >> below) & same_below).bit_count()
    finders = _finders(code, grid.ends)
    dark = 100 * code.bit_count() // size**2
    return points + _LOOKS_LIKE_FINDER * finders + 10 * (abs(dark - 50) // 5)


def _runs(same: int, step: int) -> int:
    """Weigh runs of five equal modules or more: three points, and one for each further."""
    fives = same & (same >> step) & (same >> 2 * step) & (same >> 3 * step)
    return fives.bit_count() + 2 * (fives & ~(fives >> step)).bit_count()


def _finders(code: int, ends: int) -> int:
    """Count what looks like a finder pattern along a row and ends in one of the places."""
    for back, dark in enumerate(reversed(_FINDER)):
        ends &= (code if dark else ~code) >> back
    return ends.bit_count()


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places with a module before them, beside or above, and those where finders end."""

    beside: int
    below: int
    ends: int


@lru_cache(maxsize=40)
def _grid(size: int) -> _Grid:
    every = range(size)
    # As in reportlab, columns and the very end of a row are not searched for the pattern.
    ends = range(len(_FINDER) - 1, size - 1)
    return _Grid(
        beside=_places(size, every, every[1:]),
        below=_places(size, every[1:], every),
        ends=_places(size, every, ends),
    )


def _places(size: int, rows: range, columns: range) -> int:
    return number_of(
        [[row in rows and column in columns for column in range(size)] for row in range(size)]
    )


@lru_cache(maxsize=40)
def _masks(version: int) -> tuple[int, ...]:
    """Return the eight masks over the places of data."""
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.moduleCount = size = 4 * version + 17
    data = {(row, column) for column, row in code.dataPosIterator()}
    return tuple(
        number_of(
            [
                [(row, column) in data and dark(row, column) for column in range(size)]
                for row in range(size)
            ]
        )
        for dark in map(QRUtil.getMask, _MASKS)
    )
