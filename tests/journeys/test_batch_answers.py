"""A batch goes out, the platform answers, the failures go out again, all are accepted (P14)."""

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hrdesk.domain.batch import Batch
from hrdesk.domain.batch_answer import Tally
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers, batches, closing, resending
from hrdesk.services.cases import open_case
from hrdesk.services.corrections import REASON
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.batches.answer_page import AnswerPage
from hrdesk.ui.batches.batch_model import ANSWERED, MEASURE, PURPOSE, STATE
from hrdesk.ui.cases.correction_model import FIELD
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.notice import Notice
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS, PATIENCE_S
from tests.services import counter
from tests.services.answered import BAD, OK, answer_file, take
from tests.services.corrections import confirmed, corrected, proposed
from tests.services.second_person import given_roles, voided
from tests.services.test_mended_rows import NO_RECORD, failed_case

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND = "510411-P2026-0001", "510411-P2026-0002"


class Desk(Screen):
    """The place of batches, its answers and failures."""

    window: MainWindow

    @property
    def place(self):
        """The place itself."""
        return self.window.pages.batches

    def until(self, holds) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def choose(self, file: Path) -> AnswerPage:
        """Ask for a file by the key, choose it, and wait until it is read."""
        self.key(Qt.Key.Key_R, CONTROL | SHIFT)
        dialog = self.part("open_dialog", QFileDialog)
        dialog.setDirectory(str(file.parent))
        dialog.selectFile(file.name)
        dialog.accept()
        page = self.part("answer_import", AnswerPage)
        self.until(lambda: page._seen is not None or bool(page.notice.headline))
        return page

    def look(self, name: str) -> None:
        """Keep a picture where somebody wants to look at one."""
        if folder := os.environ.get("HRDESK_LOOK"):
            self.qtbot.wait(200)
            self.picture(Path(folder) / f"{name}.png")

    def lines(self, name: str) -> list[list[str]]:
        """The words of a table."""
        model = self.part(name, RowTable).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "上报"
    folder.mkdir()
    return folder


@pytest.fixture
def batch(session: Session, folder: Path) -> Batch:
    """Three cases that went out in one batch."""
    ids = [counter.accepted(session, n).id for n in (1, 2, 3)]
    return batches.make_batch(session, counter.MEASURE, ids, folder)


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes, batch: Batch):
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    opened(qtbot, window)
    screen = Desk(qtbot, window)
    screen.press("nav_batches")
    screen.see_batches()
    screen.part("batches", RowTable).begin()
    yield screen
    close(screen)


def tally(session: Session, number: str) -> Tally:
    (found,) = [each for each in batches.list_batches(session) if each.number == number]
    return found.tally


def first_answer(desk: Desk, batch: Batch, folder: Path, tmp_path: Path) -> None:
    """Take an answer by which one row is accepted and two fail."""
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: "上报 3 行＝平台已受理 0＋失败 0＋等待 3" in desk.text("sent_counts"))
    said = {1: (BAD, "账号与户名不符", ""), 2: (OK, "", "L2"), 3: (BAD, "系统忙，请重报", "")}
    desk.choose(answer_file(folder / batch.file_name, tmp_path / "一.xlsx", said, order=(3, 1, 2)))
    counts = "回执 3 行＝平台已受理 1＋失败 2＋不变 0＋矛盾 0＋平台未处理 0＋对不上 0"
    assert counts in desk.text("answer_counts")
    desk.look("preview")
    assert not any(counter.person(n) in desk.words() for n in (1, 2, 3))
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: "回执已导入" in desk.place.sent.notice.headline)
    desk.until(lambda: "上报 3 行＝平台已受理 1＋失败 2＋等待 0" in desk.text("sent_counts"))
    desk.look("sent")


def check_numbers_have_room(desk: Desk) -> None:
    """No number of a failed row is cut: batch, case and amount."""
    table = desk.part("failures", RowTable)
    metrics = QFontMetrics(theme.number_font("base"))
    for column in (1, 2, 5):
        words = str(table.model().index(0, column).data())
        assert metrics.horizontalAdvance(words) <= table.columnWidth(column) - 24, words


