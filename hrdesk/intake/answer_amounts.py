"""Amounts of an answer under titles that nothing was sent under: not all are what we pay.

A platform that approves another amount says so in a column of its own. Which of such columns
means that, and which a loan or a wage, only a person can say.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.intake.answer_cells import (
    CellComparison,
    Likeness,
    SentCell,
    cell_at,
    is_blank,
    words_of,
)
from hrdesk.intake.answer_sheet import AnswerHeading, SentColumns, header_name
from hrdesk.intake.money_units import speaks_of_money
from hrdesk.intake.titles import plain_title

#: Figures with what belongs to an amount (a sign, U+00A5 or U+4EBA U+6C11 U+5E01 before it, powers
#: of ten, U+5143 or U+5706, U+6574 and marks behind it): days, telephones, accounts and numbers of
#: cases are none.
_AMOUNT = re.compile(
    r"[-+\u2212(]*\s*(?:[\u00a5$]|\u4eba\u6c11\u5e01|RMB|CNY)?\s*[-+\u2212]?"
    r"[0-9](?:[0-9,\s]{0,14}[0-9])?(?:\.[0-9]*)?\s*[\u767e\u5343\u4e07\u842c\u4ebfWK]*"
    r"(?:[\u5143\u5706]|RMB|CNY)?\u6574?[)\s.,;\u3002]*",
    re.IGNORECASE,
)
#: An amount in words or among other words: a figure before yuan.
_IN_YUAN = re.compile(
    r"[0-9\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u4ebf\u96f6"
    r"\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396\u62fe\u4f70\u4edf\u842c]\s*[\u5143\u5706]"
)
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class OtherAmount:
    """An amount of an answer that was not sent in its row: where it stands, its title, the row's
    place in the batch, the answer's words.
    """

    address: str
    title: str
    sent: int
    told: str

    @property
    def words(self) -> str:
        """What it says beside the platform's reason, when the row is looked at later."""
        return f"{self.title} {self.told}"


class OtherAmounts:
    """Looks for them in the rows of an answer; a batch that pays nothing has none."""

    def __init__(self, heading: AnswerHeading, columns: SentColumns, made: CellComparison) -> None:
        """`made` compares amounts."""
        self._comparison = made
        self._columns = columns
        self._money = [n for n, each in enumerate(columns.formats) if each is CellFormat.MONEY]
        titled = enumerate(zip(heading.titles, heading.roles, strict=True))
        #: The title of each column that is looked at, and what it may repeat of what was sent.
        self._titles = {
            n: (title, self._repeated(title))
            for n, (title, role) in titled
            if (self._money or columns.pays) and not role and speaks_of_money(title)
        }

    def of(
        self, line: int, cells: Sequence[ForeignCell], sent: Sequence[SentCell], place: int
    ) -> Iterator[OtherAmount]:
        """Yield those of a line, counted from 0, that tells of the row that was sent there."""
        for n, (title, repeated) in self._titles.items():
            cell = cell_at(cells, n)
            amounts = [sent[at] for at in repeated] or self._columns.pays[place - 1 : place]
            if _is_amount(cell) and not any(self._is_same(each, cell) for each in amounts):
                yield OtherAmount(address(line, n), title, place, words_of(cell))

    def _repeated(self, title: str) -> list[int]:
        """Return the amounts that a title may mean: what the row pays, and what it names itself.

        A platform that approves a part of a row may give just what was sent of that part.
        """
        if self._columns.amount is None:
            return self._money
        plain = plain_title(title)
        return [
            n
            for n in self._money
            if n == self._columns.amount or header_name(self._columns.headers[n]) in plain
        ]

    def _is_same(self, sent: SentCell, cell: ForeignCell) -> bool:
        return self._comparison.compare(sent, cell) is Likeness.SAME


def _is_amount(cell: ForeignCell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float) or is_blank(cell):
        return False
    text = unicodedata.normalize("NFKC", words_of(cell)).strip()
    whole = text.partition(".")[0]
    is_short = sum(char.isdigit() for char in whole) <= _MOST_DIGITS
    return (is_short and _AMOUNT.fullmatch(text) is not None) or bool(_IN_YUAN.search(text))
