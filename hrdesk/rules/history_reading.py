"""Reading what was granted before (CONTRACT, `history`): unknown names are ignored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.errors import Problem
from hrdesk.rules.fact_reading import Raw, read_facts
from hrdesk.rules.fact_types import MONTHS, Facts, FactType, FactValue, identifier, read_value
from hrdesk.rules.submission import Grant

#: What an earlier grant may say about itself.
GRANT_DETAILS: Facts = {
    "rating": FactType.CODE,
    "introduced_on": FactType.DATE,
    "platform": FactType.CODE,
    "approval_document": FactType.TEXT,
    "event": FactType.CODE,
    "event_on": FactType.DATE,
    "assessment_year": FactType.INT,
    "months": MONTHS,
    "contract_start": FactType.DATE,
    "course": FactType.TEXT,
}
_NOTHING: Mapping[str, FactValue] = {}


def read_grant(raw: object, where: str, problems: list[Problem]) -> Grant:
    """Return one earlier grant; what is wrong with it is added to `problems`."""
    if not isinstance(raw, dict):
        problems.append(Problem("assess.not_object", where))
        return Grant("", "", "", None, None)
    before = len(problems)
    measure = read_value(FactType.TEXT, raw.get("measure"), f"{where}.measure", problems)
    if measure is None and len(problems) == before:
        problems.append(Problem("assess.required", f"{where}.measure"))
    names = [
        read_value(FactType.TEXT, raw.get(name), f"{where}.{name}", problems)
        for name in ("organization", "person")
    ]
    organization, person = (identifier(str(name)) if name else "" for name in names)
    on = read_value(FactType.DATE, raw.get("on"), f"{where}.on", problems)
    amount = read_value(FactType.MONEY, raw.get("amount"), f"{where}.amount", problems)
    return Grant(
        measure=measure if isinstance(measure, str) else "",
        organization=organization,
        person=person,
        on=on if isinstance(on, date) else None,
        amount=amount if isinstance(amount, Decimal) else None,
        detail=_detail(raw, f"{where}.detail", problems),
    )


def _detail(raw: Raw, where: str, problems: list[Problem]) -> Mapping[str, FactValue]:
    detail = raw.get("detail")
    if detail is None:
        return _NOTHING
    if not isinstance(detail, dict):
        problems.append(Problem("assess.not_object", where))
        return _NOTHING
    known = {name: detail[name] for name in GRANT_DETAILS if name in detail}
    return read_facts(known, GRANT_DETAILS, f"{where}.", problems)
