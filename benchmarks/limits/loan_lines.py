"""The rows of the loan to a firm that hires (三（八）) by hand; see `loan`."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from benchmarks.limits.judgement import MET, MISSING, OFFICER, UNMET, ZERO
from benchmarks.limits.terms import OUTCOMES, worst
from hrdesk.domain.dates import anniversary
from hrdesk.domain.finding import Check, CheckOutcome, LineFinding, Outcome, Reading
from hrdesk.rules.submission import Application, Line

CLAUSE = "三（八）"
TASK = "task_contract"
ALL_MET = (MET, MET, MET, MET)
ONCE = Check("person", CLAUSE, "人员", MET, "身份证号已填，名册里只有一行")
QUALIFIED = Check("qualified", CLAUSE, "符合贷款申请条件", MET, "有资格证明")
UNQUALIFIED = Check("qualified", CLAUSE, "符合贷款申请条件", UNMET, "不符合创业担保贷款申请条件")
ENDLESS = Check("contract", CLAUSE, "签订1年以上劳动合同", MET, "无固定期限劳动合同")
OTHER_KIND = Check(
    "contract", CLAUSE, "签订1年以上劳动合同", UNMET, "合同种类不是劳动合同法列出的三种"
)


def judged(
    application: Application, line: Line, number: int, first_lines: dict[str, int], first: date
) -> LineFinding:
    facts = line.facts
    once = person(application, line, number, first_lines)
    qualified = facts.get("qualified")
    if qualified is None:
        shown, place = "人员类别、资格证明编号还没有填齐", f"lines[{number - 1}].qualified"
        proof = Check("qualified", CLAUSE, QUALIFIED.title, MISSING, shown, settles=(place,))
    else:
        proof = QUALIFIED if qualified else UNQUALIFIED
    hired, on = facts.get("hired_on"), application.on
    if hired is None:
        place = f"lines[{number - 1}].hired_on"
        shown = "还没有填招用日期"
        recent = Check("hired_on", CLAUSE, "新招用时间", MISSING, shown, settles=(place,))
    elif first <= hired <= on:
        shown = f"招用 {hired}，在 {first} 至 {on} 之间"
        recent = Check("hired_on", CLAUSE, "新招用时间", MET, shown)
    else:
        shown = f"招用 {hired}，不在 {first} 至 {on} 之间"
        recent = Check("hired_on", CLAUSE, "新招用时间", UNMET, shown)
    kind = facts.get("contract_kind", "fixed")
    if kind == "fixed":
        term = fixed(facts, number)
    elif kind == "open_ended":
        term = ENDLESS
    elif kind == "task":
        term = task((once.outcome, proof.outcome, recent.outcome))
    else:
        term = OTHER_KIND
    found = once.outcome, proof.outcome, recent.outcome, term.outcome
    outcome = Outcome.ELIGIBLE if found == ALL_MET else OUTCOMES[worst(found)]
    return LineFinding(number, outcome, ZERO, (once, proof, recent, term))


def person(application: Application, line: Line, number: int, first_lines: dict[str, int]) -> Check:
    if not line.person:
        place = f"lines[{number - 1}].person"
        return Check("person", CLAUSE, "人员", MISSING, "还没有填身份证号", settles=(place,))
    first = first_lines.setdefault(line.person, number)
    if first == number:
        return ONCE
    shown = f"与第 {application.shown_number(first)} 行是同一个人，只算一次"
    return Check("person", CLAUSE, "人员", UNMET, shown)


def fixed(facts: Mapping[str, object], number: int) -> Check:
    start, end = facts.get("contract_start"), facts.get("contract_end")
    if start is None or end is None:
        days = (("contract_start", start), ("contract_end", end))
        return Check(
            "contract",
            CLAUSE,
            ENDLESS.title,
            MISSING,
            "还没有填合同起止日期",
            settles=tuple([f"lines[{number - 1}].{name}" for name, day in days if day is None]),
        )
    least = anniversary(start, 1)
    if least != date.min:
        least -= timedelta(days=1)
    if end >= least:
        return Check(
            "contract", CLAUSE, "签订1年以上劳动合同", MET, f"合同 {start} 至 {end}，满 1 年"
        )
    shown = f"合同 {start} 至 {end}，满 1 年要到 {least}"
    return Check("contract", CLAUSE, "签订1年以上劳动合同", UNMET, shown)


def task(others: Sequence[CheckOutcome]) -> Check:
    readings = (("counts", "实际履行满1年的算", MET), ("not", "没有约定1年以上期限，不算", UNMET))
    return Check(
        "contract",
        CLAUSE,
        ENDLESS.title,
        OFFICER,
        "合同以完成一定工作任务为期限，文件没有写明算不算",
        tuple(
            [
                Reading(text, OUTCOMES[worst((*others, given))], ZERO, name)
                for name, text, given in readings
            ]
        ),
        question=TASK,
    )
