"""The copies of a batch that left: when, by whom, for what, which files."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.batch import Batch, BatchCopy
from hrdesk.ui import theme
from hrdesk.ui.batches.purpose import PURPOSES
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import Index, RowTable
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import label

AT, BY, PURPOSE, FILE, HASH = range(5)
_TITLES = ("拷出时间", "经手人", "用途", "文件", "校验值（SHA-256）")
_WIDTHS = (160, 120, 120, 300, 220)
#: So many characters of a hash tell files apart; the whole one is in the tool tip and the manifest.
_SHORT = 16
COPIES, BACK = "拷出记录", "返回批次"
_MARGINS = (12, 0, 12, 6)


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A file of a copy, as a line of the table."""

    id: str
    copy: BatchCopy
    name: str
    sha256: str


class CopiesModel(PagedModel[CopyLine]):
    """The files of all copies, the last copy first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell and its font, or the whole hash."""
        line, column = self.summary(index.row()), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(line)[column]
        if role == Qt.ItemDataRole.FontRole and column in (AT, FILE, HASH):
            return theme.number_font("base")
        if role == Qt.ItemDataRole.ToolTipRole and column == HASH:
            return line.sha256
        return None

    def _words(self, line: CopyLine) -> tuple[str, ...]:
        return (
            f"{line.copy.at:%Y-%m-%d %H:%M}",
            line.copy.by,
            PURPOSES[line.copy.purpose],
            line.name,
            f"{line.sha256[:_SHORT]}…",
        )


class CopiesView(QWidget):
    """Shows the copies of one batch."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "soft")
        self._title.setObjectName("copies_title")
        self._model = CopiesModel(self)
        self.table = RowTable("copies", self._model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, FILE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title.setContentsMargins(*_MARGINS)
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        column.addWidget(whole_line(self.table, self._whole))

    def _whole(self, row: int) -> str:
        line = self._model.summary(row)
        return f"{line.name}　SHA-256 {line.sha256}"

    def show_copies(self, batch: Batch, copies: tuple[BatchCopy, ...]) -> None:
        """Show what left of a batch."""
        count = f"拷出过 {len(copies)} 次" if copies else "还没有拷出过"
        self._title.setText(f"批次 {batch.number}：{count}")
        self._model.show_found(
            tuple(
                CopyLine(f"{number}/{file.name}", copy, file.name, file.sha256)
                for number, copy in enumerate(copies)
                for file in copy.files
            )
        )
