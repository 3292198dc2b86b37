"""Failed rows that are given up: closed once the platform was asked, opened again with a reason."""

from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.entitlement import RELEASERS, is_entitled

CAUSE, REASON = "closing_cause", "closing_reason"


def may_close(session: Session) -> bool:
    """Tell whether the person at work may close failed rows: an approver or a supervisor."""
    return is_entitled(session.staff, RELEASERS)


def close(session: Session, batch_id: str, place: int, cause: str) -> None:
    """Let a failed row be sent no more; `cause` says how that was ascertained with the platform.

    Raises InvalidInput `closing.cause` with a problem at `closing_cause`, Refused `rights.role`,
    `closing.not_failed`, `closing.correction_waits` (number).
    """
    session.require(*RELEASERS)
    kept = given_reason(cause, CAUSE, "closing.cause")
    with session.store.acting(session.staff) as act:
        act.close_row(batch_id, place, kept)


def reopen(session: Session, closure: str, reason: str) -> None:
    """Let a closure count no more.

    Raises InvalidInput `closing.reason` with a problem at `closing_reason`, Refused `rights.role`,
    `closing.gone`, `closing.taken` (number).
    """
    session.require(*RELEASERS)
    kept = given_reason(reason, REASON, "closing.reason")
    with session.store.acting(session.staff) as act:
        act.reopen_row(closure, kept)
