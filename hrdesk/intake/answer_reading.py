"""What was read of a platform's answer, before anything of it is taken."""

from collections import Counter
from dataclasses import dataclass, field

from hrdesk.domain.batch_answer import StrayRow, ToldRow, WaitingRow
from hrdesk.intake.answer_amounts import OtherAmount
from hrdesk.intake.answer_cells import AlteredCell

Key = tuple[str, ...]


@dataclass(slots=True)
class AnswerReading:
    """What an answer says.

    Every row of the file is one of `rows`, `silent` (not decided yet) and `strays`; `waiting` are
    the silent ones of which the platform says something.
    `altered` are cells that differ from what was sent, `units` words of another unit of money;
    `flawed` are places that cannot be read (hidden, merged, without a value); `contrary` are lines
    of which two columns give different states; `unknown` counts the words for a state that have no
    meaning yet. Of the key `key` gives the headers, none where the answer names no person and no
    case, `matched` the rows that were found by it. `unsaid` counts by column of the batch the
    matched rows that say nothing in it: a column without any was found to be as it was sent in
    every one of them, one of `masked` only as far as the mask of some row lets it be seen.
    `totals` are lines that add others up, `repeated` those that repeat the titles: they stand for
    no row and are in no count. `stray_keys`
    gives by line of the file what a stray has in the identifying columns, "" where it cannot be
    read. `unread` are the columns of the sheet that hold something that is not read, `amounts`
    what stands in them that may be another amount than was sent, of rows that did not fail.
    """

    key: tuple[str, ...] = ()
    rows: list[ToldRow] = field(default_factory=list)
    strays: list[StrayRow] = field(default_factory=list)
    silent: int = 0
    waiting: list[WaitingRow] = field(default_factory=list)
    matched: int = 0
    altered: list[AlteredCell] = field(default_factory=list)
    units: list[AlteredCell] = field(default_factory=list)
    flawed: list[str] = field(default_factory=list)
    contrary: list[int] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    unsaid: Counter[int] = field(default_factory=Counter)
    masked: set[int] = field(default_factory=set)
    totals: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    stray_keys: dict[int, Key] = field(default_factory=dict)
    unread: tuple[int, ...] = ()
    amounts: list[OtherAmount] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many rows the file has."""
        return len(self.rows) + len(self.strays) + self.silent
