"""A line on the page that says what happened, instead of a dialog that stops the hand."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
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
        self._parts: _Parts | None = None
        self._acting: Callable[[], None] | None = None
        self.hide()

    def say(self, tone: Tone, headline: str, remedy: str = "") -> None:
        """Show a headline and what to do; an action of an earlier notice is dropped."""
        theme.role(self, f"notice_{tone}")
        parts = self._made()
        name, colour = _ICONS[tone]
        ratio = self.devicePixelRatioF()
        parts.sign.setPixmap(theme.icon_pixmap(name, _ICON_SIZE, ratio, colour))
        parts.headline.setText(headline)
        parts.remedy.setText(remedy)
        parts.remedy.setVisible(bool(remedy))
        theme.role(parts.headline, "strong" if remedy else "label")
        parts.action.hide()
        self._acting = None
        self.setAccessibleName(f"{headline} {remedy}".strip())
        self.show()

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Put a link with an action at the end of the notice that is shown."""
        action = self._made().action
        action.setText(words)
        self._acting = act
        action.show()

    def take_cursor(self) -> None:
        """Give the focus to the link."""
        self._made().action.setFocus()

    def go_on(self, headline: str) -> None:
        """Say the headline anew while the rest, and a finger on the link, stays."""
        self._made().headline.setText(headline)

    def clear(self) -> None:
        """Say nothing any more."""
        self._acting = None
        self.hide()

    @property
    def headline(self) -> str:
        """The first line, or "" while nothing is said."""
        return "" if self.isHidden() else self._made().headline.text()

    @property
    def remedy(self) -> str:
        """The second line, or "" while nothing is said."""
        return "" if self.isHidden() else self._made().remedy.text()

    def _act(self) -> None:
        if self._acting is not None:
            self._acting()

    def _made(self) -> "_Parts":
        # Every page has a notice, and most never say anything: it is made with its first words.
        if self._parts is None:
            self._parts = _Parts(self, self.objectName())
            self._parts.action.clicked.connect(self._act)
        return self._parts


class _Parts:
    """The sign, the two lines and the link of a notice."""

    def __init__(self, notice: QFrame, name: str) -> None:
        self.sign = QLabel()
        self.sign.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self.headline = label("", "strong", wrap=True)
        self.headline.setObjectName(f"{name}_headline")
        self.remedy = label("", "label", wrap=True)
        self.remedy.setObjectName(f"{name}_remedy")
        self.action = QPushButton()
        self.action.setObjectName(f"{name}_action")
        theme.first_role(self.action, "link")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.remedy)
        row = QHBoxLayout(notice)
        # The hair line of its frame comes on top.
        row.setContentsMargins(13, 8, 13, 8)
        row.setSpacing(10)
        # A stretch below the sign would let the notice take all the room of a page.
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action)
