"""Every decision of a session's folder, worked out again."""

from hrdesk.services.replaying import Replay, Replaying
from hrdesk.services.session import Session


def replay(session: Session) -> Replay:
    """Return the result of a replay."""
    replaying = Replaying(session)
    try:
        while (found := replaying.advance()) is None:
            continue
    finally:
        replaying.cancel()
    return found
