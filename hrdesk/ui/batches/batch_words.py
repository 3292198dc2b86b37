"""What the page of batches says of what is ticked, and of a batch that was copied."""

from collections.abc import Sequence

from hrdesk.domain.batch import Batch, VoidCause
from hrdesk.domain.case import CaseSummary
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services.batches import may_be_sent

NOTHING_MADE = "还没有编制过批次：在“等待上报”里勾选案件，按 Ctrl+Enter 编制。"
NOBODY_WAITS = "这个事项在这段时间没有等待上报的案件。"
NO_PERIOD = "日期写成 2026-03-18 的样子，先后要对。"
#: What stands where the person at work makes no batch and takes no answer.
FOR_CLERKS = "编制、拷出和导入回执由有“经办”岗位的人办理"
CLERKS_KEYS = frozenset({"空格", "Ctrl A", "Ctrl Enter", "Ctrl Shift R"})


def ticked_words(chosen: Sequence[CaseSummary], shown: Sequence[CaseSummary], *, pays: bool) -> str:
    """Return how many of those who wait are ticked, what they pay, how many cannot be sent."""
    words = f"勾选 {len(chosen)} 件，共 {len(shown)} 件{_paid(chosen, pays=pays)}"
    barred = sum(not may_be_sent(case) for case in shown)
    if barred:
        words += f"　另有 {barred} 件判定不是“符合”，不能上报"
    return words


def chosen_words(chosen: Sequence[CaseSummary], *, pays: bool) -> str:
    """Return how many cases a batch is made of, and what they pay."""
    return f"{len(chosen)} 件{_paid(chosen, pays=pays)}"


def _paid(chosen: Sequence[CaseSummary], *, pays: bool) -> str:
    if not pays:
        return ""
    return f"　合计 {grouped(from_fen(sum(case.amount_fen or 0 for case in chosen)))} 元"


def copied_words(batch: Batch) -> str:
    """Return what has left of a batch, and that its drive gave it back."""
    total = "" if batch.sum_fen is None else f"，合计 {grouped(from_fen(batch.sum_fen))} 元"
    counts = f"{batch.cases} 件、{batch.rows} 行{total}"
    return f"批次 {batch.number} 已拷出，读回核对无误：{counts}"


def void_words(batch: Batch) -> str:
    """Return who voided a batch, when and why, "" for one that counts."""
    void = batch.void
    if void is None:
        return ""
    if void.cause is VoidCause.NOT_WRITTEN:
        return f"{void.at:%Y-%m-%d %H:%M} 没有写成，自动作废"
    return f"{void.at:%Y-%m-%d %H:%M} {void.by}作废：{void.reason}"


def standing_words(batch: Batch) -> str:
    """Return why a batch takes no answer, "" where it does."""
    if batch.void is not None:
        return f"已作废，下面的行不再等待平台的结果：{void_words(batch)}"
    return "" if batch.has_left else "还没有拷出；拷出以后才能导入回执"
