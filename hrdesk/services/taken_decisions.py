"""What was decided in a case, as its version keeps it under the finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hrdesk.domain.decision import CASE, Decision, Point

#: Under this name a finding keeps what was decided for its case and its lines.
DECISIONS = "decisions"
#: And under this one what was decided and counts no more since a correction.
FALLEN = "fallen_decisions"


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """What a person decided alike for the case itself (no lines) or for lines of its roster.

    `asked` is the question in words, `text` the reading that was taken, "" where none was;
    `version` the one that this made.
    """

    lines: tuple[int, ...]
    clause: str
    title: str
    asked: str
    text: str
    reason: str
    by: str
    on: date
    version: int


def taken_decisions(finding: Mapping[str, Any]) -> tuple[TakenDecision, ...]:
    """Return what was decided, in its order; lines that were decided alike stand together."""
    return _together(finding.get(DECISIONS, ()))


def decisions_ever(finding: Mapping[str, Any]) -> tuple[TakenDecision, ...]:
    """Return what was decided, with what counts no more since a correction."""
    return _together((*finding.get(FALLEN, ()), *finding.get(DECISIONS, ())))


def _together(entries: Iterable[Mapping[str, Any]]) -> tuple[TakenDecision, ...]:
    found: dict[TakenDecision, list[int]] = {}
    for each in entries:
        alike = TakenDecision(
            lines=(),
            clause=each["clause"],
            title=each["title"],
            asked=each["asked"],
            text=each["text"],
            reason=each["reason"],
            by=each["by"],
            on=date.fromisoformat(each["on"]),
            version=each["version"],
        )
        found.setdefault(alike, []).extend([each["line"]] if each["line"] != CASE else [])
    return tuple(replace(alike, lines=tuple(lines)) for alike, lines in found.items())


def decisions_in(finding: Mapping[str, Any]) -> dict[Point, Decision]:
    """Return what was decided, as the rules take it."""
    return {
        (each["line"], each["question"]): Decision(
            each["reading"], each["by"], date.fromisoformat(each["on"])
        )
        for each in finding.get(DECISIONS, ())
    }
