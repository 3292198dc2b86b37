"""The grid on the screen, with the manners of a spreadsheet: everything goes by keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QTableView

from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FieldType
from hrdesk.intake.months import read_months
from hrdesk.ui.roster.blocks import block_text, cleared, filled_down, filled_to_end
from hrdesk.ui.roster.cell_editors import ChoiceLine, Leave
from hrdesk.ui.roster.clipboard_text import read_block
from hrdesk.ui.roster.deciding_cells import decided
from hrdesk.ui.roster.gathering import gathered
from hrdesk.ui.roster.model import FIRST, NUMBER, RosterModel
from hrdesk.ui.roster.months_picker import MonthsPicker
from hrdesk.ui.roster.pasting import Target, is_titled, plan_paste
from hrdesk.ui.roster.row_edits import Changes
from hrdesk.ui.roster.selected import holds_texts, select_block, selected_block
from hrdesk.ui.roster.sheet import RosterSheet

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class RosterView(RosterSheet):
    """Shows a `RosterModel`; `told` carries what the clerk must know of a paste.

    `months_wanted` asks to fill in the months of the cursor's row one by one, or to go back.
    `finished` says that Enter was pressed in the first cell of the blank row, or behind its last.
    """

    ends_by_enter = True

    told = Signal(tuple)
    finished = Signal()
    months_wanted = Signal()

    def __init__(self, model: RosterModel, month: Month) -> None:
        super().__init__(model)
        self._month = month
        self._picker = MonthsPicker(self)
        self._acts = self._keys()
        self.delegate.left.connect(self._on_left)
        self.names.doubleClicked.connect(self._open_list)
        self._picker.chosen.connect(self._take_months)

    def _keys(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]:
        key = Qt.Key
        return {
            (key.Key_Return, _NONE): lambda: self._go_or_leave(1),
            (key.Key_Enter, _NONE): lambda: self._go_or_leave(1),
            (key.Key_Return, _SHIFT): lambda: self._go_or_leave(-1),
            (key.Key_Escape, _NONE): lambda: self._leave(1),
            (key.Key_F2, _NONE): self._edit_in_place,
            (key.Key_Down, _ALT): self._open_list,
            (key.Key_C, _CTRL): self.copy_block,
            (key.Key_X, _CTRL): self.cut_block,
            (key.Key_V, _CTRL): self.paste_block,
            (key.Key_D, _CTRL): partial(self._change_block, filled_down),
            (key.Key_D, _CTRL | _SHIFT): partial(self._change_block, filled_to_end),
            (key.Key_F7, _NONE): self.months_wanted.emit,
            (key.Key_Delete, _NONE): self.clear_block,
            (key.Key_Backspace, _NONE): self.clear_block,
            (key.Key_Delete, _CTRL): self.delete_rows,
            (key.Key_Insert, _CTRL): self.insert_row,
            (key.Key_Z, _CTRL): self.roster.steps.undo,
            (key.Key_Y, _CTRL): self.roster.steps.redo,
            (key.Key_Z, _CTRL | _SHIFT): self.roster.steps.redo,
            (key.Key_Down, _ALT | _SHIFT): lambda: self.sort_here(descending=False),
            (key.Key_Up, _ALT | _SHIFT): lambda: self.sort_here(descending=True),
        }

    # ---- where the cursor stands and what is selected ----

    def block(self) -> Target:
        """Return the selected rectangle in columns of the spec, or the cell of the cursor."""
        return selected_block(self, self.roster)

    def step(self, direction: int) -> bool:
        """Go to the next cell that matters, over the ends of rows; False where there is none."""
        place, column = self.currentIndex().row(), self.currentIndex().column()
        while 0 <= place < self.roster.rowCount():
            column += direction
            if self.roster.applies(place, column):
                self.go_to(place, column)
                return True
            if not FIRST <= column < self.roster.outcome:
                place += direction
                column = NUMBER if direction > 0 else self.roster.outcome
        return False

    def _go_or_leave(self, direction: int) -> None:
        ends = self.ends_by_enter and direction > 0
        if not (ends and self._is_at_end()) and self.step(direction):
            return
        if ends:
            self.finished.emit()
        else:
            self._leave(direction)

    def _is_at_end(self) -> bool:
        """Tell whether the cursor stands in the first cell of the row for adding."""
        current = self.currentIndex()
        return self.roster.row(current.row()) is None and current.column() == FIRST

    def _leave(self, direction: int) -> None:
        QTableView.focusNextPrevChild(self, direction > 0)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go with Tab from cell to cell, and past the last one out of the grid."""
        return self.step(1 if onward else -1) or super().focusNextPrevChild(onward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the cursor into the first cell when it stands nowhere yet."""
        if not self.currentIndex().isValid():
            self.go_to(0, FIRST)
        super().focusInEvent(event)

    # ---- keys ----

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the grid from the shortcuts of the window while it has the focus."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._act_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means; any other key begins to type into the cell."""
        act = self._act_of(event)
        if act is not None:
            act()
            return
        if event.text():
            self.scrollTo(self.currentIndex())
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to type with what an input method commits at once; Qt would drop the first."""
        index = self.currentIndex()
        at_once = bool(event.commitString()) and self.state() is self.State.NoState
        if not at_once or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            super().inputMethodEvent(event)
            return
        self.scrollTo(index)
        self.edit(index)
        QCoreApplication.sendEvent(self.indexWidget(index), event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        return self._acts.get((Qt.Key(event.key()), event.modifiers() & ~_KEYPAD))

    def _on_left(self, leave: Leave) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        current = self.currentIndex()
        if leave in {Leave.NEXT, Leave.BACK}:
            self._go_or_leave(1 if leave is Leave.NEXT else -1)
        elif leave is Leave.DOWN:
            self.go_to(min(current.row() + 1, self.roster.rowCount() - 1), current.column())
        elif leave is Leave.UP:
            self.go_to(max(current.row() - 1, 0), current.column())

    # ---- editing one cell ----

    def _edit_in_place(self) -> None:
        self.scrollTo(self.currentIndex())
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, ChoiceLine):
            editor.open_list()
        elif isinstance(editor, QLineEdit):
            editor.deselect()
            editor.setCursorPosition(editor.maxLength())

    def _open_list(self) -> None:
        index = self.currentIndex()
        column = self.roster.column(index.column())
        if column is None or column.type is not FieldType.MONTHS:
            self._edit_in_place()
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            months = read_months(self.roster.text(index.row(), column)).value
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self._picker.open_at(place + QPoint(0, 1), months or (self._month,))

    def _take_months(self, text: str) -> None:
        self.roster.setData(self.currentIndex(), text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell, with its list or its months."""
        if self.indexAt(event.position().toPoint()).isValid():
            self._open_list()
            return
        super().mouseDoubleClickEvent(event)

    # ---- acts on blocks and rows ----

    def copy_block(self) -> None:
        """Put the selected cells on the clipboard, as spreadsheets take them."""
        QGuiApplication.clipboard().setText(block_text(self.roster, self.block()))

    def cut_block(self) -> None:
        """Put the selected cells on the clipboard and empty them."""
        self.copy_block()
        self.clear_block()

    def clear_block(self) -> None:
        """Empty the selected cells."""
        self._change_block(cleared)

    def paste_block(self) -> None:
        """Take the cells of the clipboard in at the cursor, or all over the selection."""
        block = read_block(QGuiApplication.clipboard().text())
        if not block:
            return
        target = self.block()
        spec = self.roster.spec
        if not holds_texts(self, self.roster) and not is_titled(spec, block):
            self._say_nothing_changed()
            return
        rows = self.roster.rows()
        paste = decided(spec, rows, gathered(spec, rows, plan_paste(spec, block, target)))
        self.roster.change_cells(paste.changes)
        select_block(self, self.roster, paste.where(self.roster.columns, target))
        self.told.emit(paste.problems)

    def _change_block(self, changes: Callable[[RosterModel, Target], Changes]) -> None:
        if holds_texts(self, self.roster):
            self.roster.change_cells(changes(self.roster, self.block()))
        else:
            self._say_nothing_changed()

    def _say_nothing_changed(self) -> None:
        self.told.emit((Problem("roster.not_written", self.roster.spec.title),))

    def delete_rows(self) -> None:
        """Take the rows of the selection out."""
        block, column = self.block(), max(self.currentIndex().column(), FIRST)
        self.roster.delete_rows(range(block.row, block.row + block.rows))
        self.go_to(min(block.row, len(self.roster.rows())), column)

    def insert_row(self) -> None:
        """Put a blank row in above the cursor and go there; at the end one stands there already."""
        place = self.block().row
        if self.roster.row(place) is not None:
            self.roster.insert_row(place)
        self.go_to(place, FIRST)
