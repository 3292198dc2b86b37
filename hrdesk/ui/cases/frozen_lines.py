"""The lines of a frozen finding, read back for the screen: how many of each, which, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.domain.case import CaseVersion
from hrdesk.domain.finding import CheckOutcome, MonthOutcome, Outcome
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.money import grouped
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.roster_text import rosters_of
from hrdesk.ui.intake.roster_terms import counted

#: A page that listed thousands of lines would take seconds to lay out; the form lists them all.
_MOST_SHOWN = 30
_DECIDING = frozenset({CheckOutcome.UNMET, CheckOutcome.MISSING, CheckOutcome.OFFICER})


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A line as it was judged: its number, who it is (masked), and what decided it.

    `amount` is in yuan, "" where nothing is paid; `months` say of a line that is paid by the
    month how many are, and why each other one is not.
    """

    number: int
    name: str
    masked: str
    outcome: Outcome
    reasons: tuple[str, ...]
    amount: str
    months: tuple[str, ...]

    @property
    def id(self) -> str:
        """What tells it from others."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class FrozenLines:
    """The lines of a roster as they were judged, `count` of them.

    `open_lines` are the first of those that are not eligible, `more` counts the others.
    """

    title: str
    counts: str
    count: int
    open_lines: tuple[FrozenLine, ...]
    more: int


def frozen_lines(form: FormSpec, version: CaseVersion) -> FrozenLines | None:
    """Return the lines of a version in short, or None when its measure has none."""
    spec = form.lines
    lines = _judged(version)
    if spec is None or not lines:
        return None
    outcomes = [Outcome(str(line["outcome"])) for line in lines]
    places = [place for place, each in enumerate(outcomes) if each is not Outcome.ELIGIBLE]
    shown = tuple(_lines(form, version, places[:_MOST_SHOWN]))
    counts = counted(outcomes, len(lines), form.pays)
    return FrozenLines(spec.title, counts, len(lines), shown, len(places) - len(shown))


def all_lines(form: FormSpec, version: CaseVersion) -> tuple[FrozenLine, ...]:
    """Return every line of a version of a measure that has some."""
    return tuple(_lines(form, version, range(len(_judged(version)))))


def _judged(version: CaseVersion) -> list[Any]:
    lines = version.finding.get("lines")
    return lines if isinstance(lines, list) else []


def _lines(form: FormSpec, version: CaseVersion, places: Iterable[int]) -> Iterator[FrozenLine]:
    spec = form.lines
    if spec is None:
        return
    rows, lines = rosters_of(form, version.entries)[spec.id], _judged(version)
    for place in places:
        entries, line = rows[place].entries, lines[place]
        reasons = (
            f"{check['title']}：{check['shown']}"
            for check in line["checks"]
            if CheckOutcome(check["outcome"]) in _DECIDING
        )
        yield FrozenLine(
            number=place + 1,
            name=entries.get(spec.name, ""),
            masked=masked_identity(entries.get(spec.identity, "")),
            outcome=Outcome(line["outcome"]),
            reasons=tuple(reasons),
            amount=grouped(Decimal(line["amount"])) if form.pays else "",
            months=tuple(_months(line.get("months", ()))),
        )


def _months(months: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield how many months are paid, and what is said of those that are not."""
    if months:
        paid = sum(month["outcome"] == MonthOutcome.PAID.value for month in months)
        yield f"计 {paid}/{len(months)} 个月"
        yield from dict.fromkeys(str(month["shown"]) for month in months if month["shown"])
