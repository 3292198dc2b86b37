"""The users of an office: added, given a password, retired by an administrator (RELIABILITY P22).

Everybody changes his own password; who was given one by another sets his own before anything else.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hrdesk.domain.errors import InvalidInput, Problem, Refused, WrongKey
from hrdesk.domain.names import normalised_name
from hrdesk.domain.staff import Account, Acted, Retirement, Role
from hrdesk.services.office_setup import password_problems, person_problems
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session

#: The roles that a user may be given.
ROLES = (Role.CLERK, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR)
REASON = "retirement_reason"
CURRENT = "current_password"


class UserState(StrEnum):
    """What a user's account can do: `given`, `no_password` say what is to be done first."""

    ACTIVE = "active"
    GIVEN = "given"
    NO_PASSWORD = "no_password"  # noqa: S105 - a state, no secret
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class User:
    """A user in the list; `is_self` for the person at work."""

    id: str
    login: str
    name: str
    roles: tuple[Role, ...]
    state: UserState
    since: datetime
    retirement: Retirement | None
    is_self: bool
    roles_changed: Acted | None = None
    added_by: str = ""
    reset: Acted | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NewUser:
    """What is typed of a user who is added, the first password twice."""

    name: str
    login: str
    roles: frozenset[Role]
    password: str
    password_again: str


@dataclass(frozen=True, slots=True, repr=False)
class OwnPassword:
    """What is typed to change one's own password; `current` is not asked at the first login."""

    password: str
    password_again: str
    current: str = ""


def users(session: Session) -> tuple[User, ...]:
    """Return every user, those who act first, by login name."""
    from hrdesk.storage.renewal import slotted

    with session.store.reading() as reader:
        accounts = reader.accounts()
    keys = slotted(session.store)
    listed = (_user(session, account, keys) for account in accounts)
    return tuple(sorted(listed, key=lambda user: user.state is UserState.RETIRED))


def add_user(session: Session, new: NewUser) -> None:
    """Add a user with a first password; an act of an administrator (Refused `rights.role`).

    Takes some tenths of a second, as logging in does. Raises InvalidInput `people.invalid` with
    problems at `name`, `login`, `roles`, `password` and `password_again`.
    """
    from hrdesk.storage.renewal import NewPerson, add_person

    session.require(Role.ADMINISTRATOR)
    login = new.login.strip()
    problems = person_problems(login, new.name, new.password, new.password_again)
    if not new.roles:
        problems = (*problems, Problem("people.no_role", "roles"))
    if problems:
        raise InvalidInput("people.invalid", problems)
    person = NewPerson(login, normalised_name(new.name), new.roles, new.password)
    try:
        add_person(session.store, person)
    except Refused as refused:
        if refused.key != "people.login_taken":
            raise
        raise InvalidInput("people.invalid", (Problem(refused.key, "login"),)) from refused


def reset_password(session: Session, user: User, password: str, again: str) -> None:
    """Give another user a password, which he then has to replace by his own.

    An act of an administrator (Refused `rights.role`). Raises InvalidInput `people.invalid` with
    problems at `password` and `password_again`, Refused `people.retired` (name).
    """
    from hrdesk.storage.renewal import give_password

    session.require(Role.ADMINISTRATOR)
    problems = password_problems(user.login, password, again)
    if problems:
        raise InvalidInput("people.invalid", problems)
    give_password(session.store, session.store.staff(user.id), password)


def change_roles(session: Session, user: User, roles: frozenset[Role]) -> None:
    """Give another user these roles from now on; what he did under the former ones stays.

    Roles that no user is given here stay with who has them from the founding.
    An act of an administrator. Raises Refused `rights.role`, `people.own_roles`, `people.retired`
    (name), InvalidInput `people.invalid` with a problem at `roles`.
    """
    session.require(Role.ADMINISTRATOR)
    problem = Problem("people.no_role", "roles") if not roles else None
    wanted = roles | (frozenset(user.roles) - frozenset(ROLES))
    if wanted == frozenset(user.roles):
        problem = Problem("people.same_roles", "roles", {"name": user.name})
    if problem is not None:
        raise InvalidInput("people.invalid", (problem,))
    with session.store.acting(session.staff) as act:
        act.change_roles(user.id, wanted)


def retire_user(session: Session, user: User, reason: str) -> None:
    """End a user's account for good; closing the session then changes the data key.

    An act of an administrator. Raises Refused `rights.role`, `people.self`, `people.retired`,
    InvalidInput `people.invalid` with a problem at `retirement_reason`.
    """
    kept = _checked_reason(session, user, reason)
    with session.store.acting(session.staff) as act:
        act.retire_person(user.id, kept)


def key_change_due(session: Session) -> bool:
    """Tell whether closing the session will change the data key, which takes some seconds."""
    return session.store.key_change_due


def change_own_password(session: Session, own: OwnPassword) -> None:
    """Give the person at work a password that only he knows; he goes on working.

    The present one is asked for unless another gave it: then it was typed just now. Raises
    InvalidInput `people.invalid` with problems at `current_password`, `password` and
    `password_again`, Refused `login.locked` after too many wrong ones, WrongKey
    `login.wrong_few`, `login.wrong_locked`.
    """
    from hrdesk.storage.renewal import give_password, opens_own_slot

    problems = password_problems(session.staff.login, own.password, own.password_again)
    if not problems and opens_own_slot(session.store, own.password):
        problems = (Problem("people.same_password", "password"),)
    if problems:
        raise InvalidInput("people.invalid", problems)
    if not session.own_password_due:
        _check_current(session, own.current)
    give_password(session.store, session.staff, own.password)
    session.staff = session.store.actor
    session.own_password_due = False


def administrators(session: Session) -> tuple[str, ...]:
    """Return the names of those who may act as administrator."""
    with session.store.reading() as reader:
        return tuple(each.name for each in reader.people() if each.may(Role.ADMINISTRATOR))


def _checked_reason(session: Session, user: User, reason: str) -> str:
    session.require(Role.ADMINISTRATOR)
    if user.is_self:
        raise Refused("people.self")
    return given_reason(reason, REASON, "people.invalid")


def _check_current(session: Session, current: str) -> None:
    """Ask for the password as a login does, guesses counted: the desk may be somebody else's."""
    from hrdesk.storage.keys.slots import unlock

    try:
        unlock(session.folder, session.staff.login, current, session.clock).wipe()
    except WrongKey as error:
        if error.key != "login.wrong":
            raise
        problem = Problem("people.current_wrong", CURRENT)
        raise InvalidInput("people.invalid", (problem,)) from error


def _user(session: Session, account: Account, keys: frozenset[str]) -> User:
    staff = account.staff
    return User(
        id=staff.id,
        login=staff.login,
        name=staff.name,
        roles=tuple(role for role in Role if role in staff.roles),
        state=_state(account, keys),
        since=account.since,
        retirement=account.retirement,
        is_self=staff.id == session.staff.id,
        roles_changed=account.roles_changed,
        added_by=account.added_by,
        reset=account.reset,
    )


def _state(account: Account, keys: frozenset[str]) -> UserState:
    if account.retirement is not None:
        return UserState.RETIRED
    if account.staff.verify_key.hex() not in keys:
        return UserState.NO_PASSWORD
    return UserState.GIVEN if account.key_is_given else UserState.ACTIVE
