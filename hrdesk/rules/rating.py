"""A grade against the grades that were awarded before (三（一）)."""

from collections.abc import Callable

from hrdesk.rules.book import AmountTable
from hrdesk.rules.earlier import REFUSES, SILENT, Bearing, Effect
from hrdesk.rules.situation import Situation
from hrdesk.rules.submission import Grant


def grade_before(fact: str, table: str) -> Callable[[Situation, Grant], Bearing]:
    """Return what an earlier grade does: the same or a higher one refuses, a lower one is silent.

    The table lists the grades from the lowest to the highest; one that it does not list is
    below them all.
    """

    def bearing(situation: Situation, grant: Grant) -> Bearing:
        listed = situation.figure(table)
        if not isinstance(listed, AmountTable):
            return Bearing(Effect.SILENT, Effect.REFUSES, (situation.matter_fact,))
        grades = list(listed.amounts)
        now, before = situation.text(fact), grant.detail.get("rating")
        if grades[-1:] == [before]:
            return REFUSES
        if now is None:
            return Bearing(Effect.SILENT, Effect.REFUSES, (fact,))
        if before is None:
            lowest = now not in grades
            return REFUSES if lowest else Bearing(Effect.SILENT, Effect.REFUSES, ("detail.rating",))
        return SILENT if _rank(grades, now) > _rank(grades, str(before)) else REFUSES

    return bearing


def _rank(grades: list[str], grade: str) -> int:
    """Return the place of a grade from 1, or 0 for one that is not listed."""
    return grades.index(grade) + 1 if grade in grades else 0
