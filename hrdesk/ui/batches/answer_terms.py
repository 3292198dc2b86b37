"""The words of sent rows and of the platform's answers."""

from collections.abc import Sequence

from hrdesk.domain.batch_answer import (
    BatchAnswer,
    BatchProof,
    RowState,
    SentState,
    StrayCause,
    Tally,
    ToldRow,
    WaitingWords,
)
from hrdesk.domain.masking import masked_numbers
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.sent_batches import OpenedBatch, RowCounts

STATES = {RowState.ACCEPTED: "平台已受理", RowState.FAILED: "失败", RowState.WAITING: "等待"}
#: What a failed row is called that is sent no more.
CLOSED = "不再报送"
#: What a row is called of which answers contradict what was done.
AGAINST = "矛盾"
#: What it is called once a person said how that was settled.
SETTLED = "矛盾已处理"
TONES = {RowState.ACCEPTED: "met", RowState.FAILED: "unmet", RowState.WAITING: "unknown"}
FATES = {
    AnswerFate.ACCEPTED: STATES[RowState.ACCEPTED],
    AnswerFate.FAILED: "失败",
    AnswerFate.UNCHANGED: "不变",
    AnswerFate.CONTRADICTING: "矛盾",
}
FATE_TONES = {
    AnswerFate.ACCEPTED: "met",
    AnswerFate.FAILED: "unmet",
    AnswerFate.UNCHANGED: "unknown",
    AnswerFate.CONTRADICTING: "unmet",
}
CAUSES = {
    StrayCause.NO_ROW: "批次里没有这一行",
    StrayCause.AMBIGUOUS: "批次里有几行都对得上",
    StrayCause.REPEATED: "回执里重复",
}
ROW_TITLES = ("案号", "名册行", "人员", "金额（元）", "状态", "平台的话", "平台流水号")
STRAY_TITLES = ("回执第几行", "为什么", "内容", "处理结果")
ANSWER_TITLES = ("导入时间", "经办人", "文件里的行", "状态")
CHANGED_TITLES = ("回执第几行", "案号", "人员", "金额（元）", "变成", "平台的话", "平台流水号")
STRAY_PREVIEW_TITLES = STRAY_TITLES[:3]
WRONG_TITLES = ("位置", "什么不对", "怎么办")
OWN_COLUMNS = (("处理结果（受理或失败）", "state"), ("原因", "reason"), ("平台流水号", "serial"))
MAPPING_HINT = (
    "左边是回执的栏名和前几格内容，右边选它是上报的哪一栏，或平台自己的哪一栏；改了马上重新核对。"
)
EVERY_FAILED = "没有处理结果一栏：这是平台的错误列表，每一行都是失败"


def amount(fen: int | None) -> str:
    """Return an amount as lists show it."""
    return "—" if fen is None else grouped(from_fen(fen))


def line_words(line: int) -> str:
    """Return the line of a roster; the case itself has none."""
    return str(line) if line else "—"


def batch_words(number: str) -> str:
    """Return the number of a batch without the office, for a narrow column."""
    return number.partition("-")[2]


def tally_words(tally: Tally) -> str:
    """Return what became of the rows, as a sum that adds up."""
    counts = {
        RowState.ACCEPTED: tally.accepted,
        RowState.FAILED: tally.failed,
        RowState.WAITING: tally.waiting,
    }
    parts = (f"{words} {counts[state]}" for state, words in STATES.items())
    return f"上报 {tally.sent} 行＝{'＋'.join(parts)}"


def said(row: SentState) -> str:
    """Return what contradicts, then what the platform says of a row and what was done.

    How it was settled stands first while nothing new contradicts.
    """
    words = contradictions(row)
    settled = [
        f"{SETTLED}：{each.outcome}（{each.entry.by}，{each.entry.at:%Y-%m-%d}）"
        for each in reversed(row.settlements)
    ]
    words = [*settled, *words] if row.is_settled else [*words, *settled]
    words += [row.reason] if row.reason else []
    words += [waiting_words(row.waiting)] if row.waiting else []
    if row.later:
        words.append(f"已在 {row.later} 重新上报")
    if row.closure:
        by = row.closure.entry
        words.append(f"不再报送：{row.closure.cause}（{by.by}，{by.at:%Y-%m-%d}）")
    return "；".join(words) or "—"


def waiting_words(waiting: WaitingWords) -> str:
    """Return what the platform says of a row that it has not decided yet, and since when."""
    words = "，".join(filter(None, (waiting.word, waiting.reason))) or "只给了流水号"
    return f"平台：{words}（{waiting.entry.at:%Y-%m-%d} 回执）"


def contradictions(row: SentState) -> list[str]:
    """Return what answers say of a row against what was done."""
    words, ask = [], "" if row.is_settled else "，请与平台核实"
    if row.corrected and row.state is RowState.ACCEPTED:
        words.append(f"矛盾：更正以后才说平台已受理，平台受理的是更正以前的内容，可能重复支付{ask}")
    elif row.elsewhere and row.state is RowState.ACCEPTED:
        words.append(f"矛盾：批次 {row.elsewhere} 里的这一行平台也说过已受理，可能重复支付{ask}")
    for each in row.contradictions:
        state = STATES[each.state]
        why = f"（{each.reason}）" if each.reason else ""
        if each.closed:
            words.append(f"矛盾：登记不再报送以后又说{state}{why}，可能重复支付{ask}")
        elif each.later:
            words.append(f"矛盾：重新上报以后又说{state}{why}，可能重复支付{ask}")
        else:
            words.append(f"矛盾：平台已受理以后又说{state}{why}，仍按平台已受理")
    return words


