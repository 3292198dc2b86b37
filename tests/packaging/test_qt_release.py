"""The Qt binding that is installed does not wear out Python."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
#: What the test itself and the interpreter may add or drop meanwhile.
NOISE = 200


def test_calls_that_return_nothing_keep_the_references_to_none(qtbot: QtBot):
    """PySide6 6.12.0 drops one at each such call; after some 5,000 Python 3.11 aborts."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < NOISE
