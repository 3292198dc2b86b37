"""Each measure for agencies as a clerk takes it in: filled, judged, accepted, printed, sent on."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from hrdesk.domain.money import grouped, parse_money, to_fen
from hrdesk.services.cases import list_cases
from hrdesk.services.displaying import displayed_field
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.tasks import Tasks
from tests.journeys.intake_page import IntakePage
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.services.claims import APPLICANT, CLAIMS, ROSTER, Claim
from tests.services.paper import pdf_text

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    yield opened(qtbot, window)
    close(Screen(qtbot, window))


def fill(page: IntakePage, session: Session, claim: Claim) -> None:
    """Type what the measure asks, and paste the people from a spreadsheet."""
    page.enter_all(claim.own)
    if not claim.rows:
        return
    form = session.form(claim.measure)
    columns = form.rosters[ROSTER].columns.values()
    lines = [
        "\t".join(displayed_field(column, row.get(column.id, "")) for column in columns)
        for row in claim.rows
    ]
    page.press(f"step.{next(each.id for each in form.pages if ROSTER in each.rosters)}")
    grid = page.part(f"roster_grid.{ROSTER}", RosterGrid)
    QApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    grid.view.setFocus()
    grid.view.go_to(0, 1)
    QTest.keyClick(grid.view, Qt.Key.Key_V, CONTROL)


def printed(desk: Screen, case_id: str, target: Path) -> str:
    """Save the form of a case from its page and read it."""
    desk.window.open_case(case_id)
    desk.press("case_save")
    desk.save_as(target)
    desk.wait_for("case_notice")
    return pdf_text(target.read_bytes(), target.parent)


def sent(desk: Screen, measure: str, folder: Path) -> list[list[object]]:
    """Make a batch of what waits and read the rows of its workbook."""
    folder.mkdir()
    desk.press("nav_batches")
    combo = desk.part("batch_measure", QComboBox)
    combo.setCurrentIndex(combo.findData(measure))
    desk.press("make_batch")
    desk.copy_into(folder)
    desk.qtbot.waitUntil(lambda: any(folder.glob("*.manifest.json")), timeout=PATIENCE_MS)
    (workbook,) = folder.glob("*.xlsx")
    sheet = openpyxl.load_workbook(workbook).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


@pytest.mark.parametrize("measure", CLAIMS)
def test_a_claim_is_filled_judged_accepted_printed_and_sent(
    desk: Screen, session: Session, tmp_path: Path, measure: str
):
    claim = CLAIMS[measure]
    amount = parse_money(claim.amount)
    assert amount is not None
    draft = start_draft(session, measure)
    desk.window.resume_draft(save_draft(session, draft, {**draft.entries, **APPLICANT}).id)
    page = IntakePage(desk.qtbot, desk.window)
    fill(page, session, claim)
    assert page.outcome() == "met", page.conditions()
    assert page.amount() == grouped(amount)
    number = page.accept()
    (case,) = list_cases(session)
    assert (case.number, case.amount_fen, case.outcome) == (number, to_fen(amount), "eligible")

    text = printed(desk, case.id, tmp_path / "form.pdf")
    for words in (number, grouped(amount), "关于加快人力资源服务业高质量发展的实施意见"):
        assert words in text
    for words in (session.form(measure).authority, session.form(measure).clause, *claim.printed):
        assert "".join(words.split()) in text

    rows = sent(desk, measure, tmp_path / "上报")
    assert len(rows) == claim.sent
    share = float(amount) / claim.sent
    assert all(number in row and share in row for row in rows)
