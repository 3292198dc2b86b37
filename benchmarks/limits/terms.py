"""What the rules by hand share: the document's term, the agency, and readings laid out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from benchmarks.limits.judgement import FIRST, LAST, MET, MISSING, OFFICER, UNMET
from hrdesk.domain.finding import Check, CheckOutcome, Outcome, Reading

DISPUTED = date(2026, 10, 24)
KINDS = {
    "commercial": "经营性人力资源服务机构",
    "public": "公共人力资源服务机构",
    "park": "人力资源服务产业园",
}
OUTCOMES = {
    UNMET: Outcome.INELIGIBLE,
    MISSING: Outcome.INCOMPLETE,
    OFFICER: Outcome.OFFICER,
    MET: Outcome.ELIGIBLE,
}
#: What each reading makes of an open check: its name, its words, the outcome, whether it decides.
Readings = tuple[tuple[str, str, CheckOutcome, bool], ...]
Open = tuple[Check, Readings]
USAGE, CIVIL_CODE = "到 2026-10-23 为止（施行日计入）", "到 2026-10-24 为止（民法典第二百零二条）"
LAST_DAYS: Readings = (("usage", USAGE, UNMET, True), ("civil_code", CIVIL_CODE, MET, True))
EARLIER: Readings = (
    ("earlier_document", "按攀人社发〔2021〕126号办理，须调取该文件", OFFICER, False),
    ("this_document", "比照攀人社发〔2021〕373号办理", MET, True),
    ("none", "不予补贴", UNMET, True),
)
LISTED: Readings = (
    ("pays", "文件没有写明后果，照常办理", MET, True),
    ("refuses", "失信惩戒，不予支持", UNMET, True),
)
LAPSED: Readings = (
    ("runs_out", "事项发生时文件有效，继续兑付", MET, True),
    ("stops", "依据已届满，没有续期或后续文件不予兑付", UNMET, True),
)
#: The outcome of the whole under outcomes of its conditions, and the amount by question and
#: reading ("" for none).
Result = Callable[[Sequence[CheckOutcome], str], tuple[Outcome, Decimal | None]]


def worst(found: Sequence[CheckOutcome]) -> CheckOutcome:
    for each in (UNMET, MISSING, OFFICER):
        if each in found:
            return each
    return MET


def laid_out(found: Sequence[Open], result: Result) -> tuple[Check, ...]:
    """Return the checks, each open one with what the whole case gives under each reading."""
    return tuple(
        [_with_readings(check, found, result) if given else check for check, given in found]
    )


def _with_readings(check: Check, found: Sequence[Open], result: Result) -> Check:
    given = next(readings for each, readings in found if each is check)
    return Check(
        check.code,
        check.clause,
        check.title,
        check.outcome,
        check.shown,
        tuple([_reading(check.question, each, found, result) for each in given]),
        check.settles,
        check.question,
    )


def _reading(
    question: str,
    reading: tuple[str, str, CheckOutcome, bool],
    found: Sequence[Open],
    result: Result,
) -> Reading:
    name, text, _, decides = reading
    outcomes = []
    for check, readings in found:
        given = check.outcome
        if check.question == question:
            given = next(outcome for other, _, outcome, _ in readings if other == name)
        outcomes.append(given)
    return Reading(text, *result(outcomes, name), name, decides)


def application_in_force(on: date) -> Open:
    title = "申请时文件有效"
    if FIRST <= on <= LAST:
        shown = f"收件 {on}，在有效期 {FIRST} 至 {LAST} 内"
        return Check("in_force", "五", title, MET, shown), ()
    return _outside("收件", title, on)


def in_force(event: str, fact: str, matter: date | None, on: date) -> Open:
    title = "事项在文件有效期内"
    if matter is None:
        shown, place = f"还不知道{event}的日期", (f"facts.{fact}",)
        return Check("in_force", "五", title, MISSING, shown, settles=place), ()
    if matter > on:
        shown = f"{event} {matter} 晚于收件 {on}，收件时还没有发生"
        return Check("in_force", "五", title, UNMET, shown), ()
    if FIRST <= matter <= LAST:
        shown = f"{event} {matter}，在有效期 {FIRST} 至 {LAST} 内"
        return Check("in_force", "五", title, MET, shown), ()
    return _outside(event, title, matter)


def _outside(event: str, title: str, day: date) -> Open:
    if day < FIRST:
        shown = f"{event} {day}，早于施行日 {FIRST}，当时适用攀人社发〔2021〕126号，须调取该文件"
        return Check("in_force", "五", title, OFFICER, shown, question="earlier_matter"), EARLIER
    if day == DISPUTED:
        shown = f"{event} {day}：通常算到 {LAST} 为止，按民法典第二百零二条还算这一天"
        return Check("in_force", "五", title, OFFICER, shown, question="last_day"), LAST_DAYS
    return Check("in_force", "五", title, UNMET, f"{event} {day}，有效期已于 {LAST} 届满"), ()


def applied(on: date) -> Open:
    title = "申请时文件有效"
    if on <= LAST:
        return Check("applied", "五", title, MET, f"收件 {on}，有效期至 {LAST}"), ()
    if on == DISPUTED:
        shown = f"收件 {on}：通常算到 {LAST} 为止，按民法典第二百零二条还算这一天"
        readings = (("usage", USAGE, OFFICER, True), ("civil_code", CIVIL_CODE, MET, True))
        return Check("applied", "五", title, OFFICER, shown, question="last_day"), readings
    shown = f"收件 {on}，有效期已于 {LAST} 届满，兑付须有续期文件或后续文件"
    return Check("applied", "五", title, OFFICER, shown, question="lapsed_basis"), LAPSED


def agency(
    facts: Mapping[str, object], clause: str, title: str, kinds: Sequence[str]
) -> Iterable[Open]:
    code = facts.get("agency_kind")
    if code is None:
        place = ("facts.agency_kind",)
        yield Check("agency_kind", clause, title, MISSING, "还没有选择机构性质", settles=place), ()
    elif code in kinds:
        yield Check("agency_kind", clause, title, MET, KINDS[str(code)]), ()
    else:
        shown = f"{KINDS.get(str(code), code)}不在本条的机构范围内"
        yield Check("agency_kind", clause, title, UNMET, shown), ()
    if code == "commercial":
        yield _licensed(facts.get("licensed"), clause), ()
    if "blacklisted" in facts:
        code, title = "blacklisted", "黑名单"
        if facts["blacklisted"] is True:
            shown = "在黑名单内，文件没有写明后果"
            yield Check(code, "四（二）", title, OFFICER, shown, question=code), LISTED
        else:
            yield Check(code, "四（二）", title, MET, "已查询，不在黑名单内"), ()


def _licensed(seen: object, clause: str) -> Check:
    title = "许可证或备案"
    if seen is None:
        shown = "许可证或备案还没有核验齐全（是否看到、编号、核验日期）"
        return Check("licensed", clause, title, MISSING, shown, settles=("facts.licensed",))
    if seen:
        return Check("licensed", clause, title, MET, "已核验人力资源服务许可证或备案")
    return Check("licensed", clause, title, UNMET, "没有人力资源服务许可证，也没有备案")
