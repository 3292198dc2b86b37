"""Reading one case of the assessment contract: types, names and places of what is wrong."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.rules.fact_types import FactType, FactValue, identifier, read_value
from hrdesk.rules.registry import measures
from hrdesk.rules.submission import Application, Grant

#: Facts about the agency, accepted for every measure (CONTRACT, "Agency").
AGENCY_FACTS: Mapping[str, FactType] = {
    "agency_kind": FactType.CODE,
    "licensed": FactType.BOOL,
    "park_recognised": FactType.BOOL,
    "blacklisted": FactType.BOOL,
}
_TOP = ("measure", "on", "applicant", "facts", "lines", "history")
_LONGEST_NAME = 60


def read_application(raw: Mapping[str, object], *, draft: bool = False) -> Application:
    """Read one case of the assessment contract.

    With `draft` the applicant may still be blank, as on a form that is being filled.
    Raises InvalidInput (`assess.invalid`) whose problems name every place in the order of
    the input's description; the first is the one that the door reports.
    """
    problems: list[Problem] = []
    _refuse_unknown(raw, _TOP, "", problems)
    measure = _required_text(raw, "measure", "measure", problems)
    known = measures().get(measure)
    if measure and known is None:
        problems.append(Problem("assess.unknown_measure", "measure"))
    on = _required_date(raw, problems)
    applicant = _applicant(raw, draft, problems)
    facts = _facts(raw, known.facts if known else None, problems)
    if _list(raw, "lines", problems):
        problems.append(Problem("assess.no_lines", "lines"))
    history = tuple(
        _grant(entry, f"history[{index}]", problems)
        for index, entry in enumerate(_list(raw, "history", problems))
    )
    if problems:
        raise InvalidInput("assess.invalid", tuple(problems))
    return Application(measure, on, applicant, facts, history)


def _refuse_unknown(
    raw: Mapping[str, object], known: tuple[str, ...], path: str, problems: list[Problem]
) -> None:
    for name, value in raw.items():
        if name not in known and value is not None:
            problems.append(Problem("assess.unknown_name", path + _shown_name(name)))


def _shown_name(name: str) -> str:
    """Return a name so that it can be printed on one line: odd characters are spelled out."""
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in name[:_LONGEST_NAME]
    )
    return shown if len(name) <= _LONGEST_NAME else shown + "…"


def _required_text(
    raw: Mapping[str, object], name: str, where: str, problems: list[Problem]
) -> str:
    before = len(problems)
    text = read_value(FactType.TEXT, raw.get(name), where, problems)
    if text is None and len(problems) == before:
        problems.append(Problem("assess.required", where))
    return text if isinstance(text, str) else ""


def _required_date(raw: Mapping[str, object], problems: list[Problem]) -> date:
    before = len(problems)
    on = read_value(FactType.DATE, raw.get("on"), "on", problems)
    if on is None and len(problems) == before:
        problems.append(Problem("assess.required", "on"))
    return on if isinstance(on, date) else date.min


def _applicant(raw: Mapping[str, object], draft: bool, problems: list[Problem]) -> str:
    if draft:
        text = read_value(FactType.TEXT, raw.get("applicant"), "applicant", problems)
        return identifier(text) if isinstance(text, str) else ""
    return identifier(_required_text(raw, "applicant", "applicant", problems))


def _facts(
    raw: Mapping[str, object],
    schema: Mapping[str, FactType] | None,
    problems: list[Problem],
) -> Mapping[str, FactValue]:
    facts = raw.get("facts")
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        problems.append(Problem("assess.not_object", "facts"))
        return {}
    if schema is None:
        return {}
    typed: dict[str, FactValue] = {}
    for name, value in facts.items():
        kind = schema.get(name) or AGENCY_FACTS.get(name)
        if kind is None:
            _refuse_unknown({name: value}, (), "facts.", problems)
            continue
        fact = read_value(kind, value, f"facts.{name}", problems)
        if fact is not None:
            typed[name] = fact
    return typed


def _list(raw: Mapping[str, object], name: str, problems: list[Problem]) -> list[object]:
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        problems.append(Problem("assess.not_list", name))
        return []
    return value


def _grant(raw: object, where: str, problems: list[Problem]) -> Grant:
    if not isinstance(raw, dict):
        problems.append(Problem("assess.not_object", where))
        return Grant("", "", "", None, None)
    measure = _required_text(raw, "measure", f"{where}.measure", problems)
    names = [
        read_value(FactType.TEXT, raw.get(name), f"{where}.{name}", problems)
        for name in ("organization", "person")
    ]
    organization, person = (identifier(str(name)) if name else "" for name in names)
    on = read_value(FactType.DATE, raw.get("on"), f"{where}.on", problems)
    amount = read_value(FactType.MONEY, raw.get("amount"), f"{where}.amount", problems)
    detail = raw.get("detail")
    if detail is not None and not isinstance(detail, dict):
        problems.append(Problem("assess.not_object", f"{where}.detail"))
    return Grant(
        measure=measure,
        organization=organization,
        person=person,
        on=on if isinstance(on, date) else None,
        amount=amount if isinstance(amount, Decimal) else None,
    )
