"""Exchanging the law with another office: hand it out as one file, take over what another has."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.services.amendments import CONFIRMERS
from hrdesk.services.law_export import WrittenExport, export_law
from hrdesk.services.presenting import present
from hrdesk.services.session import Session
from hrdesk.services.take_over import DOUBTFUL, BroughtLaw, ReadingExport, take_over
from hrdesk.ui.faults import show_fault
from hrdesk.ui.folder_choice import choose_folder
from hrdesk.ui.law.judging_desk import JudgingDesk
from hrdesk.ui.law.travel_rows import (
    TITLE,
    BroughtModel,
    brought_words,
    fingerprint_words,
    row_words,
)
from hrdesk.ui.list_page import RowsCard, listed
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.preview.output import documents_folder
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.version import program_version
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (150, 200, 180, 128, 160, 190, 148)
_ABOUT = (
    "导出：现在适用的本地核定数值、口径、延期和后续政策写进一份带签名的文件，不含办事人员和申请人。"
    "导入：先看对方的规定与这里有什么不同，接收的只是提案，第二个人核对影响并确认以后才生效。"
)
_NOT_YET = "还没有打开文件。按 Ctrl+O 打开其他单位导出的政策文件，按 Ctrl+E 导出本单位的。"
_NOTHING_IN_IT = "对方没有改动过政策，文件里没有可以接收的。"
_COMPARED = "已打电话给对方，逐组核对过指纹"
_NOT_ALLOWED = "导出和接收由管理员或者主管办理。"
_MOST_SAID = 3


class TravelPage(Page):
    """Hands out, and takes over; `taken` carries what is said once proposals were made."""

    taken = Signal(str)
    left = Signal()
    hints = (
        KeyHint("Ctrl E", "导出"),
        KeyHint("Ctrl O", "打开文件"),
        KeyHint("空格", "接收、不接收"),
        KeyHint("Ctrl Enter", "接收"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("travel_page")
        self._session, self._tasks = session, tasks
        self._acts = any(session.staff.may(role) for role in CONFIRMERS)
        self._brought: BroughtLaw | None = None
        self.desk = JudgingDesk(tasks, self)
        self.model = BroughtModel(session, self)
        self.table = listed("brought", self.model)
        self.table.set_widths(_WIDTHS, TITLE)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._describe_row())
        self.table.opened.connect(self.model.toggle)
        self.model.ticked.connect(self._offer)
        self._rows = RowsCard(self.table)
        self.notice = Notice(self, "travel_notice")
        self._make_parts()
        self.desk.made.connect(self._made)
        self.desk.failed.connect(self._failed)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self._taking.click)
        keys |= {"Ctrl+E": self._exporting.click, "Ctrl+O": self._opening.click}
        bind_keys(self, keys | {"Esc": self.left.emit})
        bind_keys(self.table, {"Space": self._toggle})
        self._arrange()
        self.forget()

    def enter(self) -> None:
        """Take the focus for the rows, or for what can be done without any."""
        if self.model.rowCount():
            self.table.begin()
        else:
            (self._opening if self._acts else self._back).setFocus()

    def look_at(self, path: Path) -> None:
        """Read a file of another office and compare it; nothing is written."""
        self.forget()
        self._said.setText(f"正在核对 {path.name}……")
        self._said.show()
        self.desk.start(partial(ReadingExport, self._session, path))

    def hand_out(self, folder: Path) -> None:
        """Write what stands here into a folder."""
        self.notice.say(Tone.INFO, "正在写出并重新读一遍……")
        work = partial(export_law, self._session, folder, program_version())
        self._tasks.run(work, self._handed_out, partial(show_fault, self.notice))

    def forget(self) -> None:
        """Show nothing any more."""
        self.desk.cancel()
        self._brought = None
        self.notice.clear()
        self._said.setText("")
        self._mark.setText("")
        self._compared.setChecked(False)
        self.model.show_brought(())
        self._show(_NOT_YET)

    def _made(self, brought: BroughtLaw) -> None:
        self._brought = brought
        self._said.setText(brought_words(brought))
        self._mark.setText(f"签名指纹　{fingerprint_words(brought.fingerprint)}")
        self.model.show_brought(brought.changes)
        self._show(_NOTHING_IN_IT)
        if self.isVisible():
            self.enter()

    def _failed(self, fault: Fault) -> None:
        self.forget()
        show_fault(self.notice, fault)
        if isinstance(fault, InvalidInput) and fault.problems:
            said = [present(each) for each in fault.problems[:_MOST_SAID]]
            more = len(fault.problems) - len(said)
            words = [f"{each.where}　{each.problem}{each.remedy}" for each in said]
            words += [f"另有 {more} 处。"] if more else []
            headline = "这份文件没有使用，这里什么也没有改变"
            self.notice.say(Tone.ERROR, headline, "\n".join(words))

    def _handed_out(self, written: WrittenExport) -> None:
        self.notice.say(
            Tone.DONE,
            f"已导出 {written.changes} 项，写好并重新读过：{written.path.name}",
            f"存在 {written.path.parent}。对方打开时核对的指纹：\n"
            f"{fingerprint_words(written.fingerprint)}",
        )

    def _take(self, *, is_sure: bool = False) -> None:
        brought, chosen = self._brought, self.model.chosen()
        if brought is not None and chosen:
            self._taking.setEnabled(False)
            work = partial(take_over, self._session, brought, chosen, is_sure=is_sure)
            self._tasks.run(work, self._taken, self._not_taken)

    def _taken(self, proposals: int) -> None:
        self.forget()
        self.taken.emit(f"已提出 {proposals} 项变更，等第二个人确认")

    def _not_taken(self, fault: Fault) -> None:
        show_fault(self.notice, fault)
        if fault.key == DOUBTFUL:
            self.notice.offer("核对无误，仍然接收", partial(self._take, is_sure=True))
        self._offer()

    def _toggle(self) -> None:
        if self.table.currentIndex().isValid():
            self.model.toggle(self.table.currentIndex().row())

    def _show(self, empty: str) -> None:
        self._rows.show_rows(self.model.rowCount(), empty)
        for part in (self._said, self._mark):
            part.setVisible(bool(part.text()))
        self._offer()
        self._describe_row()

    def _offer(self) -> None:
        chosen = len(self.model.chosen())
        self._compared.setVisible(chosen > 0)
        self._taking.setText(f"接收 {chosen} 项" if chosen else "接收")
        self._taking.setEnabled(chosen > 0 and self._compared.isChecked())

    def _describe_row(self) -> None:
        index = self.table.currentIndex()
        self._row.setText(row_words(self.model.summary(index.row())) if index.isValid() else "")

    def _make_parts(self) -> None:
        self._said, self._mark = selectable("", "strong"), selectable("", "label")
        self._said.setObjectName("travel_said")
        self._mark.setObjectName("travel_fingerprint")
        self._row = selectable("", "small")
        self._row.setObjectName("travel_row")
        self._compared = QCheckBox(_COMPARED)
        self._compared.setObjectName("fingerprint_compared")
        self._compared.toggled.connect(lambda _: self._offer())
        self._back = button("leave_travel", "返回", self.left.emit)
        self._exporting = button("export_law", "导出…", self._choose_folder)
        self._opening = button("open_law", "打开文件…", self._choose)
        self._taking = button("take_law", "接收", self._take, "primary")
        for part in (self._exporting, self._opening):
            part.setEnabled(self._acts)
            part.setToolTip("" if self._acts else _NOT_ALLOWED)

    def _choose_folder(self) -> None:
        choose_folder(self, "政策文件放在哪个文件夹", self.hand_out)

    def _choose(self) -> None:
        if not self.desk.is_busy:
            choose_law_file(self, self.look_at)

    def _arrange(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("与其他单位交换政策", "title"))
        head.addStretch(1)
        for part in (self._back, self._exporting, self._opening, self._taking):
            head.addWidget(part)
        foot.addWidget(self._row, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(label(_ABOUT, "soft", wrap=True))
        for said in (self.notice, self._said, self._mark, self._compared):
            page.addWidget(said)
        page.addWidget(self._rows.card, 1)
        page.addLayout(foot)


def choose_law_file(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a file of another office, at first in the documents."""
    dialog = QFileDialog(parent, "打开其他单位导出的政策文件", str(documents_folder()))
    dialog.setObjectName("law_file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter("政策文件 (*.toml)")
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "查找范围(&I)：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型(&T)：")
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
