"""Labels and lines: the smallest parts from which screens are made, and the product's name."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from hrdesk.ui import theme

PRODUCT = "人力资源服务业政策经办"

_KEY_HEIGHT = 22

#: Qt.TextFormat.PlainText; `theme.first_role` says why the namespace is not named here.
_PLAIN_TEXT = 0


def label(text: str, role: str = "label", *, wrap: bool = False) -> QLabel:
    """Return a line of plain text (never markup) in a role of the style sheet."""
    made = QLabel(text)
    made.setProperty("textFormat", _PLAIN_TEXT)
    made.setWordWrap(wrap)
    theme.first_role(made, role)
    return made


def selectable(text: str, role: str = "label", *, wrap: bool = True) -> QLabel:
    """Return a label whose text can be marked and copied with the mouse."""
    from PySide6.QtCore import Qt

    made = label(text, role, wrap=wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(name: str, text: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """Return a button that does something; `name` is its object name, `role` its style."""
    made = QPushButton(text)
    made.setObjectName(name)
    # Outside a dialog Enter presses a button only so.
    made.setAutoDefault(True)

    # Qt would hand "checked" to a callable whose parameters it cannot see.
    def press() -> None:
        act()

    made.clicked.connect(press)
    if role:
        theme.first_role(made, role)
    return made


def key_cap(text: str) -> QLabel:
    """Return a key as it is drawn where it works."""
    made = label(text, "key")
    made.setFixedHeight(_KEY_HEIGHT)
    return made


def rule() -> QFrame:
    """Return a hair line across."""
    line = QFrame()
    line.setFixedHeight(1)
    theme.first_role(line, "rule")
    return line


def card(name: str = "") -> QFrame:
    """Return a white surface with a hair line around; `name` becomes its object name."""
    surface = QFrame()
    surface.setObjectName(name)
    theme.first_role(surface, "card")
    return surface


def styled(widget: QWidget, role: str) -> QWidget:
    """Give a plain widget a role and let the style sheet paint its background."""
    from PySide6.QtCore import Qt

    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    theme.first_role(widget, role)
    return widget