def state_words(row: SentState) -> str:
    """Return what became of a row; a failed one may be sent again, or no more."""
    if row.is_contradicted:
        return SETTLED if row.is_settled else AGAINST
    if row.later:
        batch = row.later.rpartition("-")[2]
        if row.later_state in (None, RowState.WAITING):
            return f"已在 {batch} 重报"
        return f"{batch} {STATES[row.later_state]}"
    return CLOSED if row.closure else STATES[row.state]


def state_tone(row: SentState) -> str:
    """Return the colour of what became of a row: red asks for an act."""
    if row.is_contradicted:
        return TONES[RowState.WAITING if row.is_settled else RowState.FAILED]
    if row.later:
        return TONES[row.later_state or RowState.WAITING]
    return TONES[RowState.WAITING if row.closure else row.state]


def row_words(number: str, line: int) -> str:
    """Return which row of which case it is."""
    return f"{number} 第 {line} 行" if line else number


def closed_words(counts: RowCounts) -> str:
    """Return how many of the failed rows are dealt with, and what is contradicted, or ""."""
    parts = [f"{counts.again} 行已重新上报"] if counts.again else []
    parts += [f"{counts.closed} 行不再报送"] if counts.closed else []
    told = f"　{AGAINST} {counts.contradicted} 行" if counts.contradicted else ""
    told += f"　{SETTLED} {counts.settled} 行" if counts.settled else ""
    return (f"（失败里 {'、'.join(parts)}）" if parts else "") + told


def sent_row_words(opened: OpenedBatch, row: SentState) -> str:
    """Return which sent row it is: batch, case and row, whose, and what it pays."""
    fen = opened.terms.amount_fen(row.cells)
    pays = "" if fen is None else f"，{amount(fen)} 元"
    which = f"{batch_words(opened.batch.number)}　{row_words(row.number, row.line)}"
    return f"{which}　{opened.terms.person(row.cells)}{pays}"


def row_cells(opened: OpenedBatch, row: SentState) -> tuple[str, ...]:
    """Return the words of a sent row."""
    return (
        row.number,
        line_words(row.line),
        opened.terms.person(row.cells),
        amount(opened.terms.amount_fen(row.cells)),
        state_words(row),
        said(row),
        row.serial or (row.waiting and row.waiting.serial) or "—",
    )


def batch_answer_cells(answer: BatchAnswer, rows: Sequence[SentState]) -> tuple[str, ...]:
    """Return the words of an answer that was taken; `rows` are those of its batch."""
    against = sum(_is_against(row, answer.id) for row in rows)
    counts = (
        f"{STATES[RowState.ACCEPTED]} {answer.accepted}＋失败 {answer.failed}"
        f"＋平台未处理 {answer.silent}"
        f"＋对不上 {answer.strays}{f'，其中矛盾 {against}' if against else ''}"
    )
    gone = answer.withdrawal
    state = "有效" if gone is None else f"已撤回：{gone.reason}（{gone.entry.by}）"
    if answer.proof is BatchProof.PERSON:
        state += "；文件里没有批次号，批次由经办人选定"
    return f"{answer.entry.at:%Y-%m-%d %H:%M}", answer.entry.by, counts, state


def _is_against(row: SentState, answer: str) -> bool:
    told = {each.answer for each in row.contradictions}
    if (row.corrected or row.elsewhere) and row.state is RowState.ACCEPTED:
        told.add(row.answer)
    return answer in told


def stray_words(cells: tuple[str, ...]) -> str:
    """Return the cells of a row that matched none."""
    return " · ".join(masked_numbers(cell) for cell in cells if cell)


def preview_whole(cells: Sequence[str]) -> str:
    """Return all that an answer would make of a row."""
    file_row, number, person, pays, becomes, words, serial = cells
    said = "，".join(each for each in (becomes, words, serial) if each != "—")
    return f"回执第 {file_row} 行　{number}　{person}，{pays} 元：{said}"


def stray_whole(cells: Sequence[str]) -> str:
    """Return all that is known of a row that matches none, and how it was settled."""
    file_row, cause, content, *settled = cells
    return "\n".join((f"回执第 {file_row} 行（{cause}）：{content}", *settled))


def wrong_whole(cells: Sequence[str]) -> str:
    """Return all that is wrong at a place of an answer."""
    return f"{cells[0]}：{cells[1]}{cells[2]}"


def told_words(told: ToldRow, sent: SentState, fate: AnswerFate) -> str:
    """Return the platform's reason for a row; of a contradicted one also what it says."""
    if fate is not AnswerFate.CONTRADICTING:
        return told.reason or "—"
    again = "又说" if sent.state is not RowState.WAITING else "说"
    return "：".join(filter(None, (f"{again}{STATES[told.state]}", told.reason)))
