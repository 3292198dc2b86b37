"""The closed vocabulary of `print.toml`."""

from typing import Annotated

from pydantic import Field

from hrdesk.domain.print_spec import SectionKind, TableKind
from hrdesk.packs.models import Entry, Name, Text, Width


class Cell(Entry):
    """A label and what is printed beside it."""

    label: Text
    source: Text
    span: Width = 12


class Section(Entry):
    """A block of the printed form."""

    heading: str
    kind: Annotated[SectionKind, Field(strict=False)]
    cells: list[Cell] = []
    text: str = ""
    signatures: list[Text] = []
    seal: bool = False


class AnnexColumn(Entry):
    """A column of a roster's table on the annex."""

    label: Text
    source: Text
    width: Annotated[float, Field(gt=0, le=20)]
    summed: bool = Field(default=False, alias="sum")


class AnnexTable(Entry):
    """A roster on the annex: its rows with these columns, or its months one by one."""

    roster: Name
    title: Text
    kind: Annotated[TableKind, Field(strict=False)] = TableKind.ROWS
    columns: list[AnnexColumn] = []


class Notice(Entry):
    """The notice to the applicant of a referral."""

    title: Text
    sections: Annotated[list[Section], Field(min_length=1)]


class PrintFile(Entry):
    """`print.toml`; `words` are those that this form has instead of the policy's.

    A referral has a letter instead of an approval form, and a `notice` besides.
    """

    title: Text
    sections: Annotated[list[Section], Field(min_length=1)]
    words: dict[Name, Text] = {}
    annex: list[AnnexTable] = []
    notice: Notice | None = None