def send_again(desk: Desk, folder: Path) -> None:
    """Send both failures again, unchanged as they are."""
    go_on, read = threading.Event(), resending.failures
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resending, "failures", lambda *given: go_on.wait(PATIENCE_S) and read(*given))
        desk.press("to_failures")
        assert "正在读取" in desk.text("failures_empty")
        desk.look("failures-reading")
        go_on.set()
        desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    assert [row[7] for row in desk.lines("failures")] == ["户名、账号", "整行"]
    assert "平台的原因：账号与户名不符（所指的栏：户名、账号）" in desk.text("failures_whole")
    assert "勾选 0 行" in desk.text("failures_count")
    check_numbers_have_room(desk)
    desk.key(Qt.Key.Key_A, CONTROL)
    assert "其中 2 行未更正，原样重新上报" in desk.text("failures_count")
    desk.look("failures")
    desk.key(Qt.Key.Key_Return, CONTROL)
    dialog = desk.part("folder_dialog", QFileDialog)
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(folder.name)
    dialog.accept()
    desk.until(lambda: SECOND in desk.place.failures.notice.headline)
    desk.until(lambda: desk.place.failures.model.rowCount() == 0)
    desk.until(lambda: desk.focus().objectName() == "failures_back")
    desk.look("sent_again")


def test_failures_go_out_again_and_the_second_answer_accepts_them(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    first_answer(desk, batch, folder, tmp_path)
    assert tally(session, FIRST) == Tally(1, 2, 0)
    send_again(desk, folder)
    assert (tally(session, FIRST), tally(session, SECOND)) == (Tally(1, 2, 0), Tally(0, 0, 2))
    desk.press("failures_notice_action")
    desk.until(lambda: "上报 2 行＝平台已受理 0＋失败 0＋等待 2" in desk.text("sent_counts"))
    desk.place.open(batch.id)
    desk.until(lambda: f"已在 {SECOND} 重新上报" in desk.words())
    said = {1: (OK, "", "L7"), 2: (OK, "", "L8")}
    page = desk.choose(answer_file(folder / f"{SECOND}.xlsx", tmp_path / "二.xlsx", said))
    assert SECOND in page._head._title.text()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: SECOND in desk.place.sent.notice.headline)
    desk.until(lambda: "上报 2 行＝平台已受理 2＋失败 0＋等待 0" in desk.text("sent_counts"))
    desk.look("second")
    assert (tally(session, FIRST), tally(session, SECOND)) == (Tally(1, 2, 0), Tally(2, 0, 0))
    desk.key(Qt.Key.Key_Escape)
    model = desk.place.list.made.batches
    told = [model.index(row, ANSWERED).data() for row in range(model.rowCount())]
    assert told == ["2 / 0 / 0", "1 / 2 / 0"]
    desk.look("list")


def test_the_page_of_a_voided_batch_says_so_and_why(desk: Desk, session: Session, batch: Batch):
    voided(session, batch.id, "平台退回")
    desk.place.open(batch.id)
    desk.until(lambda: desk.text("sent_counts").startswith("已作废，下面的行不再等待"))
    assert "作废：平台退回" in desk.text("sent_counts")
    assert not desk.part("take_answer", QPushButton).isEnabled()
    desk.until(lambda: "Ctrl Shift R" not in desk.words())


def test_an_altered_answer_is_refused_with_its_cells(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        sheet.cell(4, titles.index("账号") + 1).value = "6217003810012340000"

    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    file = answer_file(folder / batch.file_name, tmp_path / "改.xlsx", said, change=change)
    page = desk.choose(file)
    assert "1 处与上报的内容不同" in page.notice.headline
    ((where, wrong, _),) = desk.lines("answer_wrong")
    assert where.endswith("4")
    assert "账号" in wrong
    assert not desk.part("answer_take", QPushButton).isEnabled()
    assert [each.key for each in page.hints] == ["Esc"]
    desk.look("altered")
    desk.key(Qt.Key.Key_Escape)
    desk.wait_for("batches")
    assert tally(session, FIRST) == Tally(0, 0, 3)


def test_a_word_that_nobody_knows_is_asked_for(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    said = {1: ("准予", "", ""), 2: ("驳", "重复申领", ""), 3: ("准予", "", "")}
    page = desk.choose(answer_file(folder / batch.file_name, tmp_path / "词.xlsx", said))
    assert "“准予”（2 行）" in page.notice.headline
    assert not desk.part("answer_take", QPushButton).isEnabled()
    desk.look("words")
    for row, choice in ((0, 1), (1, 2)):
        combo = desk.part(f"answer_word.{row}", QComboBox)
        combo.setCurrentIndex(choice)
        combo.activated.emit(choice)
        desk.until(lambda: not desk.window.pages._tasks.is_busy())
    assert desk.part("answer_take", QPushButton).isEnabled()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: "回执已导入" in desk.place.sent.notice.headline)
    assert tally(session, FIRST) == Tally(2, 1, 0)


def taken_with_a_stray(desk: Desk, batch: Batch, folder: Path, tmp_path: Path) -> QTabWidget:
    """Take an answer that accepts all three rows and tells of a fourth; the tabs of the batch."""

    def change(sheet):
        row = [cell.value for cell in sheet[4]]
        titles = [cell.value for cell in sheet[3]]
        for title, value in (("案号", "510422-2026-0009"), ("证件号码", counter.person(9))):
            row[titles.index(title)] = value
        sheet.append(row)

    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    desk.choose(answer_file(folder / batch.file_name, tmp_path / "多.xlsx", said, change=change))
    assert "对不上 1" in desk.text("answer_counts")
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: "回执已导入" in desk.place.sent.notice.headline)
    tabs = desk.part("sent_tabs", QTabWidget)
    desk.until(lambda: tabs.tabText(2) == "对不上的行 1")
    return tabs


