"""The lines of a frozen finding, read back for the screen: how many of each, which, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.case import CaseVersion
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.masking import masked_identity
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.ui.intake.roster_terms import counted

#: A page that listed thousands of lines would take seconds to lay out; the form lists them all.
_MOST_SHOWN = 30
_DECIDING = frozenset({CheckOutcome.UNMET, CheckOutcome.MISSING, CheckOutcome.OFFICER})


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line that is not eligible: its number, who it is (masked), and what decided it."""

    number: int
    name: str
    masked: str
    outcome: Outcome
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrozenLines:
    """The lines of a roster as they were judged.

    `open_lines` are the first of those that are not eligible, `more` counts the others.
    """

    title: str
    counts: str
    open_lines: tuple[OpenLine, ...]
    more: int


def frozen_lines(form: FormSpec, version: CaseVersion) -> FrozenLines | None:
    """Return the lines of a version, or None when its measure has none."""
    spec = form.lines
    lines = version.finding.get("lines")
    if spec is None or not isinstance(lines, list) or not lines:
        return None
    outcomes = [Outcome(str(line["outcome"])) for line in lines]
    rows = rosters_of(form, version.entries)[spec.id]
    places = [place for place, each in enumerate(outcomes) if each is not Outcome.ELIGIBLE]
    shown = tuple(
        _open_line(spec, place + 1, rows[place].entries, lines[place], outcomes[place])
        for place in places[:_MOST_SHOWN]
    )
    counts = counted(outcomes, len(lines), form.pays)
    return FrozenLines(spec.title, counts, shown, len(places) - len(shown))


def _open_line(
    spec: RosterSpec,
    number: int,
    entries: Mapping[str, str],
    line: Mapping[str, object],
    outcome: Outcome,
) -> OpenLine:
    checks = line["checks"]
    reasons = tuple(
        f"{check['title']}：{check['shown']}"
        for check in (checks if isinstance(checks, list) else [])
        if CheckOutcome(check["outcome"]) in _DECIDING
    )
    name, identity = entries.get(spec.name, ""), entries.get(spec.identity, "")
    return OpenLine(number, name, masked_identity(identity), outcome, reasons)
