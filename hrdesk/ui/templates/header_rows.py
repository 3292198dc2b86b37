"""Where the header of a template stands: as it was found, and put right by a person."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.template import FoundSheet, HeaderRows
from hrdesk.ui import theme
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.words import button, label

_FIRST, _LAST, _EXAMPLES = "template_header_first", "template_header_last", "template_examples"
_MOST_ROWS, _MOST_PLACE, _MOST_EXAMPLES = 3, 60, 30
_LINE_WIDTH, _ROW_HEIGHT, _COLUMN_WIDTH = 110, 26, 132
_SCROLL_HEIGHT, _MOST_HEIGHT = 18, 178
_HINT_BELOW = 10
#: Where no header was found at all.
_UNFOUND = ("1", "1", "0")
_HINT = "表头一至三行；示例行由数据盖掉，没有的写 0。按 Enter 重新读取，各列重新提议。"
_WRONG = "首行不小于 1，末行不早于首行，最多三行；示例最多 30 行。"


class HeaderRowsCard(QFrame):
    """Shows the upper rows of a sheet; `asked` carries the rows that a person says."""

    asked = Signal(HeaderRows)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("template_header_rows")
        theme.first_role(self, "card")
        self._sheet = ""
        self._lines = {
            name: LabelledLine(name, words)
            for name, words in ((_FIRST, "表头首行"), (_LAST, "表头末行"), (_EXAMPLES, "示例行数"))
        }
        self._hint = label(_HINT, "small", wrap=True)
        self._hint.setObjectName("template_header_hint")
        self._top = QTableWidget()
        self._top.setObjectName("template_top")
        self._top.setAccessibleName("模板上面几行")
        self._top.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._top.setTabKeyNavigation(False)
        self._top.setCornerButtonEnabled(False)
        self._top.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self._top.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDTH)
        self._arrange()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for each in self._lines.values():
            each.setFixedWidth(_LINE_WIDTH)
            each.entered.connect(self._ask)
            each.changed.connect(self._show_marks)
            line.addWidget(each)
        # Beside the lines themselves, not beside what stands over them.
        self._hint.setContentsMargins(0, 0, 0, _HINT_BELOW)
        line.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignBottom)
        reread = button("template_reread", "重新读取", self._ask)
        line.addWidget(reread, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._top)
        self.hide()

    def show_sheet(self, sheet: FoundSheet) -> None:
        """Show what was found of a sheet, and where."""
        self._sheet = sheet.name
        found = (sheet.header_first, sheet.header_last, sheet.example_rows)
        self._show_numbers([str(number) for number in found])
        self._show_top(sheet.top)

    def show_unread(self, found: Mapping[str, str], top: Sequence[Sequence[str]] = ()) -> None:
        """Ask where the header of a sheet stands that could not be read, beginning with what was
        found: `sheet` ("" is the first one), and `first`, `last`, `examples` where there are any;
        `top` is what stands in its upper rows, where that can be said.
        """
        sheet = found.get("sheet", "")
        if sheet != self._sheet or not self._lines[_FIRST].text():
            self._show_numbers(_UNFOUND)
            self._show_top(())
        if "first" in found and "examples" in found:
            self._show_numbers((found["first"], found["last"], found["examples"]))
        if top:
            # Coloured by the numbers.
            self._show_top(top)
        self._sheet = sheet

    def take_cursor(self) -> None:
        """Take the focus for the first number."""
        self._lines[_FIRST].take_cursor()
        self._lines[_FIRST].line.selectAll()

    def _show_numbers(self, texts: Sequence[str]) -> None:
        for each, text in zip(self._lines.values(), texts, strict=True):
            each.show_text(text)

    def _show_top(self, rows: Sequence[Sequence[str]]) -> None:
        width = max(map(len, rows), default=0)
        self._top.setRowCount(len(rows))
        self._top.setColumnCount(width)
        self._top.setHorizontalHeaderLabels([column_letters(n) for n in range(width)])
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._top.setItem(place, column, item)
        # No taller than its rows: the columns below need the room.
        frame = self._top.horizontalHeader().sizeHint().height() + _SCROLL_HEIGHT
        self._top.setFixedHeight(min(frame + len(rows) * _ROW_HEIGHT, _MOST_HEIGHT))
        self._top.setVisible(bool(rows))
        self._show_marks()

    def _show_marks(self) -> None:
        """Colour the header, and the examples below it, as the numbers say."""
        said = self._said()
        for place in range(self._top.rowCount()):
            role = "paper"
            if said is not None and said.first <= place + 1 <= said.last:
                role = "accent_wash"
            elif said is not None and said.last < place + 1 <= said.last + said.examples:
                role = "unknown_wash"
            for column in range(self._top.columnCount()):
                item = self._top.item(place, column)
                if item is not None:
                    item.setBackground(theme.colour(role))

    def _said(self) -> HeaderRows | None:
        first, last, examples = (each.number() for each in self._lines.values())
        ordered = 1 <= first <= last < first + _MOST_ROWS and last <= _MOST_PLACE
        is_number = self._lines[_EXAMPLES].text().strip().isdecimal()
        if not ordered or not is_number or examples > _MOST_EXAMPLES:
            return None
        return HeaderRows(self._sheet, first, last, examples)

    def _ask(self) -> None:
        said = self._said()
        self._hint.setText(_HINT if said else _WRONG)
        theme.role(self._hint, "small" if said else "field_error")
        if said is None:
            self.take_cursor()
        else:
            self.asked.emit(said)
