"""The rule of the loan to a firm that hires (三（八）) by hand, its roster line by line.

The whole rule under the shipped pack: what is unknown, what an officer decides with its
readings, and what other readings of the share would give. No rulings, no other Book.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from benchmarks.limits.judgement import DOCUMENT, FIRST, MET, MISSING, UNMET, ZERO
from benchmarks.limits.loan_lines import CLAUSE, judged
from benchmarks.limits.loan_share import LARGE_STAFF, Share, share_of
from benchmarks.limits.terms import KINDS, OUTCOMES, agency, application_in_force, laid_out, worst
from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome, ParameterUse
from hrdesk.rules.submission import Application

CAP, CAP_2023, ASSETS = Decimal("3000000.00"), Decimal("4000000.00"), Decimal("80000000.00")
STAFF, RULES_2023 = 100, "财金〔2023〕75号"


OWN, SIZE = (
    (FIRST, DOCUMENT, CLAUSE),
    (date(2011, 6, 18), "工信部联企业〔2011〕300号", "四（十五）"),
)


def use(name: str, value: str, title: str, source: tuple[date, str, str] = OWN) -> ParameterUse:
    return ParameterUse(f"startup_loan_firm.{name}", value, *source, title)


CAP_USE = use("cap", f"{CAP}", "小微企业创业担保贷款最高额度（元）")
KINDS_USE = use("agency_kinds", KINDS["commercial"], "可以申请的机构")
SIZE_USES = (
    use("small_staff", f"{STAFF}", "小微企业从业人员界限（人，不含）", SIZE),
    use("small_assets", f"{ASSETS}", "小微企业资产总额界限（元，不含）", SIZE),
)
LARGE_USE = use("large_staff", f"{LARGE_STAFF}", "职工人数界限（人，超过的适用较低比例）")
SHARE_USES = {
    15: use("small_share", "15", "新招用比例（%）"),
    8: use("large_share", "8", "新招用比例（%，职工超过100人的企业）"),
}
YEARS_USE = use("contract_years", "1", "劳动合同期限（年，含）")


def judge(application: Application) -> Finding:
    facts, on = application.facts, application.on
    first_lines: dict[str, int] = {}
    opened = date(on.year, 1, 1)
    lines = tuple(
        [
            judged(application, line, number, first_lines, opened)
            for number, line in enumerate(application.lines, 1)
        ]
    )
    staff = facts.get("staff")
    share = share_of(application, lines, staff)
    asked, note = requested(facts.get("requested"))
    found = [application_in_force(on), *agency(facts, CLAUSE, KINDS["commercial"], ("commercial",))]
    found += [(small(staff, facts.get("assets")), ()), (works(staff), ())]
    found += [(share.check, share.readings), (asked, ())]
    outcome, amount = result([check.outcome for check, _ in found])
    return Finding(
        measure="startup_loan_firm",
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="市、县（区）人力资源社会保障局",
        checks=laid_out(found, result),
        ceiling=CAP,
        lines=lines,
        parameters=uses(application, share),
        notes=(*share.notes, *note),
        qualifies=True,
    )


def result(found: Sequence[CheckOutcome], _reading: str = "") -> tuple[Outcome, Decimal | None]:
    outcome = OUTCOMES[worst(found)]
    return outcome, ZERO if outcome is Outcome.INELIGIBLE else None


def small(staff: int | None, assets: Decimal | None) -> Check:
    outcome, settles = MISSING, ()
    if staff is not None and staff < STAFF:
        outcome, shown = MET, f"从业人员 {staff} 人，不足 {STAFF} 人"
    elif assets is not None and assets < ASSETS:
        outcome, shown = MET, f"资产 {assets:,} 元，不足 {ASSETS:,} 元"
    elif staff is None and assets is None:
        shown, settles = "还不知道从业人员人数和资产总额", ("facts.staff", "facts.assets")
    elif staff is None:
        shown = f"资产 {assets:,} 元，不少于 {ASSETS:,} 元，还要看从业人员人数"
        settles = ("facts.staff",)
    elif assets is None:
        shown = f"从业人员 {staff} 人，不少于 {STAFF} 人，还要看资产总额"
        settles = ("facts.assets",)
    else:
        shown = f"从业人员 {staff} 人，不少于 {STAFF} 人；资产 {assets:,} 元，不少于 {ASSETS:,} 元"
        outcome = UNMET
    return Check("small_firm", CLAUSE, "小微企业", outcome, shown, settles=settles)


def works(staff: int | None) -> Check:
    if staff is None:
        shown = "还不知道现有在职职工人数"
        return Check("staff", CLAUSE, "有在职职工", MISSING, shown, settles=("facts.staff",))
    if staff:
        return Check("staff", CLAUSE, "有在职职工", MET, f"现有在职职工 {staff} 人")
    return Check("staff", CLAUSE, "有在职职工", UNMET, "现有在职职工 0 人，比例无从谈起")


def requested(asked: Decimal | None) -> tuple[Check, tuple[str, ...]]:
    title, place = "申请额度", ("facts.requested",)
    if asked is None:
        return Check("requested", CLAUSE, title, MISSING, "还没有填申请额度", settles=place), ()
    if 0 < asked <= CAP:
        shown = f"申请 {asked:,} 元，最高 {CAP:,} 元"
        return Check("requested", CLAUSE, title, MET, shown), ()
    if asked <= 0:
        shown = f"申请 {asked:,} 元，要改为大于 0、不超过 {CAP:,} 元"
        return Check("requested", CLAUSE, title, MISSING, shown, settles=place), ()
    shown = f"申请 {asked:,} 元，超过最高 {CAP:,} 元，要改正"
    note = f"申请 {asked:,} 元：如果采纳{RULES_2023}，最高 {CAP_2023:,} 元，可以申请"
    check = Check("requested", CLAUSE, title, MISSING, shown, settles=place)
    return check, (note,) if asked <= CAP_2023 else ()


def uses(application: Application, share: Share) -> tuple[ParameterUse, ...]:
    used = [CAP_USE]
    if "agency_kind" in application.facts:
        used.append(KINDS_USE)
    used += SIZE_USES
    if share.percents:
        used += [LARGE_USE, *[SHARE_USES[percent] for percent in share.percents]]
    if any(line.facts.get("contract_kind", "fixed") == "fixed" for line in application.lines):
        used.append(YEARS_USE)
    return tuple(used)
