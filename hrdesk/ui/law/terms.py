"""The words for values of parameters and for changes of law."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.amendment import Amendment, Successor
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import grouped
from hrdesk.domain.organization import Entry
from hrdesk.rules.book import Ruling
from hrdesk.services.amendment_list import ChangeLine, ChangePart
from hrdesk.services.parameters import FigureState, ParameterLine
from hrdesk.services.previewing import Preview, Result
from hrdesk.services.questions import QuestionLine
from hrdesk.services.readings_preview import ReadingEffect, ReadingsPreview
from hrdesk.services.replaying import Difference
from hrdesk.services.sent_again import SentDifference
from hrdesk.ui.outcome_words import OUTCOMES, QUALIFIED
from hrdesk.ui.provenance import entered_words

STATES: Mapping[FigureState, str] = {
    FigureState.SHIPPED: "来自文件",
    FigureState.LOCAL: "本地核定",
    FigureState.UNVERIFIED: "待核实",
    FigureState.PENDING: "待采纳",
    FigureState.PROPOSED: "待确认",
}
#: The tone of a chip; what comes from the document has none.
TONES: Mapping[FigureState, str] = {
    FigureState.LOCAL: "met",
    FigureState.UNVERIFIED: "officer",
    FigureState.PENDING: "officer",
    FigureState.PROPOSED: "unknown",
}
#: Stands where there is no day, or no document.
NOTHING = "—"
_BY_DOCUMENT = "须凭文件填写"
_ALL = "全部事项"
_SEEN_BY_NOBODY = "文件或条款还没有核到原文，先按这个数值判定；核到以后凭文件新增数值"
_NEVER_CONFIRMED = "程序不带数值，没有核定以前这个地方的月份算“还不知道”，不计算金额"
_NOT_IN_PACK = "（现在的政策包里没有这一项，不起作用）"


def day_words(day: date | None) -> str:
    """Return a day, or a stroke where there is none."""
    return NOTHING if day is None else day.isoformat()


def measure_words(line: ParameterLine) -> str:
    """Return which measure a value belongs to."""
    return line.measure or _ALL


def title_words(line: ParameterLine) -> str:
    """Return what a value is of, with the place in which it holds."""
    return f"{line.place_name} · {line.title}" if line.place_name else line.title


def value_words(line: ParameterLine) -> str:
    """Return a value, or that there is none without a document."""
    return line.value or _BY_DOCUMENT


def line_words(line: ParameterLine) -> str:
    """Return what is to be known of a value beside its columns."""
    subject = f"{line.measure or _ALL} · {title_words(line)}"
    source = " ".join(part for part in (line.document, line.clause) if part)
    words = f"{subject}：{value_words(line)} · {source}"
    if line.amendment is not None:
        words += f" · {change_source(line.amendment)}"
    if line.replaced:
        words += " · 已有本地核定的，以本地核定为准"
    elif line.state is FigureState.UNVERIFIED:
        words += " · " + (_SEEN_BY_NOBODY if line.value else _NEVER_CONFIRMED)
    elif line.state is FigureState.PENDING:
        words += " · 上级文件的规定，本单位还没有采纳，不作为判定依据"
    elif line.state is FigureState.PROPOSED:
        words += " · 第二人确认以后才生效"
    return words


def change_source(change: Amendment) -> str:
    """Return the document of a change, who proposed it and who confirmed it."""
    source = change.source
    words = f"{source.document}（{source.issued_on}）{source.note}"
    words += f" · {entered_words(change.entry, change.withdrawal)}"
    if change.confirmation is not None:
        confirmed = change.confirmation
        words += f" · {confirmed.by} {confirmed.at:%Y-%m-%d} 确认"
        if isinstance(change.content, Successor):
            words += f"\n{_signed_words(change.content, change.entry, confirmed)}"
    return words


def _signed_words(content: Successor, proposed: Entry, confirmed: Entry) -> str:
    """Return who signed a pack for the office: its whole hash, and from which day on."""
    return (
        f"由本局签署：提出人 {proposed.by}（第 {proposed.sequence} 条记录）、"
        f"确认人 {confirmed.by}（第 {confirmed.sequence} 条记录），自 {content.first_day} 起；"
        f"政策包校验值 {content.content_hash}。"
        "两人的签名在每次登录和 hrdesk verify --full 时核对。"
    )


def change_words(line: ChangeLine) -> str:
    """Return what a change does, part by part, and of which policy where that is not today's."""
    words = [part_words(part, ends=line.ends) for part in line.parts]
    if line.other_document:
        words.insert(0, f"改的是 {line.other_document}，只用于按这份文件受理的申请。")
    return "\n".join(words)


