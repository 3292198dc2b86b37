"""The bar at the foot: the keys that work here, and that the data are safe."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from hrdesk.ui import theme
from hrdesk.ui.page import KeyHint
from hrdesk.ui.words import key_cap, label

_HEIGHT = 30


class FootBar(QFrame):
    """Key hints at the left, the state of the data at the right."""

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "foot")
        self.setFixedHeight(_HEIGHT)
        self._hints = QWidget()
        self._keys = QHBoxLayout(self._hints)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.setSpacing(6)
        self._safety = label("", "small")
        self._safety.setObjectName("safety")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._hints)
        row.addStretch(1)
        row.addWidget(self._safety)

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show the keys of a page."""
        while (item := self._keys.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, QLabel):
                # Two rows of keys must never be seen together.
                old.hide()
                old.deleteLater()
        for hint in hints:
            self._keys.addWidget(key_cap(hint.key))
            self._keys.addWidget(label(f"{hint.words}　", "small"))

    def show_backup(self, moment: datetime | None, today: date) -> None:
        """Say when the last verified backup was made."""
        self._safety.setText(f"离线 · 数据已加密 · {backup_words(moment, today)}")


def backup_words(moment: datetime | None, today: date) -> str:
    """Return when the newest verified backup was made: the time today, otherwise the date too."""
    if moment is None:
        return "还没有备份，关闭程序时自动备份"
    if moment.date() == today:
        return f"备份 {moment:%H:%M} 已校验"
    return f"备份 {moment:%Y-%m-%d %H:%M} 已校验"
