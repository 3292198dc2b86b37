"""The words of the page of what was enjoyed: months, limits, what a right was for."""

from collections.abc import Mapping

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.enjoyment import (
    HeldRight,
    Limit,
    Mark,
    MarkKind,
    Origin,
    Outlook,
    PendingRight,
    Standing,
)
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services.session import Session

#: How a kind of cost is called that several measures pay for.
_COSTS = {"social_insurance": "社会保险补贴"}
#: What tells employers apart besides their colour, also on a grey print.
EMPLOYER_SIGNS = "甲乙丙丁戊己庚辛壬癸"
MARK_WORDS = {
    MarkKind.ELIGIBLE: "符合",
    MarkKind.OFFICER: "由审批人决定",
    MarkKind.HELD: "暂为原案件保留，没有登记为享受",
    MarkKind.DROPPED: "申领了，没有享受",
    MarkKind.OPEN: "申领了，还不能确定",
}
#: What a record stands for: the program keeps no approval and no payment yet.
MEANING = (
    "这里列的是本处受理和决定的案件，名额和月份按它们计。“符合”是判断结果，"
    "是否批准、拨付，以审批表和拨付记录为准。"
)
#: What is only held: told apart from what was enjoyed.
PENDING_TITLE = "暂为原案件保留的，没有登记为享受"
PENDING_MEANING = (
    "已退回的行改正后仍为原案件保留，因为平台还可能按更正前的内容发放。"
    "要等重新上报的那一行平台受理，或者审批人、主管向平台核实后登记“不再报送”，"
    "别的案件才能再享受；在这以前新案件按已享受判定。"
)
_OPEN = "金额由审批人决定"


def title_of(session: Session, measure: str) -> str:
    """Return the title of a measure."""
    return session.form(measure).title


def cost_title(session: Session, cost: str) -> str:
    """Return what months of a kind of cost are called."""
    return _COSTS.get(cost) or title_of(session, cost)


def employer_sign(employers: Mapping[str, str], code: str) -> str:
    """Return the sign of an employer among those of a person."""
    return EMPLOYER_SIGNS[list(employers).index(code) % len(EMPLOYER_SIGNS)]


def amount_words(fen: int | None) -> str:
    """Return an amount, or that it is still to be decided."""
    return _OPEN if fen is None else f"{grouped(from_fen(fen))} 元"


def state_words(origin: Origin, *, still_open: int = 0, of: int = 1) -> str:
    """Return how far a case has come; so many `of` its months or rights are still open."""
    if still_open:
        part = "一部分" if still_open < of else ""
        return f"已受理，{part}由审批人决定"
    return "已决定，符合" if origin.decided else "已受理，符合"


def sum_words(fen: int, still_open: int, unit: str) -> str:
    """Return a sum, and how many months or rights are still to be decided."""
    settled = f"{grouped(from_fen(fen))} 元"
    if not still_open:
        return settled
    rest = f"{still_open} {unit}由审批人决定"
    return f"{settled}，另 {rest}" if fen else rest


def purpose(session: Session, right: HeldRight | PendingRight) -> str:
    """Return what a right was for: a grade, a platform and its approval, a course."""
    labels = session.policy_with(right.origin.measure).book.measures[right.origin.measure].labels
    values = (
        labels.get(f"{name}.{value}", str(value)) for name, value in sorted(right.detail.items())
    )
    return " · ".join(values)


def pending_words(session: Session, pending: PendingRight) -> tuple[str, str]:
    """Return what is held for a case that uses it no more, and by which case and batch."""
    origin = pending.origin
    title = title_of(session, origin.measure)
    what = months_list(pending.months) if pending.months else purpose(session, pending)
    case = f"案件 {origin.number}（{origin.applicant}）更正前已在批次 {pending.batch} 上报"
    return "　".join(filter(None, (title, what))), case


def month_words(month: Month, marks: tuple[Mark, ...], employers: Mapping[str, str]) -> str:
    """Return what happened to a month, a line for each case."""
    return "\n".join(_mark_words(month, mark, employers) for mark in marks)


def _mark_words(month: Month, mark: Mark, employers: Mapping[str, str]) -> str:
    code = mark.origin.organization
    who = f"{employer_sign(employers, code)} {employers[code]}"
    words = f"{month}　{who}　{MARK_WORDS[mark.kind]}"
    if mark.kind is MarkKind.ELIGIBLE:
        words = f"{month}　{who}　{state_words(mark.origin)} {amount_words(mark.amount_fen)}"
    reason = f"：{mark.reason}" if mark.reason else ""
    return f"{words}{reason}（{mark.origin.number}）"


def left_words(standing: Standing, way: Outlook, now: Month) -> str:
    """Return what is left for one way of retiring, as the headline of a card."""
    quota = "还不能确定" if standing.left is None else f"还剩 {standing.left} 个月"
    until = f"可至退休 {way.ends}" if way.ends is not None else "可至退休"
    if way.limit is Limit.RETIREMENT:
        return until
    if way.limit is Limit.EITHER:
        return f"{until}，或者{quota}"
    if way.limit is Limit.UNKNOWN:
        return "还不能确定"
    if standing.left == 0:
        return f"已满 {standing.quota} 个月"
    if way.ends is not None and standing.left is not None:
        months = max(way.ends.count - now.count, 0)
        if months < standing.left:
            return f"{quota}，到退休只有 {months} 个月"
    return quota


def reason_words(standing: Standing, way: Outlook) -> str:
    """Return why that is left: by which law retirement was near, which facts are unknown."""
    if way.limit is Limit.UNKNOWN:
        return "初次享受月份、出生日期或原法定退休年龄没有填，不能确定是不是不足5年"
    if way.then is None or way.span is None or standing.first is None:
        return ""
    begun = f"{standing.first} 初次享受，按当时规定 {way.then} 退休，相距"
    return {
        Limit.RETIREMENT: f"{begun} {way.span} 个月，不足5年",
        Limit.QUOTA: f"{begun} {way.span} 个月，不延长至退休",
        Limit.EITHER: f"{begun}正好 {way.span} 个月，两种理解由审批人决定",
    }[way.limit]


def count_words(standing: Standing) -> str:
    """Return the sum behind what is left."""
    elsewhere = "还不知道" if standing.elsewhere is None else f"{standing.elsewhere} 个月"
    return f"最长 {standing.quota} 个月：本处已受理 {standing.here} 个月，别处已享受 {elsewhere}"


def retirement_words(way: Outlook, now: Month) -> str:
    """Return how far retirement is by the law of today."""
    if way.ends is None:
        return ""
    months = way.ends.count - now.count
    if months < 0:
        return f"按现行规定 {way.ends} 退休，已过 {-months} 个月"
    return f"距退休 {months} 个月（按现行规定 {way.ends}）"


def months_list(months: tuple[Month, ...]) -> str:
    """Return months as ranges, with their count."""
    return f"{written_months(sorted(months))}　共 {len(months)} 个月"
