"""The batches that were made, and what is done to the marked one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hrdesk.domain.batch import Batch, BatchCopy
from hrdesk.domain.staff import Role
from hrdesk.services import batches
from hrdesk.services.session import Session
from hrdesk.ui.batches.batch_model import MEASURE, BatchModel
from hrdesk.ui.batches.batch_words import NOTHING_MADE
from hrdesk.ui.batches.copies import BACK, COPIES, CopiesView
from hrdesk.ui.batches.voiding import VoidRow
from hrdesk.ui.list_import.sentence_table import SentencePainter
from hrdesk.ui.list_page import rows_or_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import bind_keys
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.whole_line import whole_line
from hrdesk.ui.words import button, label

_WIDTHS = (174, 220, 156, 100, 126, 176, 104, 92)
_BAR_MARGINS = (12, 8, 12, 8)


class MadeTab(QWidget):
    """Lists what was made; `opened` carries the id of a batch, `voided` says that one was.

    `turned` says that what left of a batch is shown, or the batches again; `again_asked` and
    `forms_asked` carry the marked batch; `marked_another` says that none or another one is marked.
    """

    opened = Signal(str)
    voided = Signal()
    turned = Signal()
    again_asked = Signal(object)
    forms_asked = Signal(object)
    marked_another = Signal()

    def __init__(self, session: Session, tasks: Tasks, notice: Notice) -> None:
        super().__init__()
        self._session, self._notice = session, notice
        self._busy = False
        titles = {each.id: each.title for each in session.measures_ever}
        self.batches = BatchModel(titles, self)
        self.table = RowTable("batches", self.batches)
        # A measure that is cut cannot be told from its neighbour.
        self.table.setItemDelegate(SentencePainter(self.table, frozenset({MEASURE})))
        self.table.set_widths(_WIDTHS, MEASURE)
        self.copies = CopiesView()
        self._none = label(NOTHING_MADE, "soft")
        self._none.setObjectName("batches_empty")
        self._stack = QStackedLayout()
        self._void_row = VoidRow(session, tasks, notice)
        self._again = button("write_again", "再拷一份…", self._ask_again)
        self._show_copies = button("show_copies", COPIES, self._switch)
        self._forms = button("print_batch_forms", "打印审批表…", self._ask_forms)
        self._void = button("void_batch", "作废…", self._ask_void)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Take the focus for the batches, or for the copies that stand in their place."""
        (self.copies.table if self.are_copies_shown else self.table).begin()

    def read_again(self) -> None:
        """Read what was made; the marked batch stays marked, its copies shown."""
        batch = self.marked()
        self.batches.show_pages(self._page)
        self._none.setVisible(not self.batches.rowCount())
        row = -1 if batch is None else self.batches.row_of(batch.id)
        if row >= 0:
            self.table.selectRow(row)
        else:
            self.show_batches()
        self._offer()

    def mark(self, batch_id: str) -> None:
        """Mark a batch and take the focus for it."""
        if (row := self.batches.row_of(batch_id)) >= 0:
            self.table.selectRow(row)
            self.table.setFocus()

    def marked(self) -> Batch | None:
        """Return the batch whose row is marked, or None."""
        chosen = self.table.currentIndex()
        return self.batches.summary(chosen.row()) if chosen.isValid() else None

    def enable(self, *, busy: bool) -> None:
        """Offer what may be done to the marked batch; little while something is written."""
        self._busy = busy
        if busy:
            self._void_row.put_away()
        self._offer()

    def show_batches(self) -> None:
        """Show the batches, not what left of one."""
        self._show(None, ())

    @property
    def are_copies_shown(self) -> bool:
        """Whether what left of a batch stands in the place of the batches."""
        return self._stack.currentIndex() == 1

    def _switch(self) -> None:
        batch = None if self.are_copies_shown else self.marked()
        found: tuple[BatchCopy, ...] = ()
        if batch is not None:
            found = rows_or_fault(self._notice, partial(batches.copies, self._session, batch.id))
        self._show(batch, found)
        self.begin()

    def _show(self, batch: Batch | None, copies: tuple[BatchCopy, ...]) -> None:
        if batch is not None:
            self.copies.show_copies(batch, copies)
        self._stack.setCurrentIndex(0 if batch is None else 1)
        self._show_copies.setText(COPIES if batch is None else BACK)
        self.turned.emit()

    def _ask_again(self) -> None:
        if (batch := self.marked()) is not None:
            self.again_asked.emit(batch)

    def _ask_forms(self) -> None:
        if (batch := self.marked()) is not None:
            self.forms_asked.emit(batch)

    def _ask_void(self) -> None:
        if (batch := self.marked()) is not None:
            self._void_row.ask_of(batch)

    def _page(self, after: Batch | None) -> tuple[Batch, ...]:
        return rows_or_fault(self._notice, lambda: batches.list_batches(self._session, after))

    def _offer(self) -> None:
        batch = self.marked()
        is_open = batch is not None and batch.void is None and not self._busy
        self._forms.setEnabled(batch is not None and not self._busy)
        self._show_copies.setEnabled(batch is not None or self.are_copies_shown)
        self._again.setEnabled(is_open and self._session.staff.may(Role.CLERK))
        may_void = self._void_row.tell_who(batch)
        self._void.setEnabled(is_open and may_void)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(*_BAR_MARGINS)
        head.setSpacing(8)
        for act in (self._again, self._show_copies, self._forms):
            head.addWidget(act)
        head.addStretch(1)
        head.addWidget(self._void_row.who)
        head.addWidget(self._void)
        listed = QWidget()
        below = QVBoxLayout(listed)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.table, 1)
        below.addWidget(whole_line(self.table, self.batches.whole))
        # In the middle of the rows that are not there yet.
        QVBoxLayout(self.table.viewport()).addWidget(self._none, 0, Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(listed)
        self._stack.addWidget(self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._void_row)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.opened.emit(self.batches.summary(row).id))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._marked_changed())
        self._void_row.voided.connect(self.voided)
        self._void_row.left.connect(self.table.setFocus)
        bind_keys(self.copies, {"Esc": self._switch})

    def _marked_changed(self) -> None:
        self._offer()
        self.marked_another.emit()
