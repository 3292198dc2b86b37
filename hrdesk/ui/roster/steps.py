"""Undo and redo of the rows: every act is one step that knows the rows before and after."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from hrdesk.ui.roster.row_edits import Rows

#: Steps share the rows that they leave alone; one keeps a few bytes per row of the roster.
_MOST_STEPS = 200


class _Step(QUndoCommand):
    """One act on the rows."""

    def __init__(self, show: Callable[[Rows], None], before: Rows, after: Rows) -> None:
        super().__init__()
        self._show = show
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Show the rows as they are after the act."""
        self._show(self._after)

    def undo(self) -> None:
        """Show the rows as they were before the act."""
        self._show(self._before)


class Steps:
    """The acts on a roster so far; `show` makes rows the ones that stand."""

    def __init__(self, show: Callable[[Rows], None]) -> None:
        self._show = show
        self._stack = QUndoStack()
        self._stack.setUndoLimit(_MOST_STEPS)

    def take(self, before: Rows, after: Rows) -> None:
        """Do one act; an act that changes nothing is no step."""
        if after != before:
            self._stack.push(_Step(self._show, before, after))

    def undo(self) -> None:
        """Take the last act back."""
        self._stack.undo()

    def redo(self) -> None:
        """Do the act again that was taken back last."""
        self._stack.redo()

    def forget(self) -> None:
        """Begin anew: what stands now cannot be taken back."""
        self._stack.clear()
