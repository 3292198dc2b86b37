"""Judging what is on the form: values, problems and the finding beside it.

The window judges through `rules.judge.judge`, as `hrdesk assess` does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from hrdesk.domain.clock import today
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import Finding
from hrdesk.domain.identity import Identity
from hrdesk.intake.counts import hint_at_counts
from hrdesk.intake.facts import facts_of, field_for_fact
from hrdesk.intake.form_spec import LINES, FormSpec
from hrdesk.intake.reading import EntryReading, latest_day, read_entries
from hrdesk.intake.roster_text import rosters_of
from hrdesk.intake.rosters import RowReading
from hrdesk.rules.application import read_application, read_history
from hrdesk.rules.base_level import WAGES
from hrdesk.rules.judge import judge
from hrdesk.rules.registry import measure_of
from hrdesk.rules.submission import Application, Grant, Line
from hrdesk.services.granted_before import Entry
from hrdesk.services.held_before import hint_at_held, hint_at_held_people
from hrdesk.services.loans_before import hint_at_loans
from hrdesk.services.paper_fonts import printable
from hrdesk.services.people_before import hint_at_applicant, hint_at_people
from hrdesk.services.receipt_day import with_policy_of_day
from hrdesk.services.register_fields import (
    AtForm,
    register_at,
    with_contradictions,
    with_differences,
    with_register,
)
from hrdesk.services.roster_memory import RosterMemory, RowFacts
from hrdesk.services.session import Session
from hrdesk.services.wages import wage_facts, wages_at

#: Read row by row and person by person, and kept: see `RosterMemory`.
_TYPED_APART = frozenset({"lines", "history"})
#: More new rows than so many are judged piece by piece, and so many are in a piece: some ms.
PIECE = 50
#: To read a row takes longer than anything else with it.
_READ_AT_ONCE = 5
#: How a condition names the wages that would settle it.
_WAGES_PLACE = f"facts.{WAGES}"
RowReadings = Mapping[str, tuple[RowReading, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A form as it stands: what was read, what the measure's conditions give.

    `rows` are the rows of each roster as they were read, `lines` the ids of those that were
    judged, in the order of the finding's lines. `application` is the case in the shape of the
    assessment contract: what was judged can be handed to `hrdesk assess` and gives the same
    finding. `wages` are the figures of the office that it was given as the minimum wage,
    `register` what the register holds at the form.
    """

    reading: EntryReading
    rows: RowReadings
    lines: tuple[str, ...]
    application: Mapping[str, object]
    finding: Finding
    wages: tuple[ConfirmedFigure, ...] = ()
    register: AtForm = field(default_factory=AtForm)

    @property
    def acceptable(self) -> bool:
        """Whether form and rosters are valid and complete, whatever the finding (DESIGN 4.5)."""
        rows = (row for rows in self.rows.values() for row in rows)
        return self.reading.complete and not any(row.problems or row.missing for row in rows)

    def hindrances(self) -> tuple[Problem, ...]:
        """Return everything that hinders acceptance, form first."""
        return (*self.reading.hindrances(), *self.row_hindrances())

    def hints(self) -> tuple[Problem, ...]:
        """Return everything that is said of entries and hinders nothing, form first."""
        found = [hint for hints in self.reading.hints.values() for hint in hints]
        for roster, rows in self.rows.items():
            found += [
                Problem(hint.key, f"{roster}[{place}].{column}", hint.values)
                for place, row in enumerate(rows)
                for column, hints in row.hints.items()
                for hint in hints
            ]
        return tuple(found)

    def row_hindrances(self) -> tuple[Problem, ...]:
        """Return what hinders acceptance in the rosters, at `<roster>[<place>].<column>`."""
        found = []
        for roster, rows in self.rows.items():
            for place, row in enumerate(rows):
                where = f"{roster}[{place}]"
                found += [
                    Problem(each.key, f"{where}.{column}", each.values)
                    for column, each in row.problems.items()
                ]
                found += [Problem("field.required", f"{where}.{name}") for name in row.missing]
        return tuple(found)


def judge_entries(
    session: Session,
    measure: str,
    entries: Mapping[str, str],
    entered: date | None = None,
    memory: RosterMemory | None = None,
) -> Judged:
    """Read and judge the entries of a form; short reads of the store, nothing written.

    `entered` is the day on which the draft was begun (default: today): a received date
    before it is a late entry. A received date that cannot be read is judged as of today;
    the field says its problem and the case cannot be accepted. `memory` holds rosters that
    are in work: its rows stand for those among the entries, and only changed ones are read
    and judged anew.
    """
    memory = (
        memory if memory is not None else RosterMemory(rosters_of(session.form(measure), entries))
    )
    form, day = session.form(measure), today(session.clock)
    reading = printable(read_entries(form, entries, day, entered))
    reading = with_policy_of_day(session, form, reading)
    rows = memory.read(form, latest_day(form, entries, day))
    application, typed, known = _typed(session, form, reading, memory)
    finding = judge(typed, session.policy.book, memory.lines)
    lines = memory.row_ids(form.lines.id) if form.lines is not None else ()
    reading = with_differences(form, reading, known.register)
    rows = with_contradictions(form, rows, known.register)
    if form.lines is not None:
        hinted = hint_at_people(session, form, rows[form.lines.id], memory.people)
        rows = {**rows, form.lines.id: hint_at_held_people(form, hinted, known.history)}
    reading = hint_at_loans(session, form, hint_at_counts(form, reading, rows))
    reading = hint_at_applicant(session, form, reading, memory.people)
    reading = hint_at_held(form, reading, known.history)
    return Judged(reading, rows, lines, application, finding, known.wages, known.register)


