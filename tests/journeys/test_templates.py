"""Official templates in the window: registered by an administrator, used, mended, ended."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QTableWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.batch_spec import CellFormat, RowKind
from hrdesk.domain.staff import Role
from hrdesk.services import templates
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates import form_page
from hrdesk.ui.templates.form_page import TemplatePage
from tests.journeys.pages import Screen, close, opened
from tests.patience import PATIENCE_MS, PATIENCE_S
from tests.services import counter, official
from tests.workbooks.templates import small

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
MONTHLY = "internship_subsidy"
LEFT_OUT = official.HEADERS.index("备注") + 1


class Office(Screen):
    """The window of an administrator or a clerk."""

    window: MainWindow

    def go(self) -> None:
        """Go to the templates by the keys of the place of batches."""
        self.press("nav_batches")
        combo = self.part("batch_measure", QComboBox)
        combo.setCurrentIndex(combo.findData(counter.MEASURE))
        self.fill("batch_first", "2026-03-01")
        self.fill("batch_last", "2026-03-31")
        self.key(Qt.Key.Key_F8)
        self.wait_for("template_list_page")

    @property
    def page(self) -> TemplatePage:
        """The page of one template."""
        return self.window.pages.templates.form

    def choose(self, path: Path) -> None:
        """Answer the dialog that asks for a template, and wait for its columns."""
        dialog = self.part("template_dialog", QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.accept()
        self.settled()

    def settled(self) -> None:
        """Wait until columns are shown, or why not."""
        page = self.page
        self.qtbot.waitUntil(
            lambda: (
                not page._work.is_under_way
                and (page._draft is not None or bool(page.notice.headline))
            ),
            timeout=PATIENCE_MS,
        )

    def add(self, path: Path) -> None:
        """Begin with a new template of the measure of the cases, by the keys."""
        self.key(Qt.Key.Key_N, CONTROL)
        combo = self.part("template_measure", QComboBox)
        combo.setCurrentIndex(combo.findData(counter.MEASURE))
        self.key(Qt.Key.Key_O, CONTROL)
        self.choose(path)

    def into(self, folder: Path, purpose: str = "上传平台") -> None:
        """Say what the copy is for and where it goes, and wait until all is written."""
        page = self.window.pages.batches.list
        self.copy_into(folder, purpose)
        self.qtbot.waitUntil(lambda: page._busy, timeout=PATIENCE_MS)
        self.qtbot.waitUntil(lambda: not page._busy, timeout=PATIENCE_MS)

    def put(self, place: int, source: str) -> None:
        """Let something go into a column."""
        combo = self.part(f"template_column.{place}.source", QComboBox)
        combo.setCurrentIndex(combo.findData(source))
        combo.activated.emit(combo.currentIndex())

    def source(self, place: int) -> str:
        """What goes into a column."""
        return str(self.part(f"template_column.{place}.source", QComboBox).currentData())

    def say_rows(self, first: int, last: int, examples: int) -> None:
        """Say by keys where the header stands, and wait until it is read anew."""
        self.fill("template_header_first", str(first))
        self.fill("template_header_last", str(last))
        self.fill("template_examples", str(examples))
        self.key(Qt.Key.Key_Return)
        self.settled()

    def fill_in(self) -> None:
        """Say version, origin and limit."""
        for name, text in official.ENTRIES.items():
            self.fill(name, text)

    def save(self) -> None:
        """Save, and confirm it."""
        self.key(Qt.Key.Key_Return, CONTROL)
        self.wait_for("template_notice_action")
        self.look("0-confirm")
        self.key(Qt.Key.Key_Return, CONTROL)
        self.wait_for("template_list_page")

    def look(self, name: str) -> None:
        """Keep a picture where somebody wants to look at it."""
        folder = os.environ.get("HRDESK_PICTURES")
        if folder:
            self.qtbot.wait(120)
            self.picture(Path(folder) / f"{name}.png")


def at_work(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[Office]:
    window = MainWindow(session, tasks, changes)
    window.resize(1366, 768)
    opened(qtbot, window)
    screen = Office(qtbot, window)
    yield screen
    close(screen)


@pytest.fixture
def office(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[Office]:
    for n in (1, 2):
        counter.accepted(session, n)
    yield from at_work(qtbot, session, tasks, changes)


@pytest.fixture
def clerk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[Office]:
    for n in (1, 2):
        counter.accepted(session, n)
    official.registered(session, counter.MEASURE, official.province())
    session.staff = replace(session.staff, roles=frozenset({Role.CLERK}))
    yield from at_work(qtbot, session, tasks, changes)


def written(folder: Path, content: bytes, name: str = "省厅模板.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_an_administrator_says_where_the_header_stands(office: Office, tmp_path: Path):
    rows = [
        ["单位", "某某公司", "联系人", "某某"],
        ["姓名", "证件号码", "金额"],
        ["文字", "18位", "元"],
        ["张三", "510402199003071234", "100"],
    ]
    path = tmp_path / "模板.xlsx"
    path.write_bytes(small(rows))
    office.go()
    office.add(path)
    assert "已有内容" in office.page.notice.headline
    office.wait_for("template_header_rows")
    office.say_rows(2, 3, 1)
    assert "第 2 至 3 行，从第 4 行填起；示例 1 行" in office.text("template_said")
    office.look("5-header")
    office.fill("template_version", "手填")
    assert not office.shows("template_header_rows")
    office.key(Qt.Key.Key_F7)
    office.say_rows(2, 9, 1)
    assert "最多三行" in office.text("template_header_hint")
    office.say_rows(2, 2, 2)
    assert "表头在第 2 行，从第 3 行填起；示例 2 行" in office.text("template_said")
    assert office.source(1) == "name"
    assert office.source(2).startswith("case.identity")
    office.look("6-header")
    assert office.text("template_version") == "手填"
    office.page.forget()
    assert not office.shows("template_header_rows")


def test_a_new_template_begins_with_its_measure(office: Office):
    office.go()
    office.key(Qt.Key.Key_N, CONTROL)
    assert office.focus() is office.part("template_measure", QComboBox)
    assert office.page.head.measure == ""
    assert "先选补贴事项" in office.text("template_said")
    office.look("12-begin")
    office.key(Qt.Key.Key_O, CONTROL)
    assert "还没有选补贴事项" in office.page.notice.headline
    office.look("13-no-measure")
    assert office.focus() is office.part("template_measure", QComboBox)
    office.key(Qt.Key.Key_Down)
    assert office.page.head.measure


def test_the_columns_have_room_and_no_measure_is_cut(
    office: Office, session: Session, tmp_path: Path
):
    office.go()
    headers = (*official.HEADERS, "备注一", "备注二")
    office.add(written(tmp_path, official.province(headers)))
    assert not office.shows("template_header_rows")
    office.look("14-columns")
    boxes = [office.part(f"template_column.{n}.source", QComboBox) for n in range(1, 16)]
    area = office.page.columns.viewport()
    shown = [box for box in boxes if area.rect().contains(box.mapTo(area, box.rect().center()))]
    assert len(shown) >= 8
    combo = office.part("template_measure", QComboBox)
    widest = max(
        combo.fontMetrics().horizontalAdvance(combo.itemText(n)) for n in range(combo.count())
    )
    assert widest < combo.width() - 44
    office.key(Qt.Key.Key_F7)
    office.look("15-rows")
    numbers = office.part("template_top", QTableWidget).verticalHeader()
    wanted = numbers.fontMetrics().height() + 4
    assert wanted <= numbers.sectionSize(0)


def test_a_sheet_of_codes_is_said_to_stay_as_it_is(office: Office, tmp_path: Path):
    """Nobody is told to delete the lists on which the platform's own choices hang."""
    book = load_workbook(BytesIO(official.province()))
    codes = book.create_sheet("代码表")
    for line in (
        ("人员类别", "合同类型"),
        ("就业困难人员", "固定期限"),
        ("脱贫人口", "无固定期限"),
    ):
        codes.append(line)
    book.save(tmp_path / "带代码表.xlsx")
    office.go()
    office.add(tmp_path / "带代码表.xlsx")
    assert office.text("template_remarks").startswith("工作表“代码表”不填，原样留着。")


