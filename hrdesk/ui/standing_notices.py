"""What is said above every page for as long as it holds: the document's end, a lost witness,
and corrections that wait.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hrdesk.services.corrections import to_confirm
from hrdesk.services.lapse import Lapse, lapse_notice
from hrdesk.services.session import Session
from hrdesk.services.witness import open_losses
from hrdesk.ui.changes import Changes
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS
from hrdesk.ui.settings.loss_words import lost_when


class StandingNotices(QVBoxLayout):
    """The lasting notices; below them stands what just happened in the window.

    `loss_asked` says that a person wants to see to a lost anchor, `corrections_asked` to what
    waits for a second person.
    """

    loss_asked = Signal()
    corrections_asked = Signal()

    def __init__(self, session: Session, changes: Changes, passing: Notice) -> None:
        super().__init__()
        left, top, right, _ = MARGINS
        self.setContentsMargins(left, top, right, 0)
        self.setSpacing(8)
        self._session = session
        self._loss = Notice(passing.parentWidget(), "loss")
        self._lapse = Notice(passing.parentWidget(), "lapse")
        self.addWidget(self._lapse)
        self.addWidget(self._loss)
        self._corrections = Notice(passing.parentWidget(), "corrections_waiting")
        self.addWidget(self._corrections)
        self.addWidget(passing)
        changes.losses.connect(self._show_losses)
        changes.law.connect(self._show_lapse)
        changes.cases.connect(self._show_corrections)
        self._show_losses()
        self._show_lapse()
        self._show_corrections()

    def _show_corrections(self) -> None:
        count = to_confirm(self._session)
        if not count:
            self._corrections.clear()
            return
        self._corrections.say(Tone.INFO, f"有 {count} 份更正等您核对、确认。")
        self._corrections.offer("去核对", self.corrections_asked.emit)

    def _show_lapse(self) -> None:
        lapse = lapse_notice(self._session)
        if lapse is None:
            self._lapse.clear()
        else:
            self._lapse.say(Tone.WARNING, _lapse_words(lapse))

    def _show_losses(self) -> None:
        losses = open_losses(self._session)
        if not losses:
            self._loss.clear()
            return
        self._loss.say(
            Tone.WARNING,
            lost_when(losses),
            "办理记录末尾少了一个见证：其间末尾若被截去，只有备份和打印件看得出来。"
            "请管理员核对并记下说明，之后不再提示。",
        )
        self._loss.offer("去核对", self.loss_asked.emit)


def _lapse_words(lapse: Lapse) -> str:
    """Return what is said once the last day of a document has passed (DESIGN 4.1)."""
    day = lapse.last_day
    return (
        f"{lapse.document}有效期已于 {day.year}年{day.month}月{day.day}日 届满。"
        "届满前收件的照常判定；届满后收件的，届满前发生的事项转审批人裁量，届满后发生的不予认定。"
    )
