"""What a person does in the window, by field ids; no test looks at labels or layouts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractEventDispatcher, QAbstractItemModel, QEventLoop, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hrdesk.ui.program import Program
from tests.patience import PATIENCE_MS

Part = TypeVar("Part", bound=QObject)


class Screen:
    """A window and what a person can see and touch in it."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window

    def part(self, name: str, kind: type[Part]) -> Part:
        """Return the visible part with an id, as soon as there is one; of several the first."""
        self.qtbot.waitUntil(lambda: bool(self._visible(name, kind)), timeout=PATIENCE_MS)
        return self._visible(name, kind)[0]

    def _visible(self, name: str, kind: type[Part]) -> list[Part]:
        return [each for each in self.window.findChildren(kind, name) if _visible(each)]

    def shows(self, name: str) -> bool:
        """Tell whether a part with an id can be seen."""
        return any(_visible(each) for each in self.window.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """Press a button with the mouse, as soon as it can be pressed."""
        button = self.part(name, QAbstractButton)
        self.qtbot.waitUntil(button.isEnabled, timeout=PATIENCE_MS)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill(self, name: str, text: str) -> None:
        """Replace what stands in a field by typing, Chinese through the input method."""
        line = self.part(name, QLineEdit)
        line.setFocus()
        line.selectAll()
        type_text(line, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        """Press a key where the focus is, as soon as the window has the keyboard."""
        self.qtbot.waitUntil(self._has_keyboard, timeout=PATIENCE_MS)
        QTest.keyClick(self.focus() or self.window, key, modifier)

    def _has_keyboard(self) -> bool:
        above = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        return self.window.isActiveWindow() or above is not None

    def focus(self) -> QWidget | None:
        """Return the part that has the focus in this window."""
        return self.window.focusWidget()

    def text(self, name: str) -> str:
        """Return the words of a part."""
        part = self.part(name, QWidget)
        assert isinstance(part, QLabel | QLineEdit | QAbstractButton)
        return part.text()

    def wait_for(self, name: str) -> None:
        """Wait until a part can be seen."""
        self.qtbot.waitUntil(lambda: self.shows(name), timeout=PATIENCE_MS)

    def words(self) -> str:
        """Return every word that can be read in the window, tables and tool tips included."""
        return "\n".join(_words(self.window))

    def save_as(self, target: Path) -> None:
        """Answer the dialog that asks for a file."""
        self.qtbot.waitUntil(lambda: self.shows("save_dialog"), timeout=PATIENCE_MS)
        dialog = self.part("save_dialog", QFileDialog)
        dialog.setDirectory(str(target.parent))
        dialog.selectFile(target.name)
        dialog.accept()

    def copy_into(self, folder: Path, purpose: str = "上传平台") -> None:
        """Say what a copy of a batch is for and answer the dialog that asks for its folder."""
        box = self.part("batch_purpose", QComboBox)
        box.setCurrentIndex(box.findText(purpose))
        self.press("choose_copy_folder")
        dialog = self.part("folder_dialog", QFileDialog)
        dialog.setDirectory(str(folder.parent))
        dialog.selectFile(folder.name)
        dialog.accept()

    def see_batches(self) -> None:
        """Turn to the batches that were made, in the place of batches."""
        self.part("batch_tabs", QTabWidget).setCurrentIndex(1)

    def see_waiting(self) -> None:
        """Turn to those who wait for a batch, in the place of batches."""
        self.part("batch_tabs", QTabWidget).setCurrentIndex(0)

    def picture(self, target: Path) -> None:
        """Take a picture of the window."""
        assert self.window.grab().save(str(target))


class Running(Screen):
    """A running program: its screen is whatever window is open now."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program

    @property
    def window(self) -> QWidget:
        """The window that is open."""
        assert self.program.window is not None
        return self.program.window

    def log_in(self, login: str, password: str) -> None:
        """Fill in the login window and enter; what comes is to be waited for."""
        self.fill("login", login)
        self.key(Qt.Key.Key_Return)
        self.fill("password", password)
        self.key(Qt.Key.Key_Return)

    def settle(self) -> None:
        """Wait until the writer has nothing to do."""
        self.qtbot.waitUntil(lambda: not self.program.tasks.is_busy(), timeout=PATIENCE_MS)

    def close(self) -> None:
        """Close the window and wait until it is gone."""
        close(self)
        self.program.end()

    def rows(self, name: str) -> list[list[str]]:
        """Return the words of a table, row by row."""
        model = self.part(name, QAbstractItemView).model()
        return [[str(cell) for cell in row] for row in _rows(model)]


def opened(qtbot: QtBot, window: QWidget) -> Screen:
    """Show a window, wait until it has the keyboard, and return its screen."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    return Screen(qtbot, window)


def close(screen: Screen) -> None:
    """Close a window and wait until it is gone."""
    screen.window.close()
    screen.qtbot.waitUntil(lambda: not screen.window.isVisible(), timeout=PATIENCE_MS)


def let_settle() -> None:
    """Let everything be laid out and painted that stands in line, however long that takes."""
    dispatcher = QAbstractEventDispatcher.instance()
    while dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        pass


def turn_until(condition: Callable[[], bool]) -> None:
    """Let the window live one turn at a time until something holds: nothing follows it yet."""
    dispatcher = QAbstractEventDispatcher.instance()
    while not condition():
        dispatcher.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def type_text(widget: QWidget, text: str) -> None:
    """Type a text: ASCII by keys, everything else committed by the input method."""
    for char in text:
        if char.isascii():
            QTest.keyClicks(widget, char)
        else:
            commit = QInputMethodEvent()
            commit.setCommitString(char)
            QApplication.sendEvent(widget, commit)


def _visible(part: QObject) -> bool:
    return not isinstance(part, QWidget) or part.isVisible()


def _rows(model: QAbstractItemModel) -> Iterator[list[object]]:
    for row in range(model.rowCount()):
        yield [model.index(row, column).data() for column in range(model.columnCount())]


def _words(window: QWidget) -> Iterator[str]:
    yield window.windowTitle()
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        yield part.toolTip()
        if isinstance(part, QLabel | QLineEdit | QAbstractButton):
            yield part.text()
        if isinstance(part, QPlainTextEdit):
            yield part.toPlainText()
        if isinstance(part, QAbstractItemView):
            yield from _cells(part.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            for role in [*roles, *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 4)]:
                yield str(index.data(role) or "")
