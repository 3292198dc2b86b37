"""The figures of places of the story: one person proposes them, another one confirms."""

from dataclasses import dataclass
from datetime import datetime

from hrdesk.domain.staff import Role
from hrdesk.services.amendments import confirm_amendment
from hrdesk.services.asked_twice import propose_figure
from hrdesk.services.demo.story import Story, moment
from hrdesk.services.people import NewUser, OwnPassword, add_user, change_own_password
from hrdesk.services.previewing import Previewing
from hrdesk.services.session import Session, log_in


@dataclass(slots=True)
class StoryClock:
    """A clock that the story sets to each day at the counter."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment of the story."""
        return self.moment

    def running(self) -> float:
        """Return a running time that goes with the story."""
        return self.moment.timestamp()


def place_figures(story: Story, session: Session, clock: StoryClock) -> Session:
    """Propose and confirm the figures, and return the session with which the play goes on.

    The first session is closed: only one person works in a data folder at a time.
    """
    second = story.second
    first, own = second["first_password"], second["password"]
    roles = frozenset({Role.SUPERVISOR})
    add_user(session, NewUser(second["name"], second["login"], roles, first, first))
    session.close()
    other = log_in(session.folder, second["login"], first, clock)
    change_own_password(other, OwnPassword(own, own))
    other.close()
    session = log_in(session.folder, story.login, story.password, clock)
    for figure in story.placed:
        clock.moment = moment(figure.day)
        propose_figure(session, figure.parameter, figure.place, figure.entries)
    session.close()
    other = log_in(session.folder, second["login"], own, clock)
    for amendment in other.amendments():
        _confirm(other, amendment.id)
    other.close()
    return log_in(session.folder, story.login, story.password, clock)


def _confirm(session: Session, amendment: str) -> None:
    """Look at what a change would do, and confirm it."""
    previewing = Previewing(session, amendment)
    try:
        while (preview := previewing.advance()) is None:
            continue
    finally:
        previewing.cancel()
    confirm_amendment(session, preview)
