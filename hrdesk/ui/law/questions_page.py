"""口径: every question on which the text is silent, and the reading that the office took."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services.questions import QuestionLine, found_in, question_lines
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.models import QUESTION, QuestionModel
from hrdesk.ui.law.terms import question_words
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.words import button, card, label, selectable

_WIDTHS = (168, 300, 92, 300, 150)
_NOT_FOUND = "没有找到。可以输入事项、问题、条款或理解的一部分。"
_NOT_ALLOWED = "口径由主管登记，第二个人确认。"


class QuestionsPage(Page):
    """Lists questions; `ruling_asked` carries the one on which a ruling is proposed."""

    ruling_asked = Signal(str)
    left = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "登记口径"),
        KeyHint("F3", "查找"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("questions_page")
        self._session = session
        self._sought = ""
        self._lines: tuple[QuestionLine, ...] = ()
        self._rules = session.staff.may(Role.SUPERVISOR)
        self.model = QuestionModel(self)
        self.table = RowTable("questions", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, QUESTION)
        self.table.selectionModel().currentRowChanged.connect(self._describe_row)
        self.table.opened.connect(lambda _row: self._act())
        self.notice = Notice(self, "questions_notice")
        self._count = label("", "soft")
        self._count.setObjectName("question_count")
        self._row = selectable("", "small")
        self._row.setObjectName("question_row")
        bind_keys(self, {"Ctrl+N": self._act, "Esc": self.left.emit})
        self._arrange()

    def enter(self) -> None:
        """Take the focus for the rows."""
        self.table.begin()

    def search(self, text: str) -> None:
        """Show the questions in which a text stands, or all for ""."""
        self._sought = text
        self._show()

    def read_again(self) -> None:
        """Read the questions anew."""
        try:
            self._lines = question_lines(self._session)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        self._show()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._lines = ()
        self.model.show_found(())

    def _show(self) -> None:
        marked = self._marked()
        rows = found_in(self._lines, self._sought)
        self.model.show_found(rows)
        if rows:
            row = self.model.row_of(marked.id) if marked is not None else 0
            self.table.selectRow(max(row, 0))
        ruled = sum(1 for each in rows if each.ruling is not None)
        self._count.setText(f"{len(rows)} 个问题，{ruled} 个有口径")
        self._stack.setCurrentIndex(0 if rows else 1)
        self._describe_row()

    def _marked(self) -> QuestionLine | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(
        self, _now: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        line = self._marked()
        self._add.setEnabled(line is not None and self._rules)
        self._row.setText("" if line is None else question_words(line))

    def _act(self) -> None:
        line = self._marked()
        if line is not None and self._rules:
            self.ruling_asked.emit(line.id)

    def _arrange(self) -> None:
        self._add = button("add_ruling", "登记口径…", self._act, "primary")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("口径", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._rules:
            head.addWidget(label(_NOT_ALLOWED, "soft"))
        head.addWidget(button("leave_questions", "返回", self.left.emit))
        head.addWidget(self._add)
        surface = card()
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(1, 1, 1, 1)
        empty = label(_NOT_FOUND, "soft")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        inner.addLayout(self._stack)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(surface, 1)
        page.addWidget(self._row)
