"""The line below a table that says all of its current row, whole and to be copied."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel

from hrdesk.ui.table import RowTable
from hrdesk.ui.words import selectable


def whole_line(table: RowTable, words: Callable[[int], str]) -> QLabel:
    """Return the line, hidden while no row is current; `words` says all of a row, "" nothing."""
    line = selectable("", "whole")
    line.setObjectName(f"{table.objectName()}_whole")
    line.setContentsMargins(12, 8, 12, 8)
    # A label with a frame would stand a little to the right of the words around it.
    line.setIndent(0)
    line.hide()

    def show(current: QModelIndex) -> None:
        said = words(current.row()) if current.isValid() else ""
        line.setText(said)
        line.setVisible(bool(said))

    table.selectionModel().currentRowChanged.connect(show)
    # The table has marked a row anew by then, or none.
    table.model().modelReset.connect(lambda: show(table.currentIndex()))
    return line
