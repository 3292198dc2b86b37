"""The rows of what is wrong with a pack, or of what it changes, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from hrdesk.domain.errors import Problem
from hrdesk.services.fault_groups import FaultGroup, fault_groups
from hrdesk.services.policy_differences import DifferenceKind, PolicyDifference
from hrdesk.services.presenting import present
from hrdesk.services.successors import ReadPack
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.table import Index

_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
_ALL = "全部事项"
_WHAT: Mapping[DifferenceKind, str] = {
    DifferenceKind.DOCUMENT: "文件",
    DifferenceKind.TERM: "有效期",
    DifferenceKind.ADDED: "新增事项",
    DifferenceKind.SHARED_RIGHT: "与下列事项同一规则：同一人只发一次，月份合并计算",
    DifferenceKind.GONE: "不再有的事项",
    DifferenceKind.TITLE: "名称",
    DifferenceKind.CLAUSE: "条款",
    DifferenceKind.FIGURE: "标准",
    DifferenceKind.QUESTION_ADDED: "新的没有写明的问题",
    DifferenceKind.QUESTION_GONE: "不再有的没有写明的问题",
}
_NONE = "—"


@dataclass(frozen=True, slots=True)
class CellsRow:
    """A row as its cells say it."""

    id: str
    cells: tuple[str, ...]


class CellsModel(PagedModel[CellsRow]):
    """Rows that are words alone."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        return self.summary(index.row()).cells[index.column()] if role in _SPOKEN else None


def fault_rows(problems: Iterable[Problem]) -> tuple[CellsRow, ...]:
    """Return what is wrong with a pack: where, what, what to do; equal faults in one row."""
    return tuple(_fault_row(str(place), each) for place, each in enumerate(fault_groups(problems)))


def _fault_row(row: str, group: FaultGroup) -> CellsRow:
    said = present(group.first)
    if group.count == 1:
        return CellsRow(row, (said.where, said.problem, said.remedy))
    places = f"{said.where} 等 {group.count} 处"
    others = f"同样的还在 {'、'.join(group.places)}。" if group.places else ""
    return CellsRow(row, (places, said.problem, f"{said.remedy}{others}"))


def difference_rows(differences: Iterable[PolicyDifference]) -> tuple[CellsRow, ...]:
    """Return what a pack changes: of which measure, what, from what, to what."""
    return tuple(
        CellsRow(
            str(place),
            (
                each.measure or _ALL,
                each.title or _WHAT[each.kind],
                each.before or _NONE,
                each.after or _NONE,
            ),
        )
        for place, each in enumerate(differences)
    )


def pack_words(read: ReadPack) -> str:
    """Return what a sound pack says of itself."""
    return (
        f"{read.document} · {read.title}（{read.policy} 第 {read.version} 版），"
        f"{read.first_day} 至 {read.last_day}。检查通过，{read.examples} 个案例全部与预期一致；"
        f"与今天的政策有 {len(read.differences)} 处不同。校验值 {read.content_hash[:16]}"
    )
