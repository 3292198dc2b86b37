"""Deciding (审批人决定) what a finding leaves open: the next signed version of a case."""

from dataclasses import dataclass

from hrdesk.domain.case import Case
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Finding, Outcome
from hrdesk.domain.money import to_fen
from hrdesk.domain.staff import Role
from hrdesk.rules.deciding import open_points
from hrdesk.rules.registry import measure_of
from hrdesk.services.case_content import parameters_hash
from hrdesk.services.cases import acceptor_in
from hrdesk.services.claim_words import for_decision
from hrdesk.services.decision_subject import DecisionPoint, DecisionSubject, Order
from hrdesk.services.granted_since import GrantedSince, granted_since
from hrdesk.services.session import Session
from hrdesk.storage.decisions import NewDecision


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a case would be under a decision; `still_open` counts the points that are left.

    `ceiling_fen` is the most that a loan may reach, None where the measure pays. `granted` is
    what other cases were granted since this one was accepted.
    """

    outcome: Outcome
    amount_fen: int | None
    ceiling_fen: int | None
    still_open: int
    granted: tuple[GrantedSince, ...]


def may_decide(session: Session) -> bool:
    """Tell whether the person at work may decide what a text leaves open."""
    return session.staff.may(Role.CLERK) or session.staff.may(Role.APPROVER)


def accepted_it(session: Session, case: Case) -> bool:
    """Tell whether the person at work accepted the case himself."""
    with session.store.reading() as reader:
        return acceptor_in(reader.audit_of(case.id)) == session.staff.id


def points_of(session: Session, case: Case) -> tuple[DecisionPoint, ...]:
    """Return what is open in a case, with every choice and what it gives.

    None are open where the law was changed since and settles all: the case is then judged
    again by an order that takes nothing. Refused `decide.ground_changed` (number) when another
    result comes although nothing of the law was changed.
    """
    return DecisionSubject(session, case).points()


def law_changed(session: Session, case: Case) -> bool:
    """Tell whether a case is judged otherwise now because the law was changed since."""
    return DecisionSubject(session, case).law_changed


def outlook(session: Session, order: Order) -> Outlook:
    """Return what a case would be under a decision; nothing is written. Raises as `decide`."""
    subject = _proven(session, order)
    finding = subject.under(order)
    most = None if session.of_case(subject.case).form(finding.measure).pays else finding.ceiling
    return Outlook(
        finding.outcome,
        amount_fen(finding),
        None if most is None else to_fen(most),
        len(open_points(finding)),
        granted_since(session, subject.case),
    )


def amount_fen(finding: Finding) -> int | None:
    """Return the amount of a finding in fen, or None while it is open."""
    return None if finding.amount is None else to_fen(finding.amount)


def decide(session: Session, order: Order) -> Case:
    """Decide points of a case: the next version, its claims and its record, in one act.

    A clerk or an approver may, with a reason. Raises Refused `rights.role`,
    `decide.nothing_chosen`, `decide.not_open`, `decide.left_unknown` (number),
    `decide.left_incomplete` (number), InvalidInput
    `decide.invalid` with the problem at the reason, Refused `decide.stale`,
    `decide.nothing_open`, `decide.ground_changed`, `decide.figure_missing`
    (number), `decide.held_elsewhere` (number, other), `decide.held_before` (number, other, batch);
    Tampered when the case is not what was signed.
    """
    session.require(Role.CLERK, Role.APPROVER)
    subject = _proven(session, order)
    finding = subject.under(order)
    record = subject.record_of(finding, order)
    measure = measure_of(subject.case.measure)
    new = NewDecision(
        case_id=order.case_id,
        version=order.version,
        taken=order.taken,
        figures=subject.figures,
        history=subject.history,
        finding=record,
        right=measure.right,
        cost=measure.cost,
        policy_hash=subject.case.version.policy_hash,
        parameters_hash=parameters_hash(record),
    )
    try:
        with session.store.acting(session.staff) as act:
            return act.decide(new)
    except Refused as refused:
        raise for_decision(refused, subject.case.number) from None


def _proven(session: Session, order: Order) -> DecisionSubject:
    """Return the case that is decided, proven to be what was signed and what was looked at."""
    with session.store.reading() as reader:
        case = reader.proven_case(order.case_id)
    if case.version.number != order.version:
        raise Refused("decide.stale", number=case.number)
    return DecisionSubject(session, case)
