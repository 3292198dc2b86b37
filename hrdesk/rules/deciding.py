"""Which questions of a finding are open, so that a person may decide them."""

from typing import NamedTuple

from hrdesk.domain.decision import CASE, Point
from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome
from hrdesk.rules.registry import measure_of


class OpenPoint(NamedTuple):
    """A question that is open: for a line counted from 1, or 0 for the case, and its check."""

    line: int
    check: Check

    @property
    def point(self) -> Point:
        """Where it is decided."""
        return self.line, self.check.question


def open_points(finding: Finding) -> tuple[OpenPoint, ...]:
    """Return what has to be decided before a finding is more than `officer`, the case's first.

    Where lines are only counted, what they leave open for the case is decided line by line.
    """
    if finding.outcome is not Outcome.OFFICER:
        return ()
    of_case = _open(CASE, finding.checks)
    of_lines = [
        point
        for line in finding.lines
        if line.outcome is Outcome.OFFICER
        for point in _open(line.line, line.checks)
    ]
    roster = measure_of(finding.measure).roster
    if roster is not None and not roster.decides:
        asked_there = {each.check.question for each in of_lines}
        of_itself = [each for each in of_case if each.check.question not in asked_there]
        of_lines = of_lines if len(of_itself) < len(of_case) else []
        of_case = of_itself
    return (*of_case, *of_lines)


def _open(line: int, checks: tuple[Check, ...]) -> list[OpenPoint]:
    """Return one point for each question; several checks may ask the same."""
    found = {
        check.question: OpenPoint(line, check)
        for check in reversed(checks)
        if check.outcome is CheckOutcome.OFFICER
    }
    return list(reversed(found.values()))
