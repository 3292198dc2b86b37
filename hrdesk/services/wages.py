"""The minimum wage of the district of a case: a figure of the office, a fact to the rule."""

from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.domain.confirmed_figure import ConfirmedFigure, PlacedFigures
from hrdesk.domain.money import money_text
from hrdesk.rules.base_level import WAGES
from hrdesk.rules.registry import find_measure


def takes_wages(measure: str) -> bool:
    """Tell whether the rule of a measure asks for minimum wages."""
    rule = find_measure(measure)
    return rule is not None and WAGES in rule.facts


def wages_at(measure: str, place: str, placed: PlacedFigures) -> tuple[ConfirmedFigure, ...]:
    """Return what was confirmed for the district of a case, by day; none leaves them unknown."""
    if not place or not takes_wages(measure):
        return ()
    return placed.get((wage_parameter(measure), place), ())


def wage_parameter(measure: str) -> str:
    """Return the parameter under which the minimum wages of a measure are listed."""
    return f"{measure}.{WAGES}"


def wage_facts(wages: Iterable[ConfirmedFigure]) -> list[dict[str, str]]:
    """Return wages as the fact of the contract."""
    return [
        {"from": each.valid_from.isoformat(), "monthly": money_text(each.amount)} for each in wages
    ]


def frozen_wages(wages: Iterable[ConfirmedFigure]) -> list[dict[str, str]]:
    """Return wages with their documents, as they are kept beside a finding for its form."""
    return [
        {
            "from": each.valid_from.isoformat(),
            "value": money_text(each.amount),
            "document": each.document,
            "confirmed": each.confirmation.at.date().isoformat(),
        }
        for each in wages
    ]


def with_wages(
    application: Mapping[str, Any], place: str, placed: PlacedFigures
) -> Mapping[str, Any]:
    """Return a stored case with the wages of its district as they stand, instead of its own.

    What is no case comes back as it is: whoever reads it next says what is wrong with it.
    """
    measure, kept = str(application.get("measure")), application.get("facts")
    if not place or not takes_wages(measure) or not isinstance(kept, Mapping):
        return application
    facts = {name: fact for name, fact in kept.items() if name != WAGES}
    wages = wages_at(measure, place, placed)
    return {**application, "facts": facts | ({WAGES: wage_facts(wages)} if wages else {})}
