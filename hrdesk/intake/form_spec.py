"""What a form asks, as read from a pack's `form.toml`.

A field's value is text while it is typed. `show_when` is "field equals one of"; facts for
the rule come from a closed set of derivations. Nothing in a form can execute.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hrdesk.domain.office import OfficeLevel
from hrdesk.domain.register_details import RegisterDetail

#: A label that ends with something in brackets (U+FF08, U+FF09, or plain ones).
_BRACKETED = re.compile(r"([^(\uff08]+)[(\uff08].+[)\uff09]")


class FieldType(StrEnum):
    """What a field holds and how it is checked; `name` is the name of a person."""

    NAME = "name"
    ORGANIZATION_NAME = "organization_name"
    IDENTITY = "identity"
    CREDIT_CODE = "credit_code"
    ACCOUNT = "account"
    PHONE = "phone"
    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"
    YES_NO = "yes_no"
    CODE = "code"
    MONTH = "month"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a code list: the value that is stored and the words that are shown.

    `synonyms` are the words that lists from elsewhere put for it.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """What a list may say for this choice: its label, with or without bracket, a synonym."""
        bracketed = _BRACKETED.fullmatch(self.label)
        short = (bracketed[1],) if bracketed else ()
        return frozenset((self.label, *short, *self.synonyms))


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form.

    `show_when` maps another field's id to the values under which this one matters; all
    must hold, and a field whose condition hangs on a hidden field is hidden too.
    `required` counts only while the field is shown, and only for acceptance.
    `prefill` is "today", "no" or "" (the value a new draft starts with).
    `not_after` / `not_before` name another date field, or "today"; the same day is allowed.
    `longest` counts characters of a name or text. `width` is the share of a row of 12.
    `same_as` names a field that normally holds the same name, as the holder of an account
    and the applicant: a difference is a hint. `includes` names a roster whose rows a count
    holds among others: a smaller count is a hint. `unit` stands behind what is typed (人, 年).
    `register` says what of the organization that the form is for stands here too: the register
    fills it, stands for it or is compared. `titles` are what lists from elsewhere write over a
    column of a roster, beside its label.
    """

    id: str
    label: str
    type: FieldType
    hint: str = ""
    required: bool = False
    show_when: Mapping[str, tuple[str, ...]] | None = None
    choices: tuple[Choice, ...] = ()
    prefill: str = ""
    not_after: str = ""
    not_before: str = ""
    longest: int = 200
    width: int = 6
    same_as: str = ""
    includes: str = ""
    unit: str = ""
    register: RegisterDetail | None = None
    titles: tuple[str, ...] = ()


class Derivation(StrEnum):
    """The closed set of ways in which a form's values become a rule's fact."""

    SAME = "same"
    ATTESTED = "attested"
    BIRTH_FROM_ID = "birth_from_id"
    SEX_FROM_ID = "sex_from_id"
    RETIREMENT_KIND = "retirement_kind"
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """How one fact of the rule is made: the derivation and the fields it reads, in order.

    `attested` is true when all its shown fields are filled without problem, otherwise
    unknown; when its first field says no, as a yes_no or with the code `none`, it is false.
    While its first field is hidden the fact is unknown. `retirement_kind` is the kind that was
    chosen; of a man, whose identity number is its second field, there is only one. `payments`
    is a list of months: its fields are the months, the employer's three shares, and whether all
    was paid on time in full; all but the first may differ from month to month
    (`intake.monthly`).
    """

    fact: str
    derivation: Derivation
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One step of the wizard: its fields, and below them the rosters that it holds, by id."""

    id: str
    title: str
    fields: tuple[str, ...]
    rosters: tuple[str, ...] = ()


#: What a roster gives whose rows are the lines of the contract.
LINES = "lines"


@dataclass(frozen=True, slots=True)
class RosterSpec:
    """A list of rows that a case carries: people, or the dated facts of an organization.

    `columns` are the fields of one row, by id; `show_when` names other columns of the row.
    `facts` say how a row's columns become what the rule gets. `gives` is where the rows go:
    "lines" for the lines of the contract, or the fact that holds such a list. `identity` and
    `name` are the columns that say who a row is about, or "". `most` is how many rows it may
    hold.
    """

    id: str
    title: str
    columns: Mapping[str, FieldSpec]
    facts: tuple[FactSpec, ...]
    gives: str
    hint: str = ""
    identity: str = ""
    name: str = ""
    most: int = 20_000


@dataclass(frozen=True, slots=True)
class MaterialSpec:
    """One document that the applicant brings; `show_when` as for fields.

    `basis` says who asks for it: a clause, or the office's own practice.
    """

    id: str
    title: str
    originals: int = 0
    copies: int = 1
    required: bool = True
    show_when: Mapping[str, tuple[str, ...]] | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A measure's form: pages in order, fields by id, facts, materials.

    `received`, `applicant_name`, `applicant_identity`, `phone` and `account` (the payee's)
    name the fields that every case has; `organization` names the field of the organization
    a grant is for, or "".
    `paper_number` and `late_reason` name the fields of a late entry, or "": while the
    received date lies before the day of entry both are required, and only then is
    `late_reason` shown. `district` names the field with the county whose confirmed figures
    count, or "". `account` is "" where nothing is paid; `payee` are it and the other entries that
    name the payee's account and nothing else: bank and holder; `pays` is false for a loan, which
    only qualifies, and for a referral, which `refers` to another authority. `rosters` are the
    lists that the case carries, by id. `content_hash` is the SHA-256 of the definition.
    `document_title` is the name of the document; `decided_by` are the levels of office that its
    clause names as deciding: any other hands the case on (DESIGN 4.10), and empty says nothing.
    """

    measure: str
    title: str
    clause: str
    document: str
    authority: str
    applicant: str
    pages: tuple[PageSpec, ...]
    fields: Mapping[str, FieldSpec]
    facts: tuple[FactSpec, ...]
    materials: tuple[MaterialSpec, ...]
    received: str
    applicant_name: str
    applicant_identity: str
    phone: str
    account: str
    organization: str
    content_hash: str
    paper_number: str = ""
    late_reason: str = ""
    district: str = ""
    pays: bool = True
    refers: bool = False
    rosters: Mapping[str, RosterSpec] = field(default_factory=lambda: MappingProxyType({}))
    document_title: str = ""
    decided_by: tuple[OfficeLevel, ...] = ()
    payee: tuple[str, ...] = ()

    def is_handed_on(self, level: OfficeLevel) -> bool:
        """Tell whether an office of this level takes the case in for another that decides."""
        return bool(self.decided_by) and level not in self.decided_by

    @property
    def lines(self) -> RosterSpec | None:
        """The roster whose rows are the lines of the contract, or None."""
        return next((each for each in self.rosters.values() if each.gives == LINES), None)
