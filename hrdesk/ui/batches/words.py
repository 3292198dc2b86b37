"""What the page of batches says in a line: what is ticked, what was copied."""

from collections.abc import Sequence
from pathlib import Path

from hrdesk.domain.batch import Batch, CopyPurpose
from hrdesk.domain.case import CaseSummary
from hrdesk.domain.money import from_fen, grouped
from hrdesk.services.batches import may_be_sent
from hrdesk.ui.batches.purpose import PURPOSES


def counted(chosen: Sequence[CaseSummary], shown: Sequence[CaseSummary], *, pays: bool) -> str:
    """Return how many cases are ticked of those shown, their sum, and how many cannot be sent."""
    said = f"勾选 {len(chosen)} 件，共 {len(shown)} 件"
    if pays:
        total = sum(case.amount_fen or 0 for case in chosen)
        said += f"　合计 {grouped(from_fen(total))} 元"
    barred = sum(not may_be_sent(case) for case in shown)
    return f"{said}　另有 {barred} 件判定不是“符合”，不能上报" if barred else said


def into(purpose: CopyPurpose) -> str:
    """Return what is asked of the folder into which a copy goes."""
    return f"拷到哪个文件夹（{PURPOSES[purpose]}）"


def copied(batch: Batch, folder: Path) -> tuple[str, str]:
    """Return that a copy left, with counts and sum, and where it lies."""
    total = "" if batch.sum_fen is None else f"，合计 {grouped(from_fen(batch.sum_fen))} 元"
    return (
        f"批次 {batch.number} 已拷出，读回核对无误：{batch.cases} 件、{batch.rows} 行{total}",
        f"存在 {folder}：{batch.file_name}，旁边的清单记着各个文件的校验值。",
    )
