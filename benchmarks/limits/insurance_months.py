"""The months of insurance (三（九）1) by hand: ways to retire, both readings at the margin."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from benchmarks.limits.insurance_run import (
    QUOTA,
    Claim,
    Course,
    Payment,
    Row,
    lapsed,
    payments_of,
    run,
    sum_of,
)
from benchmarks.limits.judgement import MET, MISSING, OFFICER, UNMET, ZERO
from benchmarks.limits.months import (
    LAPSED_CHECK,
    LAPSED_READINGS,
    OPEN,
    PAID,
    SKIPPED,
    UNKNOWN,
    Worked,
    lapsed_title,
    months_check,
    settled,
)
from benchmarks.limits.retirement import (
    AT_MARGIN,
    CLAUSE,
    FAR,
    NEAR,
    UNSURE,
    Used,
    Way,
    count_of,
    month_of,
    ways_of,
)
from benchmarks.limits.terms import OUTCOMES, worst
from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.finding import Check, CheckOutcome, Outcome, Reading

SAID = {
    "granted": " 已经补贴过",
    "listed_before": " 前面的行已经列出",
    "repeated": " 重复填写",
    "too_early": " 早于文件施行",
    "not_over": " 收件时还没有结束",
    "outside": " 不在合同起止之内",
    "quota": " 超过最长期限",
    "late": " 没有按时足额缴纳",
    LAPSED_CHECK: " 在有效期届满以后",
    "unknown": " 还不能确定",
    "retired": " 在法定退休月份以后",
    AT_MARGIN: " 正好满5年，待决定",
}
WORDS = {
    "unknown": " 还不能确定：缴费金额、是否按时足额、合同或以前的记录不全",
    "none": "没有可以补贴的月份：",
}
LACKING = {
    "unnamed": "有一个月的缴费没有写月份",
    "used": "还没有填别处已享受的月数",
    "contradictory": "初次享受月份和已享受的月数、申领的月份互相矛盾，请核对",
}
MARGIN_READINGS = ((NEAR, "按日算不足5年，可延长至退休"), (FAR, "按月算满5年，最长3年"))
LIMITED = {NEAR: False, FAR: True, UNSURE: None}


class Along(NamedTuple):
    """The months along all ways, and those for which the text is silent, by question."""

    claims: Sequence[Claim]
    lapsed: tuple[Month, ...]
    at_margin: tuple[Month, ...] = ()


class Found(NamedTuple):
    """What a row claims: its months and the ways on which they hang."""

    row: Row
    payments: list[Payment]
    ways: list[Way]


def found_of(row: Row, used: Used) -> Found | Check:
    """Return what a row claims, or the check that says why nothing can be worked out."""
    payments, unnamed = payments_of(row)
    place = f"lines[{row.number - 1}]."
    if unnamed:
        return lacking("unnamed", unnamed)
    if not payments:
        shown = "还没有填申领月份"
        return Check("months", CLAUSE, "申领月份", MISSING, shown, settles=(f"{place}months",))
    elsewhere = row.facts.get("used_months")
    if elsewhere is None:
        return lacking("used", (f"{place}used_months",))
    first, claimed = row.facts.get("first_month"), payments[0].count
    latest = min([claimed, *map(count_of, row.own.months)])
    before = elsewhere > 0 and not row.own.months and not row.own.undetailed
    if first is not None and (count_of(first) > latest or (before and count_of(first) >= claimed)):
        return lacking("contradictory", (f"{place}first_month", f"{place}used_months"))
    ways = ways_of(row.facts, latest - 1 if before else latest, row.number, used)
    used["longest"] = None
    return Found(row, payments, ways)


def lacking(reason: str, settles: tuple[str, ...]) -> Check:
    return Check("months", CLAUSE, "申领月份", MISSING, LACKING[reason], settles=settles)


def along(found: Found, taken: str = "") -> Along:
    """Return the months along every way; `taken` is a reading of one of the questions."""
    each = [_way(found, way, taken) for way in found.ways]
    first = each[0]
    if len(each) == 1 or len({(*sum_of(one.claims), *one[1:]) for one in each}) == 1:
        return first
    place = (f"lines[{found.row.number - 1}].retirement_kind",)
    claims = [
        ways[0]
        if all((one.outcome, one.amount) == (ways[0].outcome, ways[0].amount) for one in ways)
        else Claim(ways[0].month, UNKNOWN, "unknown", settles=place)
        for ways in zip(*[one.claims for one in each], strict=True)
    ]
    return Along(claims, lapsed(claims))


def _way(found: Found, way: Way, taken: str) -> Along:
    row, payments, _ = found
    if way.nearness != AT_MARGIN:
        unknown = way.unknown if way.ends is None else ()
        course = Course(way.ends, LIMITED[way.nearness], unknown, way.unknown)
        claims = run(row, payments, course, taken)
        return Along(claims, lapsed(claims))
    near = run(row, payments, Course(way.ends, limited=False), taken)
    far = run(row, payments, Course(way.ends, limited=True), taken)
    if sum_of(near) == sum_of(far):
        return Along(far, lapsed(far))
    pairs = list(zip(near, far, strict=True))
    months = tuple([one.month for one, other in pairs if one.outcome is not other.outcome])
    if taken in (NEAR, FAR):
        claims = near if taken == NEAR else far
    else:
        claims = [
            other if one.outcome is other.outcome else Claim(one.month, OPEN, AT_MARGIN)
            for one, other in pairs
        ]
    return Along(claims, lapsed(claims), months)


def worked_of(claims: Sequence[Claim]) -> Worked:
    worked = Worked(SAID)
    for month, outcome, reason, amount, settles in claims:
        if outcome is PAID:
            worked.pay(month, amount, amount, None)
        elif outcome is SKIPPED:
            worked.skip(month, reason)
        elif outcome is UNKNOWN:
            worked.lack(month, reason, settles)
        else:
            worked.ask(month, reason)
    return worked


def given(
    one: Along, others: Sequence[tuple[str, CheckOutcome]], read: str = ""
) -> tuple[Outcome, Decimal]:
    """Return what a row gives; `read` is what is asked no more, as a reading is taken."""
    months = {claim.outcome for claim in one.claims}
    own = MISSING if UNKNOWN in months else UNMET if months == {SKIPPED} else MET
    asked = [code for code, outcome in others if outcome is OFFICER]
    silent = ((LAPSED_CHECK, one.lapsed), (AT_MARGIN, one.at_margin))
    asked += [code for code, open_months in silent if open_months and code != read]
    outcome = worst([*[each for _, each in others], own, *[OFFICER for _ in asked]])
    total = sum([claim.amount for claim in one.claims], ZERO)
    return OUTCOMES[outcome], settled(outcome, asked, total)


def silent_checks(
    found: Found, one: Along, others: Sequence[tuple[str, CheckOutcome]]
) -> list[Check]:
    """Return the checks on months for which the text is silent, with each reading laid out."""
    checks = []
    if one.lapsed:
        shown, title = lapsed_title(one.lapsed), "届满以后的月份"
        laid = _laid_out(found, others, LAPSED_CHECK, LAPSED_READINGS)
        checks.append(Check(LAPSED_CHECK, "五", title, OFFICER, shown, laid, question=LAPSED_CHECK))
    if one.at_margin:
        shown = (
            f"初次享受时距法定退休正好满期限，{written_months(one.at_margin)} 给不给文件没有写明"
        )
        question, title = "social_insurance_subsidy.at_margin", "距法定退休正好5年"
        laid = _laid_out(found, others, AT_MARGIN, MARGIN_READINGS)
        checks.append(Check(AT_MARGIN, CLAUSE, title, OFFICER, shown, laid, question=question))
    return checks


def _laid_out(
    found: Found,
    others: Sequence[tuple[str, CheckOutcome]],
    code: str,
    readings: Sequence[tuple[str, str]],
) -> tuple[Reading, ...]:
    return tuple(
        [
            Reading(text, *given(along(found, taken), others, code), taken)
            for taken, text in readings
        ]
    )


def claimed_check(worked: Worked, number: int) -> Check:
    return months_check(worked, CLAUSE, WORDS, f"lines[{number - 1}].months")


def limit_check(found: Found) -> Check:
    row, _, ways = found
    had, first = row.facts["used_months"] + len(row.own.months), row.facts.get("first_month")
    way = ways[0]
    if len(ways) > 1 or way.then is None or first is None:
        shown = f"已享受 {had} 个月，最长 {QUOTA} 个月"
        return Check("longest", CLAUSE, "享受期限", MET, shown)
    lead = f"{first} 初次享受，按当时规定 {month_of(way.then)} 退休，相距"
    ends = month_of(way.ends)
    if way.nearness == FAR:
        shown = f"{lead} {way.span} 个月：最长 {QUOTA} 个月，已享受 {had} 个月"
    elif way.nearness == NEAR:
        shown = f"{lead} {way.span} 个月：可延长至退休（{ends}），已享受 {had} 个月"
    else:
        shown = f"{lead}正好 {way.span} 个月：最长 {QUOTA} 个月，还是延长至退休（{ends}），"
        shown += f"由审批人决定；已享受 {had} 个月"
    return Check("longest", CLAUSE, "享受期限", MET, shown)


def note_of(found: Found) -> str:
    """Return what is said where a person's rows together pass the limit, or ""."""
    row, payments, ways = found
    if not row.earlier or (len(ways) == 1 and ways[0].nearness == NEAR):
        return ""
    had = row.facts["used_months"] + len(row.own.months)
    listed = len(row.earlier.union([payment.month for payment in payments]))
    if had + listed <= QUOTA:
        return ""
    lead = f"同一个人前后各行共列 {listed} 个月，加已享受的 {had} 个月"
    return f"{lead}，超过最长 {QUOTA} 个月，请核对"