def part_words(part: ChangePart, *, ends: bool) -> str:
    """Return what one part of a change does."""
    subject = f"{part.measure or _ALL} · {part.title}{'' if part.in_pack else _NOT_IN_PACK}"
    if part.is_policy:
        subject = f"后续政策 {part.title}"
    if part.is_policy and not ends:
        return f"{subject}：适用于 {part.valid_from} 起收到的申请（校验值 {part.value[:16]}）"
    if ends:
        last = f"到 {part.until} 为止" if part.until is not None else "不再适用，视为没有作过"
        return f"{subject}：{last}"
    if part.valid_from is None:
        former = f"{part.former} → " if part.former else "到 "
        return f"{subject}：有效期 {former}{part.until}"
    until = "" if part.until is None else f"，到 {part.until} 为止"
    former = f"{part.former} → " if part.former else ""
    return f"{subject}：{former}{part.value}，从 {part.valid_from} 起{until}"


def state_words(line: ChangeLine) -> str:
    """Return how far a change is, in a word."""
    if line.amendment.withdrawal is not None:
        return "已撤回"
    if line.amendment.is_open:
        return "待确认"
    if line.ends:
        return "已确认"
    if line.counts and not any(part.in_pack for part in line.parts):
        return "已确认"
    if line.counts and line.is_coming:
        return "已确认，未到首日"
    return "已生效" if line.counts else "已终止"


def question_cells(line: QuestionLine) -> tuple[str, ...]:
    """Return a question as its row says it: whom it concerns, what, where, how it is decided."""
    readings = "；".join(line.readings.values())
    decides = "审批人逐件决定" if line.ruling is None else "按口径"
    return line.measure or _ALL, line.question, line.clause, readings, decides


def question_words(line: QuestionLine) -> str:
    """Return a question with its readings and every ruling on it."""
    readings = "；".join(line.readings.values())
    words = f"{line.measure or _ALL} · {line.question} · {readings}"
    return " · ".join((words, *(_ruling_words(line, each) for each in line.rulings)))


def _ruling_words(line: QuestionLine, ruling: Ruling) -> str:
    last = ruling.period.last
    until = "" if last is None else f" 至 {last}"
    reading = line.readings[ruling.reading]
    return f"口径：{reading}（{ruling.document}，{ruling.period.first} 起{until}）"


def question_source(line: QuestionLine) -> str:
    """Return whose question it is, the clause that is silent, and every ruling on it."""
    words = f"{line.measure or _ALL} · {line.clause}"
    rulings = [_ruling_words(line, each) for each in line.rulings]
    return " · ".join((words, *(rulings or ["还没有口径，由审批人逐件决定"])))


def readings_words(preview: ReadingsPreview) -> str:
    """Return how many cases wait for an answer to a question."""
    unread = f"{'、'.join(preview.unreadable)} 读不出来，没有核对。" if preview.unreadable else ""
    if not preview.waiting:
        return f"核对了 {preview.judged} 件，没有等这个问题决定的。{unread}"
    return (
        f"核对了 {preview.judged} 件，其中 {preview.waiting} 件等这个问题的决定；"
        f"这 {preview.waiting} 件现在能确定的合计 {grouped(preview.before)} 元。{unread}"
    )


