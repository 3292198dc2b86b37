"""An employer's list comes into a roster: looked at first, taken in as one step, undone later."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.masking import masked_identity
from hrdesk.intake.list_import import Fate
from hrdesk.services.acceptance import accept
from hrdesk.services.blank_list import save_blank_list
from hrdesk.services.drafts import open_draft
from hrdesk.services.list_titles import known_titles
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.list_import.page import ListImportPage
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from tests.journeys.intake_page import IntakeDesk, IntakePage
from tests.journeys.pages import let_settle
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.services import insured
from tests.services.insured import HARDSHIP
from tests.workbooks.clumsy import saved

CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = [identity_number(sequence=n) for n in (11, 22, 33)]
HEADS = [
    *("序号", "姓名", "身份证号码", "人员类别", "认定编号", "合同", "合同起", "合同止"),
    *("初次享受月份", "别处已享受月数", "申领月份", "养老", "医疗", "失业", "按时足额", "备注"),
]


def person(number: object, months: object = "2025-01—2025-03", pension: object = 721.76):
    return [
        *(
            1,
            "阿说么约布",
            number,
            "就业困难人员",
            "虚构17号",
            "固定期限",
            "2025.1.1",
            "2026-12-31",
        ),
        *("2025-01", 0, months, pension, 315.77, 27.07, "是", "老员工"),
    ]


def messy() -> list[list[object]]:
    """A heading, three people of whom two have a cell that is lost, and a sum."""
    return [
        ["某某公司社保补贴花名册"],
        HEADS,
        person(PEOPLE[0]),
        person(int(PEOPLE[1][:17] + "0")),
        person(PEOPLE[2], pension="七百"),
        [None, "合计", None, None, None, None, None, None, None, None, None, 2165.28],
    ]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


class ListPage:
    """The page of a list over the wizard."""

    def __init__(self, page: IntakePage) -> None:
        self.page = page

    def open(self, path: Path) -> ListImportPage:
        """Choose a file, by the key, and wait until it is known what it changes."""
        self.page.press("roster_import.people")
        dialog = self.page.part("open_dialog", QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.accept()
        found = self.page.part("list_import", ListImportPage)
        self.page.qtbot.waitUntil(
            lambda: found.plan is not None or bool(found.notice.headline), timeout=PATIENCE_MS
        )
        return found

    def take(self) -> None:
        self.page.press("list_take")
        self.page.qtbot.waitUntil(lambda: not self.page.shows("list_import"), timeout=PATIENCE_MS)


def begun(desk: IntakeDesk) -> tuple[IntakePage, ListPage]:
    page = desk.open(dict(insured.ENTRIES[HARDSHIP]), measure=HARDSHIP)
    page.press("step.people")
    return page, ListPage(page)


def grid_of(page: IntakePage) -> RosterGrid:
    return page.view.findChild(RosterGrid, "roster_grid.people")


def written(tmp_path: Path, rows: list[list[object]]) -> Path:
    path = tmp_path / "某某公司名册.xlsx"
    path.write_bytes(saved(rows))
    return path


def refused(found: ListImportPage) -> dict[str, str]:
    return {each.place: each.problem.key for each in found.plan.refusals}


@pytest.mark.usefixtures("cold_children")
def test_a_messy_list_is_looked_at_and_what_is_good_comes_in_as_one_step(
    desk: IntakeDesk, session: Session, tmp_path: Path
):
    page, listed = begun(desk)
    found = listed.open(written(tmp_path, messy()))
    assert refused(found) == {"C4": "list_cell.number", "L5": "money.form"}
    assert page.text("list_counts").startswith(
        "读到 3 行 = 新增 1 + 更改 0 + 相同 0 + 待核对 0 + 拒绝 2"
    )
    assert page.text("list_sums") == (
        "表里 1 行相加（新增、更改、相同的，每行照表里写的数，没有乘月数）："
        "养老 721.76 · 医疗 315.77 · 失业 27.07 元；"
        "第 6 行合计写的是 养老 2,165.28 元，不一致，没有放进来的 2 行不在内"
    )
    assert "合计行没有放进来：第 6 行" in page.text("list_notes")
    tabs = page.part("list_tabs", QTabWidget)
    tabs.setCurrentIndex(tabs.count() - 1)
    page.wait_for("list_mapping")
    assert not [number for number in PEOPLE if number in page.words()]
    tabs.setCurrentIndex(0)
    assert grid_of(page).rows() == ()
    listed.take()
    grid = grid_of(page)
    (row,) = grid.rows()
    assert row.entries["identity"] == PEOPLE[0]
    assert row.entries["contract_start"] == "2025-01-01"
    assert page.amount() == "3,193.80"
    # What is told stays when the draft is kept.
    page.qtbot.waitUntil(
        lambda: "import.people" in open_draft(session, desk.draft_id).entries, timeout=PATIENCE_MS
    )
    assert "新增 1 人，更改 0 人" in page.text("roster_notice_headline")
    # One step back, and again.
    grid.view.setFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.rows() == ()
    QTest.keyClick(grid.view, Qt.Key.Key_Y, CTRL)
    assert len(grid.rows()) == 1


def test_the_same_list_again_changes_nothing_and_a_mended_one_only_what_was_bad(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, messy()))
    listed.take()
    found = listed.open(written(tmp_path, messy()))
    assert found.plan.summary.lines == {Fate.SAME: 1, Fate.REFUSED: 2}
    page.press("list_back")
    mended = [HEADS, person(PEOPLE[0], pension=750), person(PEOPLE[1]), person(PEOPLE[2])]
    found = listed.open(written(tmp_path, mended))
    assert found.plan.summary.lines == {Fate.NEW: 2, Fate.CHANGED: 1}
    listed.take()
    rows = {row.entries["identity"]: row.entries for row in grid_of(page).rows()}
    assert set(rows) == set(PEOPLE)
    assert rows[PEOPLE[0]]["pension"] == "750.00"


def test_a_list_that_leaves_months_out_says_that_they_stay(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0])]))
    listed.take()
    found = listed.open(written(tmp_path, [HEADS, person(PEOPLE[0], months="2025-01—2025-02")]))
    assert found.plan.summary.lines == {Fate.SAME: 1}
    assert "月份没有去掉：阿说么约布 2025-03" in page.text("list_notes")
    table = page.part("list_changed", RowTable).model()
    assert [table.index(0, column).data() for column in (3, 4, 5)] == [
        *("申领月份", "2025-01—2025-03"),
        "不动；表里没有写 2025-03，不申领的放进名册以后自己删去",
    ]
    assert table.rowCount() == 1


def test_an_import_is_undone_later_and_what_was_edited_since_is_kept_and_named(
    desk: IntakeDesk, session: Session, tmp_path: Path
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, *map(person, PEOPLE)]))
    listed.take()
    grid = grid_of(page)
    grid.model.setData(grid.model.place_of(grid.rows()[1].id, "pension"), "800")
    page.view._filing.save()
    assert "import.people" in page.wait_until_saved(session, desk.draft_id)
    again = desk.open_again(desk.draft_id)
    again.press("step.people")
    again.press("roster_undo.people")
    (kept,) = grid_of(again).rows()
    assert kept.entries["pension"] == "800"
    assert "导入后改过或者重新输入的 1 行留着没动" in again.text("roster_notice_headline")
    assert "第 1 行 阿说么约布" in again.text("roster_notice_remedy")


def test_a_file_that_is_none_is_said_and_changes_nothing(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"<html><table>")
    found = listed.open(path)
    assert "是网页" in found.notice.headline
    assert [each.key for each in found.hints] == ["Esc"]
    page.press_key(Qt.Key.Key_Escape)
    page.qtbot.waitUntil(lambda: not page.shows("list_import"), timeout=PATIENCE_MS)
    assert grid_of(page).rows() == ()


def test_a_list_with_other_titles_is_mapped_by_a_person_and_the_office_remembers(
    desk: IntakeDesk, session: Session, tmp_path: Path
):
    page, listed = begun(desk)
    rows = [["员工", "证号", "月数"], ["罗㛃", PEOPLE[0], "2025-01"]]
    found = listed.open(written(tmp_path, rows))
    assert found.notice.headline
    for place, column in enumerate(("name", "identity", "months")):
        choices = found._mapping._choices[place]
        choices.setCurrentIndex(choices.findData(column))
        choices.activated.emit(choices.currentIndex())
    page.qtbot.waitUntil(
        lambda: found.plan is not None and found.plan.summary.lines == {Fate.NEW: 1},
        timeout=PATIENCE_MS,
    )
    listed.take()
    (row,) = grid_of(page).rows()
    assert row.entries == {"name": "罗㛃", "identity": PEOPLE[0], "months": "2025-01"}
    # The office remembers it: in another draft the titles are known, and nothing but them is kept.
    page.qtbot.waitUntil(
        lambda: (
            known_titles(session, HARDSHIP, "people")
            == {"员工": "name", "证号": "identity", "月数": "months"}
        ),
        timeout=PATIENCE_MS,
    )
    other, listed = begun(desk)
    found = listed.open(written(tmp_path, rows))
    assert found.plan.summary.lines == {Fate.NEW: 1}
    assert other.text("list_counts").startswith("读到 1 行 = 新增 1")


def test_leaving_while_a_list_is_read_ends_the_reading(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    found = listed.open(written(tmp_path, messy()))
    process = found.reading._reader._child._process
    assert process.is_alive()
    page.press("list_back")
    assert not process.is_alive()
    found = listed.open(tmp_path / "某某公司名册.xlsx")
    process = found.reading._reader._child._process
    page.view.leave()
    assert not process.is_alive()
    assert not page.shows("list_import")


def test_a_line_for_each_month_makes_one_row_and_a_bad_one_is_added_later(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    months = [f"2025-{n:02d}" for n in range(1, 7)]
    lines = [person(PEOPLE[0], each, "x" if n == 4 else 700 + n) for n, each in enumerate(months)]
    found = listed.open(written(tmp_path, [HEADS, *lines]))
    assert found.plan.summary.lines == {Fate.NEW: 5, Fate.REFUSED: 1}
    assert found.plan.summary.people == {Fate.NEW: 1, Fate.REFUSED: 1}
    listed.take()
    found = listed.open(written(tmp_path, [HEADS, person(PEOPLE[0], months[4], 704)]))
    assert found.plan.summary.lines == {Fate.CHANGED: 1}
    listed.take()
    (row,) = grid_of(page).rows()
    assert row.entries["months"] == "2025-01—2025-06"
    assert row.entries["pension@2025-05"] == "704.00"
    assert row.entries["pension@2025-06"] == "705.00"


def test_a_messy_list_goes_back_marked_and_comes_in_mended(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    found = listed.open(written(tmp_path, messy()))
    assert "Ctrl S" in {each.key for each in page.view.hints}
    found.setFocus()
    page.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.part("save_dialog", QFileDialog)
    assert (
        Path(dialog.selectedFiles()[0]).name
        == "吸纳社保补贴（就业困难人员、脱贫人口）名册20260318.xlsx"
    )
    back = tmp_path / "退回.xlsx"
    page.save_as(back)
    page.qtbot.waitUntil(back.exists, timeout=PATIENCE_MS)
    page.qtbot.waitUntil(lambda: "已另存" in page.text("list_notice_headline"), timeout=PATIENCE_MS)
    assert f"存在 {tmp_path}：退回.xlsx" in page.text("list_notice_remedy")
    listed.take()
    book = openpyxl.load_workbook(back)
    sheet = book.active
    assert sheet["Q2"].value == "怎么改"
    assert "只保留 15 位" in sheet["Q4"].value
    assert "只保留 15 位" in sheet["C4"].comment.text
    assert sheet["L5"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["Q3"].value is None
    # The employer mends the two cells in the file that came back.
    sheet["C4"].value, sheet["L5"].value = PEOPLE[1], 700
    book.save(back)
    found = listed.open(back)
    assert found.plan.summary.lines == {Fate.SAME: 1, Fate.NEW: 2}
    listed.take()
    assert {row.entries["identity"] for row in grid_of(page).rows()} == set(PEOPLE)
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == sorted(
        ["某某公司名册.xlsx", "退回.xlsx"]
    )


def test_a_workbook_is_handed_out_under_a_name_without_a_person(desk: IntakeDesk, tmp_path: Path):
    page, _ = begun(desk)
    page.press("roster_blank.people")
    dialog = page.part("save_dialog", QFileDialog)
    name = "吸纳社保补贴（就业困难人员、脱贫人口）名册表样20260318.xlsx"
    assert Path(dialog.selectedFiles()[0]).name == name
    page.save_as(tmp_path / "表样.xlsx")
    page.qtbot.waitUntil(
        lambda: (
            page.shows("intake_notice_headline")
            and page.text("intake_notice_headline") == "已存名册表样，可以发给单位填写"
        ),
        timeout=PATIENCE_MS,
    )
    assert f"存在 {tmp_path}：表样.xlsx" in page.text("intake_notice_remedy")
    assert openpyxl.load_workbook(tmp_path / "表样.xlsx").sheetnames[:2] == ["名册", "填表说明"]


def test_an_older_form_is_named_when_its_workbook_comes_back(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    form = page.view.state.form
    save_blank_list(replace(form, content_hash="0" * 64), "people", tmp_path / "旧.xlsx")
    book = openpyxl.load_workbook(tmp_path / "旧.xlsx")
    book["名册"]["A2"], book["名册"]["B2"] = "罗㛃", PEOPLE[0]
    book.save(tmp_path / "旧.xlsx")
    listed.open(tmp_path / "旧.xlsx")
    assert "表样后来改过" in page.text("list_notes")
    assert page.text("list_counts").startswith("读到 1 行 = 新增 1")


def test_the_roster_of_the_last_case_is_carried_on_with_joiners_and_leavers(
    desk: IntakeDesk, session: Session
):
    rows = [insured.person(HARDSHIP, number, "2025-01—2025-03") for number in PEOPLE[:2]]
    case = accept(session, insured.draft(session, HARDSHIP, *rows))
    page = desk.open(
        insured.entries(
            HARDSHIP, insured.person(HARDSHIP, PEOPLE[2], "2025-04"), received="2026-03-18"
        ),
        measure=HARDSHIP,
    )
    page.press("step.people")
    page.press("roster_last.people")
    grid = grid_of(page)
    page.qtbot.waitUntil(lambda: len(grid.rows()) == 3, timeout=PATIENCE_MS)
    assert [row.entries["identity"] for row in grid.rows()] == [PEOPLE[2], PEOPLE[0], PEOPLE[1]]
    assert [row.entries.get("months") for row in grid.rows()] == ["2025-04", None, None]
    assert grid.rows()[1].entries["pension"] == "721.76"
    page.wait_for("roster_notice_headline")
    said = page.text("roster_notice_headline")
    assert f"案件 {case.number} 的名册：加入 2 人，已在名册里 0 人，新进 1 人" in said
    assert "新进的是阿说么约布" in page.text("roster_notice_remedy")
    grid.view.setFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert len(grid.rows()) == 1


def test_without_an_earlier_case_nothing_is_carried_on(desk: IntakeDesk):
    page, _ = begun(desk)
    page.press("roster_last.people")
    page.wait_for("intake_notice_headline")
    assert "还没有受理过" in page.text("intake_notice_headline")


def test_the_whole_way_goes_by_keys_and_those_of_the_wizard_rest_meanwhile(
    desk: IntakeDesk, tmp_path: Path
):
    page, _ = begun(desk)
    grid_of(page).view.setFocus()
    QTest.keyClick(grid_of(page).view, Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = page.part("open_dialog", QFileDialog)
    path = written(tmp_path, messy())
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()
    found = page.part("list_import", ListImportPage)
    page.qtbot.waitUntil(lambda: found.plan is not None, timeout=PATIENCE_MS)
    place = page.view._wizard.place
    page.press_key(Qt.Key.Key_PageDown)
    assert page.view._wizard.place == place
    assert page.view.hints == found.hints
    page.press_key(Qt.Key.Key_Return, ctrl=True)
    page.qtbot.waitUntil(lambda: not page.shows("list_import"), timeout=PATIENCE_MS)
    assert len(grid_of(page).rows()) == 1
    assert page.view._wizard.place == place
    assert page.view.hints == type(page.view).hints
    page.view._wizard.focus_button()
    page.press_key(Qt.Key.Key_PageDown)
    assert page.view._wizard.place == place + 1


def test_what_is_wrong_is_said_whole_below_the_table_row_by_row(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    listed.open(written(tmp_path, messy()))
    table = page.part("list_refused", RowTable)
    cells = [[table.model().index(n, column).data() for column in range(4)] for n in range(2)]
    assert cells[0] != cells[1]
    for place, column, problem, remedy in cells:
        assert page.text("list_refused_whole") == f"{place} {column}：{problem}{remedy}"
        QTest.keyClick(table, Qt.Key.Key_Down)


def test_a_contract_without_an_end_says_its_kind_where_the_list_has_none(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    rows = [
        ["姓名", "身份证号", "合同起", "合同止"],
        ["罗㛃", PEOPLE[0], "2025-01-01", "无固定期限"],
        ["王强", PEOPLE[1], "2025-01-01", "2026-12-31"],
    ]
    listed.open(written(tmp_path, rows))
    assert "“合同止”的 1 格放进来了" in page.text("list_notes")
    listed.take()
    first, second = grid_of(page).rows()
    assert first.entries["contract_kind"] == "open_ended"
    assert "contract_end" not in first.entries
    assert second.entries["contract_end"] == "2026-12-31"


def test_who_stands_in_the_roster_and_not_in_the_list_is_named_and_kept(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), person(PEOPLE[1])]))
    listed.take()
    rows = [HEADS, person(PEOPLE[0], pension="七百"), person(PEOPLE[2])]
    listed.open(written(tmp_path, rows))
    assert "名册里有而表里没有 1 人：阿说么约布" in page.text("list_notes")
    listed.take()
    assert len(grid_of(page).rows()) == 3
    other = person(PEOPLE[0], "2025-04")
    other[HEADS.index("姓名")] = "钱二"
    found = listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), other, person(PEOPLE[2])]))
    assert found.plan.summary.lines == {Fate.PARKED: 2, Fate.SAME: 1}
    assert len(found.plan.summary.absent) == 1
    assert "表里有 2 行的证号读不准或者姓名对不上" in page.text("list_notes")
    assert not page.shows("list_leavers")


def test_joiners_come_and_leavers_go_in_one_act_that_is_undone_later(
    desk: IntakeDesk, session: Session, tmp_path: Path
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), person(PEOPLE[1])]))
    listed.take()
    first, second = (row.id for row in grid_of(page).rows())
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[1]), person(PEOPLE[2])]))
    assert page.text("list_take") == "放进名册（1 人）"
    page.part("list_leavers", QCheckBox).click()
    assert page.text("list_take") == "放进名册（1 人，移出 1 人）"
    listed.take()
    people = [row.entries["identity"] for row in grid_of(page).rows()]
    assert people == [PEOPLE[1], PEOPLE[2]]
    assert "新增 1 人，更改 0 人，移出 1 人" in page.text("roster_notice_headline")
    page.view._filing.save()
    page.qtbot.waitUntil(
        lambda: "[null,{" in open_draft(session, desk.draft_id).entries.get("import.people", ""),
        timeout=PATIENCE_MS,
    )
    again = desk.open_again(desk.draft_id)
    again.press("step.people")
    again.press("roster_undo.people")
    assert [row.id for row in grid_of(again).rows()] == [first, second]
    assert "去掉 1 行，恢复 1 行" in again.text("roster_notice_headline")


def test_cells_that_may_be_one_amount_are_looked_at_before_anything_comes_in(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    path = tmp_path / "名册.csv"
    lines = [["姓名", "身份证号码", "养老", "医疗"], ["阿说么约布", PEOPLE[0], "1", "721.76"]]
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    found = listed.open(path)
    assert page.text("list_notice_headline") == (
        "有 1 处分不清是几格还是一个数（如 1,721.76）：C2 起的 1 | 721.76"
    )
    assert not page.part("list_take", QPushButton).isEnabled()
    assert page.part("list_splits", QCheckBox).hasFocus()
    QTest.keyClick(found, Qt.Key.Key_Return, CTRL)
    assert page.shows("list_import")
    QTest.keyClick(page.part("list_splits", QCheckBox), Qt.Key.Key_Space)
    listed.take()
    (row,) = grid_of(page).rows()
    assert (row.entries["pension"], row.entries["medical"]) == ("1.00", "721.76")


def test_nobody_is_taken_out_while_a_number_of_the_list_cannot_be_read(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), person(PEOPLE[1])]))
    listed.take()
    mistyped = person(PEOPLE[1][:-1] + ("0" if PEOPLE[1][-1] != "0" else "1"))
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), mistyped, person(PEOPLE[2])]))
    assert "表里有 1 行的证号读不准" in page.text("list_notes")
    assert not page.shows("list_leavers")
    listed.take()
    assert len(grid_of(page).rows()) == 3


@pytest.mark.parametrize(
    ("note", "is_offered"),
    [
        (["填表人：某某", None, "审核人：某某", None, "2026年3月1日"], True),
        (["未到人员：阿说么约布"], False),
    ],
)
def test_notes_below_a_list_are_nobody_who_may_have_stayed(
    desk: IntakeDesk, tmp_path: Path, note: list[object], *, is_offered: bool
):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), person(PEOPLE[1])]))
    listed.take()
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), ["备注：本表一式三份"], note]))
    assert page.shows("list_leavers") is is_offered


def test_columns_that_are_not_read_are_named_with_the_way_to_take_them_in(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    heads = [
        {"别处已享受月数": "已享受月数", "备注": "空着的一栏"}.get(each, each) for each in HEADS
    ]
    rows = [person(number)[:-1] for number in PEOPLE]
    found = listed.open(written(tmp_path, [heads, *rows]))
    assert found.notice.headline == "有 1 栏没有读：J 已享受月数"
    tabs = page.part("list_tabs", QTabWidget)
    page.press("list_notice_action")
    assert tabs.tabText(tabs.currentIndex()) == "表头对应"
    listed.take()
    # The row names the cell that is wanted, not the condition that waits for it.
    model = grid_of(page).model
    page.qtbot.waitUntil(lambda: model.state(0) is not None, timeout=PATIENCE_MS)
    assert model.state(0).words == "待补：别处已享受月数"


def test_who_comes_who_goes_and_each_text_that_changes_are_listed(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0]), person(PEOPLE[1])]))
    listed.take()
    second = person(PEOPLE[1], "2025-04—2025-06", 800)
    third = person(PEOPLE[2])
    total = [None, "合计", *[None] * 9, 1521.76]
    listed.open(written(tmp_path, [HEADS, second, third, total]))
    tabs = page.part("list_tabs", QTabWidget)
    assert tabs.tabText(tabs.currentIndex()).startswith("新增和更改 ")
    model = page.part("list_changed", RowTable).model()
    lines = [[model.index(n, m).data() for m in range(6)] for n in range(model.rowCount())]
    assert tabs.tabText(1) == f"新增和更改 {len(lines)}"
    assert lines[0][:4] == ["第 3 行", "阿说么约布", masked_identity(PEOPLE[2]), "（新增）"]
    assert "申领月份 2025-01—2025-03" in lines[0][5]
    assert lines[1][:4] == ["", "阿说么约布", masked_identity(PEOPLE[0]), "（表里没有）"]
    changed = [line for line in lines[2:] if line[3].startswith("申领月份")]
    assert changed[0][2] == masked_identity(PEOPLE[1])
    assert changed[0][4:] == ["2025-01—2025-03", "2025-01—2025-06"]
    april = [line[4:] for line in lines if line[3] == "养老 2025-04"]
    assert april == [["（空）", "800.00"]]
    assert not any(number in str(lines) for number in PEOPLE)
    assert page.text("list_sums").endswith("；与第 4 行合计一致")
    # What stood for every month of a row is what stood in each.
    page.press("list_back")
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[1], "2025-03", 800)]))
    model = page.part("list_changed", RowTable).model()
    lines = [[model.index(n, m).data() for m in range(6)] for n in range(model.rowCount())]
    stays = "不动；表里没有写 2025-01—2025-02，不申领的放进名册以后自己删去"
    assert [line[3:] for line in lines[1:]] == [
        ["申领月份", "2025-01—2025-03", stays],
        ["养老 2025-03", "721.76", "800.00"],
    ]


def test_a_notice_that_stands_alone_takes_no_more_room_than_it_needs(
    desk: IntakeDesk, tmp_path: Path
):
    _, listed = begun(desk)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"<html><table>")
    found = listed.open(path)
    let_settle()
    assert found.notice.height() < found.height() / 4


def test_after_an_undone_import_the_keys_act_in_the_grid(desk: IntakeDesk, tmp_path: Path):
    page, listed = begun(desk)
    listed.open(written(tmp_path, [HEADS, person(PEOPLE[0])]))
    listed.take()
    page.press("roster_undo.people")
    grid = grid_of(page)
    page.qtbot.waitUntil(lambda: not page.shows("roster_undo.people"), timeout=PATIENCE_MS)
    assert grid.view.hasFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert len(grid.rows()) == 1


def test_an_amount_that_a_comma_cut_in_two_is_refused_at_its_cell_and_stored_nowhere(
    desk: IntakeDesk, tmp_path: Path
):
    page, listed = begun(desk)
    wide = HEADS[: HEADS.index("养老") + 1]
    rows = [
        wide,
        person(PEOPLE[0], pension="1,721.76")[: len(wide)],
        person(PEOPLE[1])[: len(wide)],
    ]
    path = tmp_path / "名册.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    found = listed.open(path)
    assert refused(found) == {"M2": "list_cell.beyond"}
    if folder := os.environ.get("HRDESK_LOOK"):
        page.qtbot.wait(200)
        page.picture(Path(folder) / "list-beyond.png")
    listed.take()
    assert [row.entries["identity"] for row in grid_of(page).rows()] == [PEOPLE[1]]
