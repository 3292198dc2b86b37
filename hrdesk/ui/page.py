"""What every page of the main window has: its key hints, and a moment when it is shown."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QWidget

#: Left, top, right, bottom of a page inside the window.
MARGINS = (20, 14, 20, 14)


class KeyHint(NamedTuple):
    """A key that works on a page, and what it does."""

    key: str
    words: str


def without_keys(hints: tuple[KeyHint, ...], keys: Collection[str]) -> tuple[KeyHint, ...]:
    """Return hints without those of keys that do nothing for the person at work."""
    return tuple(each for each in hints if each.key not in keys)


class Page(QWidget):
    """A page of the main window; `hints` stand in the foot bar while it is shown.

    A page whose hints depend on what it shows says `hints_changed`.
    """

    hints_changed = Signal()
    hints: tuple[KeyHint, ...] = ()

    def make_ahead(self) -> Iterator[None]:
        """Make what of the page is not made yet while nobody waits, a piece at a time."""
        yield from ()

    def be_whole(self) -> None:
        """Make what of the page is not made yet; called each time before it is shown."""

    def enter(self) -> None:
        """Take the focus; called each time the page is shown."""
        self.setFocus()

    def holds(self, _close: Callable[[], object]) -> bool:
        """Tell whether something typed is not saved: then say so and offer to close without it."""
        return False

    def forget(self) -> None:
        """Show nothing any more, and ask for nothing: the session is about to end."""


#: The two Enter keys, as key sequences call them.
_LETTERS, _KEYPAD = "Return", "Enter"


def scrolling_keys(area: QAbstractScrollArea) -> dict[str, Callable[[], object]]:
    """Return the keys that turn what an area shows by its height."""
    turn, actions = area.verticalScrollBar().triggerAction, QAbstractSlider.SliderAction
    return {
        "PgDown": partial(turn, actions.SliderPageStepAdd),
        "PgUp": partial(turn, actions.SliderPageStepSub),
    }


def bind_keys(where: QWidget, keys: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Let keys act while the focus is in `where` or below it; return the bindings.

    What the Enter of the letters does the one of the keypad does too.
    """
    bound = []
    pairs = ((_LETTERS, _KEYPAD), (_KEYPAD, _LETTERS))
    both = {key.replace(*pair): act for pair in pairs for key, act in keys.items()}
    for key, act in both.items():
        shortcut = QShortcut(QKeySequence(key), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        bound.append(shortcut)
    return bound
