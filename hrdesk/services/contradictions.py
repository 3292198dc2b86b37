"""Rows of which answers do not agree with what was done: the platform may pay twice."""

from hrdesk.domain.batch_answer import ContradictedBatch
from hrdesk.domain.staff import Role
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.entitlement import RELEASERS, is_entitled

OUTCOME, REASON = "settling_outcome", "settling_reason"


def contradicted_batches(session: Session) -> tuple[ContradictedBatch, ...]:
    """Return the batches with such rows, the one made first at the top; none for who cannot act.

    They stand until somebody settles them, or the answer that contradicts is withdrawn, or what
    it contradicts.
    """
    if not is_entitled(session.staff, (Role.CLERK, *RELEASERS)):
        return ()
    with session.store.reading() as reader:
        return reader.contradicted_batches()


def may_settle(session: Session) -> bool:
    """Tell whether the person at work may settle contradictions: an approver or a supervisor."""
    return is_entitled(session.staff, RELEASERS)


def settle(session: Session, batch_id: str, place: int, outcome: str) -> None:
    """Settle what contradicts a row: `outcome` says what the platform answered and what was done.

    It changes no state, and what a later answer says against it stands open again.

    Raises InvalidInput `settling.outcome` with a problem at `settling_outcome`, Refused
    `rights.role`, `settling.nothing_open`.
    """
    session.require(*RELEASERS)
    kept = given_reason(outcome, OUTCOME, "settling.outcome")
    with session.store.acting(session.staff) as act:
        act.settle_row(batch_id, place, kept)


def unsettle(session: Session, settlement: str, reason: str) -> None:
    """Let a settlement count no more: what it settled is open again.

    Raises InvalidInput `settling.reason` with a problem at `settling_reason`, Refused
    `rights.role`, `settling.gone`.
    """
    session.require(*RELEASERS)
    kept = given_reason(reason, REASON, "settling.reason")
    with session.store.acting(session.staff) as act:
        act.unsettle_row(settlement, kept)
