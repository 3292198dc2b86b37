"""A successor comes as a file: looked at, proposed, confirmed by another, and then taken in by."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import CHINA_TIME, Clock, FixedClock
from hrdesk.packs.pack_archive import archive_bytes
from hrdesk.services.session import log_in
from hrdesk.services.successors import propose_successor
from hrdesk.storage.renewal import NewPerson
from tests.journeys.office import LOGIN, PASSWORD, join_with_a_case
from tests.journeys.pages import Running
from tests.journeys.test_law import at_work, see
from tests.packs.hostile import corpus
from tests.packs.successor import DOCUMENT, FIRST_DAY, ID, NEW_TITLE, successor
from tests.patience import PATIENCE_MS
from tests.services import succession
from tests.services.second_person import LOGIN as SECOND
from tests.services.second_person import NAME, ROLES, SOURCE, confirmed_unseen
from tests.services.second_person import PASSWORD as SECOND_PASSWORD
from tests.shipped import policy

OLD, OLD_DOCUMENT = "panzhihua-2021-373", "攀人社发〔2021〕373号"
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
IN_TERM = FixedClock(datetime(2026, 10, 12, 9, 0, tzinfo=CHINA_TIME))
AFTERWARDS = FixedClock(datetime(2026, 11, 3, 9, 0, tzinfo=CHINA_TIME))


@pytest.fixture
def two_people(office_folder: Path, clock: Clock) -> Path:
    """The folder of an office with one case and a second administrator, who is supervisor too."""
    second = NewPerson(SECOND, NAME, ROLES, "given by another")
    join_with_a_case(office_folder, clock, second, SECOND_PASSWORD)
    return office_folder


def look_at(running: Running, path: Path, until: str) -> None:
    """Choose a pack file as a person does, and wait for what is said of it."""
    running.key(Qt.Key.Key_O, CONTROL)
    running.qtbot.waitUntil(
        lambda: running.window.findChild(QFileDialog, "pack_dialog") is not None,
        timeout=PATIENCE_MS,
    )
    dialog = running.window.findChild(QFileDialog, "pack_dialog")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    running.qtbot.waitUntil(lambda: until in running.words(), timeout=PATIENCE_MS)


def refuse(running: Running, folder: Path) -> None:
    """Look at a spoilt pack: its faults are listed, and nothing can be proposed."""
    running.press("show_changes")
    running.wait_for("changes_page")
    running.press("show_pack")
    running.wait_for("pack_page")
    spoilt = folder / "spoilt.hrpack"
    spoilt.write_bytes(next(made for name, made, _ in corpus() if name == "an unknown key")())
    look_at(running, spoilt, "没有安装")
    assert running.rows("pack_faults")[0][0].startswith("policy.toml:")
    assert not running.part("propose_pack", QAbstractButton).isEnabled()


def propose(running: Running, folder: Path) -> None:
    """Look at the right pack and propose it."""
    good = folder / "样例.hrpack"
    good.write_bytes(archive_bytes(successor()))
    look_at(running, good, "检查通过")
    assert DOCUMENT in running.text("pack_said")
    found = running.rows("pack_differences")
    assert any(NEW_TITLE in row[0] and row[1] == "新增事项" for row in found)
    assert any(row[1:] == ["条款", "三（七）", "第二章第七条"] for row in found)
    running.key(ENTER, CONTROL)
    running.wait_for("proposal_page")
    assert running.text("amendment_from") == FIRST_DAY
    running.fill("amendment_issued", "2026-10-08")
    running.fill("amendment_note", "2026年收文第88号")
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    assert ID in running.rows("amendments")[0][0]
    assert running.rows("amendments")[0][-1] == "待确认"
    running.close()


def confirm(running: Running) -> None:
    """See what it would do, and let it count."""
    running.press("show_changes")
    running.wait_for("amendments")
    running.key(ENTER)
    running.wait_for("change_page")
    running.press("show_differences")
    running.wait_for("pack_page")
    running.qtbot.waitUntil(lambda: "检查通过" in running.words(), timeout=PATIENCE_MS)
    assert any(NEW_TITLE in row[0] for row in running.rows("pack_differences"))
    assert not running.part("propose_pack", QAbstractButton).isEnabled()
    running.key(Qt.Key.Key_Escape)
    running.wait_for("change_page")
    assert "不会改变" in see(running)
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    assert running.rows("amendments")[0][-1] == "已生效"
    running.press("nav_intake")
    running.settle()
    assert NEW_TITLE in running.words()
    running.close()


def test_two_people_install_a_successor_and_the_counter_takes_in_by_it(
    qtbot: QtBot, themed: None, two_people: Path, tmp_path: Path
) -> None:
    running = at_work(qtbot, two_people, IN_TERM, LOGIN, PASSWORD)
    refuse(running, tmp_path)
    propose(running, tmp_path)
    confirm(at_work(qtbot, two_people, AFTERWARDS, SECOND, SECOND_PASSWORD))
    running = at_work(qtbot, two_people, AFTERWARDS, LOGIN, PASSWORD)
    running.press("nav_intake")
    running.settle()
    assert NEW_TITLE in running.words()
    assert "只用于它适用时收到的申请" in running.words()
    assert not running.shows("lapse_headline")
    take_in_late(running)
    running.close()


def take_in_late(running: Running) -> None:
    """Begin a case, find that it was received before the day, and go on with the older form."""
    running.press("start_startup_grant")
    running.wait_for("received")
    running.fill("received", "2026-10-20")
    running.key(ENTER)
    running.wait_for("other_policy_action")
    assert "373号" in running.text("other_policy_action")
    running.press("other_policy_action")
    running.qtbot.waitUntil(lambda: not running.shows("other_policy_action"), timeout=PATIENCE_MS)
    running.wait_for("received")
    assert running.text("received") == "2026-10-20"
    assert "三（七）" in running.words()
    running.key(Qt.Key.Key_Escape)
    running.settle()


@pytest.fixture
def with_successor(two_people: Path, tmp_path: Path) -> Path:
    """The folder of that office with the successor installed."""
    session = log_in(two_people, LOGIN, PASSWORD, IN_TERM)
    read = succession.read(session, succession.pack_file(tmp_path))
    propose_successor(session, read, succession.TYPED)
    confirmed_unseen(session)
    session.store.close()
    return two_people


def test_a_supervisor_rules_on_the_older_policy_while_its_cases_are_open(
    qtbot: QtBot, themed: None, with_successor: Path
) -> None:
    running = at_work(qtbot, with_successor, AFTERWARDS, SECOND, SECOND_PASSWORD)
    policies = running.part("law_policy", QComboBox)
    assert running.shows("law_policy")
    assert [policies.itemData(n) for n in range(policies.count())] == ["", OLD]
    assert policies.currentText() == f"{DOCUMENT}（今天适用）"
    assert OLD_DOCUMENT not in running.words()
    policies.setCurrentIndex(1)
    assert OLD_DOCUMENT in {row[5] for row in running.rows("parameters")}
    running.key(Qt.Key.Key_F8)
    running.wait_for("questions")
    assert running.text("question_count").startswith(f"{OLD_DOCUMENT}：")
    running.key(ENTER)
    running.wait_for("question_page")
    running.key(ENTER, CONTROL)
    running.wait_for("proposal_page")
    assert f"改的是 {OLD_DOCUMENT}" in running.text("proposal_about")
    reading = next(iter(next(iter(policy().book.questions.values())).readings))
    form = {**SOURCE, "amendment_from": "2026-10-01"}
    for field, text in form.items():
        running.fill(field, text)
    running.press(f"amendment_reading={reading}")
    running.key(ENTER, CONTROL)
    running.wait_for("amendments")
    running.key(ENTER)
    running.wait_for("change_page")
    assert running.text("change_parts").startswith(f"改的是 {OLD_DOCUMENT}")
    running.close()
    session = log_in(with_successor, LOGIN, PASSWORD, AFTERWARDS)
    assert session.amendments()[-1].policy == OLD
    session.store.close()


def test_one_policy_leaves_nothing_to_choose(qtbot: QtBot, themed: None, two_people: Path) -> None:
    running = at_work(qtbot, two_people, IN_TERM, LOGIN, PASSWORD)
    assert not running.shows("law_policy")
    running.close()