def test_what_may_be_an_example_is_proposed_as_one(office: Office, tmp_path: Path):
    office.go()
    rows = [["名册"], ["姓名", "证件号码", "金额"], ["张三", "510402199003071234", "100"]]
    office.add(written(tmp_path, small(rows)))
    office.wait_for("template_header_rows")
    found = [
        office.text(name)
        for name in ("template_header_first", "template_header_last", "template_examples")
    ]
    assert found == ["2", "2", "1"]
    top = office.part("template_top", QTableWidget)
    assert (top.rowCount(), top.item(2, 0).text()) == (3, "张三")
    marked = {top.item(row, 0).background().color().name() for row in range(3)}
    assert len(marked) == 3
    office.look("7-example")
    office.key(Qt.Key.Key_Return)
    office.settled()
    assert "表头在第 2 行，从第 3 行填起；示例 1 行" in office.text("template_said")


def test_the_provinces_template_is_registered_by_keyboard(
    office: Office, session: Session, tmp_path: Path
):
    office.go()
    office.look("1-list-empty")
    assert "还没有登记官方模板" in office.text("templates_empty")
    office.add(written(tmp_path, official.province()))
    office.look("2-form")
    assert "13 列：12 列填写，1 列留空" in office.text("template_columns_count")
    assert office.source(4) == "category"
    days = office.part("template_column.7.format", QComboBox)
    days.setCurrentIndex(days.findData(CellFormat.DATE_TEXT))
    days.activated.emit(days.currentIndex())
    office.fill_in()
    office.save()
    assert "已登记" in office.window.pages.templates.list.notice.headline
    office.look("3-list")
    template = templates.template_in_use(session, counter.MEASURE)
    assert template is not None
    assert (template.version, template.mapping.row_limit) == ("2026年版", 500)
    assert template.mapping.columns[6].format is CellFormat.DATE_TEXT
    office.key(Qt.Key.Key_Escape)
    assert "官方模板“2026年版”" in office.text("batch_template")
    office.look("4-batches")


