"""Finding and reading accepted cases."""

from dataclasses import dataclass
from datetime import datetime

from hrdesk.domain.batch import Batch
from hrdesk.domain.case import Case, CaseSummary
from hrdesk.domain.referral import Answer, Letter
from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.session import Session
from hrdesk.storage.papers import Paper

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What happened to a case, when and by whom; `act` is a key of the audit's acts.

    `paper` is the kind of paper that a copy was made of, or "".
    """

    at: datetime
    actor_name: str
    act: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case as its page shows it; `batch` holds it, or held it last and was voided.

    `letter` and `answers` are those of a referral.
    """

    case: Case
    form: FormSpec
    papers: tuple[Paper, ...]
    history: tuple[HistoryEntry, ...]
    batch: Batch | None
    letter: Letter | None = None
    answers: tuple[Answer, ...] = ()


def list_cases(session: Session, after: CaseSummary | None = None) -> tuple[CaseSummary, ...]:
    """Return the next page of cases, the newest number first, identity numbers masked."""
    with session.store.reading() as reader:
        return reader.cases(after, PAGE_SIZE)


def find_cases(session: Session, text: str) -> tuple[CaseSummary, ...]:
    """Return cases by name, initials, identity number, telephone, case number or scanned form.

    Name and identity number find those who stand in a roster too.
    """
    with session.store.reading() as reader:
        return reader.find_cases(text)


def open_case(session: Session, case_id: str) -> OpenedCase:
    """Return a case with its papers and what happened to it."""
    with session.store.reading() as reader:
        case = reader.case(case_id)
        papers = reader.papers(case_id)
        records = reader.audit_of(case_id)
        batch = reader.batch_of_case(case_id)
        letter, answers = reader.letter(case_id), reader.answers(case_id)
    names: dict[str, str] = {}
    for record in records:
        if record.actor not in names:
            names[record.actor] = session.store.staff(record.actor).name
    history = tuple(
        HistoryEntry(record.at, names[record.actor], record.act, record.detail.get("kind", ""))
        for record in records
    )
    form = session.form(case.measure)
    return OpenedCase(case, form, papers, history, batch, letter, answers)
