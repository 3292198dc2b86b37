"""Finding and reading accepted cases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from hrdesk.domain.batch import Batch
from hrdesk.domain.case import Case, CaseSummary
from hrdesk.domain.correction import Correction
from hrdesk.domain.found import MOST_FOUND, Found
from hrdesk.domain.referral import Answer, Letter
from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.session import Session
from hrdesk.services.taken_decisions import TakenDecision, decisions_ever
from hrdesk.storage.audit import AuditRecord
from hrdesk.storage.checks.decided import ACCEPT, DECIDE
from hrdesk.storage.correction_schema import CORRECT
from hrdesk.storage.papers import Paper

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What happened to a case, when and by whom; `act` is a key of the audit's acts.

    `paper` is the kind of paper that a copy was made of, or "". `decided` says what an act
    decided that made a version, whose number is `version` (else 0); `own` that who decided had
    accepted the case himself. `correction` is the one that was proposed, confirmed, taken back
    or refused.
    """

    at: datetime
    actor_name: str
    act: str
    paper: str = ""
    version: int = 0
    decided: tuple[TakenDecision, ...] = ()
    own: bool = False
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case as its page shows it; `batch` holds it, or held it last and was voided.

    `letter` and `answers` are those of a referral, `waiting` is the correction that waits for a
    second person.
    """

    case: Case
    form: FormSpec
    papers: tuple[Paper, ...]
    history: tuple[HistoryEntry, ...]
    batch: Batch | None
    letter: Letter | None = None
    answers: tuple[Answer, ...] = ()
    waiting: Correction | None = None


def list_cases(session: Session, after: CaseSummary | None = None) -> tuple[CaseSummary, ...]:
    """Return the next page of cases, the newest number first, identity numbers masked."""
    with session.store.reading() as reader:
        return reader.cases(after, PAGE_SIZE)


def find_cases(session: Session, text: str) -> Found[CaseSummary]:
    """Return cases by name, initials, identity number, telephone, case number or scanned form.

    Name and identity number find those who stand in a roster too.
    """
    with session.store.reading() as reader:
        return Found.of(reader.find_cases(text, MOST_FOUND + 1))


def open_case(session: Session, case_id: str) -> OpenedCase:
    """Return a case with its papers and what happened to it."""
    with session.store.reading() as reader:
        case = reader.case(case_id)
        papers = reader.papers(case_id)
        records = reader.audit_of(case_id)
        batch = reader.batch_of_case(case_id)
        letter, answers = reader.letter(case_id), reader.answers(case_id)
        corrections = reader.corrections_of(case_id)
    names: dict[str, str] = {}
    for record in records:
        if record.actor not in names:
            names[record.actor] = session.store.staff(record.actor).name
    decided = decisions_ever(case.version.finding)
    acceptor = acceptor_in(records)
    of_record = _by_record(corrections)
    history = tuple(
        replace(
            _entry(record, names[record.actor], decided),
            own=_is_own(record, acceptor),
            correction=of_record.get(record.sequence),
        )
        for record in records
    )
    form = session.of_case(case).form(case.measure)
    waiting = next((each for each in reversed(corrections) if each.is_open), None)
    return OpenedCase(case, form, papers, history, batch, letter, answers, waiting)


def _by_record(corrections: Iterable[Correction]) -> dict[int, Correction]:
    """Return corrections by the audit records that tell of them."""
    found = {}
    for each in corrections:
        found[each.entry.sequence] = each
        if each.confirmation is not None:
            found[each.confirmation.sequence] = each
        if each.withdrawal is not None:
            found[each.withdrawal.entry.sequence] = each
    return found


def acceptor_in(records: Iterable[AuditRecord]) -> str:
    """Return the account of who accepted a case, from the records of the case."""
    return next((each.actor for each in records if each.act == ACCEPT), "")


def _is_own(record: AuditRecord, acceptor: str) -> bool:
    return record.act == DECIDE and record.actor == acceptor


def _entry(
    record: AuditRecord, actor_name: str, decided: tuple[TakenDecision, ...]
) -> HistoryEntry:
    version = int(record.detail["version"]) if record.act in (DECIDE, CORRECT) else 0
    made = tuple(each for each in decided if each.version == version)
    paper = record.detail.get("kind", "")
    return HistoryEntry(record.at, actor_name, record.act, paper, version, made)
