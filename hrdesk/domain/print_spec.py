"""What the papers of a case carry, as read from a pack's `print.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hrdesk.domain.finding import CheckOutcome, Outcome


class PaperKind(StrEnum):
    """The papers of a case: its approval form, or what hands a referral on.

    The letter (转办函) goes to the authority, the notice (告知单) to the applicant.
    """

    APPROVAL_FORM = "approval_form"
    REFERRAL_LETTER = "referral_letter"
    REFERRAL_NOTICE = "referral_notice"


class SectionKind(StrEnum):
    """The kinds of block that a form is made of."""

    CELLS = "cells"
    AMOUNT = "amount"
    QUALIFICATION = "qualification"
    DECLARATION = "declaration"
    FINDINGS = "findings"
    MATERIALS = "materials"
    OPINION = "opinion"
    LINE = "line"


#: The kinds whose text may carry case values as `{name}`; the text of the others is fixed.
FILLED_KINDS = frozenset(
    {SectionKind.DECLARATION, SectionKind.FINDINGS, SectionKind.OPINION, SectionKind.LINE}
)

#: What a form may print besides its fields, as `case.<name>`, and in texts as `{name}`.
CASE_VALUES = frozenset(
    {
        "number",
        "paper_number",
        "received",
        "amount",
        "amount_capitals",
        "clause",
        "document",
        "authority",
        "office",
        "identity_number",
        "ceiling",
        "computation",
        "result",
        "measure",
        "applicant",
    }
)

#: What the papers of a referral may print besides: the number and the day of its letter.
LETTER_VALUES = frozenset({"letter", "letter_day"})

#: What a column of a roster's table may print besides the columns of the roster.
LINE_VALUES = frozenset(
    {"line.outcome", "line.amount", "line.reason", "line.month_count", "line.source"}
)
#: And, with the id behind it: what a condition of the line says, and the sum of a column that
#: may differ from month to month over the months that are paid.
CHECK_VALUE, PAID_VALUE = "check.", "paid."


class TableKind(StrEnum):
    """The tables that an annex may carry of a roster: its rows, or its months one by one.

    MONTHS prints a base and a percentage, PAYMENTS the amounts that a month is the sum of.
    """

    ROWS = "rows"
    MONTHS = "months"
    PAYMENTS = "payments"


#: The fixed words that every form needs, and the placeholders that each may carry.
FORM_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case_number": ("number",),
        "received": ("date",),
        "unit": (),
        "letter_number": ("number",),
        "letter_open": (),
        "basis": ("title", "document", "clause"),
        "decides": ("authority",),
        "handed_on": ("office",),
        "given_down": ("office",),
        "amount_capitals": ("capitals",),
        "amount_settled": ("capitals", "result"),
        "amount_open": (),
        "amount_open_note": (),
        "amount_refused": (),
        "amount_refused_note": (),
        "date_line": (),
        "seal": (),
        "annex": (),
        "findings": (),
        "line_findings": (),
        "line_person": ("number", "name"),
        "not_counted": ("amount",),
        "column_outcome": (),
        "column_clause": (),
        "column_condition": (),
        "parameters": (),
        "column_parameter": (),
        "column_value": (),
        "column_from": (),
        "column_source": (),
        "confirmed_source": ("source", "confirmed"),
        "notes": (),
        "late_entry_title": (),
        "late_entry": ("reason", "paper_number", "entered"),
        "materials": (),
        "column_material": (),
        "column_handling": (),
        "handling_original": (),
        "handling_copy": (),
        "handling_seen": (),
        "handling_none": (),
        "qualified": ("ceiling",),
        "subtotal": (),
        "rows_of_amount": ("count", "amount"),
        "computed": ("parts", "total"),
        "computed_by_row": (),
        "total": (),
        "total_refused": (),
        "brought": (),
        "carried": (),
        "separator": (),
        "source_register": (),
        "source_form": (),
        "column_number": (),
        "column_month": (),
        "column_base": (),
        "column_percent": (),
        "column_amount": (),
        "column_person": (),
        "wage_sources": (),
        "wage_source": ("day", "amount", "document", "confirmed"),
        **{f"line_{outcome.value}": () for outcome in Outcome},
        "decisions": (),
        "column_subject": (),
        "column_question": (),
        "column_reading": (),
        "column_reason": (),
        "column_decider": (),
        "decided_case": (),
        "decided_lines": ("numbers",),
        "decided_question": ("title", "question"),
        "decided_none": (),
        "decider": ("by", "day"),
        "decided_front": ("subject", "title", "reading", "by", "day"),
        "decided_front_none": ("subject", "title", "by", "day"),
        "decided_many": ("count",),
        "corrections": (),
        "column_correction": (),
        "column_corrected": (),
        "column_proposer": (),
        "column_confirmer": (),
        "corrected_mark": ("count",),
        "corrected_front": ("day", "number", "version", "by", "confirmed_by"),
        "correction_number": ("number", "version"),
        "corrected_row": ("line", "label"),
        "corrected_month": ("label", "month"),
        "corrected_many": ("places", "count"),
        "corrected_sent": ("accepted", "waiting"),
        "page": ("page", "pages"),
        "printed": ("moment",),
        "copy": ("copy",),
        "preview": (),
        "audit": ("anchor",),
        **{f"outcome_{outcome.value}": () for outcome in CheckOutcome},
        **{f"result_{outcome.value}": () for outcome in Outcome},
    }
)


@dataclass(frozen=True, slots=True)
class PrintCell:
    """A label and the form field or case value printed beside it.

    `source` is a form field id, or one of the case values that `services.approval_form`
    documents (`case.number`, `case.received`, `case.amount`, …). `span` is the share of a
    row of 12 that label and value take together.
    """

    label: str
    source: str
    span: int = 12


@dataclass(frozen=True, slots=True)
class PrintSection:
    """A block of the form with its vertical heading.

    `cells` belongs to the kind of that name; `text` is the text of the block, with case
    values as `{name}` in the kinds of `FILLED_KINDS`; `signatures` are the labels of an
    opinion box.
    """

    heading: str
    kind: SectionKind
    cells: tuple[PrintCell, ...] = ()
    text: str = ""
    signatures: tuple[str, ...] = ()
    seal: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a roster's table: a column of the roster, one of `LINE_VALUES`, or with
    `CHECK_VALUE` or `PAID_VALUE` before an id what these say.

    `width` is relative to the others; `summed` adds the column up.
    """

    label: str
    source: str
    width: float
    summed: bool = False


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A table of the annex that prints a roster; `columns` belong to all kinds but months."""

    roster: str
    title: str
    kind: TableKind
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True)
class PrintSpec:
    """The approval form of one measure, or a paper of a referral, and the fixed words around it.

    `words` has every key of `FORM_WORDS`: those of the policy, and the measure's own instead.
    """

    measure: str
    title: str
    sections: tuple[PrintSection, ...]
    words: Mapping[str, str]
    tables: tuple[RosterTable, ...] = ()
