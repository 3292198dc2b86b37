"""Each figure of the panel can be asked where it comes from."""

from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton

from hrdesk.domain.finding import ParameterUse
from hrdesk.ui.intake.figure_sources import FigureSourcesFold

SHIPPED = ParameterUse(
    "m.a", "10000.00", date(2021, 10, 24), "攀人社发〔2021〕373号", "三（七）", "标准"
)
LOCAL = ParameterUse(
    "m.a", "12000.00", date(2026, 1, 1), "攀人社发〔2026〕12号", "一", "标准", "贰管理 2026-03-18"
)


def said(fold):
    return [each.text() for each in fold.findChildren(QLabel) if each.isVisible()]


def test_a_figure_says_its_document_its_day_and_who_confirmed_it(qtbot):
    fold = FigureSourcesFold()
    qtbot.addWidget(fold)
    fold.show_uses(())
    assert fold.isHidden()
    fold.show_uses((SHIPPED,))
    fold.show()
    assert said(fold) == []
    fold.findChild(QPushButton, "sources_fold").click()
    assert said(fold) == ["标准：10000.00", "2021-10-24 起　攀人社发〔2021〕373号 三（七）"]
    fold.show_uses((LOCAL,))
    qtbot.waitUntil(lambda: len(said(fold)) == 2)
    assert said(fold)[1] == "2026-01-01 起　攀人社发〔2026〕12号 一　贰管理 2026-03-18 确认"
    fold.findChild(QPushButton, "sources_fold").click()
    assert said(fold) == []
