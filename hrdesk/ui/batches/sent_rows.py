"""The rows of a batch with what became of each: a failed one is closed here, and opened again, a
contradicted one settled.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.batch_answer import SentState
from hrdesk.services.closing import may_close
from hrdesk.services.contradictions import may_settle
from hrdesk.services.sent_batches import OpenedBatch
from hrdesk.services.session import Session
from hrdesk.ui.batches import answer_terms as terms
from hrdesk.ui.batches import closing, settling
from hrdesk.ui.batches.closing import CLOSE_KEY, REOPEN_KEY, CloseRow, ReopenRow
from hrdesk.ui.batches.settling import SETTLE_KEY, UNSETTLE_KEY, SettleRow, UnsettleRow
from hrdesk.ui.batches.state_lines import StateLines, lines_table, with_acts
from hrdesk.ui.notice import Notice
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import button, label

_WIDTHS = (170, 70, 250, 110, 134, 300, 120)


class SentRows(QWidget):
    """Shows the rows of a batch; `done` says that something was done to one."""

    done = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._may, self._may_settle = may_close(session), may_settle(session)
        self._opened: OpenedBatch | None = None
        self._closing = CloseRow(session, tasks, notice)
        self._reopening = ReopenRow(session, tasks, notice)
        self._settling = SettleRow(session, tasks, notice)
        self._unsettling = UnsettleRow(session, tasks, notice)
        self._asked = (self._closing, self._reopening, self._settling, self._unsettling)
        self._model = StateLines(terms.ROW_TITLES, 4, frozenset({0, 1, 3, 6}), self)
        self.table = lines_table("sent_rows", self._model, _WIDTHS, 5)
        self._close_act = button("close_row", "不再报送…", self.ask_close)
        self._reopen = button("reopen_row", "恢复报送…", self.ask_reopen)
        self._settle_act = button("settle_row", "矛盾的处理结果…", self.ask_settle)
        self._unsettle = button("unsettle_row", "撤回处理结果…", self.ask_unsettle)
        self._who = label("", "soft")
        acts = [self._close_act, self._reopen] if self._may else []
        acts += [self._settle_act, self._unsettle] if self._may_settle else []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(with_acts(self.table, acts or (self._who,), self._asked))
        column.addWidget(whole_line(self.table, self._whole))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._keep_to_marked())
        for asked in self._asked:
            asked.done.connect(self.done)
            asked.left.connect(self.table.setFocus)

    def keys(self) -> dict[str, Callable[[], None]]:
        """Return what the page's keys do to the marked row, while the rows can be seen."""
        acts = {
            CLOSE_KEY: self.ask_close,
            REOPEN_KEY: self.ask_reopen,
            SETTLE_KEY: self.ask_settle,
            UNSETTLE_KEY: self.ask_unsettle,
        }
        return {key: partial(self._if_seen, act) for key, act in acts.items()}

    def _if_seen(self, act: Callable[[], None]) -> None:
        if self.isVisible():
            act()

    def fill(self, opened: OpenedBatch) -> None:
        """Show the rows of a batch: the marked one stays marked, else what contradicts is."""
        rows, marked = opened.rows, self.table.currentIndex().row()
        counts = opened.counts
        if self._opened is None and counts.contradicted:
            red = (n for n, row in enumerate(rows) if row.is_open_contradiction)
            marked = next(red, -1)
        self._opened = opened
        who = [closing.WHO_MAY] if counts.failed and not self._may else []
        who += [settling.WHO_MAY] if counts.contradicted and not self._may_settle else []
        self._who.setText("；".join(who))
        self._who.setVisible(bool(who))
        self._model.show_states(
            len(rows),
            lambda n: terms.row_cells(opened, rows[n]),
            lambda n: terms.state_tone(rows[n]),
        )
        if marked >= 0:
            self.table.selectRow(marked)
        self._offer()

    def forget(self) -> None:
        """Show no row any more."""
        self._opened = None
        self._model.show_lines(0, lambda _: ())
        self._put_away()
        self._offer()

    def ask_close(self) -> None:
        """Ask how it was ascertained that the marked row will not be paid."""
        row = self._marked()
        if self._opened is not None and row is not None and self._close_act.isEnabled():
            what, key = self._named(row), (self._opened.batch.id, row.place)
            self._ask(partial(self._closing.ask_of, key, what, corrected=row.corrected))

    def ask_reopen(self) -> None:
        """Ask why the marked row, which was closed, is a failed one again."""
        row = self._marked()
        if row is not None and row.closure is not None and self._reopen.isEnabled():
            self._ask(partial(self._reopening.ask_of, row.closure.id, self._named(row)))

    def ask_settle(self) -> None:
        """Ask what the platform answered about the marked row and what was done."""
        row = self._marked()
        if self._opened is not None and row is not None and self._settle_act.isEnabled():
            key = (self._opened.batch.id, row.place)
            self._ask(partial(self._settling.ask_of, key, self._named(row)))

    def ask_unsettle(self) -> None:
        """Ask why the newest settlement of the marked row counts no more."""
        row = self._marked()
        if row is not None and row.settlements and self._unsettle.isEnabled():
            settlement = row.settlements[-1].id
            self._ask(partial(self._unsettling.ask_of, settlement, self._named(row)))

    def _named(self, row: SentState) -> str:
        return "" if self._opened is None else terms.sent_row_words(self._opened, row)

    def _whole(self, place: int) -> str:
        row = None if self._opened is None else self._opened.rows[place]
        words = "—" if row is None else terms.said(row)
        return "" if row is None or words == "—" else f"{self._named(row)}\n{words}"

    def _keep_to_marked(self) -> None:
        """Ask about a row only while it is the current one."""
        row = self._marked()
        if self._opened is not None and row is not None:
            for asked in (self._closing, self._settling):
                asked.keep_to(f"{self._opened.batch.id} {row.place}")
            self._reopening.keep_to("" if row.closure is None else row.closure.id)
            self._unsettling.keep_to(row.settlements[-1].id if row.settlements else "")

    def _ask(self, ask: Callable[[], None]) -> None:
        """Ask one thing at a time."""
        self._put_away()
        ask()

    def _put_away(self) -> None:
        for asked in self._asked:
            asked.put_away()

    def _marked(self) -> SentState | None:
        row = self.table.currentIndex().row()
        return None if self._opened is None or row < 0 else self._opened.rows[row]

    def _offer(self) -> None:
        """Let a button act only on what is marked, for who may."""
        row = self._marked()
        is_open = self._opened is not None and self._opened.batch.void is None
        self._close_act.setEnabled(self._may and is_open and row is not None and row.waits_for_act)
        self._reopen.setEnabled(self._may and row is not None and row.closure is not None)
        may = self._may_settle and row is not None
        self._settle_act.setEnabled(may and row is not None and row.is_open_contradiction)
        self._unsettle.setEnabled(may and row is not None and bool(row.settlements))
