"""The law of one office travels to another as a file: handed out, compared, taken, confirmed."""

import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QCheckBox, QFileDialog
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock, FixedClock
from hrdesk.services.assess import main_assess
from hrdesk.services.intake import judge_entries
from hrdesk.services.office_setup import SetupOrder, new_recovery_key, offices, set_up
from hrdesk.services.session import log_in
from hrdesk.storage.store import create_store
from tests.conftest import TEST_MOMENT
from tests.journeys.office import ENTRIES, LOGIN, MEASURE, NAME, PASSWORD
from tests.journeys.pages import Running
from tests.journeys.test_law import at_work, see
from tests.patience import PATIENCE_MS
from tests.services import lawful
from tests.services.second_person import LOGIN as SECOND
from tests.services.second_person import PASSWORD as SECOND_PASSWORD
from tests.services.second_person import is_there
from tests.storage.desk import CHEAP

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
ELSEWHERE = "510421"


@pytest.fixture(scope="session")
def other_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of another office, made once."""
    folder = tmp_path_factory.mktemp("other") / "data"
    office = next(each for each in offices() if each.code == ELSEWHERE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        order = SetupOrder(office, LOGIN, NAME, PASSWORD, 1)
        set_up(folder, order, new_recovery_key(), FixedClock(TEST_MOMENT))
    return folder


@pytest.fixture
def other_folder(other_template: Path, tmp_path: Path, clock: Clock) -> Path:
    """The other office, where two people are at work and no law was changed."""
    folder = Path(shutil.copytree(other_template, tmp_path / "other"))
    session = log_in(folder, LOGIN, PASSWORD, clock)
    is_there(session)
    session.store.close()
    return folder


@pytest.fixture
def changed_folder(office_folder: Path, clock: Clock) -> Path:
    """An office whose law was changed in every way."""
    session = log_in(office_folder, LOGIN, PASSWORD, clock)
    lawful.change_all(session)
    session.store.close()
    return office_folder


def answer_dialog(running: Running, name: str, path: Path) -> None:
    """Choose a path in a dialog as a person does."""
    running.qtbot.waitUntil(
        lambda: running.window.findChild(QFileDialog, name) is not None, timeout=PATIENCE_MS
    )
    dialog = running.window.findChild(QFileDialog, name)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def to_changes(running: Running) -> None:
    """Go to the changes of law once the list has the keyboard."""
    table = running.part("parameters", QAbstractItemView)
    # A window that was just opened on a busy machine is not the active one yet.
    running.window.activateWindow()
    running.qtbot.waitUntil(
        lambda: running.window.isActiveWindow() and running.focus() is table, timeout=PATIENCE_MS
    )
    running.key(Qt.Key.Key_F9)
    running.wait_for("changes_page")


def to_exchange(running: Running) -> None:
    to_changes(running)
    running.key(Qt.Key.Key_E, CONTROL)
    running.wait_for("travel_page")


def open_file(running: Running, path: Path) -> None:
    running.key(Qt.Key.Key_O, CONTROL)
    answer_dialog(running, "law_file_dialog", path)
    running.qtbot.waitUntil(lambda: running.shows("travel_fingerprint"), timeout=PATIENCE_MS)


def hand_out(running: Running, folder: Path) -> tuple[Path, str]:
    """Export, and return the file and what is said of it."""
    to_exchange(running)
    running.key(Qt.Key.Key_E, CONTROL)
    answer_dialog(running, "folder_dialog", folder)
    running.qtbot.waitUntil(lambda: "重新读过" in running.words(), timeout=PATIENCE_MS)
    said = running.words()
    running.close()
    (path,) = folder.iterdir()
    return path, said


def take(running: Running) -> list[list[str]]:
    """Take what may be taken, once the fingerprint was compared; return what was shown."""
    rows = running.rows("brought")
    button = running.part("take_law", QAbstractButton)
    assert not button.isEnabled()
    running.part("fingerprint_compared", QCheckBox).click()
    running.part("brought", QAbstractItemView).setFocus()
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    return rows


def confirm_waiting(running: Running, count: int) -> None:
    """See what each waiting change would do, and confirm it."""
    for _ in range(count):
        running.part("amendments", QAbstractItemView).selectRow(0)
        running.part("amendments", QAbstractItemView).setFocus()
        running.key(ENTER)
        running.wait_for("change_page")
        see(running)
        running.key(ENTER, CONTROL)
        running.wait_for("amendments")


def judged(folder: Path, clock: Clock, office: Path):
    """What window and command say of the same case."""
    session = log_in(folder, LOGIN, PASSWORD, clock)
    try:
        result = judge_entries(session, MEASURE, ENTRIES)
    finally:
        session.store.close()
    line = office.with_name("case.jsonl")
    line.write_text(json.dumps(result.application), encoding="utf-8")
    out = io.BytesIO()
    assert main_assess(str(line), str(office), out) == 0
    assert json.loads(out.getvalue()) == result.finding.as_contract()
    return result.finding.amount


def propose_what_is_new(running: Running) -> None:
    """Take what an administrator may propose: all but the ruling."""
    rows = take(running)
    states = [row[-1] for row in rows]
    assert (states.count("接收"), states.count("由主管接收")) == (4, 1)
    amount = next(row for row in rows if row[2] == "12,000.00")
    assert amount[4] == "10,000.00"
    assert all(row[-1] == "待确认" for row in running.rows("amendments"))
    running.close()


def confirm_and_take_the_ruling(running: Running, path: Path) -> None:
    """Confirm what the administrator proposed, and propose the ruling as a supervisor."""
    to_changes(running)
    confirm_waiting(running, 3)
    assert [row[-1] for row in running.rows("amendments")] == ["已生效"] * 3
    running.key(Qt.Key.Key_E, CONTROL)
    running.wait_for("travel_page")
    open_file(running, path)
    rows = take(running)
    assert [row[-1] for row in rows].count("这里已有") == 4
    running.close()


def test_one_office_hands_out_its_law_and_another_takes_it_over(
    qtbot: QtBot,
    themed: None,
    changed_folder: Path,
    other_folder: Path,
    tmp_path: Path,
    clock: Clock,
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path, said = hand_out(at_work(qtbot, changed_folder, clock, LOGIN, PASSWORD), folder)

    running = at_work(qtbot, other_folder, clock, LOGIN, PASSWORD)
    to_exchange(running)
    open_file(running, path)
    assert running.text("travel_fingerprint").partition("　")[2] in said
    propose_what_is_new(running)
    confirm_and_take_the_ruling(at_work(qtbot, other_folder, clock, SECOND, SECOND_PASSWORD), path)
    running = at_work(qtbot, other_folder, clock, LOGIN, PASSWORD)
    to_changes(running)
    confirm_waiting(running, 1)
    running.close()
    amounts = [judged(each, clock, path) for each in (changed_folder, other_folder)]
    assert amounts[0] == amounts[1] == Decimal(12000)


def test_a_file_that_was_changed_is_refused_in_the_window(
    qtbot: QtBot,
    themed: None,
    changed_folder: Path,
    other_folder: Path,
    tmp_path: Path,
    clock: Clock,
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path, _ = hand_out(at_work(qtbot, changed_folder, clock, LOGIN, PASSWORD), folder)
    path.write_text(path.read_text("utf-8").replace("12000.00", "92000.00"), encoding="utf-8")
    running = at_work(qtbot, other_folder, clock, LOGIN, PASSWORD)
    to_exchange(running)
    running.key(Qt.Key.Key_O, CONTROL)
    answer_dialog(running, "law_file_dialog", path)
    running.qtbot.waitUntil(lambda: "签名以后内容被改动过" in running.words(), timeout=PATIENCE_MS)
    assert not running.part("take_law", QAbstractButton).isEnabled()
    assert not running.shows("travel_fingerprint")
    running.key(Qt.Key.Key_Escape)
    running.wait_for("changes_page")
    running.close()
