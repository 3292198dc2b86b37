"""The rule of the startup grant written out by hand, figures and sentences in the code.

It gives the same finding as `rules.judge.judge` for the cases of the benchmark and nothing
else: no pack, no rulings, no other measure. It is what speed costs, not how to build.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome, ParameterUse, Reading
from hrdesk.rules.submission import Application

MET, UNMET = CheckOutcome.MET, CheckOutcome.UNMET
MISSING, OFFICER = CheckOutcome.MISSING, CheckOutcome.OFFICER
FIRST, LAST = date(2021, 10, 24), date(2026, 10, 23)
CLAUSE = "三（七）"
DOCUMENT = "攀人社发〔2021〕373号"
AMOUNT, ZERO = Decimal("10000.00"), Decimal("0.00")
LABELS = {
    "student": "省内普通高校全日制在校大学生",
    "grassroots_graduate": "服务基层项目的大学生",
    "unemployed_graduate": "毕业5年内处于失业状态的高校毕业生",
    "returning_migrant": "返乡农民工",
    "hardship": "就业困难人员",
    "other": "其他（“等”，须有上级文件）",
}
AMOUNT_USE = ParameterUse(
    "startup_grant.amount", "10000.00", FIRST, DOCUMENT, CLAUSE, "一次性创业补贴标准（元）"
)
YEARS_USE = ParameterUse(
    "startup_grant.graduate_years", "5", FIRST, DOCUMENT, CLAUSE, "高校毕业生的毕业年限（年）"
)
LIST_USE = ParameterUse(
    "startup_grant.categories", "、".join(LABELS.values()), FIRST, DOCUMENT, CLAUSE, "补贴对象"
)
YES_NO = {
    "founded_agency": (
        "经营性人力资源服务机构",
        "已核验人力资源服务许可证或备案",
        "没有人力资源服务许可证，也没有备案",
        "许可证或备案还没有核验齐全（是否看到、编号、核验日期）",
    ),
    "is_founder": (
        "由申请人创办",
        "已核实申请人是创办人",
        "申请人不是创办人",
        "申请人是不是创办人还没有核实齐全（是否创办人、在机构的身份）",
    ),
    "enrolled": (
        "在校大学生",
        "设立登记时在校",
        "设立登记时不在校",
        "还没有核实设立登记时是否在校",
    ),
    "full_time": ("全日制", "全日制学籍", "不是全日制学籍", "还没有核实是否全日制"),
    "school_in_province": (
        "省内普通高校",
        "就读省内普通高校",
        "就读的不是省内普通高校",
        "还没有核实是不是省内普通高校",
    ),
    "unemployed": (
        "处于失业状态",
        "设立登记时处于失业状态",
        "设立登记时不处于失业状态",
        "还没有核实设立登记时是否失业",
    ),
    "category_proof": (
        "人员类别证明",
        "已核验人员类别证明",
        "没有人员类别证明",
        "人员类别证明还没有核验齐全（是否看到、名称和编号、核验日期）",
    ),
}
READINGS = (
    ("at_founding", "以设立登记（创办）之日为准"),
    ("at_application", "以收到申请之日为准"),
    ("both", "两个日期都要在期内"),
)


def judge(application: Application) -> Finding:
    facts = application.facts
    matter, category = facts["registered_on"], facts["category"]
    uses = [LIST_USE]
    checks = [
        Check(
            "in_force",
            "五",
            "创办机构在文件有效期内",
            MET if FIRST <= matter <= LAST else UNMET,
            f"设立登记 {matter}，在有效期 {FIRST} 至 {LAST} 内",
        ),
        Check(
            "applied",
            "五",
            "申请时文件有效",
            MET if application.on <= LAST else OFFICER,
            f"收件 {application.on}，有效期至 {LAST}",
        ),
        yes_no("founded_agency", facts),
        yes_no("is_founder", facts),
        Check("category", CLAUSE, "人员类别", MET, LABELS[category]),
    ]
    if category == "student":
        checks += [
            yes_no("enrolled", facts),
            yes_no("full_time", facts),
            yes_no("school_in_province", facts),
        ]
    elif category == "unemployed_graduate":
        uses.append(YEARS_USE)
        at = len(checks)
        checks += [MISSING, yes_no("unemployed", facts), once(application)]
        checks[at] = graduation(
            application, lambda: {each.outcome for each in checks if each is not MISSING}
        )
    else:
        checks.append(yes_no("category_proof", facts))
    if category != "unemployed_graduate":
        checks.append(once(application))
    outcome, amount = result({check.outcome for check in checks})
    return Finding(
        measure="startup_grant",
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="市、县（区）人力资源社会保障局",
        checks=tuple(checks),
        parameters=(AMOUNT_USE, *uses),
    )


def yes_no(fact: str, facts: dict[str, object]) -> Check:
    title, met, unmet, missing = YES_NO[fact]
    value = facts.get(fact)
    if value is None:
        return Check(fact, CLAUSE, title, MISSING, missing, settles=(f"facts.{fact}",))
    return (
        Check(fact, CLAUSE, title, MET, met) if value else Check(fact, CLAUSE, title, UNMET, unmet)
    )


def graduation(application: Application, others: Callable[[], set[CheckOutcome]]) -> Check:
    graduated, matter = application.facts["graduated_on"], application.facts["registered_on"]
    deadline = graduated.replace(year=graduated.year + 5)
    at_founding = graduated <= matter <= deadline
    at_application = graduated <= application.on <= deadline
    days = f"毕业 {graduated}，5 年内至 {deadline}，设立登记 {matter}、收件 {application.on}"
    if at_founding and at_application:
        return Check("graduated_on", CLAUSE, "毕业年限", MET, f"{days} 都在期内")
    if not at_founding and not at_application:
        return Check("graduated_on", CLAUSE, "毕业年限", UNMET, f"{days} 都不在期内")
    given = others()
    within = (at_founding, at_application, at_founding and at_application)
    readings = tuple(
        Reading(text, *result({*given, MET if inside else UNMET}), id=reading)
        for (reading, text), inside in zip(READINGS, within, strict=True)
    )
    return Check(
        "graduated_on",
        CLAUSE,
        "毕业年限",
        OFFICER,
        f"{days} 只有一个在期内",
        readings,
        question="startup_grant.counted_from",
    )


def once(application: Application) -> Check:
    own = [
        grant
        for grant in application.history
        if grant.measure == "startup_grant" and grant.person == application.applicant
    ]
    if not own:
        return Check("once", CLAUSE, "一次性", MET, "没有查到以前的记录")
    first = min(own, key=lambda grant: grant.on)
    shown = f"本人已有记录：{first.on}，{first.amount:,} 元"
    return Check("once", CLAUSE, "一次性", UNMET, shown)


def result(found: set[CheckOutcome]) -> tuple[Outcome, Decimal | None]:
    if UNMET in found:
        return Outcome.INELIGIBLE, ZERO
    if MISSING in found:
        return Outcome.INCOMPLETE, None
    return (Outcome.OFFICER, None) if OFFICER in found else (Outcome.ELIGIBLE, AMOUNT)
