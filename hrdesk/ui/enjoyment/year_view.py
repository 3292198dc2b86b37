"""The line of time on the screen: a grid that the keyboard walks, with the words of each month."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hrdesk.ui import theme
from hrdesk.ui.enjoyment.year_model import MONTHS, YearModel
from hrdesk.ui.enjoyment.year_painting import YearPainter

_ROW, _HEAD = 30, 34
_YEAR_WIDTH = 58


class YearView(QTableView):
    """Shows a `YearModel` whole; arrow keys go from month to month, Tab goes on."""

    def __init__(self, name: str, model: YearModel) -> None:
        super().__init__()
        self.setObjectName(name)
        theme.first_role(self, "years")
        self.setModel(model)
        self.setItemDelegate(YearPainter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        for header, size in ((self.horizontalHeader(), _HEAD), (self.verticalHeader(), _ROW)):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setMinimumSectionSize(size)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(_HEAD)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setFixedWidth(_YEAR_WIDTH)
        for row in model.gaps:
            self.setSpan(row, 0, 1, MONTHS)
        self.setFixedHeight(_HEAD + _ROW * model.rowCount())
        self.selectionModel().setCurrentIndex(
            model.begin(), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
