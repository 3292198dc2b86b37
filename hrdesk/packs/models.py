"""The closed vocabulary of a pack's files; pydantic names everything that does not fit.

Imported only when a pack is read: pydantic is no part of the start of the program.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from hrdesk.domain.office import OfficeLevel
from hrdesk.domain.register_details import RegisterDetail
from hrdesk.intake.form_spec import Derivation, FieldType

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$")]
FolderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Money = Annotated[str, StringConstraints(pattern=r"^\d{1,13}\.\d{2}$")]
Count = Annotated[int, Field(ge=0)]
Width = Annotated[int, Field(ge=1, le=12)]
ShowWhen = dict[Name, Text | Annotated[list[Text], Field(min_length=1)]]


class Entry(BaseModel):
    """A table of a pack: no other keys, no conversion of values."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class InForce(Entry):
    """First and last day of the document, and the day that another counting adds."""

    first_day: date = Field(alias="from")
    until: date
    disputed: date | None = None


class Silence(Entry):
    """A silence of the text with its readings; an officer decides until there is a ruling."""

    question: Text
    clause: Text
    readings: dict[Name, Text]
    default: Literal["officer"]


class PolicyFile(Entry):
    """`policy.toml`.

    `issuers`, `issued` and `superior` tell the reader of the pack what document it carries
    and that higher provisions go before it; the program does not use them. `measures` are
    judged, `at_counter` are those of them that the window takes in; the id of a measure without a
    rule of its own begins with that of the rule it takes, and two underscores. `needs` is the
    version of the program that has all their rules. `words` belong to findings, `form_words`
    stand on every printed form.
    """

    id: FolderName
    title: Text
    document: Text
    issuers: list[Text]
    issued: date
    version: Text
    clause: Text
    superior: Text
    needs: Text | None = None
    measures: Annotated[list[Name], Field(min_length=1)]
    at_counter: list[Name]
    in_force: InForce
    rulings: dict[Name, Silence]
    words: dict[Name, Text]
    form_words: dict[Name, Text]


ParameterValues = Money | Count | list[Code] | dict[Code, Count] | dict[Code, Money]


class ParameterValueRow(Entry):
    """One dated value with its document and clause."""

    valid_from: date = Field(alias="from")
    value: ParameterValues
    document: Text
    clause: Text


class ShippedValueRow(ParameterValueRow):
    """A dated value of the pack; `state` marks one whose document or clause nobody has seen."""

    state: Literal["unverified"] | None = None


class PendingValue(Entry):
    """A value of a superior document that nobody has adopted yet; it decides nothing."""

    value: ParameterValues
    document: Text
    clause: Text
    state: Literal["pending"]


class Parameter(Entry):
    """A dated parameter of `params.toml`; `pending` is said beside a finding."""

    title: Text
    unit: Literal["yuan", "years", "months", "count", "percent", "codes", "percentages"]
    values: list[ShippedValueRow]
    pending: PendingValue | None = None


class ParametersFile(RootModel[dict[Name, Parameter]]):
    """`params.toml`: dated parameters by name."""


class Page(Entry):
    """A step of the wizard."""

    id: Name
    title: Text
    fields: list[Name] = []
    rosters: list[Name] = []


class FormField(Entry):
    """A field of the form, or a column of a roster.

    `synonyms` are what lists from elsewhere put for a choice, by its code; pasted into a
    roster they are that choice. `titles` are what lists from elsewhere write over a column
    of a roster, beside its label; a field of the form has none.
    """

    label: Text
    type: Annotated[FieldType, Field(strict=False)]
    hint: Text | None = None
    required: bool = False
    show_when: ShowWhen | None = None
    choices: dict[Code, Text] = {}
    synonyms: dict[Code, Annotated[list[Text], Field(min_length=1)]] = {}
    titles: list[Text] = []
    prefill: Text | None = None
    not_after: Name | None = None
    not_before: Name | None = None
    longest: Annotated[int, Field(ge=1, le=2000)] = 200
    width: Width = 6
    same_as: Name | None = None
    includes: Name | None = None
    unit: Text | None = None
    register_: Annotated[RegisterDetail | None, Field(alias="register", strict=False)] = None


#: One derivation and the fields that it reads.
Fact = Annotated[
    dict[
        Annotated[Derivation, Field(strict=False)],
        Name | Annotated[list[Name], Field(min_length=1)],
    ],
    Field(min_length=1, max_length=1),
]


class Roster(Entry):
    """A list of rows; `gives` is "lines" or the fact of the case that the rows are."""

    title: Text
    gives: Name
    hint: Text | None = None
    identity: Name | None = None
    name: Name | None = None
    most: Annotated[int, Field(ge=1, le=20_000)] = 20_000
    columns: Annotated[dict[Name, FormField], Field(min_length=1)]
    facts: Annotated[dict[Name, Fact], Field(min_length=1)]


class CheckText(BaseModel):
    """Title of a condition; every other key is one of its sentences.

    `clause` is left out where it is that of the form.
    """

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, Text]

    clause: Text | None = None
    title: Text


class Material(Entry):
    """A document that the applicant brings; `basis` says who asks for it."""

    id: Name
    title: Text
    basis: Text
    originals: Count = 0
    copies: Count = 1
    required: bool = True
    show_when: ShowWhen | None = None


class FormFile(Entry):
    """`form.toml`.

    `applicant` says who applies: a person has an identity number, an organization a credit
    code. `district` names the field with the county whose confirmed figures count. `account`
    is left out where nothing is paid; `payee` names the fields that say whose account it is.
    `shape` is the shape of the amount by which the rule pays, checked against it. `event` is the
    event of the matter in one or two words; sentences name it as `{event}`. `decided_by` are the
    levels of office that the clause names as deciding; it is left out where another authority
    decides.
    """

    title: Text
    clause: Text
    shape: Name
    authority: Text
    decided_by: list[Annotated[OfficeLevel, Field(strict=False)]] = []
    event: Text | None = None
    applicant: Literal["person", "organization"]
    received: Name
    applicant_name: Name
    applicant_identity: Name
    phone: Name
    account: Name | None = None
    payee: list[Name] = []
    organization: Name | None = None
    district: Name | None = None
    paper_number: Name
    late_reason: Name
    pages: Annotated[list[Page], Field(min_length=1)]
    fields_: dict[Name, FormField] = Field(alias="fields")
    rosters: dict[Name, Roster] = {}
    facts: dict[Name, Fact]
    checks: dict[Name, CheckText]
    rulings: dict[Name, Silence] = {}
    materials: list[Material] = []
