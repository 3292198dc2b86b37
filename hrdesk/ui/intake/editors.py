"""Where one field is typed or chosen: one interface for every kind of field.

An editor holds raw text, exactly what the clerk typed or chose; what it means is read
elsewhere. It says when the text changed by the clerk's hand (`edited`), when the clerk is
done with it and wants the next one (`stepped`), when he came to it to type (`entered`) and
when he left it (`left`).
"""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_plain_enter(event: QKeyEvent) -> bool:
    """Tell whether a key press is Enter without Ctrl, Alt or Shift."""
    plain = (
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    )
    return plain and event.key() in _ENTER


def _turns_pages(event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}


def _utf16_length(text: str) -> int:
    """Return the length as Qt counts it, for which a rare character is two."""
    return len(text.encode("utf-16-le")) // 2


def mark_state(widget: QWidget, wrong: bool) -> None:
    """Give a widget the style of a wrong field, or take it away."""
    state = "error" if wrong else ""
    if (widget.property("state") or "") != state:
        widget.setProperty("state", state)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Editor(QWidget):
    """The base of all editors."""

    edited = Signal(str)
    stepped = Signal()
    entered = Signal()
    left = Signal()

    @abstractmethod
    def text(self) -> str:
        """Return what stands in the field."""

    @abstractmethod
    def show_text(self, text: str) -> None:
        """Put a text into the field; `edited` is not emitted."""

    @abstractmethod
    def mark_wrong(self, wrong: bool) -> None:
        """Show or clear the red frame."""

    def propose(self, text: str) -> None:
        """Put in what the field most likely holds; `edited` is not emitted."""
        self.show_text(text)

    def take_cursor(self) -> None:
        """Take the focus; what stands in the field is not marked, so that typing keeps it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def describe(self, name: str, words: str) -> None:
        """Give a screen reader the field's label and what is said below the field."""
        target = self.focusProxy() or self
        target.setAccessibleName(name)
        target.setAccessibleDescription(words)


class _Line(QLineEdit):
    """A line that says when Enter is pressed, when the focus comes and when it has left."""

    stepped = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        #: What stands in the line was proposed: until the clerk does anything it stays marked.
        self.is_proposal = False
        self.textEdited.connect(self._take_as_typed)

    def _take_as_typed(self) -> None:
        self.is_proposal = False

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Home and Ctrl+End to the page; in one line Home and End do the same."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _turns_pages(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field."""
        if is_plain_enter(event):
            self.stepped.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the clerk came to the field; a menu over the field does not count."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a proposal marked when the click was what brought the cursor here."""
        super().mousePressEvent(event)
        if self.is_proposal:
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """From the second click on a proposal is text like any other."""
        super().mouseReleaseEvent(event)
        self.is_proposal = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left; a menu over the field does not count."""
        super().focusOutEvent(event)
        self.is_proposal = False
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LineEditor(Editor):
    """One line of text, in Song where it holds figures, with its unit at the right."""

    def __init__(
        self, field_id: str, figures: bool, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = _Line(self)
        self._line.setObjectName(field_id)
        if figures:
            self._line.setProperty("kind", "number")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        if unit:
            self._put_unit(unit)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self.edited)
        self._line.stepped.connect(self.stepped)
        self._line.entered.connect(self.entered)
        self._line.left.connect(self.left)

    def _put_unit(self, unit: str) -> None:
        label = QLabel(unit, self._line)
        label.setProperty("role", "unit")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QHBoxLayout(self._line)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.addStretch(1)
        inner.addWidget(label)
        self._line.setTextMargins(0, 0, 28, 0)

    def text(self) -> str:
        """Return the line as it stands."""
        return self._line.text()

    def show_text(self, text: str) -> None:
        """Put a text into the line; the clerk can take it back with Ctrl+Z."""
        if text == self._line.text():
            return
        # Qt takes what is inserted for typed; only this way can the clerk take it back.
        with QSignalBlocker(self._line):
            self._line.selectAll()
            self._line.insert(text)
        if not self._line.hasFocus():
            self._line.setCursorPosition(0)

    def propose(self, text: str) -> None:
        """Put a text into the line, marked, so that typing replaces it."""
        self.show_text(text)
        self._line.is_proposal = True
        self._line.selectAll()

    def take_cursor(self) -> None:
        """Take the focus and put the cursor behind the text, unless it is a proposal."""
        super().take_cursor()
        if self._line.is_proposal:
            return
        self._line.setCursorPosition(_utf16_length(self._line.text()))

    def mark_wrong(self, wrong: bool) -> None:
        """Show or clear the red frame."""
        mark_state(self._line, wrong)
