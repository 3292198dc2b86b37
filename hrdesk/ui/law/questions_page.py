"""口径: every question on which the text is silent, and the reading that the office took."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.staff import Role
from hrdesk.services.questions import QuestionLine, found_in, question_lines
from hrdesk.services.session import Session
from hrdesk.ui.law.models import QUESTION, QuestionModel
from hrdesk.ui.law.terms import question_words
from hrdesk.ui.list_page import ListPage, rows_or_fault
from hrdesk.ui.page import MARGINS, KeyHint, bind_keys
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (168, 300, 92, 300, 150)
_NOT_FOUND = "没有找到。可以输入事项、问题、条款或理解的一部分。"
#: Why who is no supervisor is not asked for a ruling.
NOT_ALLOWED = "口径由主管登记，第二个人确认。"


class QuestionsPage(ListPage):
    """Lists questions; `opened` carries the one to look at, `ruling_asked` the id of the one on
    which a ruling is proposed.
    """

    opened = Signal(object)
    ruling_asked = Signal(str)
    left = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl N", "登记口径"),
        KeyHint("F3", "查找"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session) -> None:
        self.model = QuestionModel()
        super().__init__(session, "questions", self.model, ("add_ruling", "登记口径…"))
        self.setObjectName("questions_page")
        self._rules = session.staff.may(Role.SUPERVISOR)
        self._document = ""
        self.table.set_widths(_WIDTHS, QUESTION)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._describe_row())
        self.table.opened.connect(lambda row: self.opened.emit(self.model.summary(row)))
        self._count = label("", "soft")
        self._count.setObjectName("question_count")
        self._row = selectable("", "small")
        self._row.setObjectName("question_row")
        self.add_asked.connect(self._act)
        bind_keys(self, {"Esc": self.left.emit})
        self._arrange()

    def show_under(self, session: Session, document: str) -> None:
        """Show the questions of a policy; `document` is said where it is not today's, else ""."""
        self._session, self._document = session, document
        self.read_again()

    def _fill(self) -> None:
        lines = rows_or_fault(self.notice, lambda: question_lines(self._session))
        rows = found_in(lines, self._sought)
        self.model.show_found(rows)
        ruled = sum(1 for each in rows if each.ruling is not None)
        of = f"{self._document}：" if self._document else ""
        self._count.setText(f"{of}{len(rows)} 个问题，{ruled} 个有口径")

    def _describe(self) -> None:
        self.rows.show_rows(self.model.rowCount(), _NOT_FOUND)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._describe_row()

    def _marked(self) -> QuestionLine | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(self) -> None:
        line = self._marked()
        self._add.setEnabled(line is not None and self._rules)
        self._row.setText("" if line is None else question_words(line))

    def _act(self) -> None:
        line = self._marked()
        if line is not None and self._rules:
            self.ruling_asked.emit(line.id)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("口径", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._rules:
            head.addWidget(label(NOT_ALLOWED, "soft"))
        head.addWidget(button("leave_questions", "返回", self.left.emit))
        head.addWidget(self._add)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
        page.addWidget(self._row)
