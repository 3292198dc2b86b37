"""The words in which a case page lays out what is to be decided, and says what was."""

from hrdesk.domain.decision import CASE
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services.deciding import Outlook
from hrdesk.services.decision_subject import Choice, DecisionPoint
from hrdesk.services.displaying import displayed_date
from hrdesk.services.granted_since import GrantedSince
from hrdesk.services.presenting import capital_words
from hrdesk.services.taken_decisions import TakenDecision
from hrdesk.ui.outcome_words import OUTCOMES, QUALIFIED

TITLE = "须由审批人决定"
WHAT_IT_DOES = (
    "文件没有写明，有几种理解，由有“经办”或者“审批”岗位的人在这里选定并签名。每处选定采用哪一种，写明理由；"
    "签名后成为案件的新版本，不能再改。"
)
LAW_CHANGED = (
    "受理以后政策有变更：下面按现在确认的规定重新判定。写明理由，签名后成为案件的新版本；"
    "原来的版本保留。"
)
NOT_YOURS = "由有“经办”或者“审批”岗位的人在这里决定；您的账号没有这两个岗位。"
OWN = (
    "这件是您本人受理的。本人受理、本人决定是允许的，办理记录会写明；"
    "有别的经办人员的，请考虑交给别人决定。"
)
REASON = "理由"
REASON_HINT = "依据哪些材料或情况；印在审批表附页上"
SEE = "看结果"
SIGN = "签名并决定"
BACK = "返回修改"
#: More grants than these would push the choices out of sight.
_MOST_GRANTS = 5
_NONE = "都不采用（视为不符合）"


def heading(point: DecisionPoint) -> str:
    """Return whom a point is about, and what is asked."""
    who = "本件" if point.line == CASE else f"第 {point.line} 行　{point.name}　{point.masked}"
    return f"{who}　{point.title}"


def choice_label(choice: Choice) -> str:
    """Return a choice with what it gives."""
    if not choice.text:
        return _NONE
    amount = f"，{_yuan(choice.amount_fen)}" if choice.amount_fen else ""
    return f"{choice.text}（{OUTCOMES[choice.outcome]}{amount}）"


def alike(count: int) -> str:
    """Return the words of choosing the same for the other rows of a question."""
    return f"其余 {count} 行同此"


def more(count: int) -> str:
    """Return what is said of rows that are not shown."""
    return f"另有 {count} 处没有列出：这里的决定以后再列，或者用“其余各行同此”一并决定。"


def result(seen: Outlook) -> tuple[str, str]:
    """Return what a decision makes of a case: in figures, and the amount in capitals."""
    if seen.ceiling_fen is not None and seen.outcome is Outcome.ELIGIBLE:
        return f"{QUALIFIED}　最高 {_yuan(seen.ceiling_fen)}", capital_words(seen.ceiling_fen)
    words = OUTCOMES[seen.outcome]
    if seen.amount_fen is None or seen.outcome is Outcome.INELIGIBLE:
        return words, ""
    settled = "" if seen.outcome is Outcome.ELIGIBLE else "已能确定 "
    capitals = f"人民币{capital_words(seen.amount_fen)}"
    return f"{words}　{settled}{_yuan(seen.amount_fen)}", capitals


def left_open(count: int) -> str:
    """Return what is said of points that stay open, or ""."""
    return f"还有 {count} 处没有决定，签名后仍列在这里。" if count else ""


def signed(version: int) -> str:
    """Return what is said once a decision is signed and kept."""
    return f"决定已签名保存，成为第 {version} 版；审批表照此重新打印。"


def left_unknown(texts: tuple[str, ...]) -> str:
    """Return why readings are no choice, or ""."""
    if not texts:
        return ""
    named = "、".join(f"“{text}”" for text in texts)
    return (
        f"{named}还缺算出结果所需的内容，不能在这里选；要按它办的，选“都不采用”，补齐后重新受理。"
    )


def granted_since(granted: tuple[GrantedSince, ...]) -> str:
    """Return what other cases were granted since this one was accepted, or ""."""
    if not granted:
        return ""
    named = "；".join(_grant(each) for each in granted[:_MOST_GRANTS])
    rest = len(granted) - _MOST_GRANTS
    others = f"；另有 {rest} 条，见“享受记录”" if rest > 0 else ""
    return (
        f"受理以后，同一申请人、单位或名册里的人在这一事项下另有记录：{named}{others}。"
        "下面的结果没有计入，请先核对再签名；签名时这些记录一并写入新版本。"
    )


def _grant(granted: GrantedSince) -> str:
    rows = f"第 {'、'.join(map(str, granted.lines))} 行，" if granted.lines else ""
    months = f"，{'、'.join(granted.months)}" if granted.months else ""
    if granted.amount_fen is not None:
        months += f"，{_yuan(granted.amount_fen)}"
    elif not granted.months:
        months += "，金额未定"
    day = displayed_date(granted.on)
    return f"{rows}案件 {granted.number}（{day} 收件{months}）"


def taken_line(taken: TakenDecision) -> str:
    """Return one line about what was decided, for the history of a case."""
    rows = f"第 {'、'.join(map(str, taken.lines))} 行" if taken.lines else ""
    reading = f"按“{taken.text}”" if taken.text else "各种理解都不采用"
    return f"{rows}{taken.title}：{reading}；理由：{taken.reason}"


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{grouped(from_fen(fen))} 元"
