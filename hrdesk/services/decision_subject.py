"""A case that is decided: judged again from what its version keeps, with what is open in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.clock import today
from hrdesk.domain.decision import CASE, REFUSED, Decision, Decisions, Point
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.finding import Check, Finding, Outcome, Reading
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.money import to_fen
from hrdesk.intake.roster_text import rosters_of
from hrdesk.intake.values import read_text
from hrdesk.rules.application import read_application
from hrdesk.rules.base_level import WAGES
from hrdesk.rules.deciding import OpenPoint, open_points
from hrdesk.rules.judge import judge
from hrdesk.rules.submission import Application
from hrdesk.services.case_to_print import CONFIRMED
from hrdesk.services.granted_since import GRANTED_SINCE, granted_since, on_record
from hrdesk.services.judged_again import same_result
from hrdesk.services.paper_fonts import unprintable
from hrdesk.services.register_fields import REGISTER
from hrdesk.services.session import Session
from hrdesk.services.taken_decisions import DECISIONS, decisions_in
from hrdesk.services.wages import frozen_wages, wages_at, with_wages

#: Where a problem of the reason lies.
REASON = "decision_reason"
#: A reason of fewer characters says nothing; a longer one is a paper of its own.
LEAST_REASON, LONGEST_REASON = 5, 200
#: Under this name a finding keeps that its case was judged again by a law that was changed since.
REJUDGED = "rejudged"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide a point: a reading by its id with what it gives, or `REFUSED`.

    `amount_fen` is in fen, None where it stays open.
    """

    reading: str
    text: str
    outcome: Outcome
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A question that is open: for a row of the roster counted from 1, or 0 for the case.

    `name` and `masked` say who stands in that row; `asked` is the question in words, `shown`
    what its condition says with its numbers. `left_unknown` are the texts of readings that are
    no choice, for something that is not known hangs on them.
    """

    line: int
    name: str
    masked: str
    question: str
    asked: str
    clause: str
    title: str
    shown: str
    choices: tuple[Choice, ...]
    left_unknown: tuple[str, ...]

    @property
    def point(self) -> Point:
        """Where it is decided."""
        return self.line, self.question


@dataclass(frozen=True, slots=True)
class Order:
    """What a person chose: the case and the version looked at, a reading for each point, why."""

    case_id: str
    version: int
    taken: Mapping[Point, str]
    reason: str


class DecisionSubject:
    """A case as it stands, judged again from what its version keeps, by the law as it stands.

    `law_changed` tells that another result comes because the law was changed since; then
    `history` is what other cases were granted by now, and the case is judged by that: a line that
    held nothing may count under the changed law, and its person was perhaps paid meanwhile. Refused
    `decide.ground_changed` (number) when another comes although nothing of it was.
    """

    def __init__(self, session: Session, case: Case) -> None:
        self.case = case
        self._session = session = session.of_case(case)
        self._before: Decisions = decisions_in(case.version.finding)
        self._wages = wages_at(case.measure, self._district(), session.placed)
        kept: Mapping[str, Any] = case.version.facts
        now = with_wages(kept, self._district(), session.placed)
        self._application: Application = read_application(now)
        was, wages = (each["facts"].get(WAGES) for each in (kept, now))
        #: Figures of the office among the facts that stand otherwise by now; None for none.
        self.figures: Mapping[str, object] = {} if was == wages else {WAGES: wages}
        self._finding = self._judged(self._before)
        self.law_changed = not same_result(self._finding.as_record(), case.version.finding)
        self.history: tuple[Mapping[str, object], ...] | None = None
        if self.law_changed:
            if not _confirmed_since(session, case):
                raise Refused("decide.ground_changed", number=case.number)
            self.history = on_record(session, case)
            self._application = read_application({**now, "history": list(self.history)})
            self._finding = self._judged(self._before)

    def points(self) -> tuple[DecisionPoint, ...]:
        """Return what is open, as people see it."""
        book, people = self._session.policy.book, self._people()
        return tuple(
            DecisionPoint(
                each.line,
                *people.get(each.line, ("", "")),
                question=each.check.question,
                asked=book.questions[each.check.question].question,
                clause=each.check.clause,
                title=each.check.title,
                shown=each.check.shown,
                choices=_choices(each.check),
                left_unknown=tuple(
                    reading.text for reading in _deciding(each.check) if _is_unknown(reading)
                ),
            )
            for each in open_points(self._finding)
        )

    def under(self, order: Order) -> Finding:
        """Return the finding under a decision, beside what was decided before.

        Raises Refused `decide.nothing_chosen`, `decide.not_open`, `decide.left_unknown` (number)
        when a reading would leave a case incomplete that nobody could decide any more,
        `decide.left_incomplete` (number) when the changed law alone would, and
        `decide.figure_missing` (number) when a figure of the office would that counts no more.
        """
        if not order.taken and not self.law_changed:
            raise Refused("decide.nothing_chosen")
        offered = {
            each.point: {REFUSED, *(reading.id for reading in _deciding(each.check))}
            for each in open_points(self._finding)
        }
        if any(taken not in offered.get(point, ()) for point, taken in order.taken.items()):
            raise Refused("decide.not_open")
        _reason(order)
        day, by = today(self._session.clock), self._session.staff.name
        now = {point: Decision(taken, by, day) for point, taken in order.taken.items()}
        finding = self._judged({**self._before, **now})
        if finding.outcome is Outcome.INCOMPLETE and self.figures:
            raise Refused("decide.figure_missing", number=self.case.number)
        if finding.outcome is Outcome.INCOMPLETE and not order.taken:
            raise Refused("decide.left_incomplete", number=self.case.number)
        if finding.outcome is Outcome.INCOMPLETE and set(order.taken.values()) - {REFUSED}:
            raise Refused("decide.left_unknown", number=self.case.number)
        return finding

    def record_of(self, finding: Finding, order: Order) -> dict[str, object]:
        """Return a finding as the next version keeps it, with all that was decided."""
        kept = self.case.version.finding
        asked = {each.point: each for each in open_points(self._finding)}
        decided = [self._entry(asked[point], order) for point in order.taken]
        record = finding.as_record() | {DECISIONS: [*_kept(kept, DECISIONS), *decided]}
        if self.law_changed:
            record |= {REJUDGED: [*_kept(kept, REJUDGED), self._judged_again(order)]}
        elif REJUDGED in kept:
            record |= {REJUDGED: kept[REJUDGED]}
        since = [
            each.as_record(order.version + 1) for each in granted_since(self._session, self.case)
        ]
        if since or GRANTED_SINCE in kept:
            record |= {GRANTED_SINCE: [*_kept(kept, GRANTED_SINCE), *since]}
        if REGISTER in kept:
            record |= {REGISTER: kept[REGISTER]}
        confirmed = frozen_wages(self._wages)
        return record | ({CONFIRMED: confirmed} if confirmed else {})

    def _entry(self, open_point: OpenPoint, order: Order) -> dict[str, object]:
        check, taken = open_point.check, order.taken[open_point.point]
        wording = self._session.policy.book.questions[check.question]
        return {
            "line": open_point.line,
            "check": check.code,
            "clause": check.clause,
            "title": check.title,
            "question": check.question,
            "asked": wording.question,
            "reading": taken,
            "text": "" if taken == REFUSED else wording.readings[taken],
            "reason": _reason(order),
            "by": self._session.staff.name,
            "by_id": self._session.staff.id,
            "on": today(self._session.clock).isoformat(),
            "version": order.version + 1,
        }

    def _judged_again(self, order: Order) -> dict[str, object]:
        """Return who judged the case by the changed law, and why."""
        return {
            "reason": _reason(order),
            "by": self._session.staff.name,
            "by_id": self._session.staff.id,
            "on": today(self._session.clock).isoformat(),
            "version": order.version + 1,
        }

    def _district(self) -> str:
        field = self._session.form(self.case.measure).district
        return self.case.version.entries.get(field, "") if field else ""

    def _judged(self, decisions: Decisions) -> Finding:
        return judge(self._application, self._session.policy.book, None, decisions)

    def _people(self) -> dict[int, tuple[str, str]]:
        """Return name and masked number of who stands in each row of the roster."""
        form, entries = self._session.form(self.case.measure), self.case.version.entries
        spec = form.lines
        if spec is None:
            return {}
        return {
            line: (
                row.entries.get(spec.name, ""),
                masked_identity(row.entries.get(spec.identity, "")),
            )
            for line, row in enumerate(rosters_of(form, entries)[spec.id], CASE + 1)
        }


def _confirmed_since(session: Session, case: Case) -> bool:
    """Tell whether a change of law was confirmed after the newest version was signed."""
    with session.store.reading() as reader:
        signed = reader.recorded_at(case.id, case.version.number)
    return any(
        each.confirmation is not None and each.confirmation.sequence > signed
        for each in session.amendments()
    )


def _reason(order: Order) -> str:
    """Return the reason as it is kept; InvalidInput `decide.invalid` when it cannot be."""
    read = read_text(order.reason, LONGEST_REASON)
    text = str(read.value or "")
    problem = read.problem
    if problem is None and len(text) < LEAST_REASON:
        problem = Problem("decide.reason_short", values={"least": str(LEAST_REASON)})
    problem = problem or unprintable(REASON, text)
    if problem is not None:
        raise InvalidInput("decide.invalid", (replace(problem, where=REASON),))
    return text


def _choices(check: Check) -> tuple[Choice, ...]:
    """Return the readings that decide a point; what leaves it open or unknown is no choice."""
    readings = tuple(
        Choice(
            each.id,
            each.text,
            each.outcome,
            None if each.amount is None else to_fen(each.amount),
        )
        for each in _deciding(check)
        if not _is_unknown(each)
    )
    return (*readings, Choice(REFUSED, "", Outcome.INELIGIBLE, 0))


def _deciding(check: Check) -> tuple[Reading, ...]:
    """Return the readings after which a point is open no more."""
    return tuple(each for each in check.readings if each.decides)


def _is_unknown(reading: Reading) -> bool:
    return reading.outcome is Outcome.INCOMPLETE


def _kept(finding: Mapping[str, Any], part: str) -> list[object]:
    return list(finding.get(part, ()))
