"""Titles of lists by column, remembered for the office; a newer choice of a title counts.

A row is one choice of one person: the titles that name columns beside those of the form. Titles
alone are kept, nothing that stands below them.
"""

from collections.abc import Mapping

from peewee import TextField

from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.tables import RecordedRow
from hrdesk.storage.withdrawable import RecordKind, enter_row


class ListMappingRow(RecordedRow):
    """Titles that somebody chose columns for; a newer row counts."""

    measure = TextField()
    roster = TextField()
    titles = TextField()

    class Meta:
        table_name = "list_mapping"


MAPPINGS = RecordKind(
    ListMappingRow,
    enter="list_mapping.enter",
    place=("measure", "roster"),
    content=("titles",),
    told=("measure", "roster"),
)


def enter_mapping(
    ground: Ground, author: Author, measure: str, roster: str, titles: Mapping[str, str]
) -> None:
    """Keep which columns some titles are, audited; `titles` are column ids by plain title."""
    content = {"measure": measure, "roster": roster, "titles": canonical_text(dict(titles))}
    enter_row(ground, author, MAPPINGS, content)


def mapped_titles(ground: Ground, measure: str, roster: str) -> dict[str, str]:
    """Return the columns of the titles that people chose for a roster."""
    rows = (
        ListMappingRow.select(ListMappingRow.titles)
        .where((ListMappingRow.measure == measure) & (ListMappingRow.roster == roster))
        .order_by(ListMappingRow.audit_sequence)
    )
    found: dict[str, str] = {}
    for (titles,) in rows.tuples().execute(ground.db):
        found.update(stored_value(titles))
    return found
