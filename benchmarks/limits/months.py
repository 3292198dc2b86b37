"""What the rules by hand share that pay month by month: a row's months, and what they give."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from benchmarks.limits.judgement import MET, MISSING, OFFICER, UNMET, ZERO
from benchmarks.limits.terms import OUTCOMES, Result, worst
from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.finding import (
    Check,
    CheckOutcome,
    LineFinding,
    MonthFinding,
    MonthOutcome,
    Outcome,
)
from hrdesk.rules.submission import Application

PAID, SKIPPED = MonthOutcome.PAID, MonthOutcome.SKIPPED
OPEN, UNKNOWN = MonthOutcome.OFFICER, MonthOutcome.MISSING
NONE: frozenset[Month] = frozenset()
LAPSED_CHECK = "lapsed_months"
#: Readings of the question whether months after the document's end are paid.
LAPSED_READINGS = (("pays", "届满前已开始的，继续计发"), ("stops", "只计发到届满的当月"))
NAMED = "身份证号已填"


class Granted(NamedTuple):
    """The months that a person was granted, and the records that do not say which."""

    months: frozenset[Month]
    undetailed: tuple[str, ...]


NOTHING = Granted(NONE, ())


class Worked:
    """The months of a row in order of time, by what they give; `silent` by the open question.

    `said` are the words behind a month that say why it is not paid.
    """

    __slots__ = ("findings", "paid", "said", "silent", "skipped", "total", "unknown")

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said
        self.findings: list[MonthFinding] = []
        self.paid: list[Month] = []
        self.total = ZERO
        self.skipped: dict[str, list[Month]] = {}
        self.silent: dict[str, list[Month]] = {}
        self.unknown: list[tuple[str, Month, tuple[str, ...]]] = []

    def pay(self, month: Month, amount: Decimal, base: Decimal, percent: int | None) -> None:
        """Pay a month so many yuan, a share of a base."""
        self.paid.append(month)
        self.total += amount
        self.findings.append(MonthFinding(month, PAID, "", amount, base, percent))

    def skip(self, month: Month, reason: str) -> None:
        """Note that a month does not count."""
        self.skipped.setdefault(reason, []).append(month)
        self.findings.append(MonthFinding(month, SKIPPED, f"{month}{self.said[reason]}", ZERO))

    def lack(self, month: Month, reason: str, settles: tuple[str, ...]) -> None:
        """Note that a month hangs on what is unknown."""
        self.unknown.append((reason, month, settles))
        self.findings.append(MonthFinding(month, UNKNOWN, f"{month}{self.said[reason]}", ZERO))

    def ask(self, month: Month, code: str) -> None:
        """Note that an officer decides on a month."""
        self.findings.append(MonthFinding(month, OPEN, f"{month}{self.said[code]}", ZERO))

    @property
    def outcome(self) -> CheckOutcome:
        """What the months give by themselves."""
        if self.unknown or not self.findings:
            return MISSING
        return UNMET if len(self.findings) == sum(map(len, self.skipped.values())) else MET

    def shown_skipped(self) -> str:
        """Return in words why months do not count."""
        return "、".join(
            [f"{written_months(months)}{self.said[why]}" for why, months in self.skipped.items()]
        )


def months_check(worked: Worked, clause: str, words: Mapping[str, str], place: str) -> Check:
    """Return the check on the months of a row; `words` are those of the measure."""
    title, outcome = "申领月份", worked.outcome
    if outcome is MISSING:
        if not worked.findings:
            shown = "还没有填申领月份"
            return Check("months", clause, title, MISSING, shown, settles=(place,))
        found = worked.unknown
        alike = {reason for reason, _, _ in found} == {"no_wage"}
        shown = written_months([month for _, month, _ in found])
        shown += words["no_wage" if alike else "unknown"]
        settles = tuple(dict.fromkeys([name for *_, names in found for name in names]))
        return Check("months", clause, title, MISSING, shown, settles=settles)
    if outcome is UNMET:
        shown = f"{words['none']}{worked.shown_skipped()}"
    elif not worked.paid:
        shown = "申领的月份都要由审批人决定"
    else:
        shown = f"{written_months(worked.paid)} 共 {len(worked.paid)} 个月，{worked.total:,} 元"
        if worked.skipped:
            shown += f"；{worked.shown_skipped()}"
    return Check("months", clause, title, outcome, shown)


def person(named: bool, clause: str, number: int) -> Check:
    if named:
        return Check("person", clause, "人员", MET, NAMED)
    place = (f"lines[{number - 1}].person",)
    return Check("person", clause, "人员", MISSING, "还没有填身份证号", settles=place)


def lapsed_title(months: Iterable[Month]) -> str:
    return f"{written_months(months)} 整月都在有效期届满以后"


def of_lines(lines: Sequence[LineFinding]) -> Result:
    """Return what the conditions of the case give together with its rows."""
    total = sum([line.amount for line in lines], ZERO)
    given = {line.outcome for line in lines}

    def result(found: Sequence[CheckOutcome], _reading: str) -> tuple[Outcome, Decimal | None]:
        outcome = OUTCOMES[worst(found)]
        if outcome is Outcome.INELIGIBLE or given == {Outcome.INELIGIBLE}:
            if outcome is Outcome.INCOMPLETE:
                return outcome, total
            return Outcome.INELIGIBLE, ZERO
        if outcome is Outcome.INCOMPLETE or not given or Outcome.INCOMPLETE in given:
            return Outcome.INCOMPLETE, total
        return Outcome.OFFICER if Outcome.OFFICER in given else outcome, total

    return result


def granted_before(application: Application, measures: Sequence[str]) -> dict[str, Granted]:
    """Return what each person was granted under any of these measures, in their order."""
    found: dict[str, Granted] = {}
    for measure in measures if application.history else ():
        for place, grant in enumerate(application.history):
            if grant.rule != measure or not grant.person:
                continue
            months, undetailed = found.get(grant.person, NOTHING)
            listed = grant.detail.get("months")
            if isinstance(listed, tuple):
                months = months.union(listed)
            else:
                undetailed = (*undetailed, f"history[{place}].detail.months")
            found[grant.person] = Granted(months, undetailed)
    return found


def settled(outcome: CheckOutcome, asked: Iterable[str], total: Decimal) -> Decimal:
    """Return what a row gets: what is not in question where only its months are."""
    if outcome is MET:
        return total
    return total if outcome is OFFICER and set(asked) <= {LAPSED_CHECK, "partial_months"} else ZERO
