"""What stands below the grid and never scrolls away: the sums, and what is said of a cell."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from hrdesk.ui import theme
from hrdesk.ui.words import label

_SIGN = 18
#: Room for a problem of two lines and what to do about it, so that neither moves the grid.
_REMARK_HEIGHT = 58
_TONES = {"unmet": "field_error", "unknown": "field_warning", "officer": "officer_line"}
_SIGNS = {"unmet": "error", "unknown": "warning"}


@dataclass(frozen=True, slots=True)
class FootWords:
    """The sums of a roster in words, and the amount in words or "" where nothing is paid.

    `shares` says what the amount is made of, or "".
    """

    counts: str
    amount: str = ""
    shares: str = ""


class FootLine(QFrame):
    """The sums in one line, and in a second what they are made of."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = label("", "foot_words")
        self._counts.setObjectName("roster_counts")
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._amount = label("", "foot_amount")
        self._amount.setObjectName("roster_amount")
        self._shares = label("", "small")
        self._shares.setObjectName("roster_shares")
        self._shares.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._shares.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.addWidget(self._counts, 1)
        line.addWidget(self._amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._shares)

    def show_words(self, words: FootWords) -> None:
        """Show the sums."""
        self._counts.setText(words.counts)
        self._amount.setText(words.amount)
        self._amount.setVisible(bool(words.amount))
        self._shares.setText(words.shares)
        self._shares.setVisible(bool(words.shares))


class RemarkLine(QFrame):
    """What is said of the cell of the cursor: where, what is wrong, what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_REMARK_HEIGHT)
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN, _SIGN)
        self._words = label("", "field_hint", wrap=True)
        self._words.setObjectName("roster_remark")
        self._remedy = label("", "field_hint", wrap=True)
        self._remedy.setObjectName("roster_remedy")
        column = QVBoxLayout()
        column.setSpacing(1)
        for part in (self._words, self._remedy):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(part)
        column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 0, 2, 0)
        line.setSpacing(6)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)

    def say(self, tone: str, words: str, remedy: str = "") -> None:
        """Say something in a tone of the theme; "" is a quiet hint."""
        theme.role(self._words, _TONES.get(tone, "field_hint"))
        self._words.setText(words)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        sign = _SIGNS.get(tone)
        self._sign.setVisible(sign is not None)
        if sign is not None:
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(theme.icon_pixmap(sign, _SIGN, ratio, tone))