def test_a_clerk_makes_a_batch_that_goes_out_in_the_official_template(
    clerk: Office, tmp_path: Path
):
    clerk.go()
    clerk.key(Qt.Key.Key_Escape)
    clerk.part("waiting", RowTable).begin()
    clerk.key(Qt.Key.Key_Return, CONTROL)
    target = tmp_path / "上报"
    target.mkdir()
    clerk.into(target, "报送上级")
    clerk.look("10-made")
    number = clerk.window.pages.batches.list.made.batches.summary(0).number
    names = sorted(path.name for path in target.iterdir())
    assert names == [f"{number}-control.xlsx", f"{number}.manifest.json", f"{number}.xlsx"]
    (sheet,) = load_workbook(target / f"{number}.xlsx").worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2] == list(official.HEADERS)
    assert [row[:4] for row in rows[3:5]] == [
        [n, "王强", counter.person(n), "5-就业困难人员"] for n in (1, 2)
    ]
    assert [row[7] for row in rows[3:5]] == [10_000, 10_000]
    assert "合计 20,000.00 元" in clerk.window.pages.batches.list.notice.headline
    clerk.see_batches()
    clerk.part("batches", RowTable).begin()
    clerk.press("show_copies")
    clerk.look("11-copies")
    copies = clerk.part("copies", RowTable).model()
    shown = [[copies.index(row, column).data() for column in (2, 3)] for row in range(2)]
    assert shown == [["报送上级", f"{number}.xlsx"], ["报送上级", f"{number}-control.xlsx"]]