def judge_ahead(
    session: Session,
    measure: str,
    entries: Mapping[str, str],
    entered: date | None,
    memory: RosterMemory,
) -> Iterator[None]:
    """Read and judge the rows that are new a piece at a time; `judge_entries` finds them known."""
    form, day = session.form(measure), today(session.clock)
    latest = latest_day(form, entries, day)
    yield from memory.read_ahead(form, latest, _READ_AT_ONCE)
    reading = printable(read_entries(form, entries, day, entered))
    rows = memory.read(form, latest)
    yield from _type_ahead(session, form, memory)
    yield from _hint_ahead(session, form, memory, rows)
    _, typed, _ = _typed(session, form, reading, memory)
    yield
    for count in range(PIECE, len(typed.lines), PIECE):
        judge(replace(typed, lines=typed.lines[:count]), session.policy.book, memory.lines)
        yield


def _type_ahead(session: Session, form: FormSpec, memory: RosterMemory) -> Iterator[None]:
    """Type the lines, and ask what their people were granted before, a piece at a time."""
    for roster, spec in form.rosters.items():
        if spec.gives == LINES:
            yield from memory.type_ahead(form.measure, roster, PIECE)
    people = sorted(_people(form, memory))
    for start in range(0, len(people), PIECE):
        with session.store.reading() as reader:
            some = people[start : start + PIECE]
            memory.grants.ask(reader, measure_of(form.measure), some)
        yield


def _hint_ahead(
    session: Session,
    form: FormSpec,
    memory: RosterMemory,
    rows: RowReadings,
) -> Iterator[None]:
    """Ask what earlier cases say of the people of the lines, a piece at a time."""
    spec = form.lines
    if spec is None or not spec.identity:
        return
    yield from memory.people.hint_ahead(session, form, spec, rows[spec.id])


@dataclass(frozen=True, slots=True)
class _Known:
    """What the office knows besides the form: wages of the district, the register, grants."""

    wages: tuple[ConfirmedFigure, ...]
    register: AtForm
    history: tuple[Entry, ...]


def _typed(
    session: Session, form: FormSpec, reading: EntryReading, memory: RosterMemory
) -> tuple[dict[str, object], Application, _Known]:
    """Return the case in the shape of the contract, typed for the rule, and what else is known."""
    received = reading.values.get(form.received)
    on = received if isinstance(received, date) else today(session.clock)
    application, history, known = _application(session, form, reading, memory, on)
    of_case = {name: value for name, value in application.items() if name not in _TYPED_APART}
    typed = read_application(of_case, draft=True)
    typed = replace(typed, lines=_typed_lines(form, memory), history=history)
    return application, typed, known


def field_to_settle(session: Session, measure: str, judged: Judged, fact: str) -> str | None:
    """Return the field that would settle an unknown fact (`facts.entity`), or None."""
    return field_for_fact(session.form(measure), judged.reading, fact.removeprefix("facts."))


def missing_wage(form: FormSpec, judged: Judged) -> str:
    """Return the district for which a month needs a minimum wage that nobody confirmed, or ""."""
    if form.district not in judged.reading.values:
        return ""
    checks = (check for line in judged.finding.lines for check in line.checks)
    unknown = any(_WAGES_PLACE in check.settles for check in checks)
    return judged.reading.entries[form.district] if unknown else ""


def _application(
    session: Session, form: FormSpec, reading: EntryReading, memory: RosterMemory, on: date
) -> tuple[dict[str, object], tuple[Grant, ...], _Known]:
    """Return the case in the shape of the contract, its history typed, what else is known."""
    applicant = reading.values.get(form.applicant_identity)
    identity = applicant.number if isinstance(applicant, Identity) else str(applicant or "")
    organization = reading.values.get(form.organization) if form.organization else None
    facts = facts_of(form, reading)
    for roster, spec in form.rosters.items():
        given = memory.row_facts(roster)
        if given and spec.gives != LINES:
            facts[spec.gives] = given
    lines = _lines(form, memory)
    with session.store.reading() as reader:
        once = memory.grants.others(reader.grants(form.measure, identity, str(organization or "")))
        months = memory.grants.granted(reader, measure_of(form.measure), _people(form, memory))
        agency = reader.organization_by_code(str(organization)) if organization else None
    district = reading.entries[form.district] if form.district in reading.values else ""
    wages = wages_at(form.measure, district, session.placed)
    if wages:
        facts[WAGES] = wage_facts(wages)
    if agency is not None:
        facts = with_register(form.measure, facts, agency, on)
    history = (*once, *months.entries)
    application: dict[str, object] = {
        "measure": form.measure,
        "on": on.isoformat(),
        "applicant": identity,
        "facts": facts,
        "history": list(history),
    }
    if lines:
        application["lines"] = lines
    known = _Known(wages, register_at(form, agency, on), history)
    return application, (*read_history(once), *months.grants), known


def _lines(form: FormSpec, memory: RosterMemory) -> list[RowFacts]:
    """Return the facts of the rows that are lines of the contract."""
    return memory.row_facts(form.lines.id) if form.lines is not None else []


def _people(form: FormSpec, memory: RosterMemory) -> frozenset[str]:
    """Return the people of the rows that are lines of the contract."""
    return memory.people_in(form.lines.id) if form.lines is not None else frozenset()


def _typed_lines(form: FormSpec, memory: RosterMemory) -> tuple[Line, ...]:
    if form.lines is None:
        return ()
    return memory.typed_lines(form.measure, form.lines.id)
