"""Changes of law in the office: proposed with their document, confirmed by a second person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hrdesk.domain.amendment import (
    Amendment,
    Content,
    DatedValue,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    Source,
    Successor,
    standing,
)
from hrdesk.domain.clock import today
from hrdesk.domain.dates import Period, anniversary
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.staff import Role
from hrdesk.intake.amendment_forms import (
    CLAUSE,
    DOCUMENT,
    FROM,
    ISSUED,
    LAST_DAY,
    NOTE,
    READING,
    REASON,
    UNTIL,
    adoption_form,
    ending_form,
    ruling_form,
    term_form,
)
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import EntryReading, read_entries
from hrdesk.services.parameter_values import (
    form_of,
    places_of,
    plain_pending,
    value_of,
    value_problems,
)
from hrdesk.services.previewing import Preview
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.storage.amendments import NewAmendment

#: Who may confirm what another has proposed.
CONFIRMERS = (Role.ADMINISTRATOR, Role.SUPERVISOR)
INVALID = "amendments.invalid"
#: A slip in the year is more likely than such a day.
_FIRST_DAY, _YEARS_AHEAD = date(2000, 1, 1), 2


def proposer_of(content: Content) -> Role:
    """Return who proposes such a change, and the end of it; the store holds the same."""
    return Role.SUPERVISOR if isinstance(content, NewRuling) else Role.ADMINISTRATOR


def propose_value(
    session: Session, parameter: str, entries: Mapping[str, str], place: str = ""
) -> None:
    """Propose a value of a parameter from a day on, by the texts of `form_of`.

    An act of an administrator (Refused `rights.role`), signed and audited; it counts only once
    a second person confirms it. `place` is the code of the place in which it holds, "" for
    everywhere. Raises as `checked_value`.
    """
    session.require(Role.ADMINISTRATOR)
    value = checked_value(session, parameter, entries, place)
    reading = read_form(session, form_of(session, parameter), entries)
    _propose(session, NewValues((value,)), reading)


def checked_value(
    session: Session, parameter: str, entries: Mapping[str, str], place: str = ""
) -> DatedValue:
    """Return the value that `propose_value` would propose; nothing is written.

    Raises InvalidInput `amendments.invalid` with a problem at each field that hinders: a value of
    the same day that is on record already is one. A parameter that each place has its own value
    of holds nowhere else (ValueError).
    """
    places = {each.code for each in places_of(session, parameter)}
    if place not in (places or {""}):
        raise ValueError("a value for another place than those that have their own")
    reading = read_form(session, form_of(session, parameter), entries)
    begins = day_of(reading, FROM)
    problems = (
        *value_problems(parameter, reading),
        *_day_problems(session, (parameter,), begins, place),
    )
    if problems:
        raise InvalidInput(INVALID, problems)
    value = value_of(session, parameter, reading)
    return DatedValue(parameter, begins, value, reading.entries[CLAUSE], place)


def propose_adoption(session: Session, document: str, entries: Mapping[str, str]) -> None:
    """Propose to adopt all values of a superior document together, from a day on (从其规定).

    `document` is the one that the pack names; the texts are those of `adoption_form`, whose
    document is the one by which it is adopted here. Raises as `propose_value`, and Refused
    `amendments.nothing_pending` when the pack has no value of that document.
    """
    session.require(Role.ADMINISTRATOR)
    pending = plain_pending(session, document)
    if not pending:
        raise Refused("amendments.nothing_pending", document=document)
    reading = read_form(session, adoption_form(), entries)
    begins = day_of(reading, FROM)
    problems = _day_problems(session, [parameter for parameter, _, _ in pending], begins)
    if problems:
        raise InvalidInput(INVALID, problems)
    values = tuple(
        DatedValue(parameter, begins, value, clause) for parameter, value, clause in pending
    )
    _propose(session, NewValues(values), reading)


def propose_ruling(session: Session, question: str, entries: Mapping[str, str]) -> None:
    """Propose the office's reading of a silent text, by the texts of `ruling_form`.

    An act of a supervisor (Refused `rights.role`). Raises InvalidInput as `propose_value`; a
    ruling on the same question whose days it shares is a problem at its first day.
    """
    session.require(Role.SUPERVISOR)
    _propose(session, *checked_ruling(session, question, entries))


def checked_ruling(
    session: Session, question: str, entries: Mapping[str, str]
) -> tuple[NewRuling, EntryReading]:
    """Return the ruling that `propose_ruling` would propose, as it does; nothing is written."""
    readings = session.policy.book.questions[question].readings
    reading = read_form(session, ruling_form(tuple(readings)), entries)
    until = reading.values.get(UNTIL)
    ruling = NewRuling(
        question,
        reading.entries[READING],
        day_of(reading, FROM),
        until if isinstance(until, date) else None,
    )
    period = Period(ruling.valid_from, ruling.until)
    for other in session.policy.book.rulings:
        if other.question == question and other.period.overlaps(period):
            values = {"document": other.document}
            raise InvalidInput(INVALID, (Problem("amendments.ruled", FROM, values),))
    return ruling, reading


def propose_term(session: Session, entries: Mapping[str, str]) -> None:
    """Propose a new last day of the document, by the texts of `term_form`.

    An act of an administrator. Raises as `propose_value`; the day lies behind the last one.
    """
    session.require(Role.ADMINISTRATOR)
    _propose(session, *checked_term(session, entries))


def checked_term(session: Session, entries: Mapping[str, str]) -> tuple[NewTerm, EntryReading]:
    """Return the last day that `propose_term` would propose, as it does; nothing is written."""
    reading = read_form(session, term_form(), entries)
    last_day, known = day_of(reading, LAST_DAY), session.policy.book.last_day
    if last_day <= known:
        values = {"day": known.isoformat()}
        raise InvalidInput(INVALID, (Problem("amendments.not_later", LAST_DAY, values),))
    return NewTerm(last_day), reading


def propose_ending(session: Session, amendment: str, entries: Mapping[str, str]) -> None:
    """Propose that a confirmed change counts no more, by the texts of `ending_form`.

    A ruling or a successor may end after a day; without one it is as if the change had not been
    made. What was decided stays decided. An act of whoever may propose such a change. Raises
    InvalidInput as `propose_value`, Refused `amendments.gone` when the change does not count, and
    as the store's `propose_amendment` does: no end lies before the first day of its change, nor
    before the receipt of what was signed under a successor.
    """
    found = {each.amendment.id: each.amendment for each in standing(session.amendments())}
    change = found.get(amendment)
    if change is None:
        raise Refused("amendments.gone")
    session.require(proposer_of(change.content))
    with_day = isinstance(change.content, NewRuling | Successor)
    reading = read_form(session, ending_form(with_day=with_day), entries)
    last_day = reading.values.get(LAST_DAY)
    ending = Ending(amendment, last_day if isinstance(last_day, date) else None)
    _propose(session.of_policy(change.policy), ending, reading)


def confirm_amendment(session: Session, seen: Preview) -> None:
    """Let a proposed change count from now on, by the preview that the person has seen.

    An act of a second person (Refused `amendments.own`), an administrator or a supervisor.
    Refused `amendments.seen_before` when something was done since, and as the store's
    `confirm_amendment` does.
    """
    session.require(*CONFIRMERS)
    with session.store.reading() as reader:
        if reader.audit_head().sequence != seen.head:
            raise Refused("amendments.seen_before")
    with session.store.acting(session.staff) as act:
        act.confirm_amendment(seen.amendment, seen.counts())
    session.law_changed()


def withdraw_amendment(session: Session, amendment: str, reason: str) -> None:
    """Take a proposal back; it stays in view with the reason.

    An act of an administrator or a supervisor. Raises InvalidInput `amendments.invalid` with a
    problem at the reason, Refused `amendments.gone`.
    """
    session.require(*CONFIRMERS)
    kept = given_reason(reason, REASON, INVALID)
    with session.store.acting(session.staff) as act:
        act.withdraw_amendment(amendment, kept)


def read_form(session: Session, form: FormSpec, entries: Mapping[str, str]) -> EntryReading:
    """Read the texts of a form; InvalidInput `amendments.invalid` with all that hinders."""
    reading = read_entries(form, entries, today(session.clock))
    problems = tuple(
        Problem("amendments.required", each.where) if each.key == "field.required" else each
        for each in reading.hindrances()
    )
    if problems:
        raise InvalidInput(INVALID, problems)
    return reading


def source_of(reading: EntryReading) -> Source:
    """Return the document of a change, by the texts of its form."""
    return Source(reading.entries[DOCUMENT], day_of(reading, ISSUED), reading.entries[NOTE])


def _propose(session: Session, content: Content, reading: EntryReading) -> None:
    new = NewAmendment(content, source_of(reading), session.policy.id)
    with session.store.acting(session.staff) as act:
        act.propose_amendment(new)


def _day_problems(
    session: Session, parameters: Iterable[str], begins: date, place: str = ""
) -> tuple[Problem, ...]:
    """Return what is wrong with a first day: hardly meant, or taken by another value.

    A day that is hardly meant is asked about in `asked_twice` where a place has its own value.
    """
    day = {"day": begins.isoformat()}
    if not place and not _FIRST_DAY <= begins <= anniversary(today(session.clock), _YEARS_AHEAD):
        return (Problem("amendments.unlikely_day", FROM, day),)
    taken = any(
        (each.valid_from, each.place) == (begins, place)
        for parameter in parameters
        for each in _values(session, parameter)
    )
    return (Problem("amendments.same_day", FROM, day),) if taken else ()


def _values(session: Session, parameter: str) -> Iterator[DatedValue]:
    """Yield the office's values of a parameter that count, or wait for a second person."""
    on_record = session.amendments()
    counting = {each.amendment.id for each in standing(on_record)}
    for each in on_record:
        if _is_alive(each, counting) and isinstance(each.content, NewValues):
            own = each.policy == session.policy.id
            yield from (
                value
                for value in each.content.values
                if value.parameter == parameter and (own or value.place)
            )


def _is_alive(amendment: Amendment, counting: set[str]) -> bool:
    return amendment.is_open or amendment.id in counting


def day_of(reading: EntryReading, field: str) -> date:
    """Return a day that a form was read with."""
    day = reading.values[field]
    if not isinstance(day, date):
        raise TypeError("a day was read as something else")
    return day
