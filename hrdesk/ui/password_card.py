"""What the windows have in common in which somebody sets a new password."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.staff import LEAST_PASSWORD_LENGTH
from hrdesk.ui.words import card, label

HINT = f"至少 {LEAST_PASSWORD_LENGTH} 个字符；几个不相干的词连在一起，好记又难猜"
_CARD_WIDTH = 600


def lay_card(
    window: QWidget,
    name: str,
    said: tuple[str, str],
    parts: Sequence[QWidget],
    acts: tuple[QWidget, QWidget],
) -> None:
    """Lay a card into the middle of a window.

    `said` is its title and what it explains, `acts` are the buttons that go back and that set it.
    """
    title, words = said
    back, act = acts
    surface = card(name)
    surface.setFixedWidth(_CARD_WIDTH)
    inner = QVBoxLayout(surface)
    inner.setContentsMargins(32, 26, 32, 26)
    inner.setSpacing(12)
    inner.addWidget(label(title, "title"))
    inner.addWidget(label(words, "soft", wrap=True))
    for part in parts:
        inner.addWidget(part)
    buttons = QHBoxLayout()
    buttons.addWidget(back)
    buttons.addStretch(1)
    buttons.addWidget(act)
    inner.addLayout(buttons)
    page = QVBoxLayout(window)
    page.setContentsMargins(20, 16, 20, 16)
    page.addStretch(2)
    page.addWidget(surface, 0, Qt.AlignmentFlag.AlignHCenter)
    page.addStretch(3)
