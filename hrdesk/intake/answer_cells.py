"""Cells of a platform's answer, compared with what was sent in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache

from hrdesk.domain.batch_spec import MONTH_FORMATS, CellFormat
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.domain.money import parse_money, to_fen
from hrdesk.domain.month_cells import months_said
from hrdesk.domain.plain_text import ascii_forms, ascii_identifier, comparable_text, trimmed
from hrdesk.intake.foreign_cells import CellJudge, shown_cell
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.list_words import SUM_SIGN, TOTALS
from hrdesk.intake.titles import plain_title

SentCell = str | int | None
#: What platforms put where nothing stands.
_NOTHING = frozenset({"", "-", "--", "/", "\\"})
#: What no comparison takes for nothing.
_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
_APOSTROPHES = "'\u2018\u2019"
#: So many characters before and behind a mask are looked up.
_MOST_ENDS = 6
#: The form of a cell that repeats nothing.
_NO_FORM = "\0"
_MASK = "*"
#: In either width; compared texts have it in ASCII.
_MASKS = frozenset("*\uff0a")
#: A mask that leaves fewer characters to be seen fits too many people: it proves nothing.
_ENOUGH_SEEN = 4
#: A spreadsheet keeps 15 digits of a number.
_EXACT = 10**15
#: January, or an October that lost its zero as a number.
_MAY_LACK_ZERO = re.compile(r"[0-9]{4}\s*\.\s*1(?![0-9])")
#: Databases write days as moments; in such a column only midnight can stand.
_MIDNIGHT = re.compile(r"[ T]00?:00(?::00(?:\.0+)?)?$")
_DAYS = frozenset({CellFormat.DATE, CellFormat.DATE_TEXT})
_TYPES = {
    CellFormat.DATE: FieldType.DATE,
    CellFormat.DATE_TEXT: FieldType.DATE,
    CellFormat.MONEY: FieldType.MONEY,
    CellFormat.COUNT: FieldType.COUNT,
}


class Likeness(Enum):
    """What a cell of an answer says of what was sent in its place.

    UNSAID: it is blank, or so masked that it would fit others too.
    """

    SAME = auto()
    DIFFERENT = auto()
    UNSAID = auto()


@dataclass(frozen=True, slots=True)
class AlteredCell:
    """A cell of an answer that differs from what was sent in its place: its address, the column
    of the batch from 0, the row's place in the batch (0 where several may be meant), its words.
    """

    address: str
    column: int
    sent: int
    told: str


class CellComparison:
    """Compares the cells of one column with what was sent in it."""

    def __init__(
        self, kind: CellFormat, today: date, base_1904: bool, *, are_months: bool = False
    ) -> None:
        """`are_months`: the column names months, in whatever format."""
        self._kind = kind
        self._are_months = are_months or kind in MONTH_FORMATS
        self._judge: CellJudge | None = None
        if kind in _TYPES:
            column = FieldSpec("sent", "sent", _TYPES[kind])
            self._judge = CellJudge(column, today, base_1904)

    def sent_form(self, sent: SentCell) -> str:
        """Return what a sent cell and each cell that repeats it whole have in common."""
        return plain_form(sent) if self._judge is None else str(sent)

    def form(self, cell: ForeignCell) -> str:
        """Return the `sent_form` of what a cell can repeat; "" where more than one form would do,
        and where nothing is said.
        """
        if is_blank(cell) or is_masked(cell):
            return ""
        if self._judge is not None:
            return self._plain(self._judge, cell) or _NO_FORM
        if isinstance(cell, date) or self._are_months:
            return ""
        return plain_form(cell if isinstance(cell, str) else key_of(cell)) or _NO_FORM

    def key(self, cell: ForeignCell) -> str:
        """Return how a cell of a key is compared: months by what they mean, else as `key_of`."""
        if not self._are_months or is_masked(cell):
            return key_of(cell)
        return _months_key(_months_text(cell)) or key_of(cell)

    def sent_key(self, cell: SentCell) -> str:
        """Return how a cell of a key that was sent is compared."""
        return "" if cell is None else self.key(str(cell))

    def compare(self, sent: SentCell, cell: ForeignCell) -> Likeness:
        """Tell whether an answer repeats what was sent, in whatever spelling.

        A blank cell says nothing, nor does one of asterisks alone. Of a masked text the visible
        characters must stand in what was sent at their places; where fewer than four are seen,
        that they fit proves nothing.
        """
        if is_blank(cell) or _is_hidden(cell):
            return Likeness.UNSAID
        if sent is None:
            return Likeness.DIFFERENT
        if self._are_months and _same_months(str(sent), cell):
            return Likeness.SAME
        if self._judge is None:
            return _text_likeness(str(sent), cell)
        is_same = self._plain(self._judge, cell) == str(sent)
        return Likeness.SAME if is_same else Likeness.DIFFERENT

    def _plain(self, judge: CellJudge, cell: ForeignCell) -> str:
        """Return what a day, an amount in fen or a count says, "" of an amount that says none."""
        bare = _bare(cell)
        if isinstance(bare, str) and self._kind in _DAYS:
            bare = _MIDNIGHT.sub("", bare)
        elif isinstance(bare, str):
            # What was sent is known: white space in an amount can be nothing but that.
            bare = "".join(bare.split())
        text = judge.judge(bare).text
        if self._kind is CellFormat.MONEY:
            yuan = parse_money(text)
            return "" if yuan is None else str(to_fen(yuan))
        return text


def plain_form(cell: SentCell | ForeignCell) -> str:
    """Return what two texts have in common whenever they are the same; "" of what tells nothing."""
    if not isinstance(cell, str) or is_blank(cell) or is_masked(cell):
        return ""
    return _form(_bare_text(cell))


def is_blank(cell: ForeignCell) -> bool:
    """Tell whether a cell says nothing."""
    if not isinstance(cell, str):
        return False
    if not cell:
        return True
    # Nearly every cell begins with a letter, a digit or an ideograph, and so says something.
    return _PLAIN.match(cell) is None and comparable_text(cell) in _NOTHING


def key_of(cell: ForeignCell) -> str:
    """Return how a cell of a key is compared; "" where a spreadsheet may have changed it, and
    where part of it is masked.
    """
    if isinstance(cell, str):
        return "" if is_masked(cell) else ascii_identifier(_bare_text(cell))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return ""
    return str(int(cell)) if abs(cell) < _EXACT and cell == int(cell) else ""


def cell_at(cells: Sequence[ForeignCell], column: int) -> ForeignCell:
    """Return a cell of a line, "" beyond its end."""
    return cells[column] if column < len(cells) else ""


def is_masked(cell: ForeignCell) -> bool:
    """Tell whether a platform has hidden part of a text."""
    return isinstance(cell, str) and not _MASKS.isdisjoint(cell)


def seen_ends(cell: ForeignCell) -> tuple[str, str] | None:
    """Return what is seen before and behind a mask, a few characters of each; None where neither
    is, and where nothing is masked.
    """
    if not isinstance(cell, str) or not is_masked(cell):
        return None
    text = ascii_identifier(_bare_text(cell))
    head, tail = text.partition(_MASK)[0][:_MOST_ENDS], text.rpartition(_MASK)[2][-_MOST_ENDS:]
    return (head, tail) if head or tail else None


def ends_of(sent: SentCell, head: int, tail: int) -> tuple[str, str]:
    """Return so many characters of the beginning and of the end of what was sent."""
    text = "" if sent is None else ascii_identifier(str(sent))
    return text[:head], text[len(text) - tail :] if tail <= len(text) else text


def adds_up(cell: ForeignCell) -> bool:
    """Tell whether a cell says that its line adds others up."""
    is_likely = isinstance(cell, str) and SUM_SIGN in cell
    return is_likely and TOTALS.fullmatch(plain_title(str(cell))) is not None


def words_of(cell: ForeignCell) -> str:
    """Return what a cell says in words, on one line."""
    return " ".join(shown_cell(cell).split())


#: Strangers are held against many rows: the same texts come again and again.
_form = lru_cache(maxsize=16_384)(comparable_text)


def _is_hidden(cell: ForeignCell) -> bool:
    return isinstance(cell, str) and is_masked(cell) and not set(ascii_identifier(cell)) - {_MASK}


def _text_likeness(sent: str, cell: ForeignCell) -> Likeness:
    if isinstance(cell, str):
        text = _bare_text(cell)
        if text == sent or _form(text) == _form(sent):
            return Likeness.SAME
        if is_masked(text):
            return _masked_likeness(ascii_identifier(sent), ascii_identifier(text))
        return Likeness.DIFFERENT
    if isinstance(cell, date):
        month = f"{cell:%Y-%m}"
        is_same = sent == f"{cell:%Y-%m-%d}" or (cell.day == 1 and sent == month)
    else:
        is_same = key_of(cell) == sent
    return Likeness.SAME if is_same else Likeness.DIFFERENT


def _same_months(sent: str, cell: ForeignCell) -> bool:
    """Tell whether an answer names the months that were sent, in whatever spelling."""
    said = months_said(_months_text(cell))
    return said is not None and said == months_said(sent)


def _months_text(cell: ForeignCell) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y-%m}" if cell.day == 1 else ""
    return _bare_text(cell) if isinstance(cell, str) else key_of(cell)


@lru_cache(maxsize=16_384)
def _months_key(text: str) -> str:
    """Return months in one spelling, "" where a text says none or may have lost a zero: what a
    cell may mean by it is compared where its row is known, and never tells which row it is.
    """
    if _MAY_LACK_ZERO.search(ascii_forms(text)):
        return ""
    return ",".join(months_said(text) or ())


def _masked_likeness(sent: str, masked: str) -> Likeness:
    """Compare what a mask leaves to be seen at its places.

    One that is shorter or longer than what was sent can only be held against it where its
    asterisks stand together: then they are read as an ellipsis.
    """
    seen = len(masked) - masked.count(_MASK)
    if len(masked) == len(sent):
        fits = all(seen_char in (_MASK, char) for seen_char, char in zip(masked, sent, strict=True))
    else:
        head, _, rest = masked.partition(_MASK)
        tail = rest.lstrip(_MASK)
        together = _MASK not in tail and seen < len(sent)
        fits = together and sent.startswith(head) and sent.endswith(tail)
    if not fits:
        return Likeness.DIFFERENT
    return Likeness.SAME if seen >= _ENOUGH_SEEN else Likeness.UNSAID


def _bare(cell: ForeignCell) -> ForeignCell:
    return _bare_text(cell) if isinstance(cell, str) else cell


def _bare_text(text: str) -> str:
    bare = trimmed(text)
    return bare[1:] if bare[:1] and bare[0] in _APOSTROPHES else bare
