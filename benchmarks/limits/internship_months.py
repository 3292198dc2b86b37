"""The months of an internship (三（十）) by hand, with what an officer decides of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from benchmarks.limits.internship_base import CLAUSE, Base, Terms
from benchmarks.limits.judgement import LAST, OFFICER
from benchmarks.limits.months import (
    LAPSED_CHECK,
    LAPSED_READINGS,
    Granted,
    Worked,
    lapsed_title,
    months_check,
    settled,
)
from benchmarks.limits.terms import OUTCOMES, worst
from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.finding import Check, CheckOutcome, LineFinding, Outcome, Reading

PARTIAL = "partial_months"
SAID = {
    "granted": " 已经发过",
    "listed_before": " 前面的行已经列出",
    "repeated": " 重复填写",
    "too_early": " 早于文件施行",
    "not_over": " 收件时还没有结束",
    "outside": " 不在见习起止之内",
    "not_recognised": " 没有见习基地认定",
    PARTIAL: " 见习不满整月",
    LAPSED_CHECK: " 在有效期届满以后",
    "unknown": " 还不能确定",
    "no_wage": " 没有确认过的最低工资标准",
}
WORDS = {
    "unknown": " 还不能确定：见习起止、基地认定或以前的记录不全",
    "no_wage": SAID["no_wage"],
    "none": "没有可以计发的月份：",
}
#: By code: the clause, the title, the question, its readings, of which the first one pays.
SILENCES = {
    PARTIAL: (
        CLAUSE,
        "不满整月",
        "internship_subsidy.partial_month",
        (("full", "按整月计发"), ("none", "不计发")),
    ),
    LAPSED_CHECK: ("五", "届满以后的月份", LAPSED_CHECK, LAPSED_READINGS),
}


class Row(NamedTuple):
    """A row of the roster while it is judged; `earlier` are months of the person's rows above."""

    facts: Mapping[str, object]
    number: int
    base: Base
    granted: Granted
    earlier: frozenset[Month]


def of_months(row: Row, checks: list[Check]) -> LineFinding:
    """Return what a row gives by its months and the checks that stand before them."""
    worked = worked_out(row)
    others = [check.outcome for check in checks]
    outcome, amount = given(worked, others)
    place = f"lines[{row.number - 1}].months"
    checks.append(months_check(worked, CLAUSE, WORDS, place))
    for code, silence in SILENCES.items() if worked.silent else ():
        if code in worked.silent:
            clause, title, question, readings = silence
            months = worked.silent[code]
            if code == PARTIAL:
                shown = f"{written_months(months)} 只有一部分在见习起止之内"
            else:
                shown = lapsed_title(months)
            laid = tuple(
                [
                    Reading(text, *given(worked_out(row, taken), others, code), taken)
                    for taken, text in readings
                ]
            )
            checks.append(Check(code, clause, title, OFFICER, shown, laid, question=question))
    return LineFinding(row.number, outcome, amount, tuple(checks), tuple(worked.findings))


def given(
    worked: Worked, others: Sequence[CheckOutcome], read: str = ""
) -> tuple[Outcome, Decimal]:
    """Return what a row gives; `read` is what is asked no more, as a reading is taken."""
    asked = [code for code in worked.silent if code != read]
    outcome = worst([*others, worked.outcome, *[OFFICER for _ in asked]])
    return OUTCOMES[outcome], settled(outcome, asked, worked.total)


def worked_out(row: Row, taken: str = "") -> Worked:
    """Work the months out; `taken` is a reading of one of the questions."""
    worked, base = Worked(SAID), row.base
    started, ended = row.facts.get("started_on"), row.facts.get("ended_on")
    before: Month | None = None
    for month in sorted(row.facts.get("months", ()), key=_in_time):
        if month == before:
            worked.skip(month, "repeated")
            continue
        before = month
        terms = base.on(month)
        reason = _skipped(row, month, terms, (started, ended))
        if reason:
            worked.skip(month, reason)
            continue
        unknown = row.granted.undetailed
        if started is None:
            unknown = (*unknown, f"lines[{row.number - 1}].started_on")
        if not terms.share:
            unknown += terms.unknown
        if unknown:
            worked.lack(month, "unknown", unknown)
        elif _pays(worked, month, taken, _partly(terms, started, ended)):
            if terms.unknown:
                worked.lack(month, "unknown", terms.unknown)
            elif terms.wage is None:
                worked.lack(month, "no_wage", terms.lacking)
            else:
                worked.pay(month, terms.amount, terms.wage, terms.share)
    return worked


def _in_time(month: Month) -> tuple[int, int]:
    return month.year, month.month


def _skipped(row: Row, month: Month, terms: Terms, days: tuple[date | None, date | None]) -> str:
    if month in row.granted.months:
        return "granted"
    if month in row.earlier:
        return "listed_before"
    if terms.reason:
        return terms.reason
    started, ended = days
    if started is not None and (started > terms.last or (ended is not None and ended < started)):
        return "outside"
    if ended is not None and ended < terms.first:
        return "outside"
    return "" if terms.share or terms.unknown else "not_recognised"


def _partly(terms: Terms, started: date, ended: date | None) -> bool:
    """Tell whether a month lies only partly inside the internship."""
    return started > terms.first or (ended is not None and ended < terms.last)


def _pays(worked: Worked, month: Month, taken: str, partly: bool) -> bool:
    """Tell whether a month is paid where the text is silent; note what is asked of it."""
    found = [PARTIAL] if partly else []
    if (month.year, month.month) > (LAST.year, LAST.month):
        found.append(LAPSED_CHECK)
    for code in found:
        worked.silent.setdefault(code, []).append(month)
        pays, stops = [reading for reading, _ in SILENCES[code][-1]]
        if taken == pays:
            continue
        if taken == stops:
            worked.skip(month, code)
        else:
            worked.ask(month, code)
        return False
    return True
