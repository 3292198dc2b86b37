"""A second administrator and supervisor, who confirms what the first one proposed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from hrdesk.domain.batch import Batch
from hrdesk.domain.money import ZERO
from hrdesk.domain.staff import Role, StaffMember
from hrdesk.services.amendments import confirm_amendment
from hrdesk.services.previewing import Preview, Previewing
from hrdesk.services.session import Session, log_in
from hrdesk.services.voiding import void
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.opening import known_author
from hrdesk.storage.renewal import NewPerson, add_person, give_password
from tests.services import counter
from tests.storage.desk import CHEAP

LOGIN, NAME = "erguanli", "贰管理"
_GIVEN, PASSWORD = "given by another", "second pair of eyes"
ROLES = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
#: The document of every change of these tests.
SOURCE: Mapping[str, str] = {
    "amendment_document": "攀人社发〔2026〕12号",
    "amendment_issued": "2026-02-10",
    "amendment_note": "2026年收文第12号",
}


@contextmanager
def as_second(session: Session) -> Iterator[Session]:
    """Let the second person work in the folder of a session, which is closed and opened again.

    The session goes on afterwards as the first person's.
    """
    folder, clock = session.folder, session.clock
    if all(each.login != LOGIN for each in _people(session)):
        add_person(session.store, NewPerson(LOGIN, NAME, ROLES, _GIVEN), CHEAP)
        session.store.close()
        with _opened(session, _GIVEN) as other:
            give_password(other.store, other.staff, PASSWORD, CHEAP)
    else:
        session.store.close()
    with _opened(session, PASSWORD) as other:
        yield other
    again = log_in(folder, session.staff.login, counter.PASSWORD, clock)
    session.store, session._laws = again.store, again._laws


@contextmanager
def opened_anew(session: Session) -> Iterator[Session]:
    """Log in as the second person with the password that was given last, and set an own one."""
    session.store.close()
    with _opened(session, "given once more") as other:
        give_password(other.store, other.staff, PASSWORD, CHEAP)
        yield other


@contextmanager
def _opened(session: Session, password: str) -> Iterator[Session]:
    other = log_in(session.folder, LOGIN, password, session.clock)
    try:
        yield other
    finally:
        other.store.close()


@contextmanager
def beside(session: Session) -> Iterator[Session]:
    """Let the second person act in the open store of a session, without closing it.

    For tests of a window at work, and where many confirm something and none asks how.
    """
    store, author = session.store, session.store._author
    known = {each.login: each for each in _people(session)}
    added = known.get(LOGIN) or add_person(store, NewPerson(LOGIN, NAME, ROLES, _GIVEN), CHEAP)
    with _keys(session, PASSWORD if LOGIN in known else _GIVEN) as keys:
        store._author = known_author(store._open_ground(), added.id, keys.signer)
        try:
            if LOGIN not in known:
                give_password(store, store.actor, PASSWORD, CHEAP)
            yield Session(session.folder, store, store.actor, session.clock)
        finally:
            store._author = author


def is_there(session: Session) -> None:
    """Let there be a second person before anything is proposed."""
    with beside(session):
        pass


def confirmed_unseen(session: Session) -> None:
    """Let the second person confirm the last proposed change, whatever it would do."""
    change = session.amendments()[-1].id
    with beside(session) as other:
        confirm_amendment(other, Preview(change, _head(other), None, 0, (), ZERO, ZERO))
    session.law_changed()


def _head(session: Session) -> int:
    with session.store.reading() as reader:
        return reader.audit_head().sequence


@contextmanager
def _keys(session: Session, password: str) -> Iterator[Credentials]:
    keys = unlock(session.folder, LOGIN, password, session.clock)
    try:
        yield keys
    finally:
        keys.wipe()


def _people(session: Session) -> tuple[StaffMember, ...]:
    with session.store.reading() as reader:
        return reader.people()


def seen(session: Session, amendment: str, *, with_decided: bool = False) -> Preview:
    """Return what a change would do."""
    previewing = Previewing(session, amendment, with_decided=with_decided)
    try:
        while (preview := previewing.advance()) is None:
            continue
    finally:
        previewing.cancel()
    return preview


def confirmed(session: Session) -> Preview:
    """Let the second person see what the last proposed change would do, and confirm it."""
    change = session.amendments()[-1].id
    with as_second(session) as other:
        preview = seen(other, change)
        confirm_amendment(other, preview)
    return preview


def voided(session: Session, batch: str, reason: str = "选错了") -> Batch:
    """Let the second person, who is supervisor, void a batch that left, and return it."""
    with beside(session) as other:
        return void(other, batch, reason)


def given_roles(session: Session, *roles: Role) -> None:
    """Let the second person give the first one these roles besides his own."""
    store, signer = session.store, session.store._author.signer
    with beside(session) as other, other.store.acting(other.staff) as act:
        act.change_roles(session.staff.id, session.staff.roles | frozenset(roles))
    store._author = known_author(store._open_ground(), session.staff.id, signer)
    session.staff = store.actor
