"""Rows of which answers do not agree with what was done: the platform may pay twice."""

from hrdesk.domain.receipt import ContradictedBatch
from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.storage.closures import CLOSERS


def contradicted_batches(session: Session) -> tuple[ContradictedBatch, ...]:
    """Return the batches with such rows, the one made first at the top; none for who cannot act.

    They stand until the answer that contradicts is withdrawn, or what it contradicts.
    """
    if not any(map(session.staff.may, (Role.CLERK, *CLOSERS))):
        return ()
    with session.store.reading() as reader:
        return reader.contradicted_batches()
