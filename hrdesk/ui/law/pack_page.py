"""Installing a successor: a pack file is read, its faults or what it changes are shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.services.successors import PACK_SUFFIX, ReadingPack, ReadPack
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.judging_desk import JudgingDesk
from hrdesk.ui.law.pack_rows import CellsModel, CellsRow, difference_rows, fault_rows, pack_words
from hrdesk.ui.list_page import RowsCard, listed
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.preview.output import documents_folder
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, selectable

_ABOUT = (
    "后续政策以政策包文件（.hrpack）安装：先逐份检查、运行其中的案例，再列出与今天政策的不同。"
    "由管理员凭文件提出，第二个人确认，从首日起收到的申请适用；以前受理的案件和表不变。"
)
_NOT_YET = "还没有选择政策包。按 Ctrl+O 选择。"
_FAULT_TITLES = ("在哪里", "问题", "怎样改正")
_FAULT_WIDTHS = (300, 420, 470)
_TITLES = ("事项", "内容", "今天的政策", "这个政策包")
_WIDTHS = (250, 240, 330, 330)


class PackPage(Page):
    """Reads a pack file; `proposal_asked` carries one that is sound."""

    proposal_asked = Signal(object)
    left = Signal()
    hints = (
        KeyHint("Ctrl O", "选择政策包"),
        KeyHint("Ctrl Enter", "提出安装"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("pack_page")
        self._session = session
        self._read: ReadPack | None = None
        self._is_proposed = False
        self.desk = JudgingDesk(tasks, self)
        self.faults, self.model = CellsModel(_FAULT_TITLES, self), CellsModel(_TITLES, self)
        self._fault_rows = _card("pack_faults", self.faults, _FAULT_WIDTHS)
        self._rows = _card("pack_differences", self.model, _WIDTHS)
        self.notice = Notice(self, "pack_notice")
        self._said = selectable("", "strong")
        self._said.setObjectName("pack_said")
        self._stack = QStackedLayout()
        self.desk.made.connect(self._made)
        self.desk.failed.connect(self._failed)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self._propose)
        bind_keys(self, keys | {"Ctrl+O": self.choose, "Esc": self.left.emit})
        self._arrange()
        self.forget()

    def enter(self) -> None:
        """Take the focus for the next thing to do."""
        for press in (self._proposing, self._choosing, self._back):
            if press.isEnabled():
                press.setFocus()
                return

    def choose(self) -> None:
        """Ask for a pack file."""
        if not self.desk.is_busy and self._choosing.isEnabled():
            choose_pack(self, self.look_at)

    def look_at(self, source: Path | str) -> None:
        """Read and check a pack file, or one that was proposed, by its hash; nothing is written."""
        self.forget()
        self._is_proposed = isinstance(source, str)
        self._said.setText("正在检查政策包……")
        self._said.show()
        self.desk.start(partial(ReadingPack, self._session, source))

    def forget(self) -> None:
        """Show nothing any more."""
        self.desk.cancel()
        self._read = None
        self.notice.clear()
        self._said.setText("")
        self._show((), ())
        self._proposing.setEnabled(False)

    def _made(self, read: ReadPack) -> None:
        self._read = read
        self._said.setText(pack_words(read))
        self._show((), difference_rows(read.differences))
        self._proposing.setEnabled(not self._is_proposed)
        if self.isVisible():
            self.enter()

    def _failed(self, fault: Fault) -> None:
        self._said.setText("")
        show_fault(self.notice, fault)
        if not isinstance(fault, InvalidInput):
            return
        rows = fault_rows(fault.problems)
        kinds = f"（{len(rows)} 种）" if len(rows) < len(fault.problems) else ""
        count = len(fault.problems)
        headline = f"政策包有 {count} 处不能用{kinds}，没有安装，什么也没有改变"
        self.notice.say(Tone.ERROR, headline, "把下面各处告诉发来政策包的单位，改正后再选择。")
        self._show(rows, ())

    def _show(self, faults: tuple[CellsRow, ...], changes: tuple[CellsRow, ...]) -> None:
        self.faults.show_found(faults)
        self.model.show_found(changes)
        self._fault_rows.show_rows(len(faults), "")
        self._rows.show_rows(len(changes), _NOT_YET if self._read is None else "")
        self._stack.setCurrentIndex(1 if faults else 0)
        self._said.setVisible(bool(self._said.text()))

    def _propose(self) -> None:
        if self._read is not None and self._proposing.isEnabled():
            self.proposal_asked.emit(self._read)

    def _arrange(self) -> None:
        self._choosing = button("choose_pack", "选择政策包…", self.choose)
        self._choosing.setEnabled(self._session.staff.may(Role.ADMINISTRATOR))
        self._proposing = button("propose_pack", "提出安装…", self._propose, "primary")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("安装后续政策", "title"))
        head.addStretch(1)
        self._back = button("leave_pack", "返回", self.left.emit)
        head.addWidget(self._back)
        head.addWidget(self._choosing)
        head.addWidget(self._proposing)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(label(_ABOUT, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(self._said)
        self._stack.addWidget(self._rows.card)
        self._stack.addWidget(self._fault_rows.card)
        page.addLayout(self._stack, 1)


def _card(name: str, model: CellsModel, widths: tuple[int, ...]) -> RowsCard:
    table = listed(name, model)
    table.set_widths(widths, 1)
    return RowsCard(table)


def choose_pack(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a pack file, at first in the documents; unheard when the person leaves it."""
    dialog = QFileDialog(parent, "选择政策包", str(documents_folder()))
    dialog.setObjectName("pack_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(f"政策包 (*{PACK_SUFFIX})")
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
