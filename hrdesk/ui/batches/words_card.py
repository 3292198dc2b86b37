"""Words for a state that nobody has given a meaning yet: a person says what each means."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from hrdesk.domain.batch_answer import RowState
from hrdesk.ui.words import label

_CHOICES = (
    ("（请选择）", ""),
    ("平台已受理", RowState.ACCEPTED.value),
    ("失败", RowState.FAILED.value),
    ("平台还没有处理", RowState.WAITING.value),
)
_WIDTH = 200


class WordsCard(QWidget):
    """Shows each word with its rows and a choice; `changed` says that one was made."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("answer_words")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(3, 1)
        self._combos: dict[str, QComboBox] = {}
        self.hide()

    def ask(self, unknown: Mapping[str, int]) -> None:
        """Ask for words besides those that were asked for already."""
        for word, count in unknown.items():
            if word in self._combos:
                continue
            row = len(self._combos)
            combo = QComboBox()
            combo.setObjectName(f"answer_word.{row}")
            combo.setAccessibleName(word)
            combo.setFixedWidth(_WIDTH)
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            for words, state in _CHOICES:
                combo.addItem(words, state)
            combo.activated.connect(lambda _: self.changed.emit())
            self._grid.addWidget(label(f"“{word}”", "strong"), row, 0)
            self._grid.addWidget(label(f"{count} 行写的是它，意思是", "label"), row, 1)
            self._grid.addWidget(combo, row, 2)
            self._combos[word] = combo
        self.setVisible(bool(self._combos))

    def take_cursor(self) -> None:
        """Put the focus on the first word that has no meaning."""
        open_ones = [each for each in self._combos.values() if not each.currentData()]
        if open_ones:
            open_ones[0].setFocus()

    def chosen(self) -> dict[str, RowState]:
        """Return the meanings that were chosen."""
        given = {word: str(combo.currentData()) for word, combo in self._combos.items()}
        return {word: RowState(state) for word, state in given.items() if state}
