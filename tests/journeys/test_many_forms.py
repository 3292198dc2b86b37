"""Many forms printed at a time, as a clerk does it: from the list of cases and from a batch."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from hrdesk.services import batches, forms_writing
from hrdesk.services.cases import open_case
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.forms_desk import FormsWanted
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.preview.pages import page_count
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.services import counter

CONTROL = Qt.KeyboardModifier.ControlModifier
NOWHERE = "\U00031351"
WRITE = forms_writing._write


def slow(*arguments):
    """Write, but take long about it."""
    time.sleep(600)
    return WRITE(*arguments)


class Desk(Screen):
    """The page on which forms are ticked, in the main window."""

    window: MainWindow

    @property
    def page(self):
        """The page itself."""
        return self.window.pages.forms

    def arrive(self) -> None:
        """Go from the marked case of the list to the page, by keyboard."""
        self.press("nav_cases")
        self.part("cases", RowTable).begin()
        self.key(Qt.Key.Key_P, CONTROL)
        self.wait_for("forms_count")

    def until(self, words: str, notice) -> None:
        """Wait until a notice says something."""
        self.qtbot.waitUntil(lambda: words in notice.headline, timeout=PATIENCE_MS)


@pytest.fixture
def cases(session: Session):
    return [counter.accepted(session, n) for n in (1, 2, 3)]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, cases, tasks: Tasks, changes: Changes):
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    opened(qtbot, window)
    screen = Desk(qtbot, window)
    yield screen
    close(screen)


def copies(session: Session, case) -> int:
    return len(open_case(session, case.id).papers)


def test_what_is_ticked_is_printed_into_one_file_by_keyboard(
    desk: Desk, session: Session, cases, tmp_path: Path
):
    desk.arrive()
    assert "勾选 3 件，共 3 件" in desk.text("forms_count")
    assert not any(counter.person(n) in desk.words() for n in (1, 2, 3))
    desk.part("forms", RowTable).selectRow(1)
    desk.key(Qt.Key.Key_Space)
    assert "勾选 2 件，共 3 件" in desk.text("forms_count")
    desk.key(Qt.Key.Key_P, CONTROL)
    target = tmp_path / "forms.pdf"
    desk.save_as(target)
    desk.until("2 份审批表已存为一个文件", desk.page.notice)
    assert str(target) in desk.page.notice.headline
    assert page_count(target.read_bytes()) >= 6
    assert [copies(session, case) for case in cases] == [1, 0, 1]
    desk.key(Qt.Key.Key_Escape)
    assert desk.shows("cases")


def test_the_window_lives_while_forms_are_printed_and_printing_can_be_ended(
    desk: Desk, session: Session, cases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(forms_writing, "_write", slow)
    desk.arrive()
    desk.press("print_forms")
    desk.save_as(tmp_path / "forms.pdf")
    desk.until("0 / 3 份", desk.page.notice)
    assert not desk.part("print_forms", QPushButton).isEnabled()
    desk.press("nav_intake")
    assert desk.shows("intake_home")
    desk.press("nav_cases")
    desk.press("print_many")
    desk.press("forms_notice_action")
    desk.until("没有留下文件", desk.page.notice)
    desk.qtbot.waitUntil(
        lambda: desk.part("print_forms", QPushButton).isEnabled(), timeout=PATIENCE_MS
    )
    assert list(tmp_path.glob("*.pdf")) + list(tmp_path.glob(".forms*")) == []
    assert [copies(session, case) for case in cases] == [0, 0, 0]


def test_one_that_cannot_be_printed_is_named_and_the_others_are_printed_without_it(
    desk: Desk, session: Session, cases, tmp_path: Path
):
    rare = counter.accepted_past_the_form(session, 7, name=f"张{NOWHERE}")
    desk.arrive()
    desk.press("print_forms")
    target = tmp_path / "forms.pdf"
    desk.save_as(target)
    desk.until(rare.number, desk.page.notice)
    assert "U+31351" in desk.page.notice.headline
    assert NOWHERE not in desk.page.notice.headline
    assert "单独打印" in desk.page.notice.remedy
    assert not target.exists()
    desk.press("forms_notice_action")
    desk.until("3 份审批表已存为一个文件", desk.page.notice)
    assert [copies(session, case) for case in (*cases, rare)] == [1, 1, 1, 0]


def test_a_place_that_cannot_be_written_is_said_and_counts_nothing(
    desk: Desk, session: Session, cases, tmp_path: Path
):
    desk.arrive()
    desk.press("print_forms")
    dialog = desk.part("save_dialog", QFileDialog)
    dialog.reject()
    target = tmp_path / "gone" / "forms.pdf"
    wanted = [(case.id, case.number) for case in cases]
    desk.page.desk._start(FormsWanted(wanted, target.name), target)
    desk.qtbot.waitUntil(lambda: bool(desk.page.notice.remedy), timeout=PATIENCE_MS)
    desk.until("写入失败", desk.page.notice)
    assert [copies(session, case) for case in cases] == [0, 0, 0]


def test_another_month_and_days_that_are_none_are_said(desk: Desk):
    desk.arrive()
    desk.fill("forms_last", "2026-02-30")
    assert "2026-03-18 的样子" in desk.words()
    desk.fill("forms_first", "2026-04-01")
    desk.fill("forms_last", "2026-04-30")
    assert "没有收件的案件" in desk.words()
    assert not desk.part("print_forms", QPushButton).isEnabled()


def test_the_forms_of_a_batch_are_printed_from_its_row(
    desk: Desk, session: Session, cases, tmp_path: Path
):
    made = batches.make_batch(session, counter.MEASURE, [case.id for case in cases[:2]], tmp_path)
    desk.press("nav_batches")
    desk.see_batches()
    desk.part("batches", RowTable).begin()
    desk.press("print_batch_forms")
    dialog = desk.part("save_dialog", QFileDialog)
    assert made.number in dialog.selectedFiles()[0]
    target = tmp_path / "forms.pdf"
    desk.save_as(target)
    desk.until("2 份审批表已存为一个文件", desk.window.pages.batches.list.notice)
    assert [copies(session, case) for case in cases] == [1, 1, 0]
