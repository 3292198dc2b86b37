"""A forgotten password: who holds the recovery key sets a new one (RELIABILITY P22)."""

from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import InvalidInput, Problem, Refused, WrongKey
from hrdesk.services import data_folder
from hrdesk.services.office_setup import password_problems

#: What the store says of one field, and which.
_FIELD_OF = {"recovery.wrong": "recovery_key", "recovery.no_account": "login"}
#: A slip of the hand is named by its groups; where more are wrong, the whole key is.
_MOST_GROUPS_NAMED = 3


@dataclass(frozen=True, slots=True, repr=False)
class NewPassword:
    """What is typed: the key from the envelope, whose password, and the password twice."""

    recovery_key: str
    login: str
    password: str
    password_again: str


def set_new_password(folder: Path, new: NewPassword, clock: Clock) -> None:
    """Give a person a new password; the forgotten one opens nothing but older backups.

    Takes some tenths of a second, as logging in does. Raises InvalidInput `recovery.invalid` with
    problems at `recovery_key`, `login`, `password` and `password_again`; EnvironmentFault
    `store.missing`, `folder.in_use`, `disk.full` and such; Damaged and TooNew for what is not to
    be opened. After a failure the recovery key still opens, and the act can be done again.
    """
    from hrdesk.storage.renewal import Renewal, renew_password

    problems = _problems(new)
    if problems:
        raise InvalidInput("recovery.invalid", problems)
    data_folder.check(folder)
    try:
        renew_password(folder, Renewal(new.recovery_key, new.login, new.password), clock)
    except (WrongKey, Refused) as fault:
        if fault.key not in _FIELD_OF:
            raise
        problem = Problem(fault.key, _FIELD_OF[fault.key], fault.values)
        raise InvalidInput("recovery.invalid", (problem,)) from fault


def _problems(new: NewPassword) -> tuple[Problem, ...]:
    login = new.login.strip()
    return (
        *_key_problems(new.recovery_key),
        *(() if login else (Problem("recovery.no_login", "login"),)),
        *password_problems(login, new.password, new.password_again),
    )


def _key_problems(typed: str) -> tuple[Problem, ...]:
    from hrdesk.storage.keys.recovery import mistyped_groups

    if not typed.strip():
        return (Problem("recovery.no_key", "recovery_key"),)
    wrong = mistyped_groups(typed)
    if not wrong:
        return ()
    if len(wrong) > _MOST_GROUPS_NAMED:
        return (Problem("recovery.wrong", "recovery_key"),)
    groups = ", ".join(str(number) for number in wrong)
    return (Problem("recovery.mistyped", "recovery_key", {"groups": groups}),)
