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
from hrdesk.intake.answer_sheet import AnswerHeading
from hrdesk.intake.money_units import speaks_of_money

#: Figures with what belongs to an amount (the signs U+00A5, U+5143, U+6574 and powers of ten):
#: days, telephones, accounts and numbers of cases are none.
_AMOUNT = re.compile(
    r"[\u00a5]?[0-9](?:[0-9,\s]{0,14}[0-9])?(?:\.[0-9]*)?\s*[\u767e\u5343\u4e07\u842c\u4ebfWwKk]*"
    r"\u5143?\u6574?"
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
    """Looks for them in the rows of an answer; a batch without amounts has none."""

    def __init__(
        self, heading: AnswerHeading, formats: Sequence[CellFormat], made: CellComparison
    ) -> None:
        """`formats` are those of the columns that were sent, `made` compares amounts."""
        self._comparison = made
        self._money = [n for n, each in enumerate(formats) if each is CellFormat.MONEY]
        titled = enumerate(zip(heading.titles, heading.roles, strict=True))
        self._titles = {
            n: title
            for n, (title, role) in titled
            if self._money and not role and speaks_of_money(title)
        }

    def of(
        self, line: int, cells: Sequence[ForeignCell], sent: Sequence[SentCell], place: int
    ) -> Iterator[OtherAmount]:
        """Yield those of a line, counted from 0, that tells of the row that was sent there."""
        for n, title in self._titles.items():
            cell = cell_at(cells, n)
            if _is_amount(cell) and not self._was_sent(cell, sent):
                yield OtherAmount(address(line, n), title, place, words_of(cell))

    def _was_sent(self, cell: ForeignCell, sent: Sequence[SentCell]) -> bool:
        return any(self._comparison.compare(sent[n], cell) is Likeness.SAME for n in self._money)


def _is_amount(cell: ForeignCell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float) or is_blank(cell):
        return False
    text = unicodedata.normalize("NFKC", words_of(cell)).strip()
    whole = text.partition(".")[0]
    is_short = sum(char.isdigit() for char in whole) <= _MOST_DIGITS
    return is_short and _AMOUNT.fullmatch(text) is not None
