"""Columns of parts: the plain one, one that scrolls, and emptying one that is filled anew."""

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from hrdesk.ui.words import styled

Column = TypeVar("Column", bound=QLayout)


def stacked(place: QWidget) -> QVBoxLayout:
    """Return a column for the cards of a page."""
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column


def emptied(column: Column) -> Column:
    """Take everything out of a layout and return it."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    return column


def scrolled(surface: QFrame) -> QScrollArea:
    """Return an area that scrolls a card which may be higher than the window."""
    inside = styled(QWidget(), "ground")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 4, 0)
    column.addWidget(surface)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area