def test_a_stray_is_settled(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """By a clerk: anybody else reads so beside the button, which rests."""
    tabs = taken_with_a_stray(desk, batch, folder, tmp_path)
    tabs.setCurrentIndex(2)
    assert counter.person(9) not in desk.words()
    staff = session.staff
    for roles, may in (({Role.SUPERVISOR}, False), ({Role.CLERK}, True)):
        session.staff = replace(staff, roles=frozenset(roles))
        desk.place.sent._offer()
        assert desk.part("settle_stray", QPushButton).isEnabled() is may
        assert desk.place.sent._who_settles.isHidden() is may
    desk.press("settle_stray")
    desk.fill("stray_note", "邻县的案件，已告知平台")
    desk.look("stray")
    desk.press("stray_note_confirmed")
    desk.until(lambda: tabs.tabText(2) == "对不上的行 0")


def test_an_answer_that_accepted_is_taken_back_by_a_supervisor(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    taken_with_a_stray(desk, batch, folder, tmp_path).setCurrentIndex(1)
    desk.part("sent_answers", RowTable).selectRow(0)
    assert desk.text("withdraw_who") == "有已受理的行，由审批人或主管撤回"
    assert not desk.part("withdraw_answer", QPushButton).isEnabled()
    assert "先向平台核实" in desk.part("withdraw_who", QLabel).toolTip()
    desk.look("withdraw-role")
    given_roles(session, Role.SUPERVISOR)
    table = desk.part("sent_answers", RowTable)
    table.setCurrentIndex(QModelIndex())
    table.selectRow(0)
    desk.press("withdraw_answer")
    assert "它说受理的有 3 行。请先向平台核实" in desk.words()
    desk.fill("batch_answer_asked", "9月3日电话问过平台，这份是邻县的结果")
    desk.look("withdrawing")
    desk.press("batch_answer_asked_confirmed")
    desk.until(lambda: "等待 3" in desk.part("sent_counts", QLabel).text())
    assert not desk.shows("withdraw_who")
    desk.look("withdrawn")
    assert tally(session, FIRST) == Tally(0, 0, 3)


def test_an_answer_by_which_accepted_rows_failed_is_not_taken_back_by_the_clerk(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    for name, word in (("一", OK), ("二", BAD)):
        sent = folder / batch.file_name
        take(session, answer_file(sent, tmp_path / f"{name}.xlsx", {1: (word, "", "")}))
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: "等待 2" in desk.text("sent_counts"))
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    table = desk.part("sent_answers", RowTable)
    table.selectRow(1)
    assert desk.text("withdraw_who") == "与已受理的行矛盾，由审批人或主管撤回"
    assert not desk.part("withdraw_answer", QPushButton).isEnabled()
    desk.look("withdraw-against")
    given_roles(session, Role.SUPERVISOR)
    table.setCurrentIndex(QModelIndex())
    table.selectRow(1)
    desk.press("withdraw_answer")
    assert "它说失败的行以前已受理。" in desk.words()
    desk.fill("batch_answer_asked", "9月3日电话问过平台，这一行已发放")
    desk.press("batch_answer_asked_confirmed")
    desk.until(lambda: not desk.shows("contradictions"))
    assert tally(session, FIRST) == Tally(1, 0, 2)


def test_an_answer_that_accepted_nothing_is_taken_back_by_the_clerk(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    file = answer_file(folder / batch.file_name, tmp_path / "一.xlsx", {1: (BAD, "系统忙", "")})
    take(session, file)
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: "失败 1" in desk.text("sent_counts"))
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    desk.part("sent_answers", RowTable).selectRow(0)
    assert not desk.shows("withdraw_who")
    desk.press("withdraw_answer")
    desk.fill("batch_answer_reason", "导错了文件")
    desk.press("batch_answer_reason_confirmed")
    desk.until(lambda: "等待 3" in desk.text("sent_counts"))


def test_a_failed_row_leads_to_the_entry_that_the_platform_names(
    desk: Desk, batch: Batch, folder: Path, tmp_path: Path
):
    first_answer(desk, batch, folder, tmp_path)
    desk.press("to_failures")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    desk.part("failures", RowTable).selectRow(0)
    desk.key(Qt.Key.Key_G, CONTROL)
    desk.wait_for("correction_places")
    page = desk.window.pages.correction.page
    marked = page.model.summary(page.table.currentIndex().row())
    assert marked.place == ("", 0, "account_name")
    assert page.table.hasFocus()
    assert "账号与户名不符" in desk.text("correction_platform")
    assert "平台所指 2 处" in desk.text("correction_count")
    desk.look("corrected_at")
    desk.key(Qt.Key.Key_J, CONTROL)
    marked = page.table.currentIndex()
    assert page.model.summary(marked.row()).place == ("", 0, "account_number")
    assert marked.siblingAtColumn(FIELD).data(CHIP) == "unmet"
    desk.look("corrected_at_next")
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.shows("failures"))
    assert desk.part("failures", RowTable).currentIndex().row() == 0


def said_on_the_card(desk: Desk, case_id: str) -> str:
    """Open a case whose correction waits, read the platform's words on its card, and come back."""
    desk.window.open_case(case_id)
    said = desk.text("waiting_platform")
    desk.look("card_platform")
    desk.press("nav_batches")
    return said


def test_what_the_platform_says_stands_above_the_correction_for_the_second_person_too(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """Whatever way one came; the queue is come back to by who came from it."""
    first_answer(desk, batch, folder, tmp_path)
    (first, _) = resending.failures(session)
    proposed(session, open_case(session, first.line.case_id).case)
    on_card = said_on_the_card(desk, first.line.case_id)
    desk.press("to_failures")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    desk.part("failures", RowTable).selectRow(0)
    desk.key(Qt.Key.Key_G, CONTROL)
    desk.wait_for("review_changes")
    assert "账号与户名不符" in desk.text("review_platform")
    assert on_card == desk.text("review_platform")
    assert counter.person(1) not in desk.text("review_platform")
    desk.until(lambda: not desk.window.pages._tasks.is_busy())
    desk.look("review_platform")
    desk.press("review_withdraw")
    desk.fill(f"{REASON}_own", "还要再核对")
    desk.press(f"{REASON}_own_confirmed")
    desk.until(lambda: desk.shows("failures"))
    assert "更正已撤回" in desk.place.failures.notice.headline
    desk.until(lambda: desk.lines("failures")[0][8] == "未更正")
    desk.look("withdrawn_to_queue")
    desk.window.open_case(first.line.case_id)
    desk.key(Qt.Key.Key_G, CONTROL)
    desk.wait_for("correction_places")
    assert "账号与户名不符" in desk.text("correction_platform")
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.shows("case_body"))


@pytest.fixture
def supervisor(session: Session) -> None:
    """The clerk at the window is supervisor too."""
    given_roles(session, Role.SUPERVISOR)


def test_a_failed_row_is_given_up_by_keyboard(
    supervisor: None, desk: Desk, batch: Batch, folder: Path, tmp_path: Path
):
    first_answer(desk, batch, folder, tmp_path)
    desk.press("to_failures")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    desk.part("failures", RowTable).selectRow(1)
    desk.key(Qt.Key.Key_D, CONTROL)
    assert desk.focus().objectName() == "closing_cause"
    assert "这一行没有更正，它现在占用的享受记录仍归本案" in desk.words()
    assert "平台的原因：系统忙，请重报" in asked(desk)
    desk.part("failures", RowTable).selectRow(0)
    assert not desk.shows("closing_cause_row")
    desk.part("failures", RowTable).selectRow(1)
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.fill("closing_cause", "9月3日电话问过平台，这一行已作废")
    desk.look("closing")
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "closing_cause_confirmed"
    desk.key(Qt.Key.Key_Space)
    desk.until(lambda: desk.place.failures.model.rowCount() == 1)
    assert "已登记不再报送" in desk.place.failures.notice.headline
    closed = desk.place.failures.notice.remedy
    assert "P2026-0001" in closed
    assert masked_identity(counter.person(3)) in closed
    assert counter.person(3) not in closed
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: "失败 2＋等待 0（失败里 1 行不再报送）" in desk.text("sent_counts"))
    assert [row[4] for row in desk.lines("sent_rows")] == ["失败", "平台已受理", "不再报送"]
    desk.look("closed")


