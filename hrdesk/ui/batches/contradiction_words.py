"""What is said where answers contradict what was done: whose rows, and what to do about it."""

from collections.abc import Sequence

from hrdesk.domain.batch_answer import ContradictedBatch, SentState, ToldRow
from hrdesk.services.batch_answers import AnswerFate, AnswerPlan
from hrdesk.services.sent_columns import RowTerms
from hrdesk.ui.batches.answer_terms import CLOSED, STATES, row_words

#: So many rows or batches are named; the list below has them all.
_MOST_NAMED = 3
WHAT_TO_DO = (
    "请马上与平台核实钱有没有发、发给谁；查清以前，这个人的不要再报、不要更正。"
    "处理完由审批人或主管在这一行写处理结果，在此以前一直标“矛盾”；"
    "导错了回执的，在“回执”一页撤回。"
)


def plan_contradictions(plan: AnswerPlan, terms: RowTerms) -> str:
    """Return which rows an answer contradicts and what the platform says, "" where none."""
    against = [(told, sent) for told, sent, fate in plan.told if fate is AnswerFate.CONTRADICTING]
    if not against:
        return ""
    named = "；".join(_row(terms, *each) for each in against[:_MOST_NAMED])
    more = "等" if len(against) > _MOST_NAMED else ""
    return f"矛盾 {len(against)} 行，可能重复支付：{named}{more}"


def standing_contradictions(batches: Sequence[ContradictedBatch]) -> str:
    """Return in which batches contradicted rows stand that nobody settled."""
    named = "、".join(f"{each.number}（{each.rows} 行）" for each in batches[:_MOST_NAMED])
    more = "等" if len(batches) > _MOST_NAMED else ""
    rows = sum(each.rows for each in batches)
    return f"有 {rows} 行平台的回执与已办的矛盾，可能重复支付：批次 {named}{more}"


def _row(terms: RowTerms, told: ToldRow, sent: SentState) -> str:
    done = _done(sent)
    reason = f"（{told.reason}）" if told.reason else ""
    where = row_words(sent.number, sent.line)
    return f"{where} {terms.person(sent.cells)}：{done}，又说{STATES[told.state]}{reason}"


def _done(sent: SentState) -> str:
    if sent.closure:
        return f"已登记{CLOSED}"
    if sent.later:
        return f"已在 {sent.later} 重新上报"
    if sent.corrected:
        return "案件已更正"
    return f"批次 {sent.elsewhere} 里平台说过已受理" if sent.elsewhere else STATES[sent.state]
