"""Another policy for one session, as if the program had been shipped with it."""

from hrdesk.packs.policy import Policy
from hrdesk.services.session import Session


def let_hold(session: Session, policy: Policy) -> None:
    """Let a session judge and print by a policy from now on."""
    session._policy = policy
    assert session.policy is policy
