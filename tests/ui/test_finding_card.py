"""The finding on the page of a case: no sum is cut, and none stands over a refusal."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.ui.cases.case_page import _RIGHT_WIDTH
from hrdesk.ui.cases.finding_card import finding_card
from hrdesk.ui.cases.frozen_finding import FrozenCheck, FrozenFinding, frozen_finding

CHECK = FrozenCheck(CheckOutcome.OFFICER, "三（八）", "新招用比例", "8/101", ())
LONGEST = "99,999,999.00"


def card(qtbot: QtBot, outcome: Outcome, amount: str = "", ceiling: str = "") -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    made = finding_card(FrozenFinding(outcome, amount, ceiling, (CHECK,), ()), place)
    made.resize(_RIGHT_WIDTH, 300)
    place.resize(_RIGHT_WIDTH, 300)
    place.show()
    return place


@pytest.mark.parametrize("outcome", [Outcome.ELIGIBLE, Outcome.INCOMPLETE, Outcome.OFFICER])
@pytest.mark.parametrize("loan", [True, False])
def test_the_longest_sum_is_shown_whole(qtbot, themed, outcome, loan):
    made = card(qtbot, outcome, **({"ceiling": LONGEST} if loan else {"amount": LONGEST}))
    figure = made.findChild(QLabel, "finding_amount")
    assert LONGEST in figure.text()
    assert figure.width() >= figure.sizeHint().width()
    assert figure.mapTo(made, figure.rect().topRight()).x() <= _RIGHT_WIDTH


@pytest.mark.parametrize("ceiling", ["", "3,000,000.00"])
def test_no_sum_stands_over_a_refusal(qtbot, themed, ceiling):
    made = card(qtbot, Outcome.INELIGIBLE, "0.00", ceiling)
    assert made.findChild(QLabel, "finding_amount") is None


def test_a_reading_that_gives_nothing_names_no_sum():
    readings = [
        {"text": "算在内", "outcome": "ineligible", "amount": "0.00"},
        {"text": "不算在内", "outcome": "eligible", "amount": "10000.00"},
    ]
    check = {"outcome": "officer", "clause": "三", "title": "", "shown": "", "readings": readings}
    record = {"outcome": "officer", "amount": None, "checks": [check], "notes": []}
    (found,) = frozen_finding(record, pays=True).checks
    assert found.readings == ("算在内：不符合", "不算在内：符合条件，10,000.00 元")
