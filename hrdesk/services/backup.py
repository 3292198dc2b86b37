"""A backup when a person asks for one; at close `Session.close` makes it by itself."""

from datetime import datetime

from hrdesk.services.session import Session


def back_up_now(session: Session) -> datetime:
    """Make a verified backup and return when; it counts only after it was opened again.

    Raises EnvironmentFault (`disk.full`, `store.busy`) or Damaged when none could be made.
    """
    from hrdesk.storage.backup import back_up

    return back_up(session.store).made_at
