"""A roster grid in a window, judged at once, and a hand on the keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.dates import Month
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.roster.model import FIRST
from tests.journeys.pages import type_text
from tests.ui.roster.sample_roster import SPEC, foot, states

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key


class Desk:
    """A grid between two buttons; what is edited is judged before the next key."""

    def __init__(self, qtbot: QtBot, rows: tuple[RosterRow, ...], spec: RosterSpec = SPEC) -> None:
        self.qtbot = qtbot
        self.edited: list[tuple[str, ...]] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.before, self.after = QPushButton("前"), QPushButton("后")
        self.grid = RosterGrid(spec, Month(2024, 1))
        column = QVBoxLayout(self.window)
        for part in (self.before, self.grid, self.after):
            column.addWidget(part)
        self.grid.edited.connect(self._judge)
        self.grid.show_rows(rows)
        self._judge(tuple(each.id for each in rows))
        self.edited.clear()
        self.window.resize(1000, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.grid.setFocus()
        self.go(0, "name")

    def _judge(self, row_ids: tuple[str, ...]) -> None:
        self.edited.append(row_ids)
        self.grid.show_states(states(each for each in self.grid.rows() if each.id in row_ids))
        self.grid.show_foot(foot(self.grid.rows()))

    def go(self, place: int, column_id: str) -> None:
        """Put the cursor into a cell."""
        self.grid.view.go_to(place, FIRST + list(self.grid.model.spec.columns).index(column_id))

    def key(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other where the focus is."""
        for each in keys:
            QTest.keyClick(QApplication.focusWidget(), each, held)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into the cell of the cursor, Chinese through the input method."""
        for char in text:
            # The first one opens the editor, which gets the others.
            type_text(QApplication.focusWidget(), char)
            QApplication.processEvents()

    def enter(self, *texts: str) -> None:
        """Type texts, each followed by Enter; an empty one is Enter alone."""
        for text in texts:
            if text:
                self.type(text)
            self.key(KEY.Key_Return)

    def select(self, down: int = 0, right: int = 0) -> None:
        """Stretch the selection from the cursor."""
        self.key(*[KEY.Key_Down] * down, held=SHIFT)
        self.key(*[KEY.Key_Right] * right, held=SHIFT)

    def paste(self, text: str) -> None:
        """Paste what another program put on the clipboard."""
        QApplication.clipboard().setText(text)
        self.key(KEY.Key_V, held=CTRL)

    def copied(self) -> str:
        """Copy the selection; return what stands on the clipboard then."""
        self.key(KEY.Key_C, held=CTRL)
        return QApplication.clipboard().text()

    @property
    def cursor(self) -> tuple[int, str]:
        """Row and column id of the cursor."""
        index = self.grid.view.currentIndex()
        column = self.grid.model.column(index.column())
        return index.row(), "" if column is None else column.id

    def texts(self, column_id: str) -> list[str]:
        """What a column holds, row by row."""
        return [each.entries.get(column_id, "") for each in self.grid.rows()]

    def said(self, name: str) -> str:
        """The words of a label of the grid."""
        label = self.grid.findChild(QLabel, name)
        return label.text() if label.isVisible() else ""
