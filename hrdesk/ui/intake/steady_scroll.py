"""A page that scrolls without its content changing width when the bar comes and goes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

_BAR = 12


class SteadyScroll(QScrollArea):
    """Holds one content with a layout; its bar lives in the content's right margin.

    `overflows` tells whether some of the content is out of sight.
    """

    overflows = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout: QLayout | None = None
        self._margin = 0
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def hold(self, content: QWidget) -> None:
        """Take the content, whose layout has its margins set."""
        self._layout = content.layout()
        self._margin = self._layout.contentsMargins().right() if self._layout is not None else 0
        self.setWidget(content)

    @property
    def is_overflowing(self) -> bool:
        """Whether some of the content is out of sight."""
        return self.verticalScrollBar().maximum() > 0

    def _make_room(self, _least: int, most: int) -> None:
        if self._layout is not None:
            margins = self._layout.contentsMargins()
            margins.setRight(self._margin - (_BAR if most > 0 else 0))
            self._layout.setContentsMargins(margins)
        self.overflows.emit(most > 0)
