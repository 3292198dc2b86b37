"""From the changes of law that an office confirmed to what is laid over the shipped Book."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.amendment import (
    Amendment,
    DatedValue,
    NewRuling,
    NewTerm,
    NewValues,
    PlainValue,
    StandingAmendment,
)
from hrdesk.domain.confirmed_figure import ConfirmedFigure, PlacedFigures
from hrdesk.domain.dates import Period
from hrdesk.packs.building import parameter_value
from hrdesk.rules.book import Extension, OfficeDecisions, ParameterRow, ParameterValue, Ruling


def decisions_of(changes: Iterable[StandingAmendment], policy: str) -> OfficeDecisions:
    """Return the parameters, rulings and new last day that these make of a policy everywhere.

    Changes of another policy are none of it: its successor brings values of its own. Of two
    values of one parameter and day, and of two new last days, the one confirmed later counts.
    """
    parameters: dict[str, dict[object, ParameterRow]] = {}
    rulings: list[Ruling] = []
    extension: Extension | None = None
    for each in changes:
        content = each.amendment.content
        if each.amendment.policy != policy:
            continue
        if isinstance(content, NewValues):
            for value in content.values:
                if value.place:
                    continue
                rows = parameters.setdefault(value.parameter, {})
                rows[value.valid_from] = _row(value, each.amendment)
        elif isinstance(content, NewRuling):
            rulings.append(_ruling(content, each))
        elif isinstance(content, NewTerm):
            extension = Extension(content.last_day, each.amendment.source.document)
    return OfficeDecisions(
        {key: tuple(rows.values()) for key, rows in parameters.items()}, tuple(rulings), extension
    )


def placed_figures(changes: Iterable[StandingAmendment]) -> PlacedFigures:
    """Return the amounts that these changes set for single places.

    Of two of one place and day the one confirmed later counts.
    """
    placed: dict[tuple[str, str], dict[date, ConfirmedFigure]] = {}
    for each in changes:
        content, confirmation = each.amendment.content, each.amendment.confirmation
        if not isinstance(content, NewValues) or confirmation is None:
            continue
        for value in content.values:
            amount = rule_value(value.value)
            if value.place and isinstance(amount, Decimal):
                figures = placed.setdefault((value.parameter, value.place), {})
                figures[value.valid_from] = ConfirmedFigure(
                    value.place,
                    value.valid_from,
                    amount,
                    each.amendment.source.document,
                    value.clause,
                    confirmation,
                )
    return {key: tuple(figures[day] for day in sorted(figures)) for key, figures in placed.items()}


def rule_value(value: PlainValue) -> ParameterValue:
    """Return a value as the rules take it."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        counts = {code: each for code, each in value.items() if isinstance(each, int)}
        amounts = {code: each for code, each in value.items() if isinstance(each, str)}
        return parameter_value(amounts or counts)
    return parameter_value(value)


def _row(value: DatedValue, amendment: Amendment) -> ParameterRow:
    confirmation = amendment.confirmation
    confirmed = "" if confirmation is None else f"{confirmation.by} {confirmation.at:%Y-%m-%d}"
    return ParameterRow(
        value.valid_from,
        rule_value(value.value),
        amendment.source.document,
        value.clause,
        confirmed,
    )


def _ruling(content: NewRuling, each: StandingAmendment) -> Ruling:
    ends = [day for day in (content.until, each.last_day) if day is not None]
    period = Period(content.valid_from, min(ends, default=None))
    return Ruling(content.question, content.reading, period, each.amendment.source.document)