def test_a_roster_goes_out_by_person_or_by_case_as_its_template_wants(
    office: Office, session: Session, tmp_path: Path
):
    headers = ("序号", "姓名*", "身份证号码*", "单位名称", "计发月份", "补贴金额（元）")
    path = written(tmp_path, official.province(headers, {}))
    office.go()
    office.key(Qt.Key.Key_N, CONTROL)
    combo = office.part("template_measure", QComboBox)
    combo.setCurrentIndex(combo.findData(MONTHLY))
    office.key(Qt.Key.Key_O, CONTROL)
    office.choose(path)
    assert office.source(2) == "line.name"
    rows = office.part("template_rows", QComboBox)
    rows.setCurrentIndex(rows.findData(RowKind.CASE))
    rows.activated.emit(rows.currentIndex())
    office.settled()
    assert "还有 2 处要改" in office.text("template_columns_count")
    office.look("11-by-case")
    rows = office.part("template_rows", QComboBox)
    rows.setCurrentIndex(rows.findData(RowKind.LINE))
    rows.activated.emit(rows.currentIndex())
    office.settled()
    for place, source in ((2, "line.name"), (3, "line.identity"), (5, "row.months")):
        office.put(place, source)
    office.fill_in()
    office.save()
    template = templates.template_in_use(session, MONTHLY)
    assert template is not None
    assert template.mapping.rows is RowKind.LINE
    assert "row.months" in [column.source for column in template.mapping.columns]


def test_what_hinders_is_said_at_its_column_and_mended_there(
    office: Office, session: Session, tmp_path: Path
):
    lists = {"人员类别 *": (*official.KINDS[:-1], "6-其他人员")}
    headers = (*official.HEADERS, "学历（必填）")
    content = official.province(headers, lists)
    office.go()
    office.add(written(tmp_path, content))
    assert "还有 2 处要改" in office.text("template_columns_count")
    assert "没有对应的平台用语" in office.text("template_column.4.said")
    office.fill_in()
    office.key(Qt.Key.Key_Return, CONTROL)
    assert "D 列“人员类别 *”" in office.page.notice.headline
    office.look("5-problems")
    words = office.part("template_column.4.word.other", QComboBox)
    words.setCurrentIndex(words.findData("6-其他人员"))
    words.activated.emit(words.currentIndex())
    office.part("template_column.14.required", QAbstractButton).click()
    assert "还有" not in office.text("template_columns_count")
    office.put(LEFT_OUT, "text.")
    office.fill(f"template_column.{LEFT_OUT}.fixed", "首次")
    office.look("6-mended")
    office.save()
    template = templates.template_in_use(session, counter.MEASURE)
    assert template is not None
    by_place = {column.place: column for column in template.mapping.columns}
    assert by_place[4].codes["other"] == "6-其他人员"
    assert by_place[LEFT_OUT].source == "text.首次"


def test_a_newer_file_takes_over_and_says_what_changed(
    office: Office, session: Session, tmp_path: Path
):
    official.registered(session, counter.MEASURE, official.province())
    headers = ("学历", *[each for each in official.HEADERS if each != "开户行"])
    office.go()
    office.add(written(tmp_path, official.province(headers)))
    said = office.text("template_changes")
    assert "新增 “学历”" in said
    assert "没有了 “开户行”" in said
    assert office.source(5) == "category"
    office.look("7-changes")
    office.fill("template_version", "2027年版")
    office.fill("template_origin", "川人社办发〔2027〕1号")
    office.save()
    states = [row for row in office.words().splitlines() if row in ("在用", "已换新")]
    assert sorted(set(states)) == ["在用", "已换新"]


def test_the_same_file_is_said_to_be_there(office: Office, session: Session, tmp_path: Path):
    official.registered(session, counter.MEASURE, official.province())
    office.go()
    office.add(written(tmp_path, official.province()))
    assert "已由" in office.text("template_changes")
    assert "登记为“2026年版”" in office.text("template_changes")
    office.key(Qt.Key.Key_Return, CONTROL)
    office.press("template_notice_action")
    office.qtbot.waitUntil(lambda: "完全一样" in office.page.notice.headline, timeout=PATIENCE_MS)
    office.key(Qt.Key.Key_Escape)


