"""The code table of a column: of each code our own word, and beside it that of the platform."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from hrdesk.intake.template_sources import CodeNames
from hrdesk.ui.words import label

_PAIRS = 2
_WORD_WIDTH, _LABEL_WIDTH = 230, 220
_NONE = "（请选择）"


class WordsEditor(QWidget):
    """Chooses words from the list of the template, or takes typed ones where it has none."""

    changed = Signal()

    def __init__(self, name: str, codes: Sequence[CodeNames], choices: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for number, code in enumerate(codes):
            row, pair = divmod(number, _PAIRS)
            field = self._field(f"{name}.{code.code}", code.label, choices)
            self._fields[code.code] = field
            own = label(code.label, "small", wrap=True)
            own.setFixedWidth(_LABEL_WIDTH)
            own.setBuddy(field)
            grid.addWidget(own, row, pair * 2)
            grid.addWidget(field, row, pair * 2 + 1)
        grid.setColumnStretch(_PAIRS * 2, 1)

    def show_words(self, words: Mapping[str, str]) -> None:
        """Show the words of codes."""
        for code, field in self._fields.items():
            word = words.get(code, "")
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(word), 0))
            else:
                field.setText(word)

    def words(self) -> dict[str, str]:
        """Return the words by code, of those that have one."""
        found = {
            code: str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
            for code, field in self._fields.items()
        }
        return {code: word for code, word in found.items() if word}

    def _field(self, name: str, words: str, choices: Sequence[str]) -> QComboBox | QLineEdit:
        field: QComboBox | QLineEdit
        if choices:
            field = QComboBox()
            field.addItem(_NONE, "")
            for choice in choices:
                field.addItem(choice, choice)
            field.activated.connect(lambda _: self.changed.emit())
        else:
            field = QLineEdit()
            field.textEdited.connect(lambda _: self.changed.emit())
        field.setObjectName(name)
        field.setAccessibleName(f"平台用语：{words}")
        field.setFixedWidth(_WORD_WIDTH)
        # The wheel scrolls the card; it changes no choice on its way.
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return field
