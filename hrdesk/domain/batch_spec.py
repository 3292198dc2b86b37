"""What the workbook of an upload batch carries, as read from a pack's `batch.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class CellFormat(StrEnum):
    """How the cells of a column are kept.

    TEXT is text also where it is all digits: a spreadsheet keeps 15 digits of a number and
    loses the rest of an identity number or account for good. DATE is a spreadsheet's day,
    DATE_TEXT the same as text (2026-03-18); MONEY is yuan with two decimals, COUNT a whole
    number. The others are months without a gap as a text (`domain.month_cells`): their span,
    or its first or last month alone; PLAIN ones have no hyphen in a month (202601).
    """

    TEXT = "text"
    DATE = "date"
    DATE_TEXT = "date_text"
    MONEY = "money"
    COUNT = "count"
    MONTHS_PLAIN = "months_plain"
    MONTHS_FROM_TO = "months_from_to"
    MONTH_FIRST = "month_first"
    MONTH_LAST = "month_last"
    MONTH_FIRST_PLAIN = "month_first_plain"
    MONTH_LAST_PLAIN = "month_last_plain"


#: Formats of a span of months, in the order in which they are offered.
MONTH_FORMATS = (
    CellFormat.MONTHS_PLAIN,
    CellFormat.MONTHS_FROM_TO,
    CellFormat.MONTH_FIRST,
    CellFormat.MONTH_LAST,
    CellFormat.MONTH_FIRST_PLAIN,
    CellFormat.MONTH_LAST_PLAIN,
)


class RowKind(StrEnum):
    """What one row of the workbook stands for: a case, or a line of a case's roster."""

    CASE = "case"
    LINE = "line"


#: What a column may take as `case.<name>`, and the formats that suit it.
CASE_SOURCES: Mapping[str, tuple[CellFormat, ...]] = MappingProxyType(
    {
        "number": (CellFormat.TEXT,),
        "paper_number": (CellFormat.TEXT,),
        "received": (CellFormat.DATE, CellFormat.DATE_TEXT),
        "amount": (CellFormat.MONEY,),
        "amount_capitals": (CellFormat.TEXT,),
        "clause": (CellFormat.TEXT,),
        "document": (CellFormat.TEXT,),
        "authority": (CellFormat.TEXT,),
        "office": (CellFormat.TEXT,),
        "identity_number": (CellFormat.TEXT,),
    }
)

#: What a column may take as `row.<name>`: the number of the row in the sheet, from 1, what
#: this row pays, and of a line that is paid by the month the months that are paid
#: (`2025-09,2025-10`, or a span of them) and how many these are. The batch's sum is the sum of
#: `row.amount`.
ROW_SOURCES: Mapping[str, tuple[CellFormat, ...]] = MappingProxyType(
    {
        "number": (CellFormat.COUNT,),
        "amount": (CellFormat.MONEY,),
        "months": (CellFormat.TEXT, *MONTH_FORMATS),
        "month_count": (CellFormat.COUNT,),
    }
)
ROW_AMOUNT, ROW_MONTHS = "row.amount", "row.months"
#: With a column of the roster behind it that may differ from month to month: its sum over the
#: months that the row pays.
ROW_PAID = "row.paid."
#: With the text behind it that stands in every row.
FIXED_TEXT = "text."

#: Rows of one workbook. A worksheet ends at 1,048,576; no batch comes near it, and a file of
#: gigabytes helps nobody.
MOST_ROWS = 200_000

#: What a line above the header may carry as `{name}`.
TITLE_VALUES = frozenset({"office", "number", "made_on"})


@dataclass(frozen=True, slots=True)
class BatchColumn:
    """One column: its header and where its cells come from.

    `source` is a form field id, `line.<column>` of the roster that gives the lines,
    `case.<name>` of CASE_SOURCES, `row.<name>` of ROW_SOURCES, `row.paid.<column>`, or
    `text.<what stands in every row>`. `codes` maps every code of the source to the platform's
    word for it; it is empty where the source has no codes.
    `width` is in characters. A `required` cell that is empty refuses the batch. `titles` are what
    templates of platforms write over such a column, beside its header.
    """

    header: str
    source: str
    format: CellFormat
    width: int
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    required: bool = False
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchSpec:
    """The upload workbook of one measure.

    `titles` are the lines above the header, with the values of TITLE_VALUES as `{name}`;
    `sheet` is the name of the worksheet.
    """

    measure: str
    titles: tuple[str, ...]
    sheet: str
    rows: RowKind
    columns: tuple[BatchColumn, ...]
