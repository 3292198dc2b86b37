"""The rule of the award to rated agencies (三（一）) by hand, as `judgement` is for a grant.

It gives the same finding as `rules.judge.judge` for the cases of the benchmark and nothing else.
"""

from datetime import date
from decimal import Decimal

from benchmarks.limits.judgement import (
    DOCUMENT,
    FIRST,
    LAST,
    MET,
    MISSING,
    OFFICER,
    UNMET,
    ZERO,
)
from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome, ParameterUse, Reading
from hrdesk.rules.submission import Application, Grant

CLAUSE = "三（一）"
AMOUNTS = {"3A": Decimal("10000.00"), "4A": Decimal("30000.00"), "5A": Decimal("50000.00")}
RANK = {"3A": 1, "4A": 2, "5A": 3}
KINDS = {"commercial": "经营性人力资源服务机构", "public": "公共人力资源服务机构"}
LICENSED = {
    True: (MET, "已核验人力资源服务许可证或备案"),
    False: (UNMET, "没有人力资源服务许可证，也没有备案"),
}
USES = tuple(
    ParameterUse(f"agency_rating_award.{name}", value, FIRST, DOCUMENT, CLAUSE, title)
    for name, value, title in (
        (
            "amounts",
            "；".join(f"{grade}级：{amount:,}" for grade, amount in AMOUNTS.items()),
            "奖励标准（按等级）",
        ),
        ("agency_kinds", "、".join(KINDS.values()), "可以申请的机构"),
        ("rating_levels", "省级", "由哪一级评定"),
    )
)


def judge(application: Application) -> Finding:
    facts = application.facts
    rated, rating = facts["rated_on"], facts["rating"]
    licensed, seen = LICENSED[facts["licensed"]]
    checks = [
        Check(
            "in_force",
            "五",
            "事项在文件有效期内",
            MET if FIRST <= rated <= LAST else UNMET,
            f"评定 {rated}，在有效期 {FIRST} 至 {LAST} 内",
        ),
        Check(
            "applied",
            "五",
            "申请时文件有效",
            MET if application.on <= LAST else OFFICER,
            f"收件 {application.on}，有效期至 {LAST}",
        ),
        Check("agency_kind", CLAUSE, "人力资源服务机构", MET, KINDS[facts["agency_kind"]]),
        Check("licensed", CLAUSE, "许可证或备案", licensed, seen),
        Check("rating", CLAUSE, "评定等级", MET, f"{rating}级"),
        Check(
            "rating_level",
            CLAUSE,
            "省级评定",
            MET if facts["rating_level"] == "province" else UNMET,
            "省级评定",
        ),
    ]
    checks.append(before(application, {check.outcome for check in checks}))
    outcome, amount = result({check.outcome for check in checks}, AMOUNTS[rating])
    return Finding(
        measure="agency_rating_award",
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="县（区）人力资源社会保障局、财政局，“两城”管委会",
        checks=tuple(checks),
        parameters=USES,
    )


def before(application: Application, others: set[CheckOutcome]) -> Check:
    own = [
        grant
        for grant in application.history
        if grant.measure == "agency_rating_award" and grant.organization == application.applicant
    ]
    if not own:
        return Check("rated_before", CLAUSE, "以前的奖励", MET, "没有领过本项奖励")
    rating = application.facts["rating"]
    refusing = [grant for grant in own if RANK[grant.detail["rating"]] >= RANK[rating]]
    if refusing:
        shown = f"{earliest(refusing)} 已按同一等级或者更高等级奖励"
        return Check("rated_before", CLAUSE, "以前的奖励", UNMET, shown)
    rest = AMOUNTS[rating] - sum((grant.amount for grant in own), ZERO)
    return Check(
        "rated_before",
        CLAUSE,
        "以前的奖励",
        OFFICER,
        f"{earliest(own)} 已按较低等级奖励，升级以后怎样奖励文件没有写明",
        (
            Reading("按新等级全额奖励", *result({*others, MET}, AMOUNTS[rating]), id="full"),
            Reading("只奖励与以前的差额", *result({*others, MET}, rest), id="difference"),
            Reading("一次性奖励，不再奖励", *result({*others, UNMET}, ZERO), id="none"),
        ),
        question="agency_rating_award.upgrade",
    )


def earliest(grants: list[Grant]) -> date:
    return min(grant.on for grant in grants)


def result(found: set[CheckOutcome], amount: Decimal) -> tuple[Outcome, Decimal | None]:
    if UNMET in found:
        return Outcome.INELIGIBLE, ZERO
    if MISSING in found:
        return Outcome.INCOMPLETE, None
    return (Outcome.OFFICER, None) if OFFICER in found else (Outcome.ELIGIBLE, amount)
