"""重新计算: every decision worked out again from what is stored; there must be no difference."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.services.replaying import Replay, Replaying
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.judging_desk import JudgingDesk
from hrdesk.ui.law.models import AFTER, DifferenceModel
from hrdesk.ui.list_page import RowsCard, listed
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import button, label

_WIDTHS = (178, 60, 250, 290, 300)
_ABOUT = (
    "每一个决定都按存下的事实、当时的政策和当时已经确认的变更重新计算一遍，与当时的结果比较；"
    "各批次的每一行按案件重新编制，与上报的逐格比较。什么也不改。"
)
_NOTHING = "全部一致。"
_OF_BATCHES = (
    "这些批次不要上报；已经上报的，先向平台核实、暂停付款，"
    "再运行 hrdesk verify --full，并报告主管。"
)
_NOT_YET = "还没有计算。按 Ctrl+R 开始。"


class ReplayPage(Page):
    """Works all decisions out again when asked to, and lists those that differ."""

    left = Signal()
    hints = (KeyHint("Ctrl R", "重新计算"), KeyHint("Esc", "返回"))

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("replay_page")
        self._session = session
        self.desk = JudgingDesk(tasks, self)
        titles = {each.id: each.title for each in session.measures_ever}
        self.model = DifferenceModel(titles, self)
        self.table = listed("differences", self.model)
        self.table.set_widths(_WIDTHS, AFTER)
        self._rows = RowsCard(self.table)
        self._rows.show_rows(0, _NOT_YET)
        self._rows.column.addWidget(whole_line(self.table, self.model.whole))
        self.notice = Notice(self, "replay_notice")
        self._said = label("", "strong", wrap=True)
        self._said.setObjectName("replay_said")
        self._start = button("start_replay", "重新计算", self.start, "primary")
        self.desk.went_on.connect(self._went_on)
        self.desk.made.connect(self._made)
        self.desk.failed.connect(self._failed)
        bind_keys(self, {"Ctrl+R": self.start, "Esc": self.left.emit})
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows, or for the button."""
        if self.model.rowCount():
            self.table.begin()
        else:
            self._start.setFocus()

    def start(self) -> None:
        """Work all decisions out again."""
        if self.desk.is_busy:
            return
        self.notice.clear()
        self.model.show_found(())
        self._rows.show_rows(0, "")
        self._said.setText("正在计算……")
        self.desk.start(partial(Replaying, self._session))

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.desk.cancel()
        self.model.show_found(())

    def _went_on(self, judged: int) -> None:
        self._said.setText(f"正在计算……已核对 {judged} 项")

    def _made(self, replay: Replay) -> None:
        count, unlike = len(replay.differences), len(replay.sent)
        self._said.setText(
            f"重新计算了 {replay.versions} 个决定，{count} 个有出入；"
            f"重新编制了批次的 {replay.rows} 行，{unlike} 行有出入。"
        )
        self.model.show_found((*replay.sent, *replay.differences))
        self._rows.show_rows(count + unlike, _NOTHING)
        if self.isVisible():
            self.enter()
        if unlike:
            self.notice.say(Tone.ERROR, f"批次里有 {unlike} 行与案件不同", _OF_BATCHES)
        elif count:
            self.notice.say(
                Tone.ERROR,
                f"{count} 个决定与重新计算的结果不同",
                "运行 hrdesk verify --full 核对数据，并报告主管；不要改动这些案件。",
            )

    def _failed(self, fault: Fault) -> None:
        self._said.setText("")
        show_fault(self.notice, fault)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("重新计算全部决定", "title"))
        head.addStretch(1)
        head.addWidget(button("leave_replay", "返回", self.left.emit))
        head.addWidget(self._start)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(label(_ABOUT, "soft", wrap=True))
        page.addWidget(self.notice)
        page.addWidget(self._said)
        page.addWidget(self._rows.card, 1)