def effect_cells(effect: ReadingEffect | None) -> tuple[str, str]:
    """Return what a reading gives: outcomes with their counts, the sum of the amounts."""
    if effect is None or not effect.outcomes:
        return NOTHING, NOTHING
    counts = (
        f"{words} {effect.outcomes[outcome]} 件"
        for outcome, words in OUTCOMES.items()
        if outcome in effect.outcomes
    )
    return "，".join(counts), grouped(effect.after)


def result_words(result: Result) -> str:
    """Return an outcome with its amount, or with the most that a loan may reach."""
    if result.ceiling is not None and result.outcome is Outcome.ELIGIBLE:
        return f"{QUALIFIED}　最高 {grouped(result.ceiling)}"
    amount = f"　{grouped(result.amount)}" if result.amount else ""
    return f"{OUTCOMES[result.outcome]}{amount}"


def difference_cells(each: Difference | SentDifference, title: str) -> tuple[str, ...]:
    """Return a decision or a row of a batch that comes out otherwise, as its row says it."""
    if isinstance(each, SentDifference):
        return each.number, str(each.version), title, *_sent_words(each)
    then, now = (
        f"{_outcome(outcome)}　{grouped(Decimal(amount)) if amount else ''}".rstrip("　")
        for outcome, amount in ((each.outcome, each.amount), (each.outcome_now, each.amount_now))
    )
    return each.number, str(each.version), title, then, now


def difference_whole(each: Difference | SentDifference, title: str) -> str:
    """Return all that is said of a decision or a row of a batch that comes out otherwise."""
    number, version, measure, then, now = difference_cells(each, title)
    of_batch = isinstance(each, SentDifference)
    told = f"{then}：{now}" if of_batch else f"当时 {then}，重新计算 {now}"
    return f"{number} 第 {version} 版　{measure}　{told}"


def _sent_words(each: SentDifference) -> tuple[str, str]:
    if not each.row:
        return f"批次 {each.batch}", "列与政策包和模板都不同"
    there = f"批次 {each.batch} 第 {each.row} 行"
    return there, f"“{each.header}”与案件不同" if each.header else "行与案件不同"


def _outcome(code: str) -> str:
    known = {each.value: words for each, words in OUTCOMES.items()}
    return known.get(code, "读不出来，无法计算")


def preview_words(preview: Preview) -> str:
    """Return how many cases a change concerns, what it does to the sum, what becomes of them."""
    gone = f"后续政策没有的事项，{len(preview.gone)} 件没有对照。" if preview.gone else ""
    unread = (
        gone + f"{'、'.join(preview.unreadable)} 读不出来，没有核对。" if preview.unreadable else ""
    )
    if preview.of_successor:
        return _beside_successor(preview) + unread
    if not preview.changed:
        return f"核对了 {preview.judged} 件，结果和金额都不变。{unread}"
    gap = preview.after - preview.before
    sign = "+" if gap > 0 else ""
    open_ones = sum(each.before.outcome is Outcome.OFFICER for each in preview.changed)
    return (
        f"核对了 {preview.judged} 件，按新规定 {len(preview.changed)} 件结果不同；金额合计 "
        f"{grouped(preview.before)} 元 → {grouped(preview.after)} 元（{sign}{grouped(gap)}）。"
        f"其中等审批人决定的 {open_ones} 件，确认以后在案件页重新判定；其余已受理的不会自己改变。"
        f"{unread}"
    )


def _beside_successor(preview: Preview) -> str:
    """Return what a successor would say of the cases that are there; it changes none of them."""
    gone = f"它没有的事项 {len(preview.gone)} 件，不能对照。" if preview.gone else ""
    return (
        f"核对了 {preview.judged} 件：已经受理的都仍按原来的政策，不会改变。"
        f"假如按后续政策，{len(preview.changed)} 件结果不同，列在下面供参考。{gone}"
    )
