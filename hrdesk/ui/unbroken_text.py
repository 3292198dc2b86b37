"""A line that breaks anywhere: a number of sixty characters must not push the page aside."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from hrdesk.ui import theme

#: A run of so many characters without a blank does not fit a narrow column.
LONGEST_RUN = 28
_FLAGS = Qt.TextFlag.TextWrapAnywhere
_FEWEST = 8


def has_long_run(text: str) -> bool:
    """Tell whether a text holds a run that a label would not break."""
    return any(len(run) > LONGEST_RUN and run.isascii() for run in text.split())


class UnbrokenText(QLabel):
    """Shows a text that may be broken between any two characters."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        theme.first_role(self, role)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the text takes at a width."""
        room = QRect(0, 0, width, 1 << 16)
        return self.fontMetrics().boundingRect(room, _FLAGS, self.text()).height()

    def minimumSizeHint(self) -> QSize:
        """A few characters wide is enough."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _FEWEST, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text in its own colour and font."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), _FLAGS, self.text())
