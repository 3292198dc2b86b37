"""The navigation at the left: what waits at a place takes no key away from it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hrdesk.ui.side_navigation import SideNavigation


def test_the_key_of_a_place_stays_whatever_waits_there(qtbot):
    side = SideNavigation({"cases": "查询", "batches": "批次上报"})
    qtbot.addWidget(side)
    chosen = []
    side.chosen.connect(chosen.append)
    side.show()
    side.activateWindow()
    qtbot.waitUntil(side.isActiveWindow)
    for pressed, waiting in enumerate((0, 2, 3, 0), start=1):
        side.tell("batches", waiting)
        QTest.keyClick(side, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda pressed=pressed: len(chosen) == pressed)
    assert set(chosen) == {"batches"}
