"""A fault of PySide6 6.12.0: each void call of Qt loses a reference to None until it aborts."""

import sys

from hrdesk.ui.words import label

CALLS = 20_000
#: What other threads may take or give meanwhile; the fault loses one for each call.
NOISE = 200


def test_calls_of_qt_keep_the_references_to_none(themed):
    line = label("")
    line.setText("warm")
    before = sys.getrefcount(None)
    for number in range(CALLS):
        line.setText(str(number))
    assert sys.getrefcount(None) > before - NOISE
