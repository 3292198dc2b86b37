"""What is said above every page while it holds: the document's end, a lost witness, the clock,
and corrections and failed rows that wait.
"""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from hrdesk.domain.batch_answer import ContradictedBatch
from hrdesk.services import corrections
from hrdesk.services.amendment_list import to_confirm
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.lapse import Lapse, lapse_notice
from hrdesk.services.resending import FailedCount, count_failures
from hrdesk.services.session import Session
from hrdesk.services.witness import (
    ClockJump,
    clock_strays,
    open_jumps,
    open_losses,
    watch_clock,
)
from hrdesk.ui.batches.contradiction_words import standing_contradictions
from hrdesk.ui.batches.failure_terms import waiting_words
from hrdesk.ui.changes import Changes
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS
from hrdesk.ui.settings.record_words import CHECK_CLOCK, jumped_when, lost_when
from hrdesk.ui.tasks import Tasks

#: How often the clock is looked at while nobody acts.
_LOOK_MS = 30_000


class StandingNotices(QVBoxLayout):
    """The lasting notices; below them stands what just happened in the window.

    `asked` says which kind of open record a person wants to see to: `loss` or `jump`;
    `changes_asked` that he wants to see the changes of law that wait for him, `corrections_asked`
    the corrections of cases, `failures_asked` the failed rows, `contradiction_asked` a batch whose
    answers contradict what was done. `failures_counted` says how many failed rows wait.
    """

    asked = Signal(str)
    changes_asked = Signal()
    corrections_asked = Signal()
    failures_asked = Signal()
    contradiction_asked = Signal(str)
    failures_counted = Signal(int)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, passing: Notice) -> None:
        super().__init__()
        left, top, right, _ = MARGINS
        self.setContentsMargins(left, top, right, 0)
        self.setSpacing(8)
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._jumps: tuple[ClockJump, ...] = ()
        self._loss = Notice(passing.parentWidget(), "loss")
        self._jump = Notice(passing.parentWidget(), "jump")
        self._to_confirm = Notice(passing.parentWidget(), "to_confirm")
        self._lapse = Notice(passing.parentWidget(), "lapse")
        self.addWidget(self._lapse)
        self.addWidget(self._loss)
        self.addWidget(self._jump)
        self._corrections = Notice(passing.parentWidget(), "corrections_waiting")
        self.addWidget(self._corrections)
        self._failures = Notice(passing.parentWidget(), "failures_waiting")
        self.addWidget(self._failures)
        self._against = Notice(passing.parentWidget(), "contradictions")
        self.addWidget(self._against)
        self.addWidget(self._to_confirm)
        self.addWidget(passing)
        self._listen()
        self._timer = QTimer(self)
        self._timer.setObjectName("clock_timer")
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _listen(self) -> None:
        """Say what holds now, and anew when it changes."""
        self._changes.open_records.connect(self._show_open_records)
        self._changes.law.connect(self._show_law)
        self._changes.cases.connect(self._show_corrections)
        for changed in (self._changes.cases, self._changes.batches):
            changed.connect(self._count_failures)
        self._count_failures()
        self._show_corrections()
        self._show_open_records()
        self._show_law()

    def _show_corrections(self) -> None:
        count = corrections.to_confirm(self._session)
        if not count:
            self._corrections.clear()
            return
        self._corrections.say(Tone.INFO, f"有 {count} 份更正等您核对、确认。")
        self._corrections.offer("去核对更正", self.corrections_asked.emit)

    def _count_failures(self) -> None:
        """Count in the background: there may be many answers."""
        work = partial(count_failures, self._session)
        # What hinders it hinders the page of failures too, which says so.
        self._tasks.run(work, self._show_failures, lambda _fault: None)
        against = partial(contradicted_batches, self._session)
        self._tasks.run(against, self._show_contradictions, lambda _fault: None)

    def _show_failures(self, failed: FailedCount) -> None:
        self.failures_counted.emit(failed.waiting)
        if not failed.waiting:
            self._failures.clear()
            return
        self._failures.say(Tone.INFO, waiting_words(failed))
        self._failures.offer("去失败清单", self.failures_asked.emit)

    def _show_contradictions(self, batches: tuple[ContradictedBatch, ...]) -> None:
        if not batches:
            self._against.clear()
            return
        self._against.say(Tone.ERROR, standing_contradictions(batches))
        show = partial(self.contradiction_asked.emit, batches[0].batch_id)
        self._against.offer("去看这一批", show)

    def stop(self) -> None:
        """Look at the clock no more: the session ends."""
        self._timer.stop()

    def _look(self) -> None:
        if clock_strays(self._session):
            work = partial(watch_clock, self._session)
            # What hinders it hinders the next act too, which says so where it was begun.
            self._tasks.run(work, self._tell, lambda _fault: None)
        elif open_jumps(self._session) != self._jumps:
            self._changes.open_records.emit()
        self._show_to_confirm()

    def _tell(self, _nothing: None) -> None:
        self._changes.open_records.emit()

    def _show_law(self) -> None:
        self._show_lapse()
        self._show_to_confirm()

    def _show_to_confirm(self) -> None:
        count = to_confirm(self._session)
        if not count:
            self._to_confirm.clear()
            return
        self._to_confirm.say(
            Tone.INFO, f"有 {count} 项政策变更等您核对影响并确认，确认以前不起作用。"
        )
        self._to_confirm.offer("去确认", self.changes_asked.emit)

    def _show_lapse(self) -> None:
        lapse = lapse_notice(self._session)
        if lapse is None:
            self._lapse.clear()
        else:
            self._lapse.say(Tone.WARNING, _lapse_words(lapse))

    def _show_open_records(self) -> None:
        self._show_losses()
        self._jumps = open_jumps(self._session)
        if not self._jumps:
            self._jump.clear()
            return
        self._jump.say(
            Tone.WARNING,
            jumped_when(self._jumps),
            f"{CHECK_CLOCK}请管理员核对并记下说明，之后不再提示。",
        )
        self._jump.offer("去核对", partial(self.asked.emit, "jump"))

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
        self._loss.offer("去核对", partial(self.asked.emit, "loss"))


def _lapse_words(lapse: Lapse) -> str:
    """Return what is said once the last day of a document has passed (DESIGN 4.1)."""
    day = lapse.last_day
    return (
        f"{lapse.document}有效期已于 {day.year}年{day.month}月{day.day}日 届满。"
        "届满前收件的照常判定；届满后收件的，届满前发生的事项转审批人裁量，届满后发生的不予认定。"
    )
