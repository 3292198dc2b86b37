"""Another policy for one session, as if the program had been shipped with it."""

from hrdesk.packs.law import Law, Packs
from hrdesk.packs.policy import Policy
from hrdesk.services.session import Session


def let_hold(session: Session, policy: Policy) -> None:
    """Let a session judge and print by a policy from now on."""
    packs = Packs(policy, dict)
    session._laws._packs, session._laws._law = packs, Law(packs, ())
    assert session.policy.content_hash == policy.content_hash
