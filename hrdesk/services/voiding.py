"""Voiding a batch: its cases may be sent again in another one.

What was copied may have been uploaded, and the platform may pay both. So a batch of which a copy
left is voided by an approver or a supervisor who asked the platform; a clerk voids what never left.
"""

from hrdesk.domain.batch import Batch, VoidCause
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.entitlement import RELEASERS, is_entitled

#: Why a batch that never left is voided; of one that left, how that was ascertained.
REASON, ASKED = "void_reason", "void_asked"


def may_void_left(session: Session) -> bool:
    """Tell whether the person at work may void what left: an approver or a supervisor."""
    return is_entitled(session.staff, RELEASERS)


def void(session: Session, batch_id: str, reason: str) -> Batch:
    """Void a batch: its cases are free again, its number stays.

    Raises Refused `batch.voided` (number), `rights.role` (name), `batch.void_role` (number) when a
    copy of it left and another has to do it, and what `storage.batches.void_batch` does;
    InvalidInput `batch.reason` with a problem at `void_reason`, of a batch that left
    `batch.asked` at `void_asked`.
    """
    with session.store.reading() as reader:
        batch = reader.batch_summary(batch_id)
    if not batch.has_left:
        session.require(Role.CLERK)
        kept = given_reason(reason, REASON, "batch.reason")
    elif may_void_left(session):
        kept = given_reason(reason, ASKED, "batch.asked")
    else:
        raise Refused("batch.void_role", number=batch.number)
    with session.store.acting(session.staff) as act:
        act.void_batch(batch_id, VoidCause.PERSON, kept)
    with session.store.reading() as reader:
        return reader.batch_summary(batch_id)
