"""A case on its way to paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.finding import Outcome
from hrdesk.domain.office import Office
from hrdesk.domain.print_spec import PaperKind, PrintSpec
from hrdesk.domain.referral import Letter
from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.register_fields import FIELDS, REGISTER, ROWS


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of the form this is: number (0 for a preview), moment, audit anchor."""

    number: int
    printed_at: datetime
    anchor: str


@dataclass(frozen=True, slots=True)
class CaseToPrint:
    """A case with the definitions it was accepted under, and the office that prints it.

    `letter` is that of a referral, or None before its first copy.
    """

    case: Case
    form: FormSpec
    spec: PrintSpec
    office: Office
    kind: PaperKind = PaperKind.APPROVAL_FORM
    letter: Letter | None = None

    @property
    def annex_words(self) -> Mapping[str, str]:
        """The words of tables that add up; of a refused case a sum says that nothing is paid."""
        words = self.spec.words
        if self.case.version.finding["outcome"] != Outcome.INELIGIBLE.value:
            return words
        return {**words, "total": words["total_refused"]}


#: Under this name a finding keeps the figures of the office that it was made with.
CONFIRMED = "confirmed"


def checks_of(subject: CaseToPrint) -> list[Mapping[str, object]]:
    """Return the conditions of a case as they were frozen."""
    checks = subject.case.version.finding["checks"]
    return list(checks) if isinstance(checks, list) else []


def registered_fields(subject: CaseToPrint) -> dict[str, str]:
    """Return what of the register stood for empty fields of a case, as it was frozen."""
    return dict(_registered(subject, FIELDS))


def registered_rows(subject: CaseToPrint, roster: str) -> list[Mapping[str, str]]:
    """Return the rows of the register that a case was judged with beside those of a roster."""
    return list(_registered(subject, ROWS).get(roster, ()))


def _registered(subject: CaseToPrint, part: str) -> Mapping[str, Any]:
    held = subject.case.version.finding.get(REGISTER)
    return held[part] if isinstance(held, dict) else {}
