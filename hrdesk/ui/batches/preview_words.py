"""What an answer would change, in words: how it is read, its counts and sums, what is asked."""

from collections.abc import Mapping

from hrdesk.domain.batch_answer import BatchProof
from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.masking import masked_numbers
from hrdesk.services.batch_answers import AnswerFate, AnswerPlan
from hrdesk.ui.batches.answer_terms import FATES, amount
from hrdesk.ui.list_import import terms as list_terms

#: So many lines of totals are named.
_MOST_TOTALS = 10


def reading_words(done: int, lines: int) -> str:
    """Return how far the reading of an answer is; of 0 lines it is not known yet."""
    if not lines:
        return "正在打开文件……　按 Esc 停止，什么也不存"
    return f"正在逐行核对：{done:,} / {lines:,} 行　按 Esc 停止，什么也不存"


def to_batch(values: Mapping[str, str]) -> str:
    """Return what a person says who knows that an answer is to a batch that it does not name."""
    return (
        f"我已核对：这份回执就是批次 {values['number']} 的，对得上的 {values['matched']} 行照收，"
        f"对不上的 {values['count']} 行列入“对不上的行”（记明由我选定批次）"
    )


def amounts_seen(values: Mapping[str, str]) -> str:
    """Return what a person says who has looked at amounts that were not sent."""
    return (
        f"我已核对：“{values['columns']}”不是平台核定的补贴金额，或者已与平台问清，"
        f"这 {values['count']} 处不影响按上报的金额支付（原话记在各行）"
    )


def plan_counts(plan: AnswerPlan) -> str:
    """Return the rows of a file by what becomes of them, as a sum that adds up."""
    parts = [f"{words} {plan.fates[fate]}" for fate, words in FATES.items()]
    parts += [f"平台未处理 {plan.reading.silent}", f"对不上 {len(plan.reading.strays)}"]
    return f"回执 {plan.reading.read} 行＝{'＋'.join(parts)}"


def plan_sums(plan: AnswerPlan) -> str:
    """Return what the accepted and the failed rows pay, "" where nothing is paid."""
    sums = plan.sums
    if sums is None:
        return ""
    told = (AnswerFate.ACCEPTED, AnswerFate.FAILED)
    return "　".join(f"{FATES[fate]}合计 {amount(sums[fate])} 元" for fate in told)


def plan_notes(plan: AnswerPlan) -> str:
    """Return how the rows were matched, and what is to be known of the file."""
    notes = [f"按“{'、'.join(plan.reading.key)}”逐行对上，不看次序"]
    batch = plan.answer.frozen.batch
    if plan.proof is BatchProof.ROWS:
        notes.append(f"文件里没有批次号，按选定的 {batch.number} 核对，每一行都对得上")
    elif plan.proof is BatchProof.PERSON:
        notes.append(f"文件里没有批次号，批次 {batch.number} 由您选定")
    if not plan.answer.facts.sees_all:
        notes.append(".xls 文件里隐藏的行、没有值的公式看不出来，请在 Excel 或 WPS 里先看一遍")
    if plan.new_words:
        notes.append(f"平台未处理的行里有 {plan.new_words} 行写着新的话，导入后记在批次的各行")
    if not plan.reading.unknown and not plan.says_anything:
        notes.append("这份回执没有说出新的结果，不用导入")
    silent = [plan.answer.columns.headers[n] for n in sorted(plan.reading.unsaid)]
    if silent:
        notes.append(f"空白或打星太多、没有全部比对的栏：{'、'.join(silent)}")
    notes += _left_out(plan)
    left = batch.rows - plan.reading.matched
    if left:
        notes.append(f"批次里还有 {left} 行这份回执没有提到，仍按原来的状态")
    return "；".join(notes)


def _left_out(plan: AnswerPlan) -> list[str]:
    """Return which lines and columns of the file are not read."""
    notes = []
    if plan.reading.totals:
        lines = "、".join(map(str, plan.reading.totals[:_MOST_TOTALS]))
        notes.append(f"第 {lines} 行是合计，不当作上报的行")
    if plan.reading.repeated:
        lines = "、".join(map(str, plan.reading.repeated[:_MOST_TOTALS]))
        notes.append(f"第 {lines} 行是重复的栏名，不当作上报的行")
    if plan.reading.unread:
        named = [
            f"{column_letters(n)} {masked_numbers(plan.heading.titles[n])}".strip()
            for n in plan.reading.unread
        ]
        notes.append(f"有 {len(named)} 栏没有读：{list_terms.some(named)}")
    return notes


def unknown_words(unknown: Mapping[str, int]) -> str:
    """Return the words that nobody has given a meaning yet."""
    return "、".join(f"“{word}”（{count} 行）" for word, count in unknown.items())
