"""Correcting (更正) an accepted case: a clerk proposes, a second person confirms (P5, P6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from hrdesk.domain.case import Case, CaseSummary
from hrdesk.domain.clock import today
from hrdesk.domain.correction import Correction, WaitingCorrection
from hrdesk.domain.errors import InvalidInput, Refused, Tampered
from hrdesk.domain.staff import Role
from hrdesk.intake.corrected import corrected, edited
from hrdesk.rules.registry import measure_of
from hrdesk.services.case_content import case_people, case_register, parameters_hash
from hrdesk.services.claim_words import for_correction
from hrdesk.services.correction_judging import (
    CORRECTIONS,
    FORMER_ACCOUNT,
    CorrectedJudgement,
    judge_corrected,
)
from hrdesk.services.correction_outlook import (
    CorrectionOutlook,
    FormerAccount,
    former_account,
    outlook_of,
)
from hrdesk.services.paper_fonts import unprintable
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.corrected_versions import CorrectedCase
from hrdesk.storage.corrections import CONFIRMERS, NewCorrection

#: Where problems of the cause and of the reason to refuse lie.
CAUSE, REASON = "correction_cause", "correction_reason"
#: A field of the form ("", 0, field), or a cell of a roster (roster, line from 1, column).
Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """What a person wants corrected: case and version looked at, new texts by place, and why."""

    case_id: str
    version: int
    texts: Mapping[Place, str]
    cause: str


def may_propose(session: Session) -> bool:
    """Tell whether the person at work may propose a correction."""
    return session.staff.may(Role.CLERK)


def may_confirm(session: Session, correction: Correction) -> bool:
    """Tell whether the person at work may be the second one of a correction."""
    return correction.proposer != session.staff.id and any(map(session.staff.may, CONFIRMERS))


def require_open(session: Session, case: Case) -> None:
    """Refuse a case of which what was sent is closed: `correct.in_batch`; see `propose`."""
    with session.store.reading() as reader:
        reader.require_correctable(case, case.version.number)


def outlook(session: Session, order: CorrectionOrder) -> CorrectionOutlook:
    """Return what a case would be under a correction; nothing is written.

    Raises as `propose`, but asks for no cause.
    """
    case = _looked_at(session, order.case_id, order.version)
    return _judged(session, case, order)[1]


def propose(session: Session, order: CorrectionOrder) -> None:
    """Propose a correction, signed and audited; it counts once another person confirms it.

    An act of a clerk. Raises Refused `rights.role`, `correct.stale`, `correct.in_batch`,
    `correct.row_sent`, `correct.pays_sent`, `correct.waiting`, `correct.nothing`,
    `correct.left_incomplete`, `correct.left_open`;
    InvalidInput `correct.invalid` with a problem at each place that hinders, or at `CAUSE`;
    Tampered when the case is not what was signed.
    """
    session.require(Role.CLERK)
    case = _looked_at(session, order.case_id, order.version)
    judgement, _ = _judged(session, case, order)
    cause = _printable_cause(order.cause)
    new = NewCorrection(case.id, case.version.number, judgement.changes, cause)
    with session.store.acting(session.staff) as act:
        act.propose_correction(new)


def preview(session: Session, correction: Correction) -> CorrectionOutlook:
    """Return what confirming a correction would make of its case now; nothing is written.

    Raises Refused `correct.stale`, `correct.otherwise` (number) when the same texts are read
    otherwise by now; else as `propose`.
    """
    case = _looked_at(session, correction.case_id, correction.version)
    return _proposed(session, case, correction)[1]


def confirm(session: Session, correction: Correction, seen: CorrectionOutlook) -> Case:
    """Confirm a correction: the next version, its claims and its record, in one act.

    Another clerk, an approver or a supervisor may; `seen` is the `preview` that was shown.
    Raises Refused `rights.role`, `correct.gone`, `correct.own`, `correct.key_given`,
    `correct.key_reset`, `correct.stale`, `correct.in_batch`, `correct.otherwise` (number) when
    what was shown holds no more; when another case or line has what it would claim, or the
    platform may still pay it there, what `claim_words.for_correction` names; else as `propose`.
    """
    session.require(*CONFIRMERS)
    case = _looked_at(session, correction.case_id, correction.version)
    judgement, now = _proposed(session, case, correction)
    if now != seen:
        raise Refused("correct.otherwise", number=case.number)
    new = _corrected_case(session, case, correction, judgement, now.former_account)
    try:
        with session.store.acting(session.staff) as act:
            return act.confirm_correction(new)
    except Refused as refused:
        raise for_correction(refused, case.number) from None


def withdraw(session: Session, correction: Correction, reason: str) -> None:
    """Take a correction back, or refuse that of another; it stays on record with the reason.

    Raises Refused `rights.role`, `correct.gone`, InvalidInput `correct.unwithdrawn` with the
    problem at `REASON`.
    """
    session.require(*CONFIRMERS)
    kept = given_reason(reason, REASON, "correct.unwithdrawn")
    with session.store.acting(session.staff) as act:
        act.withdraw_correction(correction.id, kept)


def waiting(session: Session) -> tuple[WaitingCorrection, ...]:
    """Return the corrections that wait for a second person, the oldest first."""
    with session.store.reading() as reader:
        return reader.waiting_corrections()


def waiting_cases(session: Session) -> tuple[CaseSummary, ...]:
    """Return the cases with a correction that waits, the newest number first."""
    ids = {each.correction.case_id for each in waiting(session)}
    with session.store.reading() as reader:
        return reader.chosen_cases(ids)


def to_confirm(session: Session) -> int:
    """Return how many corrections wait for the person at work."""
    return sum(
        not each.is_stale and may_confirm(session, each.correction) for each in waiting(session)
    )


def _looked_at(session: Session, case_id: str, version: int) -> Case:
    """Return the case that is corrected, proven to be what was signed and what was looked at."""
    with session.store.reading() as reader:
        case = reader.proven_case(case_id)
        reader.require_correctable(case, version)
    return case


def _judged(
    session: Session, case: Case, order: CorrectionOrder
) -> tuple[CorrectedJudgement, CorrectionOutlook]:
    judgement = judge_corrected(session, case, edited(case.version.entries, order.texts))
    return judgement, _unsent(session, case, judgement)


def _proposed(
    session: Session, case: Case, correction: Correction
) -> tuple[CorrectedJudgement, CorrectionOutlook]:
    entries = corrected(case.version.entries, correction.changes)
    judgement = judge_corrected(session, case, entries)
    if judgement.changes != correction.changes:
        raise Refused("correct.otherwise", number=case.number)
    return judgement, _unsent(session, case, judgement)


def _unsent(session: Session, case: Case, judgement: CorrectedJudgement) -> CorrectionOutlook:
    """Return what a correction makes of a case, unless it touches what was sent."""
    form = judgement.form
    with session.store.reading() as reader:
        sent = reader.require_unsent(case, judgement.changes, judgement.record)
        held, batch = reader.held_rows(case.id), reader.batch_of_case(case.id)
    if sent is None or batch is None:
        return outlook_of(case, judgement)
    lines = form.lines.id if form.lines is not None else ""
    if sent.roster not in ("", lines) or not sent.payee <= set(form.payee):
        # Below the service rows and account are told apart by these names alone.
        raise Tampered("verify.batch_changed", number=batch.number)
    return outlook_of(case, judgement, former_account(form, judgement.changes, held))


def _corrected_case(
    session: Session,
    case: Case,
    correction: Correction,
    judgement: CorrectedJudgement,
    former: FormerAccount | None,
) -> CorrectedCase:
    form, entries, measure = judgement.form, judgement.entries, measure_of(case.measure)
    kept = {} if former is None else {FORMER_ACCOUNT: asdict(former)}
    record = {**judgement.record, CORRECTIONS: _listed(session, case, correction, kept)}
    shown = {"outcome": str(record["outcome"]), "amount": str(record["amount"])}
    if former is not None:
        shown |= {name: str(count) for name, count in asdict(former).items()}
    return CorrectedCase(
        correction=correction.id,
        register=case_register(form, entries),
        account=entries.get(form.account, ""),
        people=case_people(form, entries),
        entries=entries,
        application=judgement.application,
        finding=record,
        right=measure.right,
        cost=measure.cost,
        parameters_hash=parameters_hash(record),
        seen=shown,
    )


def _listed(
    session: Session, case: Case, correction: Correction, former: Mapping[str, object]
) -> list[object]:
    """Return the corrections of a case with one more, as its finding keeps them for its forms."""
    earlier = case.version.finding.get(CORRECTIONS, ())
    kept = list(earlier) if isinstance(earlier, list | tuple) else []
    new = {
        "number": len(kept) + 1,
        "version": correction.version + 1,
        "places": [[each.roster, each.line, each.key] for each in correction.changes],
        "cause": correction.cause,
        "by": correction.entry.by,
        "by_id": correction.proposer,
        "proposed_on": correction.entry.at.date().isoformat(),
        "confirmed_by": session.staff.name,
        "confirmed_by_id": session.staff.id,
        "on": today(session.clock).isoformat(),
        **former,
    }
    return [*kept, new]


def _printable_cause(text: str) -> str:
    """Return the cause as it is kept and printed."""
    cause = given_reason(text, CAUSE, "correct.invalid")
    problem = unprintable(CAUSE, cause)
    if problem is not None:
        raise InvalidInput("correct.invalid", (problem,), count=1)
    return cause
