"""Where the case numbers of a year go on: registered once for a year before the set-up."""

from dataclasses import dataclass

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.staff import Role
from hrdesk.services.office_setup import first_number_problems
from hrdesk.services.session import Session
from hrdesk.storage.numbers import CaseNumber

#: A received date may not lie before it either.
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Numbering:
    """The next number of each year whose start is known, the newest year first.

    From the year of the set-up, `founded`, each year starts by itself.
    """

    next_numbers: tuple[CaseNumber, ...]
    founded: int


def numbering(session: Session) -> Numbering:
    """Return where the numbers of each year stand."""
    with session.store.reading() as reader:
        return Numbering(reader.next_numbers(), reader.founding_year())


def check_start(session: Session, year: int, number: int) -> tuple[Problem, ...]:
    """Return what keeps a year from beginning at a number, at `start_year` and `start_number`."""
    known = numbering(session)
    problems = []
    if not _FIRST_YEAR <= year < known.founded:
        values = {"first": str(_FIRST_YEAR), "last": str(known.founded - 1)}
        problems.append(Problem("numbers.year", "start_year", values))
    for begun in known.next_numbers:
        if begun.year == year < known.founded:
            values = {"year": str(year), "next": str(begun)}
            problems.append(Problem("numbers.start_known", "start_year", values))
    return (*problems, *first_number_problems(number, "start_number"))


def start_of(session: Session, year: int, number: int) -> str:
    """Return the number that the first case of a year would carry."""
    return str(CaseNumber(session.office.county_code, year, number))


def register_start(session: Session, year: int, number: int) -> None:
    """Register where the numbers of a year before the set-up go on; it is never changed again.

    An act of an administrator (Refused `rights.role`), signed and audited. Raises InvalidInput
    `numbers.invalid` with problems at `start_year` and `start_number`, and Refused
    `numbers.start_known` when somebody registered the year meanwhile.
    """
    session.require(Role.ADMINISTRATOR)
    problems = check_start(session, year, number)
    if problems:
        raise InvalidInput("numbers.invalid", problems)
    with session.store.acting(session.staff) as act:
        act.register_start(year, number)
