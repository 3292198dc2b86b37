"""The rule of the insurance subsidy (三（九）1) by hand: quota, retirement, both readings.

The whole rule under the shipped pack: what is unknown, each kind of person while the kind is
unknown, what an officer decides with its readings. No rulings, no other Book.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from benchmarks.limits.insurance_months import (
    Found,
    along,
    claimed_check,
    found_of,
    given,
    limit_check,
    note_of,
    silent_checks,
    worked_of,
)
from benchmarks.limits.insurance_run import Row, over_at
from benchmarks.limits.judgement import DOCUMENT, FIRST, MET, MISSING, OFFICER, UNMET, ZERO
from benchmarks.limits.months import NONE, NOTHING, granted_before, of_lines, person
from benchmarks.limits.retirement import CLAUSE, Used, listed_kind
from benchmarks.limits.terms import KINDS, OUTCOMES, agency, applied, laid_out, worst
from hrdesk.domain.dates import Month, anniversary
from hrdesk.domain.finding import Check, CheckOutcome, Finding, LineFinding, ParameterUse, Reading
from hrdesk.rules.submission import Application

OWN, OTHER = "social_insurance_subsidy", "graduate_insurance_subsidy"
CATEGORIES = {"hardship": "就业困难人员", "out_of_poverty": "脱贫人口"}
CONTRACT = "签订1年及以上劳动合同"
TASK_READINGS = (
    ("counts", "实际履行满1年的算", MET),
    ("not", "没有约定1年以上期限，不算", UNMET),
)
PLAIN = (FIRST, DOCUMENT, CLAUSE)
FORMER = (date(1900, 1, 1), "2025年以前的退休年龄规定（文号待核实）", "条款、起算日期待核实")
NEW = (date(2025, 1, 1), "全国人大常委会决定（2024年9月13日）", "题名、条款号待核实")


def use(name: str, value: str, title: str, source: tuple[date, str, str] = PLAIN) -> ParameterUse:
    return ParameterUse(f"{OWN}.{name}", value, *source, title)


MOST = "最多推迟多少个月"
USES = {
    "agency_kind": use("agency_kinds", KINDS["commercial"], "可以申请的机构"),
    "category": use("categories", "、".join(CATEGORIES.values()), "补贴对象"),
    "contract": use("contract_years", "1", "劳动合同年限（年，含）"),
    "longest": use("longest_months", "36", "最长补贴期限（月，累计）"),
    "margin": use("months_to_retirement", "60", "距法定退休不足多少个月可延长至退休"),
    "ages": use(
        "retirement_ages", "男60：60；女55：55；女50：50", "原法定退休年龄（周岁）", FORMER
    ),
    "intervals": use(
        "retirement_intervals", "男60：4；女55：4；女50：2", "每多少个月推迟一个月", NEW
    ),
    "delays": use("retirement_delays", "男60：36；女55：36；女50：60", MOST, NEW),
    "no_delays": use("retirement_delays", "男60：0；女55：0；女50：0", MOST, FORMER),
}


def judge(application: Application) -> Finding:
    facts = application.facts
    used: Used = {"agency_kind": None} if "agency_kind" in facts else {}
    notes: dict[str, None] = {}
    lines = rows(application, used, notes)
    kinds = agency(facts, CLAUSE, KINDS["commercial"], ("commercial",))
    found = [applied(application.on), *kinds]
    result = of_lines(lines)
    outcome, amount = result([check.outcome for check, _ in found], "")
    return Finding(
        measure=OWN,
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="县（区）人力资源社会保障局",
        checks=laid_out(found, result),
        lines=lines,
        parameters=tuple([USES[name] for name in used]),
        notes=tuple(notes),
    )


def rows(application: Application, used: Used, notes: dict[str, None]) -> tuple[LineFinding, ...]:
    own = granted_before(application, (OWN,))
    every = granted_before(application, (OWN, OTHER))
    over = over_at(application.on)
    listed: dict[str, frozenset[Month]] = {}
    found = []
    for number, line in enumerate(application.lines, 1):
        name, facts = line.person, line.facts
        earlier = listed.get(name, NONE) if name else NONE
        if name:
            months = [each["month"] for each in facts.get("months", ()) if "month" in each]
            listed[name] = earlier.union(months)
        before = own.get(name, NOTHING), every.get(name, NOTHING)
        row = Row(facts, number, over, *before, earlier)
        found.append(judged(row, person(bool(name), CLAUSE, number), used, notes))
    return tuple(found)


def judged(row: Row, named: Check, used: Used, notes: dict[str, None]) -> LineFinding:
    facts, number = row.facts, row.number
    checks = [named, category(facts.get("category"), number, used), proof(facts, number)]
    checks.append(contract(facts, number, used))
    if "retirement_kind" in facts and "retirement_month" not in facts:
        checks.append(listed_kind(facts["retirement_kind"], used))
    others = [(check.code, check.outcome) for check in checks]
    found = found_of(row, used)
    if isinstance(found, Check):
        checks.append(found)
        outcomes = [check.outcome for check in checks]
        if checks[3].outcome is OFFICER:
            checks[3] = task([*others, (found.code, found.outcome)])
        return LineFinding(number, OUTCOMES[worst(outcomes)], ZERO, tuple(checks))
    return paid(found, checks, others, notes)


def paid(
    found: Found,
    checks: list[Check],
    others: list[tuple[str, CheckOutcome]],
    notes: dict[str, None],
) -> LineFinding:
    number, one = found.row.number, along(found)
    worked = worked_of(one.claims)
    outcome, amount = given(one, others)
    if checks[3].outcome is OFFICER:
        readings = []
        for name, text, outcome_read in TASK_READINGS:
            under = [(code, outcome_read if code == "contract" else o) for code, o in others]
            readings.append(Reading(text, *given(one, under), name))
        checks[3] = task_contract(tuple(readings))
    checks.append(claimed_check(worked, number))
    checks += silent_checks(found, one, others)
    checks.append(limit_check(found))
    note = note_of(found)
    if note:
        notes[note] = None
    return LineFinding(number, outcome, amount, tuple(checks), tuple(worked.findings))


def category(code: str | None, number: int, used: Used) -> Check:
    if code is None:
        place, shown = (f"lines[{number - 1}].category",), "还没有选择人员类别"
        return Check("category", CLAUSE, "人员类别", MISSING, shown, settles=place)
    used["category"] = None
    if code in CATEGORIES:
        return Check("category", CLAUSE, "人员类别", MET, CATEGORIES[code])
    return Check("category", CLAUSE, "人员类别", UNMET, f"“{code}”不在本条的人员范围内")


def proof(facts: Mapping[str, object], number: int) -> Check:
    code, title, seen = "category_proof", "人员认定", facts.get("category_proof")
    if seen is None:
        place, shown = (f"lines[{number - 1}].{code}",), "认定证明还没有核验"
        return Check(code, CLAUSE, title, MISSING, shown, settles=place)
    if seen:
        return Check(code, CLAUSE, title, MET, "已核验认定证明")
    return Check(code, CLAUSE, title, UNMET, "没有认定证明")


def contract(facts: Mapping[str, object], number: int, used: Used) -> Check:
    kind = facts.get("contract_kind", "fixed")
    if kind == "open_ended":
        return Check("contract", CLAUSE, CONTRACT, MET, "无固定期限劳动合同")
    if kind == "task":
        return task_contract(())
    if kind != "fixed":
        return Check("contract", CLAUSE, CONTRACT, UNMET, "合同种类不是劳动合同法列出的三种")
    used["contract"] = None
    start, end = facts.get("contract_start"), facts.get("contract_end")
    if start is None or end is None:
        days = (("contract_start", start), ("contract_end", end))
        settles = tuple([f"lines[{number - 1}].{name}" for name, day in days if day is None])
        shown = "还没有填合同起止日期"
        return Check("contract", CLAUSE, CONTRACT, MISSING, shown, settles=settles)
    least = anniversary(start, 1)
    if least != date.min:
        least -= timedelta(days=1)
    if end >= least:
        return Check("contract", CLAUSE, CONTRACT, MET, f"合同 {start} 至 {end}，满 1 年")
    shown = f"合同 {start} 至 {end}，满 1 年要到 {least}"
    return Check("contract", CLAUSE, CONTRACT, UNMET, shown)


def task(others: list[tuple[str, CheckOutcome]]) -> Check:
    """Return the check on a contract for a task in a row whose months cannot be worked out."""
    readings = []
    for name, text, given_outcome in TASK_READINGS:
        under = [given_outcome if code == "contract" else outcome for code, outcome in others]
        readings.append(Reading(text, OUTCOMES[worst(under)], ZERO, name))
    return task_contract(tuple(readings))


def task_contract(readings: tuple[Reading, ...]) -> Check:
    shown = "合同以完成一定工作任务为期限，文件没有写明算不算"
    return Check("contract", CLAUSE, CONTRACT, OFFICER, shown, readings, question="task_contract")
