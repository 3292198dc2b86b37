"""The line in which a reason is typed: Escape puts it away, and leaves the page where it is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from hrdesk.ui.page import Page, bind_keys
from hrdesk.ui.reason_row import VOIDING, ReasonRow
from tests.patience import PATIENCE_MS


def test_escape_puts_the_line_away_and_only_then_leaves_the_page(qtbot: QtBot, themed: None):
    """Whoever changes his mind in the line, or at its buttons, stays where he was."""
    page, row, left = Page(), ReasonRow("void_reason", VOIDING), []
    column = QVBoxLayout(page)
    column.addWidget(row)
    bind_keys(page, {"Esc": lambda: left.append(True)})
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE_MS)
    parts = (
        row.findChild(QLineEdit, "void_reason"),
        row.findChild(QPushButton, "void_reason_confirmed"),
        row.findChild(QPushButton, "void_reason_left"),
    )
    for part in parts:
        row.ask("7", "作废")
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Escape)
        assert row.isHidden()
        assert not left
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left
