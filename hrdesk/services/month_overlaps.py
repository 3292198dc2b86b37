"""Months that a roster claims and other accepted cases claim for the same people."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from hrdesk.domain.dates import Month
from hrdesk.domain.prospect import ClaimedMonths, Overlap, Standing
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.measure import Measure
from hrdesk.rules.registry import measure_of
from hrdesk.services.session import Session
from hrdesk.storage.claimed_months import ListedClaim

#: So many people or lines are asked for at once.
_PIECE = 250
Item = TypeVar("Item")
Lines = Sequence[Mapping[str, Any]]
#: The lines of a person, each with the months that it claims.
_Claims = defaultdict[str, list[tuple[int, frozenset[str]]]]


def overlaps_of(
    session: Session, own: Measure, lines: Lines
) -> Generator[None, None, tuple[Overlap, ...]]:
    """Return the months of lines that other cases claim, a piece of the roster at a time.

    They were granted, are an officer's to decide, or are claimed by a case that is incomplete;
    under any measure. They come by line, and by case.
    """
    if not is_monthly(own):
        return ()
    claims: _Claims = defaultdict(list)
    for first in range(0, len(lines), _PIECE):
        _claim(claims, lines[first : first + _PIECE], first)
        yield
    found: list[Overlap] = []
    for claimed in _of_others(session, sorted(claims)):
        found += _overlaps(own, claims, claimed)
        yield
    return tuple(sorted(found, key=lambda each: (each.line, each.number)))


def _of_others(session: Session, people: Sequence[str]) -> Iterator[tuple[ClaimedMonths, ...]]:
    """Yield what other cases claim, nothing where a piece of the work gave nothing yet."""
    monthly = [each for each in session.known_measures() if is_monthly(each)]
    costs, ids = {each.cost for each in monthly}, {each.id for each in monthly}
    incomplete: dict[str, list[ListedClaim]] = defaultdict(list)
    for some in _batches(people):
        with session.store.reading() as reader:
            held = reader.months_held(costs, some)
        yield held
        with session.store.reading() as reader:
            for claim in reader.incomplete_claims(ids, some):
                incomplete[claim.case_id].append(claim)
    for case_id, listed in incomplete.items():
        lines = {claim.line for claim in listed}
        with session.store.reading() as reader:
            refused = reader.refused_lines(case_id, lines)
        yield ()
        standing = [claim for claim in listed if claim.line not in refused]
        for few in _batches(standing):
            with session.store.reading() as reader:
                months = reader.months_of_lines(case_id, {claim.line for claim in few})
            yield tuple(_claimed(claim, months) for claim in few if claim.line in months)


def _claimed(claim: ListedClaim, months: Mapping[int, frozenset[str]]) -> ClaimedMonths:
    named = months[claim.line]
    return ClaimedMonths(claim.person, claim.measure, claim.number, named, Standing.INCOMPLETE)


def _overlaps(own: Measure, claims: _Claims, claimed: Sequence[ClaimedMonths]) -> list[Overlap]:
    return [
        Overlap(
            line,
            other.measure,
            other.number,
            _parsed(months & other.months),
            measure_of(other.measure).cost == own.cost,
            other.standing,
        )
        for other in claimed
        for line, months in claims[other.person]
        if months & other.months
    ]


def _claim(claims: _Claims, lines: Lines, before: int) -> None:
    """Note what lines claim that stand behind so many others."""
    for number, line in enumerate(lines, before + 1):
        if line.get("person"):
            claims[str(line["person"])].append((number, _months(line)))


def _months(line: Mapping[str, Any]) -> frozenset[str]:
    """Return the months that a line claims, as months or in records that name one each."""
    listed = line.get(MONTHS) or ()
    named = (each.get("month") if isinstance(each, Mapping) else each for each in listed)
    return frozenset(str(month) for month in named if month)


def _parsed(months: frozenset[str]) -> tuple[Month, ...]:
    parsed = (Month.parse(text) for text in sorted(months))
    return tuple(month for month in parsed if month is not None)


def is_monthly(measure: Measure) -> bool:
    """Tell whether people of a roster claim months under a measure."""
    return measure.roster is not None and MONTHS in measure.roster.facts


def _batches(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[first : first + _PIECE] for first in range(0, len(items), _PIECE)]
