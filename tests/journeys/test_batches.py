"""Batches as a clerk makes them, by keyboard: ticked, written, voided, written again."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hrdesk.domain.batch import CopyPurpose
from hrdesk.domain.staff import Role
from hrdesk.services import batch_writing, batches
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.batches.batch_model import ANSWERED, COUNTS, MADE, STATE, SUM
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.notice import Tone
from hrdesk.ui.table import ROW_HEIGHT, RowTable
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS
from tests.services import counter
from tests.services.second_person import given_roles, voided
from tests.services.test_batches import begun, slow

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 3, 18)
NUMBER = "510411-P2026-0001"
ASKED = "9月3日电话问过平台，没有收到这一批"


class Desk(Screen):
    """The place of batches in the main window."""

    window: MainWindow

    @property
    def page(self):
        """The page itself."""
        return self.window.pages.batches.list

    def arrive(self) -> None:
        """Go to the place and choose the measure and the month of the cases."""
        self.press("nav_batches")
        combo = self.part("batch_measure", QComboBox)
        combo.setCurrentIndex(combo.findData(counter.MEASURE))
        self.fill("batch_first", "2026-03-01")
        self.fill("batch_last", "2026-03-31")
        self.part("waiting", RowTable).begin()

    def into(self, folder: Path, purpose: str = "上传平台") -> None:
        """Say what the copy is for and where it goes, and wait until all is written."""
        self.copy_into(folder, purpose)
        self.qtbot.waitUntil(lambda: self.page._busy, timeout=PATIENCE_MS)
        self.qtbot.waitUntil(lambda: not self.page._busy, timeout=PATIENCE_MS)

    def marks_first(self) -> None:
        """Turn to the batches that were made and mark the first."""
        self.see_batches()
        self.part("batches", RowTable).begin()

    def states(self) -> list[str]:
        """What stands beside each batch, the last one made first."""
        model = self.page.made.batches
        return [model.index(row, STATE).data() for row in range(model.rowCount())]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes):
    for n in (1, 2, 3):
        counter.accepted(session, n)
    counter.accepted(session, 4, is_founder="no")
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    opened(qtbot, window)
    screen = Desk(qtbot, window)
    screen.arrive()
    yield screen
    close(screen)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "上报"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_waits_is_ticked_masked_and_made_by_keyboard(desk: Desk, target: Path):
    assert "勾选 3 件，共 4 件" in desk.text("batch_count")
    assert "另有 1 件" in desk.text("batch_count")
    assert not any(counter.person(n) in desk.words() for n in (1, 2, 3))
    table = desk.part("waiting", RowTable)
    table.selectRow(1)
    desk.key(Qt.Key.Key_Space)
    assert "勾选 2 件，共 4 件" in desk.text("batch_count")
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.into(target)
    assert names(target) == [f"{NUMBER}.manifest.json", f"{NUMBER}.xlsx"]
    assert NUMBER in desk.page.notice.headline
    assert str(target) in desk.page.notice.remedy
    assert "2 件、2 行" in desk.page.notice.headline
    assert desk.states() == ["已拷出"]
    assert "勾选 1 件，共 2 件" in desk.text("batch_count")


def test_what_a_copy_is_for_is_asked_once_and_of_what_is_shown(desk: Desk, target: Path):
    assert not desk.shows("batch_purpose")
    table = desk.part("waiting", RowTable)
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert desk.text("copy_what") == "编制批次：3 件　合计 30,000.00 元"
    box = desk.part("batch_purpose", QComboBox)
    box.setCurrentIndex(box.findText("本单位留存"))
    desk.key(Qt.Key.Key_Escape)
    assert not desk.shows("copy_row")
    assert table.hasFocus()
    desk.key(Qt.Key.Key_Return, CONTROL)
    # The one before was for the shelf: what leaves by default is for the platform.
    assert box.currentText() == "上传平台"
    desk.part("waiting", RowTable).begin()
    table.selectRow(1)
    desk.key(Qt.Key.Key_Space)
    assert not desk.shows("copy_row")
    desk.see_batches()
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert desk.shows("waiting")
    assert not desk.shows("copy_row")
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert "2 件　合计 20,000.00 元" in desk.text("copy_what")
    desk.into(target)
    assert not desk.shows("copy_row")
    assert desk.states() == ["已拷出"]
    desk.press("batches_notice_action")
    desk.qtbot.waitUntil(lambda: desk.shows("sent_counts"), timeout=PATIENCE_MS)


def test_eight_batches_are_seen_at_once_on_the_screen_of_a_counter(desk: Desk):
    desk.window.notice.say(Tone.WARNING, "有效期已经届满")
    desk.key(Qt.Key.Key_Tab, CONTROL)
    made = desk.part("batches", RowTable)
    assert desk.window.height() == 768
    desk.qtbot.waitUntil(desk.window.notice.isVisible, timeout=PATIENCE_MS)
    assert made.viewport().height() >= 8 * ROW_HEIGHT
    assert desk.page.hints[0].words == "打开批次"
    assert made.hasFocus()
    desk.key(Qt.Key.Key_Tab, CONTROL)
    assert desk.part("waiting", RowTable).hasFocus()
    assert desk.page.hints[0].words == "勾选"


def test_a_case_that_cannot_be_sent_takes_no_tick(desk: Desk):
    table = desk.part("waiting", RowTable)
    table.selectRow(0)
    before = desk.text("batch_count")
    desk.key(Qt.Key.Key_Space)
    assert desk.text("batch_count") == before
    desk.key(Qt.Key.Key_A, CONTROL)
    assert "勾选 0 件" in desk.text("batch_count")
    assert not desk.part("make_batch", QPushButton).isEnabled()
    desk.key(Qt.Key.Key_A, CONTROL)
    assert desk.text("batch_count") == before


def test_a_tick_is_set_with_the_mouse(desk: Desk):
    table = desk.part("waiting", RowTable)
    place = table.visualRect(desk.page.waiting.cases.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "勾选 2 件" in desk.text("batch_count")


def test_a_batch_that_left_is_written_again_and_not_voided_by_the_clerk(
    desk: Desk, session: Session, target: Path, tmp_path: Path
):
    """The button rests, and beside it stands who may do it and why."""
    desk.press("make_batch")
    desk.into(target)
    elsewhere = tmp_path / "再写"
    elsewhere.mkdir()
    desk.marks_first()
    desk.press("write_again")
    desk.into(elsewhere)
    assert (elsewhere / f"{NUMBER}.xlsx").read_bytes() == (target / f"{NUMBER}.xlsx").read_bytes()
    desk.marks_first()
    assert desk.text("void_who") == "作废由审批人或主管办理"
    assert not desk.part("void_batch", QPushButton).isEnabled()
    assert "请审批人或主管向平台核实" in desk.part("void_who", QLabel).toolTip()
    assert batches.list_batches(session)[0].void is None


def test_a_supervisor_voids_a_batch_that_left_and_says_how_he_asked(
    desk: Desk, session: Session, target: Path
):
    batches.make_batch(session, counter.MEASURE, [desk.page.waiting.cases.summary(1).id], target)
    given_roles(session, Role.SUPERVISOR)
    desk.page.read_again()
    desk.marks_first()
    assert not desk.shows("void_who")
    desk.press("void_batch")
    assert "请先向平台核实" in desk.words()
    desk.press("void_asked_confirmed")
    desk.qtbot.waitUntil(lambda: "还没有填写" in desk.text("void_asked_below"), timeout=PATIENCE_MS)
    desk.fill("void_asked", ASKED)
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "void_asked_confirmed"
    desk.key(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.states() == ["已作废"], timeout=PATIENCE_MS)
    assert f"{NUMBER}.xlsx 请删去" in desk.page.notice.remedy
    assert not desk.shows("void_asked_row")
    assert f"作废：{ASKED}" in desk.text("batches_whole")
    desk.see_waiting()
    assert "勾选 3 件" in desk.text("batch_count")
    assert batches.list_batches(session)[0].void.reason == ASKED


def test_what_never_left_is_voided_by_a_clerk_and_the_supervisor_reads_so(
    desk: Desk, session: Session
):
    begun(session)
    session.staff = replace(session.staff, roles=frozenset({Role.SUPERVISOR}))
    desk.page.read_again()
    desk.marks_first()
    assert desk.text("void_who") == "没有拷出过的由经办人作废"
    assert not desk.part("void_batch", QPushButton).isEnabled()


def test_a_batch_is_not_voided_while_its_workbook_is_written(
    desk: Desk, session: Session, target: Path, monkeypatch: pytest.MonkeyPatch
):
    desk.press("make_batch")
    desk.into(target)
    before = (target / f"{NUMBER}.xlsx").read_bytes()
    given_roles(session, Role.APPROVER)
    desk.marks_first()
    desk.press("void_batch")
    assert desk.shows("void_asked_row")
    monkeypatch.setattr(batch_writing, "_write", slow)
    batch = batches.list_batches(session)[0]
    begin = partial(batches.begin_copy, session, batch.id)
    desk.page._start(begin, CopyPurpose.UPLOAD, target)
    assert not desk.shows("void_asked_row")
    assert not desk.part("void_batch", QPushButton).isEnabled()
    desk.page._cancel()
    desk.qtbot.waitUntil(lambda: not desk.page._busy, timeout=PATIENCE_MS)
    assert desk.page.notice.headline == "已停止，原来的文件没有变"
    assert (target / f"{NUMBER}.xlsx").read_bytes() == before
    assert desk.states() == ["已拷出"]


def test_writing_that_is_stopped_leaves_no_file(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(batch_writing, "_write", slow)
    ids = [desk.page.waiting.cases.summary(1).id]
    begin = partial(batches.begin, desk.window._session, counter.MEASURE, ids)
    desk.page._start(begin, CopyPurpose.UPLOAD, target)
    desk.page._cancel()
    desk.qtbot.waitUntil(lambda: not desk.page._busy, timeout=PATIENCE_MS)
    assert desk.page.notice.headline == "已停止，没有留下文件"
    assert names(target) == []
    assert desk.states() == ["未写成，已作废"]


def test_a_reason_is_given_once_however_often_enter_is_pressed(desk: Desk, session: Session):
    """By a clerk alone: what never left."""
    begun(session)
    desk.page.read_again()
    desk.marks_first()
    assert not desk.shows("void_who")
    desk.press("void_batch")
    desk.fill("void_reason", "平台退回")
    line = desk.part("void_reason", QLineEdit)
    for _ in range(2):
        line.returnPressed.emit()
    desk.qtbot.waitUntil(lambda: desk.states() == ["已作废"], timeout=PATIENCE_MS)
    desk.qtbot.waitUntil(lambda: not desk.window._tasks.is_busy(), timeout=PATIENCE_MS)
    assert "已作废" in desk.page.notice.headline


def test_a_folder_that_is_full_of_another_file_is_said(desk: Desk, target: Path):
    (target / f"{NUMBER}.xlsx").write_bytes(b"of another office")
    desk.press("make_batch")
    desk.into(target)
    assert f"{NUMBER}.xlsx" in desk.page.notice.headline
    assert desk.states() == []
    assert "勾选 3 件" in desk.text("batch_count")


def test_days_that_are_none_are_said_and_another_measure_is_empty(desk: Desk):
    desk.fill("batch_last", "2026-02-30")
    assert "2026-03-18 的样子" in desk.words()
    waiting = desk.page.waiting.cases.rowCount
    # As a clerk types a day in every other field.
    for typed in ("2026-3-31", "2026.3.31", "2026年3月31日"):
        desk.fill("batch_last", typed)
        assert waiting(), typed
    desk.fill("batch_last", "2026-03-31")
    combo = desk.part("batch_measure", QComboBox)
    combo.setCurrentIndex(combo.findData("startup_loan_firm"))
    assert "没有等待上报的案件" in desk.words()


def test_a_case_says_which_batch_holds_it_and_leads_there(desk: Desk, target: Path):
    first, second = (desk.page.waiting.cases.summary(row).id for row in (1, 2))
    desk.window.open_case(first)
    desk.wait_for("facts")
    assert not desk.shows("case_batch")
    batch = batches.make_batch(desk.window._session, counter.MEASURE, [first], target)
    desk.window.open_case(first)
    assert desk.text("case_batch_words") == f"{NUMBER}　2026年3月18日　已拷出"
    voided(desk.window._session, batch.id, "选错了")
    desk.window.open_case(first)
    desk.qtbot.waitUntil(lambda: desk.text("case_batch_words").endswith("已作废"))
    again = batches.make_batch(desk.window._session, counter.MEASURE, [first], target)
    desk.window.open_case(first)
    desk.qtbot.waitUntil(lambda: again.number in desk.text("case_batch_words"))
    desk.window.open_case(second)
    desk.wait_for("facts")
    assert not desk.shows("case_batch")
    desk.window.open_case(first)
    desk.press("case_to_batches")
    assert desk.shows("batch_page")


def test_the_place_opens_with_a_month_in_which_somebody_waits(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes
):
    late = {"paper_number": "登2026-7", "late_reason": "补录", "received": "2026-01-20"}
    dates = dict.fromkeys(("registered_on", "licence_seen_on", "proof_seen_on"), "2026-01-10")
    counter.accepted(session, 1, **late, **dates)
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    opened(qtbot, window)
    screen = Desk(qtbot, window)
    screen.press("nav_batches")
    assert screen.text("batch_first") == "2026-01-01"
    assert screen.text("batch_last") == "2026-01-31"
    assert "勾选 1 件，共 1 件" in screen.text("batch_count")
    # Nor does it stay where nobody waits, each further time that it is entered.
    screen.fill("batch_first", "2026-01-21")
    assert "没有等待上报的案件" in screen.words()
    screen.press("nav_intake")
    screen.press("nav_batches")
    assert "勾选 1 件，共 1 件" in screen.text("batch_count")
    close(screen)


def test_the_place_opens_where_a_batch_can_be_made_rather_than_where_an_officer_waits(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes
):
    late = {"paper_number": "登2026-7", "late_reason": "补录", "received": "2026-01-20"}
    dates = dict.fromkeys(("registered_on", "licence_seen_on", "proof_seen_on"), "2026-01-10")
    counter.accepted(session, 1, **late, **dates)
    counter.accepted(session, 2, is_founder="no", founder_role="")
    screen = Desk(qtbot, opened(qtbot, MainWindow(session, tasks, changes)).window)
    screen.press("nav_batches")
    assert screen.text("batch_first") == "2026-01-01"
    assert "勾选 1 件，共 1 件" in screen.text("batch_count")
    screen.fill("batch_first", "2026-03-01")
    screen.fill("batch_last", "2026-03-31")
    assert "勾选 0 件，共 1 件" in screen.text("batch_count")
    close(screen)


def test_once_all_are_sent_the_focus_is_at_the_measure(
    qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, target: Path
):
    """Not at the words that nobody waits any more."""
    counter.accepted(session, 1)
    screen = Desk(qtbot, opened(qtbot, MainWindow(session, tasks, changes)).window)
    screen.press("nav_batches")
    screen.part("waiting", RowTable).begin()
    screen.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.into(target)
    assert "没有等待上报的案件" in screen.words()
    assert screen.focus().objectName() == "batch_measure"
    close(screen)


def test_no_number_of_a_batch_is_cut_and_no_batch_at_all_is_said(desk: Desk, target: Path):
    desk.see_batches()
    assert "还没有编制过批次" in desk.text("batches_empty")
    desk.see_waiting()
    desk.press("make_batch")
    desk.into(target)
    desk.marks_first()
    assert not desk.shows("batches_empty")
    table = desk.part("batches", RowTable)
    model, metrics = table.model(), QFontMetrics(theme.number_font("base"))
    for column in (0, MADE, COUNTS, SUM, ANSWERED):
        words = str(model.index(0, column).data())
        assert metrics.horizontalAdvance(words) <= table.columnWidth(column) - 24, words


def test_what_left_is_shown_with_its_purpose_and_its_hash(
    desk: Desk, session: Session, target: Path, tmp_path: Path
):
    desk.press("make_batch")
    desk.into(target)
    assert "读回核对无误" in desk.page.notice.headline
    again = tmp_path / "上级"
    again.mkdir()
    desk.marks_first()
    desk.press("write_again")
    desk.into(again, "报送上级")
    desk.marks_first()
    desk.press("show_copies")
    assert "拷出过 2 次" in desk.text("copies_title")
    model = desk.page.made.copies.table.model()
    shown = [[model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert [row[2] for row in shown] == ["报送上级", "上传平台"]
    (sent, _) = batches.copies(session, batches.list_batches(session)[0].id)
    assert shown[0][3] == f"{NUMBER}.xlsx"
    assert shown[0][4] == f"{sent.files[0].sha256[:16]}…"
    assert shown[0][1] == sent.by
    assert desk.text("copies_whole") == f"{NUMBER}.xlsx　SHA-256 {sent.files[0].sha256}"
    desk.qtbot.waitUntil(lambda: "Esc" in desk.words(), timeout=PATIENCE_MS)
    desk.press("show_copies")
    assert desk.shows("batches")
    assert not desk.shows("copies")


def test_the_page_is_not_stuck_in_what_left_of_a_batch(desk: Desk, target: Path):
    """Who looked at it, went elsewhere and came back, comes back to the batches too."""
    desk.press("make_batch")
    desk.into(target)
    acts = ("show_copies", "print_batch_forms", "write_again")
    for leave in ("show_copies", "escape"):
        desk.marks_first()
        desk.press("show_copies")
        desk.press("nav_intake")
        desk.press("nav_batches")
        assert desk.shows("copies")
        assert [desk.part(act, QPushButton).isEnabled() for act in acts] == [True] * 3
        if leave == "escape":
            desk.part("copies", RowTable).setFocus()
            desk.key(Qt.Key.Key_Escape)
        else:
            desk.press(leave)
        assert desk.shows("batches")
        assert desk.page.marked() is not None