def test_a_mapping_is_mended_and_a_template_ended_by_keyboard(office: Office, session: Session):
    official.registered(session, counter.MEASURE, official.province())
    office.go()
    office.key(Qt.Key.Key_Return)
    office.settled()
    assert not office.page.is_changed
    office.put(LEFT_OUT, "address")
    assert office.page.is_changed
    office.save()
    assert len(templates.official_templates(session)) == 2
    table = office.part("templates", RowTable)
    table.selectRow(0)
    office.key(Qt.Key.Key_D, CONTROL)
    office.fill(templates.REASON, "列对错了")
    office.key(Qt.Key.Key_Return)
    office.qtbot.waitUntil(
        lambda: "已停用" in office.window.pages.templates.list.notice.headline,
        timeout=PATIENCE_MS,
    )
    office.look("8-ended")
    newest, older = templates.official_templates(session)
    assert newest.withdrawal is not None
    assert templates.template_in_use(session, counter.MEASURE) == older


def test_what_is_no_template_is_refused_with_its_reason(office: Office, tmp_path: Path):
    office.go()
    office.add(written(tmp_path, b"<html><table></table></html>"))
    assert office.page.notice.headline
    assert office.page.notice.remedy
    office.key(Qt.Key.Key_Escape)
    assert office.shows("template_list_page")


def test_a_chosen_mapping_is_not_lost_when_the_window_closes(office: Office, tmp_path: Path):
    office.go()
    office.add(written(tmp_path, official.province()))
    office.put(LEFT_OUT, "address")
    office.key(Qt.Key.Key_Escape)
    assert "还没有保存" in office.page.notice.headline
    assert office.source(LEFT_OUT) == "address"
    office.window.close()
    assert "还没有保存" in office.page.notice.headline
    office.page.forget()


def test_a_clerk_looks_and_changes_nothing(clerk: Office):
    clerk.go()
    assert not clerk.part("add_template", QAbstractButton).isEnabled()
    clerk.key(Qt.Key.Key_N, CONTROL)
    assert clerk.shows("template_list_page")
    clerk.part("templates", RowTable).selectRow(0)
    assert not clerk.part("withdraw_template", QAbstractButton).isEnabled()
    clerk.press("open_template")
    clerk.settled()
    clerk.look("9-clerk")
    assert not clerk.shows("save_template")
    assert not clerk.part("template_column.4.source", QComboBox).isEnabled()
    assert not clerk.page.is_changed


def test_while_a_template_is_stored_nothing_else_is_done(
    office: Office, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Neither saved twice, nor left, nor pushed aside by the way to the templates."""
    go_on, began = threading.Event(), []
    real = form_page.register_template

    def slowly(*given):
        began.append(1)
        assert go_on.wait(PATIENCE_S)
        return real(*given)

    monkeypatch.setattr(form_page, "register_template", slowly)
    office.go()
    office.add(written(tmp_path, official.province()))
    office.fill_in()
    office.key(Qt.Key.Key_Return, CONTROL)
    office.wait_for("template_notice_action")
    office.key(Qt.Key.Key_Return, CONTROL)
    office.qtbot.waitUntil(lambda: bool(began), timeout=PATIENCE_MS)
    assert "正在登记" in office.page.notice.headline
    office.look("9-storing")
    for key, modifier in ((Qt.Key.Key_Return, CONTROL), (Qt.Key.Key_Escape, PLAIN)):
        QTest.keyClick(office.page, key, modifier)
    office.page.choose()
    office.window.pages.templates.arrive()
    assert not office.page.is_changed
    assert office.page.isVisible()
    go_on.set()
    office.wait_for("template_list_page")
    assert began == [1]
    assert len(templates.official_templates(session)) == 1


def test_money_in_another_unit_is_left_empty_and_refused_where_it_is_chosen(
    office: Office, session: Session, tmp_path: Path
):
    headers = tuple(
        "补贴金额（万元）" if each == "补贴金额（元）" else each for each in official.HEADERS
    )
    place = headers.index("补贴金额（万元）") + 1
    office.go()
    office.add(written(tmp_path, official.province(headers)))
    assert office.source(place) == ""
    office.put(place, "row.amount")
    office.fill_in()
    office.key(Qt.Key.Key_Return, CONTROL)
    office.qtbot.waitUntil(lambda: bool(office.page.notice.headline), timeout=PATIENCE_MS)
    office.look("other-unit")
    office.put(place, "")
    office.save()
    (kept,) = templates.official_templates(session)
    assert kept.mapping.columns[place - 1].source == ""
