"""What is known of somebody's list before anything is stored: titles, lines, what would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.domain.foreign_sheet import FileKind
from hrdesk.intake.deciding_cells import Pair
from hrdesk.intake.foreign_rows import Refusal
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.list_import import Fate, PersonChange
from hrdesk.intake.split_amounts import SplitAmount


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is known of a file before its lines are read; `mark` is the form hash it carries."""

    kind: FileKind
    headings: tuple[Heading, ...]
    mark: str
    sees_all: bool


@dataclass(frozen=True, slots=True)
class LinesOrder:
    """Which sheet is read, and by which mapping (`heading.columns`)."""

    sheet: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class LinesSummary:
    """What is said of the lines as a whole.

    `lines` are the lines read by fate, `people` the people; `sums` are the amounts of each
    column over the lines that can be taken or are the same, in yuan, as the list has them;
    `total` is the one line of totals, by number, with its amounts, None where it has none or
    several. `unread` are the places of columns that hold something and are not read.
    `readings` are the first cells that are stored in another spelling, with `rewritten` their
    number. `splits` are cells side by side that a person must look at: they may be one amount.
    `totals` were left out, `repeated` are lines that only repeat the titles; `waiting` counts the
    cells that are not shown before another column is filled in. `absent` are the names, by row,
    of those in the roster whom the list does not name: leavers, perhaps. `nameless` counts the
    lines whose number cannot be read or has the name of somebody else: whom they mean is not
    known.
    """

    lines: Mapping[Fate, int]
    people: Mapping[Fate, int]
    sums: Mapping[str, Decimal]
    total: tuple[int, Mapping[str, Decimal]] | None
    unread: tuple[int, ...]
    readings: tuple[tuple[str, str, str], ...]
    rewritten: int
    totals: Mapping[int, str]
    repeated: tuple[int, ...]
    splits: tuple[SplitAmount, ...]
    formulas: int
    waiting: Mapping[Pair, int]
    hidden_columns: tuple[str, ...]
    absent: Mapping[str, str]
    nameless: int

    @property
    def read(self) -> int:
        """How many lines were read."""
        return sum(self.lines.values())


@dataclass(slots=True)
class ListPlan:
    """What taking the list in would change; nothing is changed yet.

    `leavers` are the rows that a person wants taken out; see `LinesSummary.absent`.
    """

    order: LinesOrder
    changes: list[PersonChange] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    summary: LinesSummary | None = None
    leavers: frozenset[str] = frozenset()
