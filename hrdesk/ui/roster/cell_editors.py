"""What is typed in inside a cell: a line of raw text, or a line with a list to choose from."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import Choice, FieldSpec
from hrdesk.ui import theme
from hrdesk.ui.roster.cell_looks import IN_FIGURES, RIGHT
from hrdesk.ui.roster.cell_texts import beginning_with, options, shown_text

_CODE = Qt.ItemDataRole.UserRole
_LINES = 8
_NARROWEST = 120
_EDGE = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Leave(Enum):
    """How an editor is left: where the cursor goes, and whether the text is taken."""

    NEXT = "next"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    DROPPED = "dropped"


class CellLine(QLineEdit):
    """A line in a cell; `left` says how it is left by a key.

    What was not touched is never written back: a text with line breaks survives a look at it.
    """

    left = Signal(Leave)

    def __init__(self, column: FieldSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName(f"cell.{column.id}")
        self.setProperty("role", "cell")
        self.setFont(theme.number_font() if column.type in IN_FIGURES else theme.word_font())
        if column.type in IN_FIGURES:
            self.setProperty("kind", "number")
        if column.type in RIGHT:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def begin(self, text: str) -> None:
        """Show the text as it stands."""
        self.setText(text)

    def typed(self) -> str | None:
        """Return what the clerk typed, None when the text was not touched."""
        return self.text() if self.isModified() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the cell by Enter, Tab, Escape and the arrows up and down."""
        leaving = _leaving(event)
        if leaving is None:
            super().keyPressEvent(event)
        else:
            self.left.emit(leaving)

    def focusNextPrevChild(self, _onward: bool) -> bool:
        """Tab is a key of the grid."""
        return False


class ChoiceLine(CellLine):
    """A line with the choices below; typing narrows them, arrows move, Enter takes one.

    A choice is marked only when it is the one that will be taken: the current one, the last
    that the typed text leaves, or the one to which the arrows went.
    """

    def __init__(self, column: FieldSpec, parent: QWidget) -> None:
        super().__init__(column, parent)
        self._options = options(column)
        self._list = _ChoiceList(self.window())
        self._list.itemClicked.connect(self._take)
        self._chosen: str | None = None
        self.textEdited.connect(self._narrow)
        self.destroyed.connect(self._list.deleteLater)

    def begin(self, text: str) -> None:
        """Show the label of the choice that stands in the cell, and all choices."""
        self.setText(shown_text(self.column, text))
        self._list.offer(self._options, text)

    def typed(self) -> str | None:
        """Return the code that was chosen, else what was typed, None when nothing was touched."""
        return super().typed() if self._chosen is None else self._chosen

    def open_list(self) -> None:
        """Show the list below the cell, or above it where there is no room."""
        self._list.stand_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list with the arrows."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._list.isVisible():
            self._list.move_mark(steps[Qt.Key(event.key())])
            self._chosen = self._list.marked()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away."""
        self._list.hide()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the list away with the line."""
        self._list.hide()
        super().hideEvent(event)

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        code = taken_text(self.column, wanted)
        found = [each for each in self._options if each.code == code]
        found = found or beginning_with(self.column, wanted)
        self._chosen = found[0].code if wanted and len(found) == 1 else None
        self._list.offer(found, self._chosen or "")
        self._list.stand_at(self)

    def _take(self, item: QListWidgetItem) -> None:
        self._chosen = str(item.data(_CODE))
        self.left.emit(Leave.NEXT)


class _ChoiceList(QListWidget):
    """The choices of a cell, over everything else in the window; it never takes the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("cell_choices")
        self.setProperty("role", "cell_choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def offer(self, choices: Sequence[Choice], marked: str) -> None:
        """List choices and mark one by its code."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.label, self)
            item.setData(_CODE, choice.code)
            if choice.code == marked:
                self.setCurrentItem(item)

    def marked(self) -> str | None:
        """Return the code of the choice that is marked."""
        row = self.currentRow()
        return str(self.item(row).data(_CODE)) if row >= 0 else None

    def move_mark(self, step: int) -> None:
        """Move the mark, round the ends."""
        row = self.currentRow()
        start = row + step if row >= 0 else (0 if step > 0 else -1)
        self.setCurrentRow(start % self.count())

    def stand_at(self, line: QWidget) -> None:
        """Stand below a line, or above it; nothing to choose from is not shown."""
        if not self.count():
            self.hide()
            return
        window = self._window
        shown = min(self.count(), _LINES)
        height = sum(self.sizeHintForRow(row) for row in range(shown)) + 2 * self.frameWidth()
        width = max(line.width(), self.sizeHintForColumn(0) + 32, _NARROWEST)
        at = line.mapTo(window, QPoint(0, line.height() - 1))
        if at.y() + height > window.height() - _EDGE:
            at = QPoint(at.x(), max(_EDGE, line.mapTo(window, QPoint(0, 0)).y() - height + 1))
        left = max(_EDGE, min(at.x(), window.width() - width - _EDGE))
        self.setGeometry(QRect(QPoint(left, at.y()), QPoint(left + width - 1, at.y() + height - 1)))
        self.show()
        self.raise_()


def _leaving(event: QKeyEvent) -> Leave | None:
    key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if plain in {Qt.KeyboardModifier.NoModifier, _SHIFT} and key in (*_ENTER, Qt.Key.Key_Tab):
        return Leave.BACK if plain == _SHIFT else Leave.NEXT
    if key == Qt.Key.Key_Backtab:
        return Leave.BACK
    if plain != Qt.KeyboardModifier.NoModifier:
        return None
    leaves = {
        Qt.Key.Key_Escape: Leave.DROPPED,
        Qt.Key.Key_Up: Leave.UP,
        Qt.Key.Key_Down: Leave.DOWN,
    }
    return leaves.get(Qt.Key(key))
