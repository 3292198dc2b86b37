"""The rule of the loan to a firm that hires (三（八）) by hand, its roster line by line.

It gives the same finding as `rules.judge.judge` for the cases of the benchmark and nothing else:
firms of at most 100 people, for whom the other readings of the share give no other result.
"""

from datetime import date, timedelta
from decimal import Decimal

from benchmarks.limits.judgement import DOCUMENT, FIRST, LAST, MET, OFFICER, UNMET, ZERO
from hrdesk.domain.finding import Check, Finding, LineFinding, Outcome, ParameterUse
from hrdesk.rules.submission import Application, Line

CLAUSE = "三（八）"
CAP = Decimal("3000000.00")
SHARE, STAFF = 15, 100
SIZED, SIZES = date(2011, 6, 18), "工信部联企业〔2011〕300号"
USES = tuple(
    ParameterUse(f"startup_loan_firm.{name}", value, since, document, clause, title)
    for name, value, since, document, clause, title in (
        ("cap", f"{CAP}", FIRST, DOCUMENT, CLAUSE, "小微企业创业担保贷款最高额度（元）"),
        ("agency_kinds", "经营性人力资源服务机构", FIRST, DOCUMENT, CLAUSE, "可以申请的机构"),
        (
            "small_staff",
            f"{STAFF}",
            SIZED,
            SIZES,
            "四（十五）",
            "小微企业从业人员界限（人，不含）",
        ),
        (
            "small_assets",
            "80000000.00",
            SIZED,
            SIZES,
            "四（十五）",
            "小微企业资产总额界限（元，不含）",
        ),
        (
            "large_staff",
            f"{STAFF}",
            FIRST,
            DOCUMENT,
            CLAUSE,
            "职工人数界限（人，超过的适用较低比例）",
        ),
        ("small_share", f"{SHARE}", FIRST, DOCUMENT, CLAUSE, "新招用比例（%）"),
        ("contract_years", "1", FIRST, DOCUMENT, CLAUSE, "劳动合同期限（年，含）"),
    )
)
ONCE = Check("person", CLAUSE, "人员", MET, "身份证号已填，名册里只有一行")
QUALIFIED = Check("qualified", CLAUSE, "符合贷款申请条件", MET, "有资格证明")
UNQUALIFIED = Check("qualified", CLAUSE, "符合贷款申请条件", UNMET, "没有资格证明")


def judge(application: Application) -> Finding:
    facts = application.facts
    staff, asked = facts["staff"], facts["requested"]
    first_lines: dict[str, int] = {}
    lines = tuple(
        judged(line, number, application.on, first_lines)
        for number, line in enumerate(application.lines, 1)
    )
    n = sum(line.outcome is Outcome.ELIGIBLE for line in lines)
    checks = (
        Check(
            "in_force",
            "五",
            "申请时文件有效",
            MET if FIRST <= application.on <= LAST else OFFICER,
            f"收件 {application.on}，在有效期 {FIRST} 至 {LAST} 内",
        ),
        Check("agency_kind", CLAUSE, "经营性人力资源服务机构", MET, "经营性人力资源服务机构"),
        Check("licensed", CLAUSE, "许可证或备案", MET, "已核验人力资源服务许可证或备案"),
        Check("small_firm", CLAUSE, "小微企业", MET, f"从业人员 {staff} 人，不足 {STAFF} 人"),
        Check("staff", CLAUSE, "有在职职工", MET, f"现有在职职工 {staff} 人"),
        share(n, staff),
        Check("requested", CLAUSE, "申请额度", MET, f"申请 {asked:,} 元，最高 {CAP:,} 元"),
    )
    refused = any(check.outcome is UNMET for check in checks)
    return Finding(
        measure="startup_loan_firm",
        policy="panzhihua-2021-373",
        outcome=Outcome.INELIGIBLE if refused else Outcome.ELIGIBLE,
        amount=ZERO if refused else None,
        authority="市、县（区）人力资源社会保障局",
        checks=checks,
        ceiling=CAP,
        lines=lines,
        parameters=USES,
        qualifies=True,
    )


def judged(line: Line, number: int, on: date, first_lines: dict[str, int]) -> LineFinding:
    facts = line.facts
    hired, start, end = facts["hired_on"], facts["contract_start"], facts["contract_end"]
    opened = date(on.year, 1, 1)
    counts = opened <= hired <= on
    least = start.replace(year=start.year + 1) - timedelta(days=1)
    first = first_lines.setdefault(line.person, number)
    checks = (
        ONCE
        if first == number
        else Check("person", CLAUSE, "人员", UNMET, f"与第 {first} 行是同一个人"),
        QUALIFIED if facts["qualified"] else UNQUALIFIED,
        Check(
            "hired_on",
            CLAUSE,
            "新招用时间",
            MET if counts else UNMET,
            f"招用 {hired}，{'在' if counts else '不在'} {opened} 至 {on} 之间",
        ),
        Check(
            "contract",
            CLAUSE,
            "签订1年以上劳动合同",
            MET if end >= least else UNMET,
            f"合同 {start} 至 {end}，满 1 年",
        ),
    )
    refused = any(check.outcome is UNMET for check in checks)
    return LineFinding(number, Outcome.INELIGIBLE if refused else Outcome.ELIGIBLE, ZERO, checks)


def share(n: int, staff: int) -> Check:
    hundredths = n * 10_000 // staff
    shown = f"{n}/{staff} = {hundredths // 100}.{hundredths % 100:02d}%"
    if n * 100 >= staff * SHARE:
        return Check("hiring_ratio", CLAUSE, "新招用比例", MET, f"{shown} ≥ {SHARE}%")
    least = -(-staff * SHARE // 100)
    return Check(
        "hiring_ratio",
        CLAUSE,
        "新招用比例",
        UNMET,
        f"{shown} ＜ {SHARE}%，还差 {least - n} 人（至少 {least} 人）",
    )
