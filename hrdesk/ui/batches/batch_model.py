"""The batches that were made, the last one first."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.domain.batch import Batch, VoidCause
from hrdesk.domain.batch_answer import ContradictedBatch
from hrdesk.domain.money import from_fen, grouped
from hrdesk.ui import theme
from hrdesk.ui.batches.answer_terms import SETTLED, STATES
from hrdesk.ui.batches.batch_words import void_words
from hrdesk.ui.batches.purpose import PURPOSES
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

NUMBER, MEASURE, MADE, COUNTS, SUM, ANSWERED, STATE, PURPOSE = range(8)

_TITLES = (
    "批次号",
    "事项",
    "编制时间",
    "件数 / 行数",
    "合计（元）",
    "/".join(STATES.values()),
    "状态",
    "用途",
)
_FIGURES = frozenset({NUMBER, MADE, COUNTS, SUM, ANSWERED})
_CAUSES = {VoidCause.PERSON: "已作废", VoidCause.NOT_WRITTEN: "未写成，已作废"}


class BatchModel(PagedModel[Batch]):
    """Batches page by page; `titles` names the measures."""

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent, right=SUM)
        self._titles = titles
        self._against: Mapping[str, int] = {}

    def show_contradicted(self, batches: Sequence[ContradictedBatch]) -> None:
        """Mark the batches of which answers contradict what was done."""
        self._against = {each.batch_id: each.rows for each in batches}
        if self.rowCount():
            first, last = self.index(0, STATE), self.index(self.rowCount() - 1, STATE)
            self.dataChanged.emit(first, last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font and side, its chip, or why it was voided."""
        batch, column = self.summary(index.row()), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(batch)[column]
        if role == Qt.ItemDataRole.FontRole and column in _FIGURES:
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SUM:
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(batch, column)
        if role == CHIP and column == STATE:
            return "unmet" if batch.id in self._against else _tone(batch)
        if role == ADDITION and column == ANSWERED and batch.handled:
            return f"已办 {batch.handled}"
        return None

    def whole(self, row: int) -> str:
        """Return what stands of a batch behind its state: why it was voided, what contradicts."""
        batch = self.summary(row)
        said = self._behind(batch)
        return f"批次 {batch.number}　{said}" if said else ""

    def _hint(self, batch: Batch, column: int) -> str | None:
        if column == MEASURE:
            return self._words(batch)[MEASURE]
        if column == ANSWERED and batch.handled:
            return f"失败的 {batch.tally.failed} 行里，{batch.handled} 行已重新上报或不再报送"
        is_state = column == STATE or batch.void is not None
        return (self._behind(batch) if is_state else "") or batch.file_name or None

    def _behind(self, batch: Batch) -> str:
        if against := self._against.get(batch.id, 0):
            return f"平台的回执与已办的矛盾：{against} 行，可能重复支付"
        if _is_settled(batch):
            return f"{batch.settled} 行的矛盾已处理，处理结果写在批次的各行"
        return void_words(batch)

    def _words(self, batch: Batch) -> tuple[str, ...]:
        tally, against = batch.tally, self._against.get(batch.id, 0)
        total = "—" if batch.sum_fen is None else grouped(from_fen(batch.sum_fen))
        return (
            batch.number,
            self._titles.get(batch.measure, batch.measure),
            f"{batch.made_at:%Y-%m-%d %H:%M}",
            f"{batch.cases} / {batch.rows}",
            total,
            "—"
            if batch.void is not None
            else f"{tally.accepted} / {tally.failed} / {tally.waiting}",
            f"矛盾 {against} 行" if against else _stands(batch),
            "—" if batch.purpose is None else PURPOSES[batch.purpose],
        )


def state_words(batch: Batch) -> str:
    """Return whether a batch holds its cases, and whether a copy of it left."""
    if batch.void is not None:
        return _CAUSES[batch.void.cause]
    return "已拷出" if batch.file_name else "未拷出"


def _stands(batch: Batch) -> str:
    return SETTLED if _is_settled(batch) else state_words(batch)


def _is_settled(batch: Batch) -> bool:
    return batch.void is None and batch.settled > 0


def _tone(batch: Batch) -> str:
    if batch.void is not None:
        return "unmet"
    return "met" if batch.file_name and not batch.settled else "unknown"
