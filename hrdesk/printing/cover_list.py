"""The value of the list that lies on top of many forms in one file."""

from dataclasses import dataclass

from hrdesk.printing.sheet import Column, Footer, Table


@dataclass(frozen=True, slots=True)
class CoverList:
    """A table with one row per form, in the order of the forms.

    `numbers` is the column of the case numbers, counted from 0: row and form must agree.
    `batch`, `made` and `unit` are the three texts of the line under the title, labels
    included. `totals` are the sentences with the counts and the sum, in figures and in
    capital numerals; they stand above the table. `page` is the last column, which the
    renderer adds: the page of the file on which the form begins. `footer` counts the pages
    of the list alone.
    """

    title: str
    batch: str
    made: str
    unit: str
    totals: tuple[str, ...]
    table: Table
    page: Column
    footer: Footer
    numbers: int = 1
