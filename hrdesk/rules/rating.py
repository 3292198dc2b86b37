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
        grades = ["", *listed.amounts]
        rank = {grade: place for place, grade in enumerate(grades)}
        now, before = situation.text(fact), grant.detail.get("rating")
        if before == grades[-1]:
            return REFUSES
        if now is None:
            return Bearing(Effect.SILENT, Effect.REFUSES, (fact,))
        if before is None:
            lowest = rank.get(now, 0) == 0
            return REFUSES if lowest else Bearing(Effect.SILENT, Effect.REFUSES, ("detail.rating",))
        higher = rank.get(now, 0) > rank.get(str(before), 0)
        return SILENT if higher else REFUSES

    return bearing
