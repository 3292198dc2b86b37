"""Rows of the register of organizations above a roster, to be read and not to be changed here."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import RosterSpec
from hrdesk.services.displaying import displayed_field
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.words import label

_BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Rows = tuple[Mapping[str, str], ...]


class RegisterRows(QFrame):
    """What the register holds of the kind that a roster lists; hidden while it holds nothing."""

    def __init__(self, spec: RosterSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"register_rows.{spec.id}")
        theme.role(self, "register_rows")
        self._spec = spec
        self._rows: Rows = ()
        self._table: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 14, 10)
        self._column.setSpacing(5)
        self._column.addWidget(label(terms.REGISTER_ROWS, "soft", wrap=True))
        self.hide()

    def show_rows(self, rows: Rows) -> None:
        """Show rows of entries by column; nothing is made anew while they are the same."""
        if rows == self._rows:
            return
        self._rows = rows
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = self._made(rows)
        self._column.addWidget(self._table)
        self.setVisible(bool(rows))

    def _made(self, rows: Rows) -> QWidget:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        columns = list(self._spec.columns.values())
        for place, column in enumerate(columns):
            grid.addWidget(label(column.label, "small"), 0, place)
            grid.setColumnStretch(place, column.width)
            for line, row in enumerate(rows, 1):
                text = displayed_field(column, row.get(column.id, ""))
                cell = label(text or terms.NOTHING_HELD, wrap=True)
                cell.setObjectName(f"register_rows.{line}.{column.id}")
                grid.addWidget(cell, line, place)
        grid.addWidget(label(terms.SOURCE, "small"), 0, len(columns))
        for line in range(1, len(rows) + 1):
            grid.addWidget(label(terms.REGISTER, "chip_register"), line, len(columns), _BESIDE)
        return table
