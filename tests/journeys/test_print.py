"""From a case to paper: preview, counted copies on a printer and in a file, no printer at all."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Case
from hrdesk.domain.print_spec import PaperKind
from hrdesk.services.cases import open_case
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.preview import output
from hrdesk.ui.preview.pages import page_count
from hrdesk.ui.tasks import Tasks
from tests.journeys.office import accepted
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS


@pytest.fixture
def case(session: Session) -> Case:
    return accepted(session)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, case: Case):
    """The main window with the page of one case open."""
    window = MainWindow(session, tasks, changes)
    screen = opened(qtbot, window)
    window.open_case(case.id)
    yield screen
    close(screen)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A printer that prints into a file; the person chooses it in the dialog."""
    target = tmp_path / "paper.pdf"

    def choose(_parent: object, on_chosen) -> None:
        printer = output.a4_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        on_chosen(printer)

    monkeypatch.setattr(output, "choose_printer", choose)
    return target


def copies(session: Session, case: Case) -> list[int]:
    return [paper.copy_number for paper in open_case(session, case.id).papers]


def test_a_preview_is_shown_page_by_page_and_not_counted(
    desk: Screen, session: Session, case: Case
):
    desk.press("case_preview")
    desk.wait_for("preview_sheet")
    page = desk.window.pages.preview
    desk.qtbot.waitUntil(lambda: not page.sheet.pixmap().isNull(), timeout=PATIENCE_MS)
    first = page.sheet.pixmap().toImage()
    assert page.page_count >= 2
    control = Qt.KeyboardModifier.ControlModifier
    desk.key(Qt.Key.Key_PageDown, control)
    desk.qtbot.waitUntil(lambda: page.sheet.pixmap().toImage() != first, timeout=PATIENCE_MS)
    assert "2" in desk.text("preview_place")
    desk.key(Qt.Key.Key_PageUp, control)
    desk.qtbot.waitUntil(lambda: page.sheet.pixmap().toImage() == first, timeout=PATIENCE_MS)
    desk.key(Qt.Key.Key_Escape)
    assert desk.shows("case_number")
    assert copies(session, case) == []


def test_page_down_reads_on_by_a_screen_before_it_turns(desk: Screen):
    desk.press("case_preview")
    page = desk.window.pages.preview
    bar = page._area.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENCE_MS)
    desk.key(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert "1" in desk.text("preview_place").split("/")[0]
    for _ in range(bar.maximum() // bar.pageStep() + 1):
        desk.key(Qt.Key.Key_PageDown)
    assert "2" in desk.text("preview_place").split("/")[0]
    assert bar.value() == 0
    desk.key(Qt.Key.Key_PageUp)
    assert "1" in desk.text("preview_place").split("/")[0]


def test_zooming_draws_the_page_larger_and_smaller(desk: Screen):
    desk.press("case_preview")
    page = desk.window.pages.preview
    desk.qtbot.waitUntil(lambda: not page.sheet.pixmap().isNull(), timeout=PATIENCE_MS)
    width = page.sheet.pixmap().width()
    desk.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: page.sheet.pixmap().width() > width, timeout=PATIENCE_MS)
    desk.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: page.sheet.pixmap().width() == width, timeout=PATIENCE_MS)


def test_ctrl_p_prints_every_page_and_counts_the_copy(
    desk: Screen, session: Session, case: Case, paper: Path
):
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("case_notice")
    assert page_count(paper.read_bytes()) >= 2
    assert copies(session, case) == [1]
    desk.press("case_print")
    desk.qtbot.waitUntil(lambda: copies(session, case) == [1, 2], timeout=PATIENCE_MS)


def test_a_saved_copy_is_a_counted_copy(desk: Screen, session: Session, case: Case, tmp_path: Path):
    target = tmp_path / "form.pdf"
    desk.press("case_save")
    desk.save_as(target)
    desk.wait_for("case_notice")
    assert page_count(target.read_bytes()) >= 2
    assert copies(session, case) == [1]


def test_the_file_dialog_is_chinese_and_begins_among_the_documents(
    desk: Screen, case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))
    desk.press("case_save")
    dialog = desk.part("save_dialog", QFileDialog)
    assert Path(dialog.directory().path()) == tmp_path
    assert [Path(name).name for name in dialog.selectedFiles()] == [f"{case.number}.pdf"]
    for part in dialog.findChildren(QLabel) + dialog.findChildren(QAbstractButton):
        assert not re.search("[A-Za-z]{2}", part.text()), part.text()
    dialog.reject()


def test_leaving_the_file_dialog_counts_nothing(desk: Screen, session: Session, case: Case):
    desk.press("case_save")
    dialog = desk.part("save_dialog", QFileDialog)
    dialog.reject()
    assert copies(session, case) == []


def test_a_place_that_cannot_be_written_is_said(
    desk: Screen, session: Session, case: Case, tmp_path: Path
):
    desk.window.pages.desk._save_to(
        case.id, PaperKind.APPROVAL_FORM, tmp_path / "missing" / "form.pdf"
    )
    desk.wait_for("case_notice")
    assert desk.text("case_notice_remedy")


def test_without_a_printer_the_page_says_what_can_be_done(
    desk: Screen, session: Session, case: Case
):
    desk.press("case_print")
    desk.wait_for("case_notice")
    assert "PDF" in desk.text("case_notice_remedy")
    assert copies(session, case) == []


def test_that_there_is_no_printer_is_forgotten_after_a_copy_was_saved(desk: Screen, tmp_path: Path):
    desk.press("case_print")
    desk.wait_for("case_notice")
    desk.press("case_preview")
    desk.wait_for("preview_sheet")
    desk.press("preview_save")
    desk.save_as(tmp_path / "form.pdf")
    desk.wait_for("preview_notice")
    desk.key(Qt.Key.Key_Escape)
    assert desk.shows("case_number")
    assert not desk.shows("case_notice")


def test_the_print_dialog_stands_before_a_copy_is_counted(
    desk: Screen, session: Session, case: Case, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["counter"])
    desk.press("case_print")
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(QPrintDialog)), timeout=PATIENCE_MS)
    dialog = desk.window.findChildren(QPrintDialog)[0]
    assert dialog.isVisible()
    dialog.reject()
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(QPrintDialog), timeout=PATIENCE_MS)
    assert copies(session, case) == []
