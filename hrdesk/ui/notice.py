"""A line on the page that says what happened, instead of a dialog that stops the hand."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.words import label


class Tone(StrEnum):
    """What kind of thing a notice says; the style sheet has a frame for each."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DONE = "done"


_ICONS = {
    Tone.ERROR: ("error", "unmet"),
    Tone.WARNING: ("warning", "unknown"),
    Tone.INFO: ("info", "accent"),
    Tone.DONE: ("met", "met"),
}
_ICON_SIZE = 20


class Notice(QFrame):
    """What happened, and under it what to do; hidden until it has something to say.

    `headline` and `remedy` are the two lines as texts, for screens and tests alike.
    """

    def __init__(self, parent: QWidget | None = None, name: str = "notice") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sign = QLabel()
        self._sign.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self._headline = label("", "strong", wrap=True)
        self._headline.setObjectName(f"{name}_headline")
        self._remedy = label("", "label", wrap=True)
        self._remedy.setObjectName(f"{name}_remedy")
        self._action = QPushButton()
        self._action.setObjectName(f"{name}_action")
        theme.first_role(self._action, "link")
        self._action.clicked.connect(self._act)
        self._acting: Callable[[], None] | None = None
        self._arrange()
        self.hide()

    def say(self, tone: Tone, headline: str, remedy: str = "") -> None:
        """Show a headline and what to do; an action of an earlier notice is dropped."""
        theme.role(self, f"notice_{tone}")
        name, colour = _ICONS[tone]
        self._sign.setPixmap(theme.icon_pixmap(name, _ICON_SIZE, self.devicePixelRatioF(), colour))
        self._headline.setText(headline)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        theme.role(self._headline, "strong" if remedy else "label")
        self._action.hide()
        self._acting = None
        self.setAccessibleName(f"{headline} {remedy}".strip())
        self.show()

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Put a link with an action at the end of the notice that is shown."""
        self._action.setText(words)
        self._acting = act
        self._action.show()

    def clear(self) -> None:
        """Say nothing any more."""
        self._acting = None
        self.hide()

    @property
    def headline(self) -> str:
        """The first line, or "" while nothing is said."""
        return "" if self.isHidden() else self._headline.text()

    @property
    def remedy(self) -> str:
        """The second line, or "" while nothing is said."""
        return "" if self.isHidden() else self._remedy.text()

    def _act(self) -> None:
        if self._acting is not None:
            self._acting()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.setSpacing(10)
        at_top = QVBoxLayout()
        at_top.addWidget(self._sign)
        at_top.addStretch(1)
        row.addLayout(at_top)
        row.addLayout(words, 1)
        row.addWidget(self._action)
