"""Cells of a platform's answer, compared with what was sent in their place."""

import re
from datetime import date

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.domain.money import parse_money, to_fen
from hrdesk.domain.plain_text import ascii_identifier, comparable_text, trimmed
from hrdesk.intake.foreign_cells import CellJudge, shown_cell
from hrdesk.intake.form_spec import FieldSpec, FieldType

SentCell = str | int | None
#: What platforms put where nothing stands.
_NOTHING = frozenset({"", "-", "--", "/", "\\"})
_APOSTROPHES = "'\u2018\u2019"
_MASK = "*"
#: A spreadsheet keeps 15 digits of a number.
_EXACT = 10**15
#: Databases write days as moments; in such a column only midnight can stand.
_MIDNIGHT = re.compile(r"[ T]00?:00(?::00(?:\.0+)?)?$")
_DAYS = frozenset({CellFormat.DATE, CellFormat.DATE_TEXT})
_TYPES = {
    CellFormat.DATE: FieldType.DATE,
    CellFormat.DATE_TEXT: FieldType.DATE,
    CellFormat.MONEY: FieldType.MONEY,
    CellFormat.COUNT: FieldType.COUNT,
}


class CellComparison:
    """Compares the cells of one column with what was sent in it."""

    def __init__(self, kind: CellFormat, today: date, base_1904: bool) -> None:
        self._kind = kind
        self._judge: CellJudge | None = None
        if kind in _TYPES:
            column = FieldSpec("sent", "sent", _TYPES[kind])
            self._judge = CellJudge(column, today, base_1904)

    def is_same(self, sent: SentCell, cell: ForeignCell) -> bool:
        """Tell whether an answer repeats what was sent, in whatever spelling; blank says nothing.

        Of a masked text the visible characters are compared.
        """
        if is_blank(cell):
            return True
        if sent is None:
            return False
        if self._judge is None:
            return _same_text(str(sent), cell)
        bare = _bare(cell)
        if isinstance(bare, str) and self._kind in _DAYS:
            bare = _MIDNIGHT.sub("", bare)
        text = self._judge.judge(bare).text
        if self._kind is CellFormat.MONEY:
            yuan = parse_money(text)
            return yuan is not None and to_fen(yuan) == sent
        return text == str(sent)


def is_blank(cell: ForeignCell) -> bool:
    """Tell whether a cell says nothing."""
    return isinstance(cell, str) and (not cell or comparable_text(cell) in _NOTHING)


def key_of(cell: ForeignCell) -> str:
    """Return how a cell of a key is compared; "" where a spreadsheet may have changed it."""
    if isinstance(cell, str):
        return ascii_identifier(_bare_text(cell))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return ""
    return str(int(cell)) if abs(cell) < _EXACT and cell == int(cell) else ""


def is_masked(cell: ForeignCell) -> bool:
    """Tell whether a platform has hidden part of a text."""
    return isinstance(cell, str) and _MASK in cell


def words_of(cell: ForeignCell) -> str:
    """Return what a cell says in words, on one line."""
    return " ".join(shown_cell(cell).split())


def _same_text(sent: str, cell: ForeignCell) -> bool:
    if isinstance(cell, str):
        text = _bare_text(cell)
        if _MASK in text:
            return _fits(ascii_identifier(sent), ascii_identifier(text))
        return comparable_text(text) == comparable_text(sent)
    if isinstance(cell, date):
        month = f"{cell:%Y-%m}"
        return sent == f"{cell:%Y-%m-%d}" or (cell.day == 1 and sent == month)
    return key_of(cell) == sent


def _fits(sent: str, masked: str) -> bool:
    """Compare what a mask leaves to be seen; masks differ in how many stars they put."""
    head, _, rest = masked.partition(_MASK)
    tail = rest.rpartition(_MASK)[2]
    seen = len(head) + len(tail)
    return seen <= len(sent) and sent.startswith(head) and sent.endswith(tail)


def _bare(cell: ForeignCell) -> ForeignCell:
    return _bare_text(cell) if isinstance(cell, str) else cell


def _bare_text(text: str) -> str:
    bare = trimmed(text)
    return bare[1:] if bare[:1] and bare[0] in _APOSTROPHES else bare
