"""The value that is printed: fully resolved text in the order of the page.

A sheet knows nothing of cases, clauses or amounts; whoever builds it has put every word and
number in its final form, NFC, in the language of the reader. Lengths on paper, fonts and
page breaks are the renderer's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from hrdesk.printing.sums import Sums

ROW_SPAN = 12
"""The measure of the grid: the spans of the cells in one row add up to this."""


class Mark(StrEnum):
    """The icon before an item; the first four carry the values of `CheckOutcome`.

    `TICKED` and `OPEN` are the two states of a box, for lists of materials.
    """

    MET = "met"
    UNMET = "unmet"
    MISSING = "missing"
    OFFICER = "officer"
    TICKED = "ticked"
    OPEN = "open"


class Align(StrEnum):
    """How text stands in a column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """A label with its value; `span` is the share of a row of `ROW_SPAN` that both take."""

    label: str
    value: str
    span: int = ROW_SPAN

    def __post_init__(self) -> None:
        """Refuse a span that no row can hold (ValueError)."""
        if not 1 <= self.span <= ROW_SPAN:
            raise ValueError(f"span {self.span} is not between 1 and {ROW_SPAN}")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells that fill rows from the left; a cell that no longer fits opens the next row.

    The last cell of a row takes what is left of it. A value may hold line feeds; a long
    one wraps and its row grows.
    """

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AmountRow:
    """An amount in large figures, with its words (capital numerals) beside it."""

    label: str
    figures: str
    words: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs, and below them one line of signature labels spread over the width.

    A paragraph may hold line feeds. `declaration` sets the paragraphs in FangSong.
    """

    paragraphs: tuple[str, ...]
    signatures: tuple[str, ...] = ()
    declaration: bool = False


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a check list; `clause` stands behind the text in grey, or is empty."""

    mark: Mark
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class CheckList:
    """Items with icons in two columns, and remarks over the full width below them."""

    items: tuple[CheckItem, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """Room for an officer's opinion; it never splits over two pages.

    `text` is the prefilled opinion (may be empty), `signatures` are labels, one below the
    other, `date` the line for the date. `seal` is the faint word in a blank circle of at
    least 45 mm (GB/T 9704: seals of county bureaus up to 4.5 cm); empty means no circle.
    """

    text: str
    signatures: tuple[str, ...]
    date: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class LineBox:
    """One line of items side by side; it wraps when they do not fit."""

    items: tuple[str, ...]


Block = Cells | AmountRow | TextBlock | CheckList | OpinionBox | LineBox


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks beside one vertical heading. An empty heading gives them the full width."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; widths are relative to each other."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header row that is repeated on every page; no row is divided.

    With `sums` the rows end in a total, and each page brings forward and carries on what it
    has summed. `may_turn` lets the table lie sideways, its head at the binding edge and head
    and foot of the page as ever (GB/T 9704-2012, 8): it does so when a number, a date or a
    word would be broken in its column at 9 pt upright. Each row has one text per column
    (ValueError otherwise).
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: Sums | None = None
    may_turn: bool = False

    def __post_init__(self) -> None:
        """Refuse rows and sums that do not fit the columns (ValueError)."""
        width = len(self.columns)
        if any(len(row) != width for row in self.rows):
            raise ValueError("a row of the table does not have one text per column")
        if self.sums is not None:
            self.sums.require(len(self.rows), width)


@dataclass(frozen=True, slots=True)
class ShownReading:
    """One reading of a silent text: its words, and what it would give."""

    text: str
    result: str


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One condition with its outcome, clause, title, numbers and readings."""

    mark: Mark
    outcome: str
    clause: str
    title: str
    shown: str
    readings: tuple[ShownReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All conditions of a judgement; `headers` names outcome, clause and condition."""

    title: str
    headers: tuple[str, str, str]
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Paragraphs of an annex under a small heading (empty: none)."""

    title: str
    paragraphs: tuple[str, ...]


AnnexPart = Findings | Table | Notes


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the form, beginning on a page of its own."""

    title: str
    parts: tuple[AnnexPart, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """The foot of every page.

    `page` is a template with the placeholders `{page}` and `{pages}`; `printed` says when,
    `copy` which copy, `audit` is the anchor in the audit chain; empty texts are left out.
    `qr_payload` holds number, version and content hash for the QR code; empty means none.
    """

    page: str
    printed: str = ""
    copy: str = ""
    audit: str = ""
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form with its annex.

    `case_number`, `received` and `unit` are the three texts of the line under the title
    (left, middle, right), labels included; `basis` are the lines between the two, which say
    what the form rests on and who decides. `remarks` stand below the table.
    `annex` is None when nothing follows.
    """

    title: str
    case_number: str
    received: str
    unit: str
    sections: tuple[Section, ...]
    footer: Footer
    annex: Annex | None = None
    remarks: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The one page on which a recovery key is kept in an envelope.

    `key_groups` are short groups of digits and capital letters, printed large and numbered,
    `explanation` are the paragraphs above, `keeping` those below them; `signatures` are
    labels of one line; `envelope` is what is to be written on the envelope. `footer` stands
    at the foot (no QR code: the key leaves the paper by hand only).
    """

    title: str
    explanation: tuple[str, ...]
    key_groups: tuple[str, ...]
    signatures: tuple[str, ...]
    envelope: str
    subtitle: str = ""
    keeping: tuple[str, ...] = ()
    footer: str = ""


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a sheet or a part of one, in the order of the page."""
    if isinstance(value, StrEnum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from texts_of(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
