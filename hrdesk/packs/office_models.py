"""The closed vocabulary of what an office exports for the rules."""

from datetime import date

from pydantic import Field

from hrdesk.packs.models import Entry, FolderName, Name, ParameterValueRow, Text


class OfficeParameter(ParameterValueRow):
    """A dated row that an office adds to a parameter of the pack."""

    id: Text


class OfficeRuling(Entry):
    """An office's reading of a silence, for applications received in a period."""

    question: Text
    reading: Name
    valid_from: date = Field(alias="from")
    until: date | None = None
    document: Text


class OfficeExtension(Entry):
    """A document that moves the last day."""

    until: date
    document: Text


class OfficeFile(Entry):
    """What an office exports: `OFFICE.toml`."""

    policy: FolderName
    parameters: list[OfficeParameter] = []
    rulings: list[OfficeRuling] = []
    extension: OfficeExtension | None = None
