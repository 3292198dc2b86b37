"""The closed vocabulary of what an office exports for the rules, and of what it hands on signed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hrdesk.packs.models import Entry, FolderName, Name, ParameterValueRow, Text

#: The code of an office, or of a place in which a value holds.
Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class OfficeParameter(ParameterValueRow):
    """A dated row that an office adds to a parameter of the pack; `place` where it holds alone."""

    id: Text
    place: Place | None = None
    issued_on: date | None = None


class OfficeRuling(Entry):
    """An office's reading of a silence, for applications received in a period."""

    question: Text
    reading: Name
    valid_from: date = Field(alias="from")
    until: date | None = None
    document: Text
    issued_on: date | None = None


class OfficeExtension(Entry):
    """A document that moves the last day."""

    until: date
    document: Text
    issued_on: date | None = None


class OfficeSection(Entry):
    """What an office changed of one policy."""

    parameters: Annotated[list[OfficeParameter], Field(max_length=5_000)] = []
    rulings: Annotated[list[OfficeRuling], Field(max_length=1_000)] = []
    extension: OfficeExtension | None = None


class OfficeFile(OfficeSection):
    """What an office exports: `OFFICE.toml`."""

    policy: FolderName


class PackText(Entry):
    """A file of a pack: its name within it, and its text."""

    name: Text
    text: str


class OfficeSuccessor(OfficeSection):
    """A policy that follows, with its whole pack and what the office changed of it."""

    policy: FolderName
    valid_from: date = Field(alias="from")
    until: date | None = None
    document: Text
    issued_on: date
    version: Text
    hash: Hash
    files: Annotated[list[PackText], Field(min_length=1)]


class OfficeName(Entry):
    """The office whose file it is."""

    code: Place
    name: Text


class OfficeSignature(Entry):
    """Who signed everything else in the file: public key, its name, signature."""

    verify_key: Hash
    fingerprint: Hash
    signature: Signature


class SignedOfficeFile(OfficeSection):
    """What one office hands to another, signed; `format` is the version of this vocabulary."""

    format: Literal[1]
    policy: FolderName
    program: Text
    exported_on: date
    office: OfficeName
    successors: Annotated[list[OfficeSuccessor], Field(max_length=20)] = []
    signature: OfficeSignature
