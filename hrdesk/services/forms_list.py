"""The list that lies on top of the forms of many cases in one file."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import ZERO, grouped, to_fen
from hrdesk.printing.cover_list import CoverList
from hrdesk.printing.sheet import Align, Column, Footer, Table
from hrdesk.reference.messages import catalogue
from hrdesk.services.case_to_print import CaseToPrint
from hrdesk.services.sheet_building import case_values


def forms_list(subjects: Sequence[CaseToPrint], batch: str, now: datetime) -> CoverList:
    """Return the list of these forms, in their order; `batch` is the number of a batch or ""."""
    words = catalogue().words("cover_list")
    rows = tuple(_row(number, subject) for number, subject in enumerate(subjects, 1))
    made = words["made"].format(moment=f"{now:%Y-%m-%d %H:%M}")
    totals = [words["count"].format(count=len(subjects))]
    if any(subject.form.pays for subject in subjects):
        total = sum((_amount(subject) for subject in subjects), ZERO)
        capitals = capital_words(to_fen(total))
        totals.append(words["sum"].format(figures=grouped(total), capitals=capitals))
    columns = (
        Column(words["column_number"], 1.0, Align.CENTRE),
        Column(words["column_case"], 3.1),
        Column(words["column_measure"], 4.0),
        Column(words["column_applicant"], 4.4),
        Column(words["column_amount"], 2.5, Align.RIGHT),
    )
    return CoverList(
        title=words["title"],
        batch=words["batch"].format(number=batch) if batch else subjects[0].office.name,
        made=made,
        unit=words["unit"],
        totals=tuple(totals),
        table=Table("", columns, rows),
        page=Column(words["column_page"], 1.2, Align.CENTRE),
        footer=Footer(page=subjects[0].spec.words["page"]),
    )


def _row(number: int, subject: CaseToPrint) -> tuple[str, ...]:
    case, values = subject.case, case_values(subject)
    name = case.version.entries[subject.form.applicant_name]
    given = values["case.amount"] if _pays(subject) else values["case.result"]
    return (str(number), case.number, subject.form.title, name, given)


def _pays(subject: CaseToPrint) -> bool:
    """Tell whether the list names an amount: what is still open has only a result."""
    eligible = subject.case.version.finding["outcome"] == Outcome.ELIGIBLE.value
    return subject.form.pays and eligible


def _amount(subject: CaseToPrint) -> Decimal:
    amount = subject.case.version.finding["amount"]
    return Decimal(amount) if isinstance(amount, str) and _pays(subject) else ZERO