def test_a_row_that_was_given_up_is_sent_after_all(
    supervisor: None, desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    first_answer(desk, batch, folder, tmp_path)
    closing.close(session, batch.id, 3, "9月3日电话问过平台，这一行已作废")
    desk.place.sent.read_again()
    desk.until(lambda: "失败里 1 行不再报送" in desk.text("sent_counts"))
    desk.part("sent_rows", RowTable).selectRow(2)
    assert "不再报送：9月3日电话问过平台，这一行已作废" in desk.text("sent_rows_whole")
    desk.key(Qt.Key.Key_D, CONTROL | SHIFT)
    assert desk.focus().objectName() == "closing_reason"
    desk.fill("closing_reason", "登记错了行")
    desk.look("reopening")
    desk.key(Qt.Key.Key_Return)
    desk.until(
        lambda: [row[4] for row in desk.lines("sent_rows")] == ["失败", "平台已受理", "失败"]
    )


def asked(desk: Desk) -> str:
    """What stands above the line that asks why a row is given up."""
    return "\n".join(
        each.text() for each in desk.part("closing_cause_row", QWidget).findChildren(QLabel)
    )


def test_a_row_whose_correction_waits_cannot_be_ticked(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """It is said at once, and not after a folder was chosen; once confirmed it is ticked."""
    first_answer(desk, batch, folder, tmp_path)
    (first, _) = resending.failures(session)
    waits = proposed(session, open_case(session, first.line.case_id).case)
    desk.press("to_failures")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    assert [row[8] for row in desk.lines("failures")] == ["更正待确认", "未更正"]
    desk.part("failures", RowTable).selectRow(0)
    desk.key(Qt.Key.Key_Space)
    assert "更正还等着第二个人确认" in desk.place.failures.notice.headline
    assert "勾选 0 行" in desk.text("failures_count")
    desk.key(Qt.Key.Key_A, CONTROL)
    assert "勾选 1 行，共 2 行" in desk.text("failures_count")
    assert "1 行更正待确认，确认以后才能上报" in desk.text("failures_count")
    desk.look("waits")
    confirmed(session, waits)
    desk.key(Qt.Key.Key_A, CONTROL)
    desk.place.failures.read_again()
    desk.until(lambda: desk.lines("failures")[0][8] == "已更正，第 2 版")
    assert "勾选 1 行，共 2 行" in desk.text("failures_count")
    desk.look("mended")


def test_only_the_row_that_was_corrected_is_ticked(desk: Desk, session: Session, tmp_path: Path):
    """The account that all rows share was corrected for the row of which the platform named it."""
    corrected(session, failed_case(session, tmp_path, ("姓名与银行账号户名不一致", NO_RECORD)))
    desk.press("failures_list")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    assert [row[8] for row in desk.lines("failures")] == ["已更正，第 2 版", "案件已改，本行未改"]
    assert [row.line.line for row in desk.place.failures.model.chosen()] == [2]
    assert "勾选 1 行，共 2 行" in desk.text("failures_count")
    desk.part("failures", RowTable).selectRow(1)
    assert NO_RECORD in desk.text("failures_whole")
    desk.key(Qt.Key.Key_Space)
    assert "其中 1 行本行没有改，按案件最新一版重新上报" in desk.text("failures_count")
    desk.look("elsewhere")
    desk.key(Qt.Key.Key_G, CONTROL)
    desk.wait_for("correction_places")
    assert desk.text("correction_search") == "3"
    listed = [row[0] for row in desk.lines("correction_places") if row[0] != "本件"]
    assert "名册第 3 行" in listed[0]
    desk.look("elsewhere_corrected_at")


def test_a_clerk_is_told_who_gives_a_failed_row_up(
    desk: Desk, batch: Batch, folder: Path, tmp_path: Path
):
    first_answer(desk, batch, folder, tmp_path)
    assert "不再报送由审批人或主管登记" in desk.words()
    desk.press("to_failures")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    desk.part("failures", RowTable).selectRow(0)
    desk.key(Qt.Key.Key_D, CONTROL)
    assert not desk.shows("closing_cause_row")
    assert "不再报送由审批人或主管登记" in desk.words()
    desk.look("who_may")


def unnamed(desk: Desk, batch: Batch, folder: Path, tmp_path: Path) -> AnswerPage:
    """Choose an answer without the number of its batch, of which a row is a stranger's."""

    def change(sheet):
        row = [cell.value for cell in sheet[4]]
        titles = [cell.value for cell in sheet[3]]
        for title, value in (("案号", "510422-2026-0009"), ("证件号码", counter.person(9))):
            row[titles.index(title)] = value
        sheet.append(row)

    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: "等待 3" in desk.text("sent_counts"))
    sent, target = folder / batch.file_name, tmp_path / "无号.xlsx"
    return desk.choose(answer_file(sent, target, said, change=change, is_named=False))


def test_a_person_says_to_which_batch_an_answer_is(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    page = unnamed(desk, batch, folder, tmp_path)
    assert "1 行与这个批次对不上" in page.notice.headline
    assert [row[0] for row in desk.lines("answer_wrong")] == ["第 7 行"]
    take = desk.part("answer_take", QPushButton)
    said = desk.part("answer_to_batch", QCheckBox)
    assert not take.isEnabled()
    assert not said.isChecked()
    assert not said.hasFocus()
    assert FIRST in said.text()
    desk.look("unproven")
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert tally(session, FIRST) == Tally(0, 0, 3)
    said.click()
    desk.until(take.isEnabled)
    assert "对不上 1" in desk.text("answer_counts")
    desk.look("proven_by_a_person")
    said.click()
    desk.until(lambda: not desk.window.pages._tasks.is_busy())
    assert not take.isEnabled()
    said.click()
    desk.until(take.isEnabled)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: "回执已导入" in desk.place.sent.notice.headline)
    assert tally(session, FIRST) == Tally(3, 0, 0)
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    desk.until(lambda: any("批次由经办人选定" in row[3] for row in desk.lines("sent_answers")))
    desk.look("chosen_by_a_person")


def test_while_an_answer_is_stored_nothing_else_is_done(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path, monkeypatch
):
    """Neither a second time, nor read anew, nor left: the page says that it is busy."""
    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    page = desk.choose(answer_file(folder / batch.file_name, tmp_path / "一.xlsx", said))
    go_on, began = threading.Event(), []
    real = batch_answers.take

    def slowly(*given):
        began.append(1)
        assert go_on.wait(PATIENCE_S)
        return real(*given)

    monkeypatch.setattr(batch_answers, "take", slowly)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: bool(began))
    assert "正在存入" in page.notice.headline
    desk.look("storing")
    assert not desk.part("answer_take", QPushButton).isEnabled()
    for key, modifier in (
        (Qt.Key.Key_Return, CONTROL),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(page, key, modifier)
    page._read_again()
    assert desk.place.answer is page
    go_on.set()
    desk.until(lambda: "回执已导入" in desk.place.sent.notice.headline)
    assert began == [1]
    assert tally(session, FIRST) == Tally(3, 0, 0)


def test_leaving_ends_the_reading_and_nothing_is_stored(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    file = answer_file(folder / batch.file_name, tmp_path / "一.xlsx", said)
    desk.place.read_answer(file, "")
    page = desk.place.answer
    desk.until(lambda: page._desk._file is not None)
    process = page._desk._file._reader._child._process
    assert "按 Esc 停止" in desk.text("answer_counts")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    desk.until(lambda: not process.is_alive())
    desk.until(lambda: not desk.window.pages._tasks.is_busy())
    assert desk.place.answer is None
    assert desk.shows("batches")
    assert tally(session, FIRST) == Tally(0, 0, 3)


def test_who_may_send_them_again_is_told_what_failed_rows_wait(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """Above every page, at the place, at the button; it is gone once they are sent."""
    said = dict.fromkeys((1, 3), (BAD, "", "")) | {2: (OK, "", "")}
    file = answer_file(folder / batch.file_name, tmp_path / "一.xlsx", said)
    assert not desk.shows("failures_waiting")
    desk.choose(file)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.shows("failures_waiting"))
    notice = desk.part("failures_waiting", Notice)
    assert "有 2 行平台说失败" in notice.headline
    desk.until(lambda: desk.part("nav_batches", QPushButton).text().endswith("2"))
    desk.look("told")
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.part("failures_list", QPushButton).text() == "失败清单（2）…")
    desk.look("list_told")
    desk.press("nav_intake")
    desk.press("failures_waiting_action")
    desk.until(lambda: desk.place.failures.model.rowCount() == 2)
    desk.key(Qt.Key.Key_A, CONTROL)
    desk.key(Qt.Key.Key_Return, CONTROL)
    dialog = desk.part("folder_dialog", QFileDialog)
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(folder.name)
    dialog.accept()
    desk.until(lambda: desk.place.failures.model.rowCount() == 0)
    desk.until(lambda: not desk.shows("failures_waiting"))
    assert desk.part("nav_batches", QPushButton).text() == "批次上报"


def test_the_focus_comes_back_to_the_batch_from_which_an_answer_was_looked_at(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    said = dict.fromkeys((1, 2, 3), (OK, "", ""))
    table = desk.part("batches", RowTable)
    desk.choose(answer_file(folder / batch.file_name, tmp_path / "一.xlsx", said))
    desk.key(Qt.Key.Key_Escape)
    desk.until(table.hasFocus)
    assert table.currentIndex().row() == 0


def test_a_batch_in_the_list_says_what_its_last_copy_was_for(desk: Desk, batch: Batch):
    model = desk.place.list.made.batches
    assert model.index(0, PURPOSE).data() == "上传平台"
    title = model.index(0, MEASURE)
    assert title.data(Qt.ItemDataRole.ToolTipRole) == title.data() == "一次性创业补贴"
    assert model.index(0, PURPOSE).data(Qt.ItemDataRole.ToolTipRole) == batch.file_name


def test_an_answer_that_contradicts_is_seen_until_it_is_settled(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """Failed, sent again, then accepted late: the platform may pay twice."""
    first_answer(desk, batch, folder, tmp_path)
    send_again(desk, folder)
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: [row[4] for row in desk.lines("sent_rows")].count("已在 0002 重报") == 2)
    assert "（失败里 2 行已重新上报）" in desk.text("sent_counts")
    late = answer_file(folder / batch.file_name, tmp_path / "晚.xlsx", {3: (OK, "晚到", "")})
    page = desk.choose(late)
    person = f"{counter.person(3)[:6]}********{counter.person(3)[-4:]}"
    for said in ("矛盾 1 行，可能重复支付", person, "已在 510411-P2026-0002 重新上报", "晚到"):
        assert said in page.notice.headline
    assert "与平台核实" in page.notice.remedy
    desk.look("against_preview")
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: person in desk.place.sent.notice.headline)
    desk.until(lambda: [row[4] for row in desk.lines("sent_rows")][2] == "矛盾")
    assert desk.lines("sent_rows")[2][5].startswith("矛盾：重新上报以后又说平台已受理")
    assert "矛盾 1 行" in desk.text("sent_counts")
    assert "矛盾的处理结果由审批人或主管登记" in desk.words()
    desk.until(lambda: desk.shows("contradictions"))
    desk.look("against_taken")
    given_roles(session, Role.SUPERVISOR)
    check_marks(desk)


def check_listed_as_settled(desk: Desk) -> None:
    """The list of batches says so too, once its contradictions are read."""
    desk.place.list.read_again()
    model = desk.place.list.made.batches
    desk.until(lambda: model.index(0, STATE).data() == "矛盾已处理")
    chip = model.index(0, STATE)
    assert chip.data(CHIP) == "unknown"
    assert "1 行的矛盾已处理" in chip.data(Qt.ItemDataRole.ToolTipRole)


def test_a_contradiction_is_settled_and_a_later_one_stands_in_red_again(
    supervisor: None,
    desk: Desk,
    session: Session,
    changes: Changes,
    batch: Batch,
    folder: Path,
    tmp_path: Path,
):
    """Told at its row by whom and with what words; nothing else of the row changes."""
    sent = folder / batch.file_name
    for name, word in (("一", OK), ("二", BAD)):
        take(session, answer_file(sent, tmp_path / f"{name}.xlsx", {3: (word, "", "")}))
    changes.batches.emit()
    desk.until(lambda: desk.shows("contradictions"))
    desk.press("contradictions_action")
    desk.until(lambda: [row[4] for row in desk.lines("sent_rows")] == ["等待", "等待", "矛盾"])
    desk.key(Qt.Key.Key_M, CONTROL)
    assert desk.focus().objectName() == "settling_outcome"  # of the row that is in red
    desk.fill("settling_outcome", "平台答复已止付，退款单0231号")
    desk.look("settling")
    desk.key(Qt.Key.Key_Return)
    assert desk.focus().objectName() == "settling_outcome_confirmed"
    desk.key(Qt.Key.Key_Space)
    desk.until(lambda: not desk.shows("contradictions"))
    desk.until(lambda: desk.lines("sent_rows")[2][4] == "矛盾已处理")
    assert "受理 1＋失败 0＋等待 2　矛盾已处理 1 行" in desk.text("sent_counts")
    assert desk.lines("sent_rows")[2][5].startswith("矛盾已处理：平台答复已止付，退款单0231号（")
    desk.look("settled")
    check_listed_as_settled(desk)
    take(session, answer_file(sent, tmp_path / "三.xlsx", {3: (BAD, "又退回", "")}))
    changes.batches.emit()
    desk.place.sent.read_again()
    desk.until(lambda: desk.shows("contradictions"))
    desk.until(lambda: desk.lines("sent_rows")[2][4] == "矛盾")
    desk.key(Qt.Key.Key_M, CONTROL | SHIFT)
    assert desk.focus().objectName() == "settling_reason"
    desk.fill("settling_reason", "写错了行")
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: "矛盾已处理" not in desk.lines("sent_rows")[2][5])


