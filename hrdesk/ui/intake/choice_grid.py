"""Choices side by side in as many columns as there is room for; no label is ever cut."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from hrdesk.ui import theme

_GAP = 6
_EDGE = 3
#: Frame and padding of a choice at both sides, with a pixel to spare.
_BESIDE_WORDS = 20


class ChoiceButton(QPushButton):
    """One choice; its width is that of its label in bold, so that choosing moves nothing."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._metrics = QFontMetrics(theme.word_font(bold=True))
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words)
        # A column is as wide as the grid says; a label that is longer stands in lines.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole_width(self) -> int:
        """Pixels that the label needs in one line."""
        return self._metrics.horizontalAdvance(self._words) + _BESIDE_WORDS

    def sizeHint(self) -> QSize:
        """As wide as the whole label, as high as its lines."""
        return QSize(self.whole_width, super().sizeHint().height())

    def fold(self, width: int) -> None:
        """Break the label into the lines that a width needs."""
        room = max(1, width - _BESIDE_WORDS)
        lines = [""]
        for char in self._words:
            if lines[-1] and self._metrics.horizontalAdvance(lines[-1] + char) > room:
                lines.append("")
            lines[-1] += char
        folded = "\n".join(lines)
        if folded != self.text():
            self.setText(folded)


class ChoiceGrid:
    """Lays the buttons of one field out in columns of a width each label fits into."""

    def __init__(self, holder: QWidget, buttons: Sequence[ChoiceButton]) -> None:
        self._holder = holder
        self._buttons = buttons
        self._columns = 0
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._grid.setSpacing(_GAP)
        self._put(len(buttons))

    def fit(self, width: int) -> None:
        """Take as many columns as fit; the last resort is one, with labels in lines."""
        frame = self._holder.contentsMargins()
        room = width - 2 * _EDGE - frame.left() - frame.right()
        fitting = (n for n in range(len(self._buttons), 1, -1) if self._needed(n) <= room)
        columns = next(fitting, 1)
        if columns != self._columns:
            self._put(columns)
        for button in self._buttons:
            button.fold(button.whole_width if columns > 1 else room)

    def _needed(self, columns: int) -> int:
        return sum(self._widths(columns)) + _GAP * (columns - 1)

    def _widths(self, columns: int) -> list[int]:
        return [
            max(button.whole_width for button in self._buttons[column::columns])
            for column in range(columns)
        ]

    def _put(self, columns: int) -> None:
        self._columns = columns
        for n, button in enumerate(self._buttons):
            self._grid.addWidget(button, n // columns, n % columns)
        widths = self._widths(columns) if columns > 1 else [0]
        for column in range(self._grid.columnCount()):
            used = column < columns
            self._grid.setColumnStretch(column, 1 if used else 0)
            self._grid.setColumnMinimumWidth(column, widths[column] if used else 0)
