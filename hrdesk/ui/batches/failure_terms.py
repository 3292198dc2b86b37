"""The words of failed rows in their queue: what the platform says, what was corrected since."""

from collections.abc import Sequence

from hrdesk.intake.answer_sheet import LEVEL
from hrdesk.services.mended_rows import Mending
from hrdesk.services.resending import FailedCount, FailedRow
from hrdesk.ui.batches.answer_terms import amount, batch_words, row_words
from hrdesk.ui.page import KeyHint

HINTS = (
    KeyHint("空格", "勾选"),
    KeyHint("Enter", "打开案件"),
    KeyHint("Ctrl G", "更正"),
    KeyHint("Ctrl D", "不再报送"),
    KeyHint("Ctrl Enter", "重新上报"),
    KeyHint("Esc", "返回"),
)
CLERKS_KEYS = frozenset({"空格", "Ctrl G", "Ctrl Enter"})
#: What stands where the person at work neither corrects nor sends.
FOR_CLERKS = "更正和重新上报由有“经办”岗位的人办理"
FAILURE_TITLES = (
    "",
    "原批次",
    "案号",
    "行",
    "人员",
    "金额（元）",
    "平台的原因",
    "所指的栏",
    "案件",
)
#: What stands of a failed row's corrections in the queue, and below it in full.
MENDINGS = {
    Mending.NONE: "未更正",
    Mending.WAITING: "更正待确认",
    Mending.ELSEWHERE: "案件已改，本行未改",
    Mending.MENDED: "已更正，第 {version} 版",
}
_MENDED_FULLY = {
    Mending.NONE: "没有更正；勾选就是原样重新上报。",
    Mending.WAITING: "案件的更正还等着第二个人确认，确认以后才能重新上报。",
    Mending.ELSEWHERE: (
        "案件更正到第 {version} 版，但这一行没有改，平台的原因也没有提到改过的内容；"
        "勾选就按第 {version} 版重新上报。"
    ),
    Mending.MENDED: "已更正，按第 {version} 版重新上报。",
}
_MENDED_CHOSEN = {
    Mending.NONE: "其中 {} 行未更正，原样重新上报",
    Mending.ELSEWHERE: "其中 {} 行本行没有改，按案件最新一版重新上报",
    Mending.WAITING: "{} 行更正待确认，确认以后才能上报",
}


def mending_words(row: FailedRow) -> str:
    """Return what was corrected of a failed row, for a narrow column."""
    return MENDINGS[row.mending].format(version=row.line.newest)


def fields_words(fields: Sequence[str]) -> str:
    """Return the headers that a reason names, each by its own name alone."""
    return "、".join(_names(fields)) or "整行"


def few_fields_words(fields: Sequence[str]) -> str | None:
    """Return the first of several headers and how many they are, None where they are fewer."""
    names = _names(fields)
    return f"{names[0]}等 {len(names)} 栏" if len(names) > 1 else None


def _names(fields: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(header.rsplit(LEVEL, 1)[-1].strip("*＊ ") for header in fields))


def failed_row_words(row: FailedRow) -> str:
    """Return which failed row it is: batch, case and row, whose, and what it pays."""
    pays = "" if row.amount_fen is None else f"，{amount(row.amount_fen)} 元"
    line = row.line
    return f"{batch_words(line.batch)}　{row_words(line.number, line.line)}　{row.person}{pays}"


def failure_words(row: FailedRow) -> str:
    """Return all that is said of a failed row."""
    reason = row.line.reason or "没有说原因"
    mended = _MENDED_FULLY[row.mending].format(version=row.line.newest)
    named = f"（所指的栏：{fields_words(row.fields)}）" if row.fields else ""
    return f"{failed_row_words(row)}\n平台的原因：{reason}{named}\n{mended}"


def waiting_words(failed: FailedCount) -> str:
    """Return how many failed rows wait, and what was corrected of them, as their list says it."""
    parts = [f"{failed.mended} 行已更正"] if failed.mended else []
    parts += [f"{failed.elsewhere} 行案件已改、本行未改"] if failed.elsewhere else []
    corrected = f"，其中 {'，'.join(parts)}" if parts else ""
    return f"有 {failed.waiting} 行平台说失败、还没有重新上报{corrected}。"


def mended_words(chosen: Sequence[FailedRow], waiting: int) -> str:
    """Return what is to be known of ticked rows, and how many cannot be ticked yet."""
    counts = {each: sum(row.mending is each for row in chosen) for each in Mending}
    counts[Mending.WAITING] = waiting
    return "；".join(
        words.format(counts[each]) for each, words in _MENDED_CHOSEN.items() if counts[each]
    )
