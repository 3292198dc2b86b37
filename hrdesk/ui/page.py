"""What every page of the main window has: its key hints, and a moment when it is shown."""

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

#: Left, top, right, bottom of a page inside the window.
MARGINS = (20, 14, 20, 14)


class KeyHint(NamedTuple):
    """A key that works on a page, and what it does."""

    key: str
    words: str


class Page(QWidget):
    """A page of the main window; `hints` stand in the foot bar while it is shown."""

    hints: tuple[KeyHint, ...] = ()

    def enter(self) -> None:
        """Take the focus; called each time the page is shown."""
        self.setFocus()
