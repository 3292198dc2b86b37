"""The panel says every outcome, changes in place, and leads to the fields that settle."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from hrdesk.domain.finding import LineFinding, Outcome
from hrdesk.ui.intake.check_row import CheckRow, Way
from hrdesk.ui.intake.finding_panel import FindingPanel
from hrdesk.ui.intake.finding_words import Beside, in_one_sentence
from hrdesk.ui.intake.said_list import Said, SaidList
from tests.ui.intake.sample_form import MET, MISSING, OFFICER, UNMET, finding

WAYS = {"third": (Way("few", "两项之一"),)}
CASES = [
    (finding(Outcome.ELIGIBLE, "10000.00", MET), "met", "10,000.00", "壹万元整"),
    (finding(Outcome.INELIGIBLE, "0.00", MET, UNMET, MISSING), "unmet", "0.00", None),
    (finding(Outcome.INCOMPLETE, None, MET, MISSING, OFFICER), "unknown", "—", None),
    (finding(Outcome.OFFICER, None, MET, OFFICER), "officer", "—", None),
    (finding(Outcome.REFERRAL, None, MET), "officer", "虚构部门", None),
]


@pytest.fixture
def panel(qtbot: QtBot, themed) -> FindingPanel:
    made = FindingPanel()
    qtbot.addWidget(made)
    made.resize(344, 640)
    made.show()
    return made


def text(panel: FindingPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def rows(panel: FindingPanel) -> list[CheckRow]:
    return [row for row in panel.findChildren(CheckRow) if not row.isHidden()]


@pytest.mark.parametrize(("found", "tone", "figure", "words"), CASES)
def test_each_outcome_has_its_tone_amount_and_reason(panel, found, tone, figure, words):
    panel.show_finding(found, WAYS)
    headline = panel.findChild(QLabel, "finding_outcome")
    assert headline.property("role") == f"outcome_{tone}"
    assert text(panel, "finding_figure") == figure
    told = text(panel, "finding_amount_words")
    assert told == words if words else told
    assert len(rows(panel)) == len(found.checks)


def test_no_ceiling_stands_over_a_loan_that_is_refused(panel):
    refused = replace(
        finding(Outcome.INELIGIBLE, "0.00", MET, UNMET),
        ceiling=Decimal("3000000.00"),
        qualifies=True,
    )
    panel.show_finding(refused, WAYS)
    assert text(panel, "finding_figure") == "—"
    assert text(panel, "finding_amount_words") == "不符合条件，不能申请"
    panel.show_finding(replace(refused, outcome=Outcome.ELIGIBLE, amount=None), WAYS)
    assert text(panel, "finding_figure") == "3,000,000.00"


def test_a_row_says_its_outcome_to_those_who_do_not_see_it(panel: FindingPanel):
    panel.show_finding(finding(Outcome.INELIGIBLE, "0.00", MET, UNMET, MISSING, OFFICER), WAYS)
    names = [row.accessibleName() for row in rows(panel)]
    assert names == ["符合：在有效期内", "不符合：全日制", "待补充：类别", "待裁量：年限"]


def test_each_reading_stands_with_what_it_gives(panel: FindingPanel):
    panel.show_finding(finding(Outcome.OFFICER, None, OFFICER), {})
    boxes = panel.findChildren(QFrame, "reading")
    lines = [[line.text() for line in box.findChildren(QLabel)] for box in boxes]
    assert lines == [
        ["按登记日", "符合，10,000.00 元"],
        ["按收件日", "不符合"],
        ["另待补充", "仍待补充"],
    ]


def test_a_link_leads_to_the_field_and_goes_when_it_is_settled(qtbot: QtBot, panel: FindingPanel):
    panel.show_finding(finding(Outcome.INCOMPLETE, None, MISSING), WAYS)
    link = panel.findChild(QPushButton, "settle.few")
    with qtbot.waitSignal(panel.settle_asked) as asked:
        link.click()
    assert asked.args == ["few"]
    panel.show_finding(finding(Outcome.ELIGIBLE, "10000.00", MET), {})
    assert not any(each.isVisible() for each in panel.findChildren(QPushButton))


def test_rows_are_filled_anew_in_place_and_the_scroll_stays(qtbot: QtBot, panel: FindingPanel):
    many = (MET, UNMET, MISSING, OFFICER) * 5
    panel.show_finding(finding(Outcome.INELIGIBLE, "0.00", *many), WAYS)
    bar = panel.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(300)
    before = rows(panel)
    panel.show_finding(finding(Outcome.INELIGIBLE, "0.00", *many[:-1], MET), WAYS)
    assert rows(panel) == before
    assert bar.value() == 300


def test_what_turns_the_outcome_comes_into_view_once(qtbot: QtBot, panel: FindingPanel):
    panel.show_finding(finding(Outcome.ELIGIBLE, "10000.00", *(MET,) * 20), {})
    bar = panel.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    turned = finding(Outcome.INELIGIBLE, "0.00", *(MET,) * 19, UNMET)
    panel.show_finding(turned, {})
    qtbot.waitUntil(lambda: bar.value() > 300)
    bar.setValue(0)
    panel.show_finding(turned, {})
    qtbot.wait(30)
    assert bar.value() == 0


def test_fewer_conditions_hide_rows_and_more_bring_them_back(panel: FindingPanel):
    panel.show_finding(finding(Outcome.INELIGIBLE, "0.00", MET, UNMET, OFFICER), {})
    panel.show_finding(finding(Outcome.ELIGIBLE, "10000.00", MET), {})
    assert [row.objectName() for row in rows(panel)] == ["check.first"]
    panel.show_finding(finding(Outcome.INELIGIBLE, "0.00", MET, UNMET), {})
    assert [row.objectName() for row in rows(panel)] == ["check.first", "check.second"]


def test_notes_are_shown_when_there_are_any(panel: FindingPanel):
    panel.show_finding(finding(Outcome.ELIGIBLE, "10000.00", MET, notes=("另一解释",)), {})
    assert "另一解释" in [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "缺 1 项条件：类别"),
        (3, "缺 3 项条件：类别、类别、类别"),
        (4, "缺 4 项条件：类别、类别、类别等"),
    ],
)
def test_one_sentence_counts_all_and_names_at_most_three(count: int, sentence: str):
    assert in_one_sentence(finding(Outcome.INCOMPLETE, None, *[MISSING] * count)) == sentence


@pytest.mark.parametrize(
    ("checks", "sentence"),
    [
        ((), "登记后转办"),
        ((MET, MET), "预审：各项符合"),
        ((MET, UNMET, MISSING, MISSING), "预审：1 项不符合，2 项还不知道，照样转办"),
    ],
)
def test_a_pre_check_says_what_is_open_and_hands_on_all_the_same(checks, sentence: str):
    assert in_one_sentence(finding(Outcome.REFERRAL, None, *checks)) == sentence


def test_what_is_to_be_weighed_is_named_without_saying_twice_by_whom():
    weighed = finding(Outcome.OFFICER, None, MET, OFFICER)
    assert in_one_sentence(weighed) == "待裁量：年限"


@pytest.mark.parametrize(
    ("outcome", "check", "sentence"),
    [
        (Outcome.INCOMPLETE, MISSING, "名册 2 行待补：类别"),
        (Outcome.INELIGIBLE, UNMET, "名册 2 行都不符合：全日制"),
        (Outcome.OFFICER, OFFICER, "名册 2 行待裁量：年限"),
    ],
)
def test_rows_are_named_where_they_alone_decide(panel, outcome, check, sentence):
    lines = [LineFinding(n, outcome, Decimal("0.00"), (MET, check)) for n in (1, 3)]
    paid = LineFinding(2, Outcome.ELIGIBLE, Decimal("1680.00"), (MET,))
    found = replace(finding(outcome, "1680.00", MET), lines=(lines[0], paid, lines[1]))
    assert in_one_sentence(found) == sentence
    said = Said("第 1、3 行　类别：还不知道", "people:r1:category", "去填写：第 1 行 王强 类别")
    panel.show_finding(found, {}, Beside(of_rows=(said,)))
    assert text(panel, "said") == said.words
    asked: list[str] = []
    panel.settle_asked.connect(asked.append)
    link = panel.findChild(QPushButton, f"go.{said.key}")
    assert link.text() == said.link
    link.click()
    QTest.mouseClick(panel.findChild(QLabel, "said"), Qt.MouseButton.LeftButton)
    assert asked == [said.key] * 2
    panel.show_finding(finding(Outcome.ELIGIBLE, "1680.00", MET), {})
    assert panel.findChild(SaidList).isHidden()
