"""Choosing by keyboard or mouse: a closed list as buttons or combo; yes, no, not checked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from hrdesk.intake.form_spec import Choice
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.choice_grid import ChoiceButton, ChoiceGrid
from hrdesk.ui.intake.editors import Editor, is_plain_enter, mark_state

_FIGURES = (
    Qt.Key.Key_1,
    Qt.Key.Key_2,
    Qt.Key.Key_3,
    Qt.Key.Key_4,
    Qt.Key.Key_5,
    Qt.Key.Key_6,
    Qt.Key.Key_7,
)
#: More choices than figures are a list that drops down.
MOST_BUTTONS = len(_FIGURES)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class ButtonsEditor(Editor):
    """A closed list as buttons, of which at most one is chosen.

    The whole list is one stop of the Tab key: arrows move, `keys` choose at once, Backspace
    and Delete take the choice back. A kept text that is no choice is held and shown as none.
    """

    def __init__(
        self,
        field_id: str,
        choices: Sequence[Choice],
        keys: Mapping[Qt.Key, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(field_id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "choices")
        self._codes = [choice.code for choice in choices]
        self._keys = keys
        self._text = ""
        self._buttons = [self._button(field_id, choice) for choice in choices]
        self._grid = ChoiceGrid(self, self._buttons)

    def _button(self, field_id: str, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(choice.label, self)
        button.setObjectName(f"{field_id}={choice.code}")
        button.setProperty("role", "choice" if choice.code else "choice_open")
        button.clicked.connect(lambda: self._choose(choice.code))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self._grid.fit(event.size().width())

    def text(self) -> str:
        """Return the code that is chosen, or "" for none."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the choice of a code."""
        self._text = text
        for code, button in zip(self._codes, self._buttons, strict=True):
            button.setChecked(code == text)

    def mark_wrong(self, wrong: bool) -> None:
        """Show or clear the red frame."""
        mark_state(self, wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, its keys choose, Enter goes on."""
        key = Qt.Key(event.key())
        if is_plain_enter(event):
            self.stepped.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in self._keys:
            self._choose(self._keys[key])
        elif key in _BACK or key in _ON:
            self._move(1 if key in _ON else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _move(self, step: int) -> None:
        if self._text in self._codes:
            place = self._codes.index(self._text) + step
        else:
            place = 0 if step > 0 else len(self._codes) - 1
        self._choose(self._codes[place % len(self._codes)])

    def _choose(self, code: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        changed = code != self._text
        self.show_text(code)
        if changed:
            self.edited.emit(code)


def code_buttons(field_id: str, choices: Sequence[Choice]) -> ButtonsEditor:
    """Return buttons for a short code list; figures choose."""
    return ButtonsEditor(field_id, choices, _figures(choices))


def yes_no_buttons(field_id: str) -> ButtonsEditor:
    """Return the three values of a fact: yes (Y), no (N), not checked (space), or figures."""
    choices = [Choice(code, label) for code, label in terms.YES_NO.items()]
    keys = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no", Qt.Key.Key_Space: ""}
    return ButtonsEditor(field_id, choices, keys | _figures(choices))


def material_buttons(key: str, choices: Sequence[Choice]) -> ButtonsEditor:
    """Return what can happen to a material; figures choose, space takes the choice back."""
    return ButtonsEditor(key, choices, _figures(choices) | {Qt.Key.Key_Space: ""})


def _figures(choices: Sequence[Choice]) -> dict[Qt.Key, str]:
    return {key: choice.code for key, choice in zip(_FIGURES, choices, strict=False)}


class ComboEditor(Editor):
    """A longer closed list that drops down; typing its first characters finds an entry."""

    def __init__(
        self, field_id: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._combo = QComboBox(self)
        self._combo.setObjectName(field_id)
        self._combo.addItem("", "")
        for choice in choices:
            self._combo.addItem(choice.label, choice.code)
        self._text = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        self.setFocusProxy(self._combo)
        self._combo.installEventFilter(self)
        self._combo.activated.connect(self._chosen)

    def text(self) -> str:
        """Return the code that is chosen, or "" for none."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the choice of a code; a kept text that is no choice is held and shown as none."""
        self._text = text
        self._combo.setCurrentIndex(max(0, self._combo.findData(text)))

    def mark_wrong(self, wrong: bool) -> None:
        """Show or clear the red frame."""
        mark_state(self._combo, wrong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the next field and the wheel scroll the page, not the choice."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and is_plain_enter(event)
        ):
            self.stepped.emit()
            return True
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _chosen(self, index: int) -> None:
        code = str(self._combo.itemData(index))
        if code != self._text:
            self._text = code
            self.edited.emit(code)
