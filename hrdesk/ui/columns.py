"""Columns of parts: the plain one, and emptying one that is filled anew."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def stacked(place: QWidget) -> QVBoxLayout:
    """Return a column for the cards of a page."""
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column


def emptied(column: QVBoxLayout) -> QVBoxLayout:
    """Take everything out of a column and return it."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    return column