def test_keys_of_a_row_are_named_and_act_only_while_the_rows_are_shown(
    supervisor: None, desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    take(session, answer_file(folder / batch.file_name, tmp_path / "一.xlsx", {1: (BAD, "", "")}))
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: desk.shows("sent_rows") and "Ctrl D" in desk.words())
    desk.part("sent_rows", RowTable).selectRow(0)
    tabs = desk.part("sent_tabs", QTabWidget)
    tabs.setCurrentIndex(1)
    desk.until(lambda: "Ctrl D" not in desk.words())
    desk.key(Qt.Key.Key_D, CONTROL)
    tabs.setCurrentIndex(0)
    desk.until(lambda: "Ctrl D" in desk.words())
    assert not desk.shows("closing_cause_row")
    desk.key(Qt.Key.Key_D, CONTROL)
    assert desk.shows("closing_cause_row")


def check_marks(desk: Desk) -> None:
    """The answer, the list of batches and every page say it, until the answer is withdrawn."""
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    assert desk.lines("sent_answers")[1][2].endswith("其中矛盾 1")
    desk.key(Qt.Key.Key_Escape)
    model = desk.place.list.made.batches
    desk.until(lambda: model.index(1, STATE).data() == "矛盾 1 行")
    assert model.index(1, ANSWERED).data(ADDITION) == "已办 2"
    desk.look("against_list")
    desk.press("nav_intake")
    assert f"批次 {FIRST}（1 行）" in desk.part("contradictions", Notice).headline
    desk.press("contradictions_action")
    desk.until(lambda: desk.shows("sent_rows"))
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    desk.part("sent_answers", RowTable).selectRow(1)
    desk.press("withdraw_answer")
    desk.fill("batch_answer_asked", "9月3日电话问过平台，这一行没有受理")
    desk.press("batch_answer_asked_confirmed")
    desk.until(lambda: not desk.shows("contradictions"))


