"""The rows of a page hold still: what appears moves nothing but what lies below it."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.intake.form_spec import FieldType
from hrdesk.intake.reading import read_entries
from hrdesk.services.session import Session
from hrdesk.ui.intake.form_page import FormPage, rows_of
from hrdesk.ui.intake.remarks import Need, Remark, Tone, remark_on
from tests.journeys.office import MEASURE
from tests.ui.intake.sample_form import FORM

TODAY = date(2026, 3, 18)


def ids(page_number: int) -> list[list[str]]:
    return [[spec.id for spec in row] for row in rows_of(FORM, FORM.pages[page_number])]


def test_a_reason_for_lateness_has_a_row_of_its_own():
    assert ids(0) == [
        ["received", "paper_number"],
        ["late_reason"],
        ["name", "identity"],
        ["phone"],
    ]


def test_a_field_stands_beside_the_one_it_hangs_on():
    assert ["sure", "proof"] in ids(1)


def test_no_row_is_wider_than_twelve_and_no_field_is_lost(session: Session):
    for form in (FORM, session.form(MEASURE)):
        for page in form.pages:
            rows = rows_of(form, page)
            assert [spec.id for row in rows for spec in row] == list(page.fields)
            assert all(sum(spec.width for spec in row) <= 12 for row in rows)


def test_fields_of_the_shipped_form_that_part_ways_never_share_a_row(session: Session):
    form = session.form(MEASURE)
    for page in form.pages:
        for row in rows_of(form, page):
            first = row[0]
            for spec in row[1:]:
                own = dict(spec.show_when or {})
                assert own == dict(first.show_when or {}) or first.id in own


def places(page: FormPage, above: QWidget) -> dict[str, QPoint]:
    QApplication.processEvents()
    blocks = {key: block for key, block in page.blocks.items() if block.isVisible()}
    return {key: block.mapTo(above, QPoint()) for key, block in blocks.items()}


@pytest.fixture
def page(qtbot: QtBot, themed) -> FormPage:
    made = FormPage(FORM, FORM.pages[1])
    made.make_rest()
    qtbot.addWidget(made)
    made.resize(640, 900)
    made.show()
    return made


def show(page: FormPage, entries: dict[str, str]) -> None:
    reading = read_entries(FORM, entries, TODAY)
    page.show_entries(entries)
    page.show_reading(
        reading,
        lambda key: remark_on(FORM, reading, key, typing=False),
        lambda key: Need.REQUIRED,
    )


def test_a_field_that_appears_moves_none_of_the_others(page: FormPage):
    show(page, {})
    before = places(page, page)
    show(page, {"sure": "yes"})
    after = places(page, page)
    assert set(after) - set(before) == {"proof"}
    assert {key: after[key] for key in before} == before


def test_a_line_of_trouble_and_a_line_of_remedy_move_nothing(page: FormPage):
    show(page, {})
    before = places(page, page)
    for block in page.blocks.values():
        block.say(Remark(Tone.ERROR, "校验码应为 7，现在是 8。", "逐位核对证件。"))
    assert places(page, page) == before


def test_halves_and_thirds_of_a_row_line_up(page: FormPage):
    show(page, {"sure": "yes"})
    QApplication.processEvents()
    widths = {key: block.width() for key, block in page.blocks.items() if block.isVisible()}
    halves = {widths[key] for key in ("code", "account", "amount", "staff", "few", "many")}
    thirds = {widths[key] for key in ("sure", "proof")}
    assert max(halves) - min(halves) <= 1
    assert max(thirds) - min(thirds) <= 1


def test_every_type_has_an_editor():
    assert {spec.type for spec in FORM.fields.values()} == set(FieldType)
