"""The first start: the office, its first administrator, the recovery key."""

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

from hrdesk.domain.clock import Clock, today
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.names import normalised_name, read_name
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.domain.staff import LEAST_PASSWORD_LENGTH, Role
from hrdesk.reference.divisions import committees as listed_committees
from hrdesk.reference.divisions import is_local_code
from hrdesk.reference.divisions import offices as listed_offices
from hrdesk.services import data_folder

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_LARGEST_FIRST_NUMBER = 9999
#: A slip of the hand is named by its groups; where more are wrong, the whole key is.
_MOST_GROUPS_NAMED = 3

#: The first administrator alone must be able to run a small office until others are
#: appointed; four eyes hold per case, in the store, whatever roles one person has.
FOUNDING_ROLES = frozenset({Role.CLERK, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class SetupOrder:
    """What the set-up asks.

    `first_number` continues this year's paper register, `last_year_number` that of the year
    before; None: not known yet, and to be registered before a late entry of that year.
    """

    office: Office
    login: str
    name: str
    password: str
    first_number: int = 1
    last_year_number: int | None = None


def offices() -> tuple[Office, ...]:
    """Return the offices of the divisions table: city, counties, townships."""
    return listed_offices()


def committees() -> tuple[Office, ...]:
    """Return the management committees that set-up offers with their local codes."""
    return listed_committees()


def full_name(office: Office) -> str:
    """Return the name of the organ that seals, as forms carry it.

    The table knows places; at city and county it is the bureau of the place that decides. Where
    no pattern is known (townships, committees) the name stands as it is.
    """
    from hrdesk.reference.messages import catalogue

    patterns = catalogue().words("office_name")
    if office.level.value not in patterns:
        return office.name
    city = next(each for each in listed_offices() if each.level is OfficeLevel.CITY)
    return patterns[office.level.value].format(city=city.name, name=office.name)


def named(office: Office, name: str) -> Office:
    """Return an office of the table under the name that it prints; code and level stay.

    Raises InvalidInput with the problem at `office`.
    """
    renamed = replace(office, name=normalised_name(name))
    problems = tuple(_office_problems(renamed))
    if problems:
        raise InvalidInput("setup.invalid", problems)
    return renamed


def committee(name: str, code: str) -> Office:
    """Return a management committee by its name and its local code, such as `5104A1`.

    It has no national code. Raises InvalidInput with a problem at each field.
    """
    office = Office(code.strip().upper(), normalised_name(name), OfficeLevel.COMMITTEE)
    problems = list(_office_problems(office))
    if not is_local_code(office.code):
        problems.append(Problem("setup.committee_code", "office_code"))
    if problems:
        raise InvalidInput("setup.invalid", tuple(problems))
    return office


def check_order(order: SetupOrder, password_again: str) -> tuple[Problem, ...]:
    """Return what is wrong with an order, each at its field."""
    problems = list(_office_problems(order.office))
    problems += person_problems(order.login, order.name, order.password, password_again)
    problems += first_number_problems(order.first_number, "first_number")
    if order.last_year_number is not None:
        problems += first_number_problems(order.last_year_number, "last_year_number")
    return tuple(problems)


def person_problems(login: str, name: str, password: str, again: str) -> tuple[Problem, ...]:
    """Return what is wrong with a new account, at `login`, `name` and those of the password."""
    return (
        *(() if _LOGIN.fullmatch(login) else (Problem("setup.login_form", "login"),)),
        *_name_problems(name, "name", "setup.name_missing"),
        *password_problems(login, password, again),
    )


def first_number_problems(number: int, where: str) -> tuple[Problem, ...]:
    """Return what keeps a year from beginning at a number."""
    if 1 <= number <= _LARGEST_FIRST_NUMBER:
        return ()
    values = {"largest": str(_LARGEST_FIRST_NUMBER)}
    return (Problem("setup.first_number", where, values),)


def password_problems(login: str, password: str, again: str) -> tuple[Problem, ...]:
    """Return what is wrong with a new password, at `password` and `password_again`."""
    problems = []
    if len(password) < LEAST_PASSWORD_LENGTH:
        values = {"n": str(len(password)), "least": str(LEAST_PASSWORD_LENGTH)}
        problems.append(Problem("setup.password_short", "password", values))
    if password and password.lower() == login.lower():
        problems.append(Problem("setup.password_is_login", "password"))
    if again != password:
        problems.append(Problem("setup.passwords_differ", "password_again"))
    return tuple(problems)


def _office_problems(office: Office) -> tuple[Problem, ...]:
    return _name_problems(office.name, "office", "setup.office_name_missing")


def _name_problems(name: str, where: str, missing: str) -> tuple[Problem, ...]:
    """Return what keeps a name from being stored and printed."""
    if not name.strip():
        return (Problem(missing, where),)
    problem = read_name(name).problem
    return () if problem is None else (replace(problem, where=where),)


def new_recovery_key() -> str:
    """Return a fresh recovery key in groups that a person can copy by hand."""
    from hrdesk.storage.keys.recovery import new_recovery_key as fresh_key

    return fresh_key()


def recovery_key_matches(key: str, typed: str) -> bool:
    """Tell whether what was typed back is the key, whatever its case and spacing."""
    from hrdesk.storage.keys.recovery import same_recovery_key

    return same_recovery_key(key, typed)


def recovery_key_problem(key: str, typed: str) -> Problem | None:
    """Return what is wrong with the key that was typed back, or None when it is the key.

    A slip in a few groups is said by their numbers (`recovery.mistyped`).
    """
    from hrdesk.storage.keys.recovery import mistyped_groups

    if recovery_key_matches(key, typed):
        return None
    wrong = mistyped_groups(typed)
    if not 0 < len(wrong) <= _MOST_GROUPS_NAMED:
        return Problem("setup.recovery_differs", "recovery_key")
    groups = ", ".join(str(number) for number in wrong)
    return Problem("recovery.mistyped", "recovery_key", {"groups": groups})


def recovery_sheet(order: SetupOrder, key: str, clock: Clock) -> bytes:
    """Return the page that goes into the sealed envelope, as PDF."""
    from hrdesk.printing.recovery_sheet import render_recovery_sheet
    from hrdesk.printing.sheet import RecoverySheet
    from hrdesk.reference.messages import catalogue
    from hrdesk.services.paper_fonts import paper_fonts

    words = catalogue().words("recovery_sheet")
    values = {
        "office": order.office.name,
        "name": order.name,
        "date": f"{today(clock):%Y-%m-%d}",
    }
    sheet = RecoverySheet(
        title=words["title"],
        subtitle=words["subtitle"].format(**values),
        explanation=tuple(words[f"explanation_{n}"].format(**values) for n in (1, 2)),
        key_groups=tuple(key.split("-")),
        keeping=tuple(words[f"keeping_{n}"] for n in (1, 2, 3, 4)),
        signatures=(words["sealed_by"], words["sealed_on"]),
        envelope=words["envelope"].format(**values),
        footer=words["footer"].format(**values),
    )
    target = io.BytesIO()
    render_recovery_sheet(sheet, target, paper_fonts())
    return target.getvalue()


def set_up(folder: Path, order: SetupOrder, key: str, clock: Clock) -> None:
    """Create the encrypted store with its office, first administrator and recovery slot.

    All or nothing. Raises InvalidInput for a bad order, Refused when the folder holds a
    store already, EnvironmentFault when the folder or the disk does not serve.
    """
    problems = check_order(order, order.password)
    if problems:
        raise InvalidInput("setup.invalid", problems)
    data_folder.check(folder)
    if data_folder.is_set_up(folder):
        raise Refused("setup.already", folder=str(folder))
    from hrdesk.storage.store import Founding, create_store

    founding = Founding(
        office=order.office,
        login=order.login,
        name=normalised_name(order.name),
        roles=FOUNDING_ROLES,
        password=order.password,
        recovery_key=key,
        first_numbers=_first_numbers(order, today(clock).year),
    )
    create_store(folder, founding, clock)


def _first_numbers(order: SetupOrder, year: int) -> dict[int, int]:
    numbers = {year: order.first_number}
    if order.last_year_number is not None:
        numbers[year - 1] = order.last_year_number
    return numbers
