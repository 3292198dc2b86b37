"""Every figure, date and list with its document: filtered by typing or by state."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services.amendment_list import waiting
from hrdesk.services.parameters import (
    FIRST_DAY,
    LAST_DAY,
    ParameterLine,
    RowState,
    found_in,
    parameter_lines,
)
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.models import TITLE, ParameterModel
from hrdesk.ui.law.terms import STATES, line_words
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.words import button, card, label, selectable

_WIDTHS = (136, 176, 160, 114, 114, 208, 84, 136)
_FILTER_WIDTH = 120
_NOT_FOUND = "没有找到。可以输入事项、标准、数值、文件或条款的一部分。"
_NOT_ALLOWED = "新增数值由管理员提出，第二个人确认。"


class ParameterListPage(Page):
    """Lists values; `add_asked` carries the parameter that gets one, `adopt_asked` a document."""

    add_asked = Signal(str)
    adopt_asked = Signal(str)
    term_asked = Signal()
    questions_asked = Signal()
    changes_asked = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "新增数值"),
        KeyHint("Ctrl K", "口径"),
        KeyHint("Ctrl M", "变更"),
        KeyHint("F3", "查找"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("parameter_list_page")
        self._session = session
        self._sought = ""
        self._lines: tuple[ParameterLine, ...] = ()
        self.model = ParameterModel(self)
        self.table = RowTable("parameters", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, TITLE)
        self.table.selectionModel().currentRowChanged.connect(self._describe_row)
        self.table.opened.connect(lambda _row: self._act())
        self.notice = Notice(self, "parameters_notice")
        self._state = _filter()
        self._state.currentIndexChanged.connect(lambda _: self._show())
        self._count = label("", "soft")
        self._count.setObjectName("parameter_count")
        self._empty = label(_NOT_FOUND, "soft")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = selectable("", "small")
        self._row.setObjectName("parameter_row")
        self._row.setWordWrap(True)
        bind_keys(
            self,
            {
                "Ctrl+N": self._act,
                "Ctrl+M": self.changes_asked.emit,
                "Ctrl+K": self.questions_asked.emit,
            },
        )
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows."""
        self.table.begin()

    def search(self, text: str) -> None:
        """Show the values in which a text stands, or all for ""."""
        self._sought = text
        self._show()

    def read_again(self) -> None:
        """Read the values anew."""
        try:
            self._lines, open_changes = parameter_lines(self._session), waiting(self._session)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self._changes.setText(f"变更（{open_changes} 项待确认）" if open_changes else "变更")
        self._show()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._lines = ()
        self.model.show_found(())

    def _show(self) -> None:
        marked = self._marked()
        rows = found_in(self._lines, self._sought, self._state.currentData())
        self.model.show_found(rows)
        if rows:
            row = self.model.row_of(marked.id) if marked is not None else 0
            self.table.selectRow(max(row, 0))
        self._count.setText(f"{len({each.parameter for each in rows})} 项标准，{len(rows)} 个数值")
        self._stack.setCurrentIndex(0 if rows else 1)
        self._describe_row()

    def _marked(self) -> ParameterLine | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(
        self, _now: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        line = self._marked()
        self._add.setText(_act_words(line))
        self._add.setEnabled(self._may_add() and line is not None and line.parameter != FIRST_DAY)
        self._row.setText("" if line is None else line_words(line))

    def _may_add(self) -> bool:
        return self._session.staff.may(Role.ADMINISTRATOR)

    def _act(self) -> None:
        line = self._marked()
        if line is None or not self._add.isEnabled():
            return
        if line.parameter == LAST_DAY:
            self.term_asked.emit()
        elif line.state is RowState.PENDING:
            self.adopt_asked.emit(line.document)
        else:
            self.add_asked.emit(line.parameter)

    def _arrange(self) -> None:
        self._add = button("add_value", "新增数值…", self._act, "primary")
        self._add.setToolTip("" if self._may_add() else _NOT_ALLOWED)
        self._changes = button("show_changes", "变更", self.changes_asked.emit)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政策标准", "title"))
        head.addWidget(self._state)
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._may_add():
            head.addWidget(label(_NOT_ALLOWED, "soft"))
        head.addWidget(button("show_questions", "口径", self.questions_asked.emit))
        head.addWidget(self._changes)
        head.addWidget(self._add)
        surface = card()
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        inner.addLayout(self._stack)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(surface, 1)
        page.addWidget(self._row)


def _act_words(line: ParameterLine | None) -> str:
    if line is not None and line.state is RowState.PENDING:
        return "采纳这份文件…"
    if line is not None and line.parameter == LAST_DAY:
        return "延长有效期…"
    return "新增数值…"


def _filter() -> QComboBox:
    states = QComboBox()
    states.setObjectName("parameter_state")
    states.setAccessibleName("状态")
    states.setFixedWidth(_FILTER_WIDTH)
    states.addItem("全部状态", None)
    for state, words in STATES.items():
        states.addItem(words, state)
    return states
