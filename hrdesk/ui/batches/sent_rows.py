"""The rows of a batch with what became of each: a failed one is closed here, and opened again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.receipt import SentState
from hrdesk.services.closing import may_close
from hrdesk.services.sent_batches import OpenedBatch
from hrdesk.services.session import Session
from hrdesk.ui.batches import answer_terms as terms
from hrdesk.ui.batches.closing import WHO_MAY, CloseRow, ReopenRow
from hrdesk.ui.batches.state_lines import StateLines, lines_table, with_acts
from hrdesk.ui.notice import Notice
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import button, label

_WIDTHS = (170, 70, 250, 110, 134, 300, 120)


class SentRows(QWidget):
    """Shows the rows of a batch; `done` says that one was closed or opened again."""

    done = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._may = may_close(session)
        self._opened: OpenedBatch | None = None
        self._closing = CloseRow(session, tasks, notice)
        self._reopening = ReopenRow(session, tasks, notice)
        self._model = StateLines(terms.ROW_TITLES, 4, frozenset({0, 1, 3, 6}), self)
        self.table = lines_table("sent_rows", self._model, _WIDTHS, 5)
        self._close_act = button("close_row", "不再报送…", self.ask_close)
        self._reopen = button("reopen_row", "恢复报送…", self.ask_reopen)
        self._who = label(WHO_MAY, "soft")
        acts = (self._close_act, self._reopen) if self._may else (self._who,)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(with_acts(self.table, acts, (self._closing, self._reopening)))
        column.addWidget(whole_line(self.table, self._whole))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._keep_to_marked())
        for asked in (self._closing, self._reopening):
            asked.done.connect(self.done)
            asked.left.connect(self.table.setFocus)

    def fill(self, opened: OpenedBatch) -> None:
        """Show the rows of a batch."""
        self._opened = opened
        self._who.setVisible(not self._may and opened.has_failed)
        rows = opened.rows
        self._model.show_states(
            len(rows),
            lambda n: terms.row_cells(opened, rows[n]),
            lambda n: terms.state_tone(rows[n]),
        )
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
            self._closing.keep_to(f"{self._opened.batch.id} {row.place}")
            self._reopening.keep_to("" if row.closure is None else row.closure.id)

    def _ask(self, ask: Callable[[], None]) -> None:
        """Ask one thing at a time."""
        self._put_away()
        ask()

    def _put_away(self) -> None:
        self._closing.put_away()
        self._reopening.put_away()

    def _marked(self) -> SentState | None:
        row = self.table.currentIndex().row()
        return None if self._opened is None or row < 0 else self._opened.rows[row]

    def _offer(self) -> None:
        """Let a button act only on what is marked, for who may."""
        row = self._marked()
        is_open = self._opened is not None and self._opened.batch.void is None
        self._close_act.setEnabled(self._may and is_open and row is not None and row.waits_for_act)
        self._reopen.setEnabled(self._may and row is not None and row.closure is not None)
