"""Step 1: which office this is and how its name is printed; a 管委会 is typed."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.services import office_setup
from hrdesk.ui import theme
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.office_words import LEVELS
from hrdesk.ui.setup.step import Step
from hrdesk.ui.words import label

_OFFICE = Qt.ItemDataRole.UserRole + 1
_SOUGHT = Qt.ItemDataRole.UserRole + 2
_INDENT = "　　"
_LISTED, _TYPED = 0, 1


class OfficeStep(Step):
    """Chooses the office; `office` is None until one is chosen and its full name is sound."""

    title = "本机数据属于哪个单位"
    explanation = "先选区划，再核对盖章单位的全称；代码用于案号。设置后不能再改。"

    def __init__(self) -> None:
        super().__init__("office_step")
        self.office: Office | None = None
        self._place: Office | None = None
        self._search = QLineEdit()
        self._search.setObjectName("office_search")
        self._search.setPlaceholderText("输入名称或代码查找，如“大田”“510411”")
        self._search.installEventFilter(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(_office_model(self))
        self._found.setFilterRole(_SOUGHT)
        self._list = _office_list(self._found)
        self._search.textChanged.connect(self._seek)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        self._list.doubleClicked.connect(lambda _: self._to_full_name())
        self._problem = label("", "field_error", wrap=True)
        self._problem.setObjectName("office_problem")
        self._problem.hide()
        self._full_name = LabelledLine("office_full_name", "单位全称（印在审批表和信封上）")
        self._full_name.line.returnPressed.connect(self.confirmed)
        self._name = LabelledLine("office", "管委会全称（印在审批表和信封上）")
        self._code = LabelledLine(
            "office_code", "本地代码", "以 5104 开头，后两位至少含一个大写字母，如 5104A1"
        )
        self._code.line.returnPressed.connect(self.confirmed)
        self._ways = QStackedWidget()
        self._switch = QPushButton()
        self._switch.setObjectName("office_other_way")
        theme.role(self._switch, "link")
        self._switch.clicked.connect(self._change_way)
        self._arrange()

    def enter(self) -> None:
        """Put the cursor where the office is sought."""
        (self._search if self._ways.currentIndex() == _LISTED else self._name.line).setFocus()

    def is_ready(self) -> bool:
        """Tell whether an office is chosen, or the typed one is sound."""
        if self._ways.currentIndex() == _TYPED:
            return self._take_typed()
        if self._place is None:
            self._say_that_none_is_chosen()
            return False
        return self._take_listed(self._place)

    def _say_that_none_is_chosen(self) -> None:
        self._problem.setText("请在列表中选一个单位。输入名称的一部分，再按 ↓ 选择。")
        self._problem.show()
        self._search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search line into the list, Enter goes on to the full name."""
        if watched is self._search and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and self._handled(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _handled(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._to_full_name()
            return True
        return False

    def _to_full_name(self) -> None:
        if self._place is None:
            self._say_that_none_is_chosen()
            return
        self._full_name.line.setFocus()

    def _seek(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        if text.strip() and self._found.rowCount() == 1:
            self._list.setCurrentIndex(self._found.index(0, 0))

    def _step(self, rows: int) -> None:
        row = self._list.currentIndex().row() + rows
        row = min(max(row, 0), self._found.rowCount() - 1)
        if row >= 0:
            self._list.setCurrentIndex(self._found.index(row, 0))

    def _chosen(self, index: QModelIndex) -> None:
        office: Any = index.data(_OFFICE)
        self.office = None
        self._place = office if isinstance(office, Office) else None
        self._problem.hide()
        self._full_name.line.setText(office_setup.full_name(office) if self._place else "")
        self._full_name.show_problem(None)

    def _take_listed(self, place: Office) -> bool:
        try:
            self.office = office_setup.named(place, self._full_name.text())
        except InvalidInput as invalid:
            self._full_name.show_problem(invalid.problems[0])
            self._full_name.line.setFocus()
            return False
        return True

    def _take_typed(self) -> bool:
        try:
            self.office = office_setup.committee(self._name.text(), self._code.text())
        except InvalidInput as invalid:
            lines = {"office": self._name, "office_code": self._code}
            for problem in invalid.problems:
                lines[problem.where].show_problem(problem)
            lines[invalid.problems[0].where].line.setFocus()
            return False
        return True

    def _change_way(self) -> None:
        typed = self._ways.currentIndex() == _LISTED
        self._ways.setCurrentIndex(_TYPED if typed else _LISTED)
        self._name_switch()
        if typed and not self._name.text():
            offered = office_setup.committees()[0]
            self._name.line.setText(offered.name)
            self._code.line.setText(offered.code)
        self.enter()

    def _name_switch(self) -> None:
        listed = self._ways.currentIndex() == _LISTED
        self._switch.setText("本单位是管委会，不在列表中" if listed else "回到市、县区、乡镇列表")

    def _arrange(self) -> None:
        surface = QFrame()
        theme.role(surface, "well")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(surface, 1)
        column.addWidget(self._problem)
        column.addWidget(self._full_name)
        typed = QWidget()
        fields = QVBoxLayout(typed)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(14)
        fields.addWidget(self._name)
        fields.addWidget(self._code)
        fields.addStretch(1)
        self._ways.addWidget(listed)
        self._ways.addWidget(typed)
        self.column.addWidget(self._ways, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._switch)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self._name_switch()


def _office_list(model: QSortFilterProxyModel) -> QListView:
    made = QListView()
    made.setObjectName("offices")
    made.setModel(model)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setUniformItemSizes(True)
    return made


def _office_model(parent: QObject) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    # By code, each county is followed by its townships.
    offices = sorted(office_setup.offices(), key=lambda office: office.code)
    names = {office.code: office.name for office in offices}
    for office in offices:
        above = names.get(office.county_code, "") if office.level is OfficeLevel.TOWNSHIP else ""
        indent = _INDENT if above else ""
        item = QStandardItem(f"{indent}{office.name}　{LEVELS[office.level]}　{office.code}")
        item.setData(office, _OFFICE)
        item.setData(f"{office.name} {above} {office.code}", _SOUGHT)
        model.appendRow(item)
    return model
