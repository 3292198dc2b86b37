"""The rule of the award to rated agencies (三（一）) by hand, as `judgement` is for a grant.

The whole rule under the shipped pack: what is unknown, what an officer decides with its
readings, and what each of these pays. No rulings, no other Book.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from benchmarks.limits.judgement import DOCUMENT, FIRST, MET, MISSING, OFFICER, UNMET, ZERO
from benchmarks.limits.terms import (
    KINDS,
    OUTCOMES,
    Open,
    agency,
    applied,
    in_force,
    laid_out,
    worst,
)
from hrdesk.domain.finding import Check, CheckOutcome, Finding, Outcome, ParameterUse
from hrdesk.rules.submission import Application, Grant

CLAUSE = "三（一）"
AMOUNTS = {"3A": Decimal("10000.00"), "4A": Decimal("30000.00"), "5A": Decimal("50000.00")}
RANK = {"3A": 1, "4A": 2, "5A": 3}
LEVELS = {"province": "省级", "city": "市级", "county": "县（区）级"}
UPGRADE = "agency_rating_award.upgrade"
READINGS = (
    ("full", "按新等级全额奖励", MET),
    ("difference", "只奖励与以前的差额", MET),
    ("none", "一次性奖励，不再奖励", UNMET),
)


def use(name: str, value: str, title: str) -> ParameterUse:
    return ParameterUse(f"agency_rating_award.{name}", value, FIRST, DOCUMENT, CLAUSE, title)


AMOUNTS_USE = use(
    "amounts",
    "；".join(f"{grade}级：{amount:,}" for grade, amount in AMOUNTS.items()),
    "奖励标准（按等级）",
)
KINDS_USE = use("agency_kinds", f"{KINDS['commercial']}、{KINDS['public']}", "可以申请的机构")
LEVELS_USE = use("rating_levels", LEVELS["province"], "由哪一级评定")
NEVER = Check("rated_before", CLAUSE, "以前的奖励", MET, "没有领过本项奖励")


def judge(application: Application) -> Finding:
    facts, on = application.facts, application.on
    grade, level = facts.get("rating"), facts.get("rating_level")
    bearing = before(application, grade)
    found = [
        in_force("评定", "rated_on", facts.get("rated_on"), on),
        applied(on),
        *agency(facts, CLAUSE, "人力资源服务机构", ("commercial", "public")),
        (rating(grade), ()),
        (rating_level(level), ()),
        bearing.open,
    ]

    def result(outcomes: Sequence[CheckOutcome], reading: str) -> tuple[Outcome, Decimal | None]:
        outcome = OUTCOMES[worst(outcomes)]
        if outcome is not Outcome.ELIGIBLE:
            return outcome, ZERO if outcome is Outcome.INELIGIBLE else None
        less = bearing.paid if reading == "difference" else ZERO
        return outcome, max(AMOUNTS[grade] - less, ZERO)

    outcome, amount = result([check.outcome for check, _ in found], "")
    uses = [AMOUNTS_USE]
    if "agency_kind" in facts:
        uses.append(KINDS_USE)
    if level is not None:
        uses.append(LEVELS_USE)
    return Finding(
        measure="agency_rating_award",
        policy="panzhihua-2021-373",
        outcome=outcome,
        amount=amount,
        authority="县（区）人力资源社会保障局、财政局，“两城”管委会",
        checks=laid_out(found, result),
        parameters=tuple(uses),
    )


def rating(grade: str | None) -> Check:
    if grade is None:
        place = ("facts.rating",)
        return Check("rating", CLAUSE, "评定等级", MISSING, "还没有选择评定等级", settles=place)
    if grade in AMOUNTS:
        return Check("rating", CLAUSE, "评定等级", MET, f"{grade}级")
    return Check("rating", CLAUSE, "评定等级", UNMET, f"“{grade}”不在本条的评定等级范围内")


def rating_level(level: str | None) -> Check:
    if level is None:
        place = ("facts.rating_level",)
        return Check(
            "rating_level", CLAUSE, "省级评定", MISSING, "还没有选择评定级别", settles=place
        )
    shown = LEVELS.get(level, level)
    if level == "province":
        return Check("rating_level", CLAUSE, "省级评定", MET, f"{shown}评定")
    return Check("rating_level", CLAUSE, "省级评定", UNMET, f"“{shown}”不在本条的评定级别范围内")


class Bearing:
    """The check on earlier awards, and what those took that leave it to an officer."""

    __slots__ = ("open", "paid")

    def __init__(self, check: Open, paid: Decimal = ZERO) -> None:
        self.open, self.paid = check, paid


def before(application: Application, grade: str | None) -> Bearing:
    own = [
        (place, grant)
        for place, grant in enumerate(application.history)
        if grant.measure == "agency_rating_award"
        and grant.organization
        and grant.organization == application.applicant
    ]
    if not own:
        return Bearing((NEVER, ()))
    refusing, doubtful, silent, unknown = [], [], [], {}
    for place, grant in own:
        past = grant.detail.get("rating")
        if past == "5A" or (past is None and grade is not None and grade not in RANK):
            refusing.append((place, grant))
        elif grade is None:
            doubtful.append((place, grant))
            unknown["facts.rating"] = None
        elif past is None:
            doubtful.append((place, grant))
            unknown[f"history[{place}].detail.rating"] = None
        elif RANK.get(past, 0) >= RANK.get(grade, 0):
            refusing.append((place, grant))
        else:
            silent.append((place, grant))
    return weighed(refusing, doubtful, silent, tuple(unknown))


def weighed(
    refusing: list[tuple[int, Grant]],
    doubtful: list[tuple[int, Grant]],
    silent: list[tuple[int, Grant]],
    unknown: tuple[str, ...],
) -> Bearing:
    title = NEVER.title
    if refusing:
        shown = f"{earliest([*refusing, *doubtful])} 已按同一等级或者更高等级奖励"
        return Bearing((Check("rated_before", CLAUSE, title, UNMET, shown), ()))
    if doubtful:
        shown = f"{earliest(doubtful)} 的奖励没有记载等级，或者这次的等级还不知道"
        check = Check("rated_before", CLAUSE, title, MISSING, shown, settles=unknown)
        return Bearing((check, ()))
    shown = f"{earliest(silent)} 已按较低等级奖励，升级以后怎样奖励文件没有写明"
    unsaid = any(grant.amount is None for _, grant in silent)
    readings = tuple(
        [
            (name, text, MISSING if unsaid and name == "difference" else given, True)
            for name, text, given in READINGS
        ]
    )
    paid = sum((grant.amount or ZERO for _, grant in silent), ZERO)
    check = Check("rated_before", CLAUSE, title, OFFICER, shown, question=UPGRADE)
    return Bearing((check, readings), paid)


def earliest(grants: list[tuple[int, Grant]]) -> date | str:
    return min((grant.on for _, grant in grants if grant.on is not None), default="日期未记载")
