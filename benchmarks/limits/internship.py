"""The rule of the subsidy for internships (三（十）) by hand: rows that are paid by the month.

The whole rule under the shipped pack: what is unknown, what an officer decides with its
readings, months granted before or listed in an earlier row. No rulings, no other Book.
"""

from collections.abc import Mapping
from datetime import date

from benchmarks.limits.internship_base import CLAUSE, Base, recognised
from benchmarks.limits.internship_months import Row, of_months
from benchmarks.limits.judgement import DOCUMENT, FIRST, MET, MISSING, UNMET
from benchmarks.limits.months import NONE, NOTHING, granted_before, of_lines, person
from benchmarks.limits.terms import KINDS, agency, applied, laid_out
from hrdesk.domain.dates import Month, anniversary
from hrdesk.domain.finding import Check, Finding, LineFinding, ParameterUse
from hrdesk.rules.submission import Application

CATEGORIES = {"graduate": "毕业生", "unemployed_youth": "失业青年"}
SCHOOLS = {"university": "高校", "secondary_vocational": "中职", "technical": "技校"}


def use(name: str, value: str, title: str) -> ParameterUse:
    return ParameterUse(f"internship_subsidy.{name}", value, FIRST, DOCUMENT, CLAUSE, title)


USES = {
    "agency_kind": use("agency_kinds", KINDS["commercial"], "可以申请的机构"),
    "share": use("shares", "市、县级：80%；省级：90%；国家级：100%", "见习补贴比例（按基地级别）"),
    "category": use("categories", "、".join(CATEGORIES.values()), "见习人员"),
    "school_kind": use("school_kinds", "、".join(SCHOOLS.values()), "毕业学校"),
    "graduated_on": use("years_after_school", "2", "离校年限（年，含）"),
    "youngest": use("youngest", "16", "失业青年的最低年龄（周岁，含）"),
    "oldest": use("oldest", "24", "失业青年的最高年龄（周岁，含）"),
}
#: The figures that were used, in the order in which they were asked for.
Used = dict[str, None]


def judge(application: Application) -> Finding:
    facts = application.facts
    used: Used = {"agency_kind": None} if "agency_kind" in facts else {}
    used["share"] = None
    lines = rows(application, used)
    found = [
        applied(application.on),
        *agency(facts, CLAUSE, KINDS["commercial"], ("commercial",)),
        (recognised(facts.get("recognitions")), ()),
    ]
    result = of_lines(lines)
    outcome, amount = result([check.outcome for check, _ in found], "")
    return Finding(
        measure="internship_subsidy",
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="市、县（区）人力资源社会保障局",
        checks=laid_out(found, result),
        lines=lines,
        parameters=tuple([USES[name] for name in used]),
    )


def rows(application: Application, used: Used) -> tuple[LineFinding, ...]:
    base, before = Base(application), granted_before(application, ("internship_subsidy",))
    listed: dict[str, frozenset[Month]] = {}
    found = []
    for number, line in enumerate(application.lines, 1):
        name, facts = line.person, line.facts
        earlier = listed.get(name, NONE) if name else NONE
        if name:
            listed[name] = earlier.union(facts.get("months", ()))
        row = Row(facts, number, base, before.get(name, NOTHING), earlier)
        checks = [
            person(bool(name), CLAUSE, number),
            category(facts.get("category"), number, used),
        ]
        if facts.get("category") == "graduate":
            checks += [school(facts.get("school_kind"), number, used), unemployed(facts, number)]
            checks.append(left_school(facts, number, used))
        else:
            checks.append(unemployed(facts, number))
            if facts.get("category") == "unemployed_youth":
                checks.append(aged(facts, number, used))
        found.append(of_months(row, checks))
    return tuple(found)


def category(code: str | None, number: int, used: Used) -> Check:
    if code is None:
        place, shown = (f"lines[{number - 1}].category",), "还没有选择人员类别"
        return Check("category", CLAUSE, "人员类别", MISSING, shown, settles=place)
    used["category"] = None
    if code in CATEGORIES:
        return Check("category", CLAUSE, "人员类别", MET, CATEGORIES[code])
    return Check("category", CLAUSE, "人员类别", UNMET, f"“{code}”不在本条的人员范围内")


def school(code: str | None, number: int, used: Used) -> Check:
    if code is None:
        place, shown = (f"lines[{number - 1}].school_kind",), "还没有选择毕业学校"
        return Check("school_kind", CLAUSE, "毕业学校", MISSING, shown, settles=place)
    used["school_kind"] = None
    if code in SCHOOLS:
        return Check("school_kind", CLAUSE, "毕业学校", MET, f"{SCHOOLS[code]}毕业生")
    return Check("school_kind", CLAUSE, "毕业学校", UNMET, f"“{code}”不在本条的学校范围内")


def unemployed(facts: Mapping[str, object], number: int) -> Check:
    code, title, known = "unemployed_before", "未就业、失业", facts.get("unemployed_before")
    if known is None:
        place, shown = (f"lines[{number - 1}].{code}",), "还没有核实见习前是否就业"
        return Check(code, CLAUSE, title, MISSING, shown, settles=place)
    if known:
        return Check(code, CLAUSE, title, MET, "见习前没有就业")
    return Check(code, CLAUSE, title, UNMET, "见习前已经就业")


def left_school(facts: Mapping[str, object], number: int, used: Used) -> Check:
    left, began = facts.get("graduated_on"), facts.get("started_on")
    title = "离校年限"
    if left is None or began is None:
        shown = "还没有填毕业日期、见习开始日期"
        return undated("graduated_on", title, (left, began), number, shown)
    used["graduated_on"] = None
    deadline = anniversary(left, 2)
    shown = f"毕业 {left}，2 年内至 {deadline}，{began} "
    if left <= began <= deadline:
        return Check("graduated_on", CLAUSE, title, MET, f"{shown}开始见习")
    return Check("graduated_on", CLAUSE, title, UNMET, f"{shown}才开始见习")


def aged(facts: Mapping[str, object], number: int, used: Used) -> Check:
    birth, began = facts.get("birth"), facts.get("started_on")
    title = "年龄"
    if birth is None or began is None:
        return undated("birth", title, (birth, began), number, "还不知道出生日期、见习开始日期")
    used["youngest"] = used["oldest"] = None
    age = began.year - birth.year
    if age and anniversary(birth, age) > began:
        age -= 1
    age = max(age, 0)
    shown = f"出生 {birth}，{began} 开始见习时 {age} 周岁"
    if anniversary(birth, 16) <= began < anniversary(birth, 25):
        return Check("birth", CLAUSE, title, MET, f"{shown}，在 16 至 24 周岁内")
    return Check("birth", CLAUSE, title, UNMET, f"{shown}，不在 16 至 24 周岁内")


def undated(
    code: str, title: str, days: tuple[date | None, date | None], number: int, shown: str
) -> Check:
    names = zip((code, "started_on"), days, strict=True)
    settles = tuple([f"lines[{number - 1}].{name}" for name, day in names if day is None])
    return Check(code, CLAUSE, title, MISSING, shown, settles=settles)