def test_what_cannot_be_taken_back_is_refused_before_a_reason_is_asked_for(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    given_roles(session, Role.SUPERVISOR, Role.CLERK)
    first_answer(desk, batch, folder, tmp_path)
    send_again(desk, folder)
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: [row[4] for row in desk.lines("sent_rows")].count("已在 0002 重报") == 2)
    desk.part("sent_tabs", QTabWidget).setCurrentIndex(1)
    desk.part("sent_answers", RowTable).selectRow(0)
    desk.press("withdraw_answer")
    assert not desk.shows("batch_answer_reason_row")
    assert SECOND in desk.place.sent.notice.headline
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.shows("batches"))
    desk.part("batches", RowTable).selectRow(1)
    assert not desk.part("void_batch", QPushButton).isEnabled()
    assert desk.text("void_who") == "有平台已受理的行，不能作废"
    assert FIRST in desk.part("void_who", QLabel).toolTip()
    desk.see_waiting()
    first = desk.part("batch_first", QLineEdit)
    desk.fill("batch_first", "2026.3.1")
    first.editingFinished.emit()
    assert first.text() == "2026-03-01"
    desk.look("refused_at_once")


def test_a_person_looks_at_amounts_that_were_not_sent(
    desk: Desk, session: Session, batch: Batch, folder: Path, tmp_path: Path
):
    """The platform approved another amount under a title of its own: the button waits."""

    def approved(sheet: Any) -> None:
        column = sheet.max_column + 1
        for line, cell in enumerate(("核定金额（元）", 10000, 5000, 10000), 3):
            sheet.cell(line, column).value = cell

    said = {n: (OK, "", f"L{n}") for n in (1, 2, 3)}
    target = tmp_path / "核定.xlsx"
    page = desk.choose(answer_file(folder / batch.file_name, target, said, change=approved))
    assert "核定金额（元）" in page.notice.headline
    (wrong,) = desk.lines("answer_wrong")
    assert "5000" in wrong[1]
    take = desk.part("answer_take", QPushButton)
    seen = desk.part("answer_amounts_seen", QCheckBox)
    assert seen.isVisible()
    assert not take.isEnabled()
    assert not seen.hasFocus()
    desk.look("other_amounts")
    desk.key(Qt.Key.Key_Return, CONTROL)
    assert tally(session, FIRST) == Tally(0, 0, 3)
    seen.click()
    desk.until(take.isEnabled)
    assert seen.isVisible()
    desk.look("other_amounts_seen")
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: tally(session, FIRST) == Tally(3, 0, 0))
