"""The minimum wage of each district: confirmed with its document, corrected by withdrawal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.clock import today
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.dates import anniversary
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.money import from_fen, grouped, to_fen
from hrdesk.domain.staff import Role
from hrdesk.intake.form_spec import Choice
from hrdesk.intake.reading import EntryReading, read_entries
from hrdesk.intake.wage_form import DISTRICT, DOCUMENT, FROM, MONTHLY, wage_form
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.figures import NewFigure

#: The parameter under which the store keeps the minimum wages.
MINIMUM_WAGE = "internship_subsidy.minimum_wage"
REASON = "wage_reason"
#: What is confirmed by whoever is sure.
UNLIKELY = frozenset({"figures.unlikely", "figures.unlikely_day"})
#: A slip in the year is more likely than a wage from before.
_FIRST_DAY = date(2000, 1, 1)


def districts(session: Session) -> tuple[Choice, ...]:
    """Return the districts that the forms know, each with its name; without one, none."""
    for form in session.policy.forms.values():
        if form.district:
            return form.fields[form.district].choices
    return ()


def wages_of(session: Session, district: str) -> tuple[ConfirmedFigure, ...]:
    """Return what was confirmed for a district, withdrawn rows too, by day."""
    with session.store.reading() as reader:
        figures = reader.figures(MINIMUM_WAGE)
    return tuple(figure for figure in figures if figure.scope == district)


def confirm_wage(session: Session, entries: Mapping[str, str], *, is_sure: bool = False) -> None:
    """Confirm a district's wage from a day on, by the texts of its form.

    An act of an administrator (Refused `rights.role`), signed and audited. Raises InvalidInput
    `figures.invalid` with a problem at each field that hinders, and Refused `figures.known`
    when somebody confirmed one of the same day meanwhile. Unless he `is_sure`, a day that is
    hardly meant is Refused `figures.unlikely_day`, and a figure far from what is known
    `figures.unlikely`: a digit too many would pay tenfold.
    """
    session.require(Role.ADMINISTRATOR)
    reading = read_entries(wage_form(districts(session)), entries, today(session.clock))
    problems = _hindrances(session, reading)
    if problems:
        raise InvalidInput("figures.invalid", problems)
    figure = _figure(reading)
    if not is_sure:
        _refuse_unlikely_day(session, figure.valid_from)
        _refuse_unlikely(session, figure)
    with session.store.acting(session.staff) as act:
        act.confirm_figure(figure)


def withdraw_wage(session: Session, row: str, reason: str) -> None:
    """Let a confirmed wage count no more; it stays in view with the reason.

    An act of an administrator (Refused `rights.role`), signed and audited. Raises InvalidInput
    `figures.invalid` with a problem at `wage_reason`, and Refused `figures.withdrawn` the
    second time.
    """
    session.require(Role.ADMINISTRATOR)
    kept = given_reason(reason, REASON, "figures.invalid")
    with session.store.acting(session.staff) as act:
        act.withdraw_figure(row, kept)


def _hindrances(session: Session, reading: EntryReading) -> tuple[Problem, ...]:
    problems = [
        Problem("figures.required", each.where) if each.key == "field.required" else each
        for each in reading.hindrances()
    ]
    if reading.values.get(MONTHLY) == 0:
        problems.append(Problem("figures.nothing", MONTHLY))
    begun = reading.values.get(FROM)
    for known in wages_of(session, str(reading.values.get(DISTRICT, ""))):
        if known.withdrawal is None and known.valid_from == begun:
            values = {"day": known.valid_from.isoformat()}
            problems.append(Problem("figures.known", FROM, values))
    return tuple(problems)


def _refuse_unlikely_day(session: Session, begins: date) -> None:
    """Refuse a day before any minimum wage that counts here, or more than a year ahead."""
    if not _FIRST_DAY <= begins <= anniversary(today(session.clock), 1):
        raise Refused("figures.unlikely_day", day=begins.isoformat())


def _refuse_unlikely(session: Session, figure: NewFigure) -> None:
    """Refuse a wage more than half above or below the newest of the district, else of any other.

    It guards against errors of typing and is no rule of law.
    """
    with session.store.reading() as reader:
        standing = [each for each in reader.figures(MINIMUM_WAGE) if each.withdrawal is None]
    own = [each for each in standing if each.scope == figure.scope]
    known = max(own or standing, key=lambda each: each.valid_from, default=None)
    if known is None or 2 * abs(figure.fen - to_fen(known.amount)) <= to_fen(known.amount):
        return
    names = {choice.code: choice.label for choice in districts(session)}
    raise Refused(
        "figures.unlikely",
        typed=grouped(from_fen(figure.fen)),
        district=names.get(known.scope, known.scope),
        day=known.valid_from.isoformat(),
        known=grouped(known.amount),
    )


def _figure(reading: EntryReading) -> NewFigure:
    begun, monthly = reading.values[FROM], reading.values[MONTHLY]
    if not isinstance(begun, date) or not isinstance(monthly, Decimal):
        raise TypeError("a wage was read as something else")
    return NewFigure(
        parameter=MINIMUM_WAGE,
        scope=reading.entries[DISTRICT],
        valid_from=begun,
        fen=to_fen(monthly),
        document=reading.entries[DOCUMENT],
    )
