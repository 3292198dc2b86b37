"""Insurance subsidies at the counter: pasted, corrected month by month, accepted, printed, sent."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.roster.model import FIRST
from hrdesk.ui.table import RowTable
from tests.journeys.intake_page import IntakePage
from tests.journeys.office import at_desk
from tests.journeys.pages import Running
from tests.patience import PATIENCE_MS
from tests.people import identity_number
from tests.services import insured
from tests.services.insured import GRADUATES, HARDSHIP

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PEOPLE = [identity_number(sequence=number) for number in (11, 33)]
HEADS = (
    "姓名\t身份证号\t人员类别\t认定编号\t合同\t合同起\t合同止\t初次享受月份\t别处已享受月数\t申领月份\t"
    "养老\t医疗\t失业\t按时足额"
)
GRADUATE_HEADS = (
    "姓名\t身份证号\t毕业学校\t毕业日期\t招用前未就业\t合同\t合同起\t合同止\t别处已享受月数\t申领月份\t"
    "养老\t医疗\t失业\t按时足额"
)


@pytest.fixture
def running(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    running = at_desk(qtbot, office_folder, clock)
    running.wait_for("intake_home")
    yield running
    assert isinstance(running.window, MainWindow)
    running.close()


class InsurancePage(IntakePage):
    """The wizard at the roster of an insurance measure."""

    @property
    def grid(self) -> RosterGrid:
        grids = self.window.findChildren(RosterGrid, "roster_grid.people")
        return next(grid for grid in grids if grid.isVisible())

    def paste(self, *lines: str) -> None:
        """Paste lines from a spreadsheet at the first cell."""
        QApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
        self.grid.view.setFocus()
        self.grid.view.go_to(0, FIRST)
        QTest.keyClick(self.grid.view, KEY.Key_V, CTRL)

    def at_month(self, place: int, column: str) -> None:
        """Put the cursor into a cell of the months that are open."""
        columns = list(self.grid._months.model.spec.columns)
        self.grid._months.view.go_to(place, FIRST + columns.index(column))

    def type_cell(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(self.focus(), character)
        QTest.keyClick(self.focus(), KEY.Key_Return)

    def outcomes(self) -> list[str]:
        """What stands beside each month."""
        model = self.grid._months.model
        return [model.look(n, model.outcome).text for n in range(len(model.rows()))]


def begin(qtbot: QtBot, running: Running, measure: str) -> InsurancePage:
    """A draft of an agency whose papers are in order, at its roster, which is still empty."""
    session = running.window._session
    draft = start_draft(session, measure)
    draft = save_draft(session, draft, {**draft.entries, **insured.ENTRIES[measure]})
    running.window.resume_draft(draft.id)
    page = InsurancePage(qtbot, running.window)
    page.press("step.people")
    return page


def hardship(number: str, months: str, pension: str = "721.76", **changes: str) -> str:
    cells = ["阿说么约布", number, "就业困难人员", "虚构17号", "固定期限", "2025-1-1", "2026.12.31"]
    cells += [changes.get("first", "2025-01"), changes.get("used", "0"), months]
    return "\t".join([*cells, pension, "315.77", "27.07", "是"])


def print_and_send(running: Running, qtbot: QtBot, folder: Path) -> dict[str, object]:
    """Preview the form of the only case, save a copy, and put the case into a batch."""
    session = running.window._session
    (case,) = list_cases(session)
    running.window.open_case(case.id)
    running.press("case_preview")
    running.wait_for("preview_sheet")
    preview = running.window.pages.preview
    qtbot.waitUntil(lambda: not preview.sheet.pixmap().isNull(), timeout=PATIENCE_MS)
    running.press("preview_save")
    running.save_as(folder / "form.pdf")
    qtbot.waitUntil(lambda: bool(open_case(session, case.id).papers), timeout=PATIENCE_MS)
    running.press("nav_batches")
    running.fill("batch_first", "2026-03-01")
    running.fill("batch_last", "2026-03-31")
    combo = running.part("batch_measure", QComboBox)
    combo.setCurrentIndex(combo.findData(case.measure))
    running.part("waiting", RowTable).begin()
    running.press("make_batch")
    running.copy_into(folder)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.xlsx"))), timeout=PATIENCE_MS)
    batches = running.window.pages.batches.list
    qtbot.waitUntil(lambda: not batches._busy, timeout=PATIENCE_MS)
    (path,) = folder.glob("*.xlsx")
    header, row = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))[2:4]
    return dict(zip(header, row, strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "上报"
    made.mkdir()
    return made


def test_a_year_of_insurance_is_pasted_corrected_printed_and_sent(
    qtbot: QtBot, running: Running, folder: Path
):
    page = begin(qtbot, running, HARDSHIP)
    # What an employer sends: a line for each month, and one amount that cannot be read.
    lines = [
        hardship(PEOPLE[0], f"2025-{n:02d}", "72l.76" if n == 5 else "721.76") for n in range(1, 13)
    ]
    page.paste(HEADS, *lines)
    assert len(page.grid.rows()) == 1
    assert page.text("roster_counts") == "共 1 行 · 未判定 1"
    assert page.grid.focus_cell(page.grid.rows()[0].id, "pension@2025-05")
    assert "2025-05 养老" in page.text("roster_remark")
    page.type_cell("721.76")
    assert page.text("roster_amount") == "合计 12,775.20 元"
    assert page.text("roster_shares") == "其中 养老 8,661.12 · 医疗 3,789.24 · 失业 324.84"
    # The base was raised in July, and March was paid late.
    page.at_month(6, "pension")
    page.type_cell("750")
    page.at_month(6, "pension")
    QTest.keyClick(page.focus(), KEY.Key_D, CTRL | SHIFT)
    page.at_month(2, "on_time")
    page.type_cell("n")
    assert page.outcomes()[2] == "没有按时足额缴纳"
    assert page.outcomes()[6:8] == ["1,092.84", "1,092.84"]
    assert page.text("months_sums") == "计发 11/12 月 · 养老 8,108.80 · 医疗 3,473.47 · 失业 297.77"
    assert page.amount() == "11,880.04"
    page.accept()
    (case,) = list_cases(running.window._session)
    assert (case.amount_fen, case.outcome) == (1_188_004, "eligible")
    row = print_and_send(running, qtbot, folder)
    assert (row["养老保险（元）"], row["失业保险（元）"]) == (8108.8, 297.77)
    assert Decimal(str(row["补贴金额（元）"])) == Decimal("11880.04")
    assert (folder / "form.pdf").stat().st_size > 10_000


def test_what_contradicts_itself_is_said_at_its_cell(qtbot: QtBot, running: Running):
    page = begin(qtbot, running, HARDSHIP)
    page.paste(HEADS, hardship(PEOPLE[0], "2025-01—2025-03", first="2025-02", used="0"))
    assert page.outcome() == "unknown"
    row = page.grid.rows()[0]
    page.grid.focus_cell(row.id, "first_month")
    assert "互相矛盾" in page.text("roster_remark")
    page.type_cell("2025-01")
    assert page.amount() == "3,193.80"


def test_graduates_are_paid_for_a_year_at_most_and_sent(
    qtbot: QtBot, running: Running, folder: Path
):
    page = begin(qtbot, running, GRADUATES)
    cells = ["罗㛃", PEOPLE[1], "高校", "2024-06-30", "是", "固定期限", "2025-01-01", "2026-12-31"]
    page.paste(
        GRADUATE_HEADS,
        "\t".join([*cells, "3", "2025年1月至2025年12月", "721.76", "315.77", "27.07", "是"]),
    )
    assert page.amount() == "9,581.40"
    QTest.keyClick(page.grid.view, KEY.Key_F7)
    assert page.outcomes()[8:] == ["1,064.60", *["超过最长期限"] * 3]
    # The small ones only: the number of people in service decides.
    page.go_to("staff")
    page.enter("staff", "100")
    page.enter("assets", "90,000,000")
    assert page.outcome() == "unmet"
    page.enter("staff", "99")
    page.accept()
    row = print_and_send(running, qtbot, folder)
    assert (row["毕业学校"], row["计发月数"]) == ("高校", 9)
    assert Decimal(str(row["补贴金额（元）"])) == Decimal("9581.40")
