"""A correction that waits: old and new values, what comes of it, the second person's acts."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Correction
from hrdesk.domain.errors import Fault
from hrdesk.services import corrections
from hrdesk.services.cases import OpenedCase
from hrdesk.services.correction_outlook import CorrectionOutlook
from hrdesk.services.corrections import REASON, Place
from hrdesk.services.resending import FailedRow
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases import correction_words as words
from hrdesk.ui.cases.correction_model import FIELD, CorrectionModel
from hrdesk.ui.cases.correction_places import place_of
from hrdesk.ui.cases.correction_result import CorrectionResult
from hrdesk.ui.cases.platform_words import PlatformWords
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.reason_row import ReasonRow
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, card, label

_WIDTHS = (230, 240, 310, 310)
_HINTS = (KeyHint("↑ ↓", "逐项核对"), KeyHint("Ctrl Enter", "确认更正"))


class CorrectionReviewPage(Page):
    """Shows one correction; `left` carries the id of its case, `settled` that and what was done.

    It is confirmed by its own keys or button, and never by Enter alone.
    """

    left = Signal(str)
    settled = Signal(str, str)
    hints: tuple[KeyHint, ...] = ()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("correction_review")
        self._session, self._tasks, self._changes = session, tasks, changes
        self._opened: OpenedCase | None = None
        self._seen: CorrectionOutlook | None = None
        self._for_row: FailedRow | None = None
        self.notice = Notice(self, "review_notice")
        self._platform = PlatformWords(session, "review_platform")
        self._title = label("", "title")
        self._summary = label("", "label", wrap=True)
        self._summary.setObjectName("review_summary")
        self._advice = label("", "soft", wrap=True)
        self._advice.setObjectName("review_advice")
        self.model = CorrectionModel(self._texts, self, plain=True)
        self.table = RowTable("review_changes", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, FIELD)
        self.confirm = button("review_confirm", words.CONFIRM, self._confirm, "primary")
        self.result = CorrectionResult("review_result", (self.confirm,), self)
        self.refusing = ReasonRow(REASON, words.REFUSING)
        self.taking_back = ReasonRow(f"{REASON}_own", words.TAKING_BACK)
        self.withdraw = button("review_withdraw", words.TAKE_BACK, self._ask_reason)
        self._arrange()
        for row in (self.refusing, self.taking_back):
            row.given.connect(self._withdraw)
            row.left.connect(self._go_on)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self._confirm)
        bind_keys(self, keys | {"Esc": self.leave})

    def show_case(self, opened: OpenedCase, failed: FailedRow | None = None) -> None:
        """Show the correction of a case that waits, and work out what it makes of it.

        `failed` is the row for which somebody came from the failed rows.
        """
        correction = opened.waiting
        if correction is None:
            return
        self._opened, self._seen = opened, None
        self._for_row = failed
        may = corrections.may_confirm(self._session, correction)
        acts = _HINTS if may else _HINTS[:1]
        self.hints = (*acts, KeyHint("Esc", "返回案件" if failed is None else "返回失败清单"))
        changed = {each.line for each in correction.changes}
        self._platform.show(opened, failed, changed)
        self.model.named = frozenset(self._platform.named)
        self.notice.clear()
        self.result.hide()
        for row in (self.refusing, self.taking_back):
            row.put_away()
        self._title.setText(f"核对更正　{opened.case.number}")
        self._summary.setText(words.summary_words(correction))
        form, entries = opened.form, opened.case.version.entries
        self.model.show_found(tuple(place_of(form, entries, e) for e in correction.changes))
        stale = correction.version != opened.case.version.number
        self._offer(correction, stale=stale)
        if not stale:
            self.notice.say(Tone.INFO, words.SEEING)
            work = partial(corrections.preview, self._session, correction)
            self._tasks.run(work, partial(self._previewed, correction.id), self._failed)

    def enter(self) -> None:
        """Let the changes be gone through."""
        self.table.begin()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._opened = self._seen = self._for_row = None
        self.model.show_found(())

    def leave(self) -> None:
        """Go back to the case."""
        if self._opened is not None:
            self.left.emit(self._opened.case.id)

    def _previewed(self, correction: str, seen: CorrectionOutlook) -> None:
        waiting = self._waiting()
        if waiting is None or waiting.id != correction or self._opened is None:
            return
        self._seen = seen
        self.notice.clear()
        self.result.show_outlook(seen, self._opened.form)
        self._go_on()

    def _offer(self, correction: Correction, *, stale: bool) -> None:
        is_own = correction.proposer == self._session.staff.id
        may = corrections.may_confirm(self._session, correction)
        others = words.COMPARE if may else words.NOT_YOURS
        self._advice.setText(words.STALE if stale else words.OWN if is_own else others)
        self.withdraw.setVisible(is_own or may)
        self.withdraw.setText(words.TAKE_BACK if is_own else words.REFUSE)
        self.confirm.hide()

    def _go_on(self) -> None:
        """Let it be confirmed, by who may and has seen what comes of it; no reason is asked now."""
        waiting = self._waiting()
        may = waiting is not None and corrections.may_confirm(self._session, waiting)
        self.confirm.setVisible(may)
        self.confirm.setEnabled(may and self._seen is not None)
        if self.isVisible():
            self.enter()

    def _confirm(self) -> None:
        waiting = self._waiting()
        if waiting is None or self._seen is None or not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        self.notice.say(Tone.INFO, words.CONFIRMING)
        work = partial(corrections.confirm, self._session, waiting, self._seen)
        self._tasks.run(work, self._confirmed, self._failed)

    def _confirmed(self, case: Case) -> None:
        self._settle(case.id, words.made_words(case.version.number))

    def _ask_reason(self) -> None:
        waiting = self._waiting()
        if waiting is not None:
            is_own = waiting.proposer == self._session.staff.id
            row = self.taking_back if is_own else self.refusing
            # Whoever writes why it is refused must not confirm it by the keys of the page.
            self.confirm.setEnabled(False)
            row.ask(waiting.id, words.TAKING_BACK_LEAVES if is_own else words.REFUSING_LEAVES)

    def _withdraw(self, _row: str, reason: str) -> None:
        waiting = self._waiting()
        if waiting is not None:
            is_own = waiting.proposer == self._session.staff.id
            self.notice.say(Tone.INFO, words.TAKING_IT_BACK if is_own else words.REFUSING_IT)
            work = partial(corrections.withdraw, self._session, waiting, reason)
            self._tasks.run(work, partial(self._withdrawn, waiting), self._failed)

    def _withdrawn(self, correction: Correction, _nothing: None) -> None:
        is_own = correction.proposer == self._session.staff.id
        said = "更正已撤回，并记入办理经过" if is_own else "更正已退回，并记入办理经过"
        self._settle(correction.case_id, said)

    def _settle(self, case_id: str, said: str) -> None:
        self._opened = self._seen = None
        self.notice.clear()
        self.model.show_found(())
        self._changes.cases.emit()
        self.settled.emit(case_id, said)

    def _failed(self, fault: Fault) -> None:
        self.notice.clear()
        asked = [row for row in (self.refusing, self.taking_back) if not row.isHidden()]
        if any(row.takes(fault) for row in asked):
            return
        # What was seen may be what the fault speaks of: it is looked at once more.
        self._seen = None
        self.result.hide()
        show_fault(self.notice, fault)
        self.notice.offer("重新看", self._look_again)

    def _look_again(self) -> None:
        if self._opened is not None:
            self.show_case(self._opened, self._for_row)

    def _waiting(self) -> Correction | None:
        return self._opened.waiting if self._opened is not None else None

    def _texts(self) -> dict[Place, str]:
        waiting = self._waiting()
        changes = waiting.changes if waiting is not None else ()
        return {(each.roster, each.line, each.key): each.after for each in changes}

    def _arrange(self) -> None:
        back = button("review_left", "返回", self.leave)
        back.setIcon(theme.icon("back"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self._title, 1)
        head.addWidget(self.withdraw)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addLayout(head)
        for part in (self._summary, self._platform.label, self._advice, self.notice):
            page.addWidget(part)
        surface = card("review_card")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        page.addWidget(surface, 1)
        for last in (self.result, self.refusing, self.taking_back):
            page.addWidget(last)
