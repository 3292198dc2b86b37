"""An amount with its comma in a list in text, unquoted: it may have become two cells.

Of a line with more cells than titles that is plain (`ForeignSheet.lines_beyond`). A line that
somebody wrote by hand with cells left out at its end has no cell too many: both readings are
possible, and `3` before `500.00` is honest far more often. So a line is refused only where it is
known to be incomplete, and a person is asked of others.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hrdesk.domain.cell_address import address
from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.domain.plain_text import ascii_forms, trimmed
from hrdesk.intake.foreign_cells import JudgedCell
from hrdesk.intake.form_spec import FieldType, RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.listed import is_number_title
from hrdesk.intake.money_units import speaks_of_money
from hrdesk.intake.titles import plain_title

#: A column of the sheet from 0, the column of the roster that it is, and what judges its cells.
Judged = tuple[int, str, Callable[[ForeignCell], JudgedCell]]

#: What may stand before the first comma of an amount, after it, and behind the last one.
_FIRST = re.compile(r"\u00a5?[1-9][0-9]{0,2}")
_GROUP = re.compile(r"[0-9]{3}")
_LAST = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2})?\u5143?")

#: No amount and no remark is taken for one of these.
_PROVING = frozenset(
    {
        FieldType.DATE,
        FieldType.MONTH,
        FieldType.MONTHS,
        FieldType.IDENTITY,
        FieldType.ACCOUNT,
        FieldType.CREDIT_CODE,
        FieldType.PHONE,
        FieldType.CODE,
        FieldType.YES_NO,
    }
)


@dataclass(frozen=True, slots=True)
class SplitAmount:
    """Cells side by side that may be one amount: the first one's address, and what they say.

    `is_short` says that the line has fewer cells than titles.
    """

    place: str
    cells: tuple[str, ...]
    is_short: bool

    @property
    def joined(self) -> str:
        """The amount that they would be."""
        return ",".join(self.cells)


class SplitAmounts:
    """Looks for such cells in the lines of a list; of workbooks there are none."""

    def __init__(
        self, spec: RosterSpec, sheet: ForeignSheet, heading: Heading, judges: Sequence[Judged]
    ) -> None:
        self._widths = sheet.widths
        self._titled = heading.titled
        self._judges = judges
        self._identity = spec.identity
        types = {n: spec.columns[column].type for n, column, _ in judges}
        self._proving = {n for n, kind in types.items() if kind in _PROVING}
        # An amount that is not read moves what is read behind it all the same.
        unread = {
            n: plain_title(title)
            for n, title in enumerate(heading.titles[: max(types, default=-1) + 1])
            if title and n not in types and not is_number_title(title)
        }
        money = {n for n, kind in types.items() if kind is FieldType.MONEY}
        called = {n for n, title in unread.items() if speaks_of_money(title)}
        self._likely, self._possible = sorted(money | called), sorted({*money, *unread})

    def of(self, place: int, cells: Sequence[ForeignCell]) -> SplitAmount | None:
        """Return the first cells of a line that may be one amount, None where none may."""
        if not self._widths:
            return None
        is_short = self._widths[place] < self._titled
        for n in self._possible if is_short else self._likely:
            # The longest amount first: each shorter one would fit too.
            for end in reversed(tuple(self._ends(n, cells))):
                parts = tuple(trimmed(str(cell)) for cell in cells[n:end])
                joined = (*cells[:n], ",".join(parts), *cells[end:])
                if not self._proves(cells, end) and self._fits(joined, n):
                    return SplitAmount(address(place, n), parts, is_short)
        return None

    def _ends(self, first: int, cells: Sequence[ForeignCell]) -> Iterator[int]:
        """Yield where an amount that begins in a cell may end: behind two cells or more."""
        if first >= len(cells) or not _matches(_FIRST, cells[first]):
            return
        for end in range(first + 1, len(cells)):
            if _matches(_LAST, cells[end]):
                yield end + 1
            if not _matches(_GROUP, cells[end]):
                return

    def _proves(self, cells: Sequence[ForeignCell], first: int) -> bool:
        """Tell whether something from a cell on can only be what its own column holds."""
        return any(
            first <= n < len(cells) and cells[n] != "" and judge(cells[n]).problem is None
            for n, _, judge in self._judges
            if n in self._proving
        )

    def _fits(self, cells: Sequence[ForeignCell], first: int) -> bool:
        """Tell whether the line could be read so: nothing behind the amount is of a wrong kind."""
        for n, column, judge in self._judges:
            cell = cells[n] if n < len(cells) else ""
            if n < first:
                continue
            if (cell == "" and column == self._identity) or (cell != "" and judge(cell).problem):
                return False
        return True


def _matches(pattern: re.Pattern[str], cell: ForeignCell) -> bool:
    return isinstance(cell, str) and pattern.fullmatch(ascii_forms(trimmed(cell))) is not None
