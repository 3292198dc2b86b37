"""Reading one case of the assessment contract: types, names and places of what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.rules.fact_reading import Raw, read_facts, read_list, shown_name
from hrdesk.rules.fact_types import FactType, FactValue, identifier, read_value
from hrdesk.rules.history_reading import read_grant
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import find_measure, measure_of
from hrdesk.rules.roster import Roster
from hrdesk.rules.submission import Application, Grant, Line

_TOP = frozenset({"measure", "on", "applicant", "facts", "lines", "history"})


def read_application(raw: Raw, *, draft: bool = False) -> Application:
    """Read one case of the assessment contract.

    With `draft` the applicant may still be blank, as on a form that is being filled.
    Raises InvalidInput (`assess.invalid`) whose problems name every place in the order of
    the input's description; the first is the one that the door reports.
    """
    problems: list[Problem] = []
    for name, value in raw.items():
        if name not in _TOP and value is not None:
            problems.append(Problem("assess.unknown_name", shown_name(name)))
    code = _required_text(raw, "measure", problems)
    measure = find_measure(code)
    if code and measure is None:
        problems.append(Problem("assess.unknown_measure", "measure"))
    on = _required_date(raw, problems)
    applicant = _applicant(raw, draft, problems)
    facts = _facts(raw, measure, problems)
    lines = _lines(raw, measure, problems)
    history = tuple(
        read_grant(entry, f"history[{index}]", problems)
        for index, entry in enumerate(read_list(raw, "history", problems))
    )
    if problems:
        raise InvalidInput("assess.invalid", tuple(problems))
    return Application(code, on, applicant, facts, history, lines)


def read_line(raw: Raw, measure: str, number: int) -> Line:
    """Read one line of a measure's roster, as `read_application` reads each of them.

    Raises InvalidInput (`assess.invalid`) likewise; `number` is the row's number on the form.
    """
    problems: list[Problem] = []
    roster = measure_of(measure).roster
    if roster is None:
        raise InvalidInput("assess.invalid", (Problem("assess.no_lines", "lines"),))
    line = _line(raw, roster, f"lines[{number}].", problems)
    if problems:
        raise InvalidInput("assess.invalid", tuple(problems))
    return replace(line, number=number)


def read_history(raw: Sequence[object]) -> tuple[Grant, ...]:
    """Read earlier grants by themselves, as `read_application` reads each of them.

    Raises InvalidInput (`assess.invalid`) likewise.
    """
    problems: list[Problem] = []
    grants = tuple(
        read_grant(entry, f"history[{index}]", problems) for index, entry in enumerate(raw)
    )
    if problems:
        raise InvalidInput("assess.invalid", tuple(problems))
    return grants


def _required_text(raw: Raw, name: str, problems: list[Problem]) -> str:
    before = len(problems)
    text = read_value(FactType.TEXT, raw.get(name), name, problems)
    if text is None and len(problems) == before:
        problems.append(Problem("assess.required", name))
    return text if isinstance(text, str) else ""


def _required_date(raw: Raw, problems: list[Problem]) -> date:
    before = len(problems)
    on = read_value(FactType.DATE, raw.get("on"), "on", problems)
    if on is None and len(problems) == before:
        problems.append(Problem("assess.required", "on"))
    return on if isinstance(on, date) else date.min


def _applicant(raw: Raw, draft: bool, problems: list[Problem]) -> str:
    if draft:
        text = read_value(FactType.TEXT, raw.get("applicant"), "applicant", problems)
        return identifier(text) if isinstance(text, str) else ""
    return identifier(_required_text(raw, "applicant", problems))


def _facts(raw: Raw, measure: Measure | None, problems: list[Problem]) -> Mapping[str, FactValue]:
    facts = raw.get("facts")
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        problems.append(Problem("assess.not_object", "facts"))
        return {}
    return read_facts(facts, measure.taken, "facts.", problems) if measure else {}


def _lines(raw: Raw, measure: Measure | None, problems: list[Problem]) -> tuple[Line, ...]:
    rows = read_list(raw, "lines", problems)
    if measure is None or not rows:
        return ()
    if measure.roster is None:
        problems.append(Problem("assess.no_lines", "lines"))
        return ()
    lines = []
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            lines.append(_line(row, measure.roster, f"lines[{index}].", problems))
        else:
            problems.append(Problem("assess.not_object", f"lines[{index}]"))
    return tuple(lines)


def _line(row: Raw, roster: Roster, path: str, problems: list[Problem]) -> Line:
    facts = read_facts(row, roster.taken, path, problems)
    person = facts.pop("person", None)
    return Line(identifier(person) if isinstance(person, str) else "", facts)
