"""Within some years of graduation, at founding and at application (三（七）; 民法典 200-203)."""

from datetime import date

from hrdesk.domain.dates import anniversary, within_years
from hrdesk.domain.decision import REFUSED
from hrdesk.domain.finding import CheckOutcome
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.situation import Situation
from hrdesk.rules.verdict import (
    Applies,
    Condition,
    Number,
    Reads,
    Verdict,
    missing,
    silent,
)

_ALL = ("graduated", "deadline", "years", "matter", "on")
_AT_FOUNDING, _AT_APPLICATION, _BOTH = "at_founding", "at_application", "both"


def graduated_within(fact: str, years: str, question: str, applies: Applies) -> Condition:
    """Return the condition that the matter lies within N years of graduation.

    The text does not say on which day the years are counted. Where the days of the matter
    and of the application agree it makes no difference; where they differ it is for an
    officer. Unknown days are asked for only while they could change the answer.
    """

    def judge(situation: Situation) -> Verdict:
        graduated = situation.day(fact)
        if graduated is None:
            unknown = () if situation.matter else (situation.matter_fact,)
            return missing(fact, *unknown)
        span = situation.figure(years)
        if not isinstance(span, int):
            span = None
        if situation.matter is None or span is None:
            return _matter_unknown(situation, graduated, span, question)
        return _judged(situation, graduated, span, question)

    return Condition(
        fact,
        judge,
        {
            "met": _ALL,
            "met_application": ("graduated", "on"),
            "unmet": _ALL,
            "unmet_application": ("graduated", "on"),
            "missing": (),
            "missing_day": ("graduated",),
            "officer": _ALL,
        },
        {question: (_AT_FOUNDING, _AT_APPLICATION, _BOTH)},
        applies,
        Reads((fact,), {years: FigureKind.COUNT}),
    )


def _readings(at_matter: bool, at_application: bool) -> dict[str, bool]:
    return {
        _AT_FOUNDING: at_matter,
        _AT_APPLICATION: at_application,
        _BOTH: at_matter and at_application,
    }


def _judged(situation: Situation, graduated: date, span: int, question: str) -> Verdict:
    matter, on = situation.matter or situation.on, situation.on
    deadline = anniversary(graduated, span)
    at_matter = graduated <= matter <= deadline
    at_application = graduated <= on <= deadline
    numbers: dict[str, Number] = {
        "graduated": graduated,
        "deadline": deadline,
        "years": span,
        "matter": matter,
        "on": on,
    }
    if at_matter and at_application:
        return Verdict(CheckOutcome.MET, "met", numbers)
    if not at_matter and not at_application:
        return Verdict(CheckOutcome.UNMET, "unmet", numbers)
    outcomes = {
        reading: CheckOutcome.MET if within else CheckOutcome.UNMET
        for reading, within in _readings(at_matter, at_application).items()
    }
    return silent(situation, question, outcomes, Verdict(CheckOutcome.OFFICER, "officer", numbers))


def _matter_unknown(
    situation: Situation, graduated: date, span: int | None, question: str
) -> Verdict:
    """Judge by the application alone where no day of the matter could change the answer.

    The matter is taken not to lie after the application; that is a condition of its own.
    """
    numbers: dict[str, Number] = {"graduated": graduated, "on": situation.on}
    if situation.on < graduated:
        return Verdict(CheckOutcome.UNMET, "unmet_application", numbers)
    ruled = situation.reading(question)
    if ruled is not None and ruled != REFUSED and span is not None:
        at_application = within_years(situation.on, graduated, span)
        possible = {_readings(at, at_application)[ruled] for at in (True, False)}
        if possible == {True}:
            return Verdict(CheckOutcome.MET, "met_application", numbers)
        if possible == {False}:
            return Verdict(CheckOutcome.UNMET, "unmet_application", numbers)
    path = situation.matter_fact
    return missing(path, wording="missing_day", graduated=graduated)
