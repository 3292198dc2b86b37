"""One silence of the text: its readings, and what each would give in the cases that wait for it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hrdesk.domain.errors import Fault
from hrdesk.domain.staff import Role
from hrdesk.services.questions import QuestionLine
from hrdesk.services.readings_preview import ReadingsPreview, ReadingsPreviewing
from hrdesk.services.session import Session
from hrdesk.ui.faults import show_fault
from hrdesk.ui.law.judging_desk import JudgingDesk
from hrdesk.ui.law.models import READING, ReadingLine, ReadingModel
from hrdesk.ui.law.questions_page import NOT_ALLOWED
from hrdesk.ui.law.terms import question_source, readings_words
from hrdesk.ui.list_page import RowsCard, listed
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (380, 330, 300)
_FIRST = "按 Ctrl+R 核对：有几件等这个问题的决定，按每种理解各是什么结果、多少金额。"


class QuestionPage(Page):
    """Shows one question; `ruling_asked` carries the one on which a ruling is proposed."""

    ruling_asked = Signal(str)
    left = Signal()
    hints = (
        KeyHint("Ctrl R", "核对每种理解"),
        KeyHint("Ctrl Enter", "登记口径"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("question_page")
        self._session = session
        self._rules = session.staff.may(Role.SUPERVISOR)
        self.line: QuestionLine | None = None
        self.desk = JudgingDesk(tasks, self)
        self.model = ReadingModel(self)
        self.table = listed("readings", self.model)
        self.table.set_widths(_WIDTHS, READING)
        self._rows = RowsCard(self.table)
        self.notice = Notice(self, "question_notice")
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("question_title")
        self._source = selectable("", "small")
        self._source.setObjectName("question_source")
        self._said = label("", "strong", wrap=True)
        self._said.setObjectName("readings_said")
        self.desk.went_on.connect(self._went_on)
        self.desk.made.connect(self._made)
        self.desk.failed.connect(self._failed)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self._ask)
        bind_keys(self, keys | {"Ctrl+R": self.preview, "Esc": self.left.emit})
        self._arrange()

    def show_under(self, session: Session) -> None:
        """Work out from now on what readings give under a policy."""
        self.desk.cancel()
        self._session = session

    def show_question(self, line: QuestionLine) -> None:
        """Show a question; what its readings give is worked out when it is asked for."""
        self.desk.cancel()
        self.line = line
        self.notice.clear()
        self._title.setText(line.question)
        self._source.setText(question_source(line))
        self._said.setText(_FIRST)
        self._show(None)

    def enter(self) -> None:
        """Take the focus for what is to be done first."""
        self._preview_button.setFocus()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self.desk.cancel()
        self.line = None
        self.model.show_found(())

    def preview(self) -> None:
        """Work out what each reading would give."""
        if self.line is None or self.desk.is_busy:
            return
        self.notice.clear()
        self._said.setText("正在核对……")
        self.desk.start(partial(ReadingsPreviewing, self._session, self.line.id))

    def _went_on(self, judged: int) -> None:
        self._said.setText(f"正在核对……已核对 {judged} 件")

    def _made(self, preview: ReadingsPreview) -> None:
        self._said.setText(readings_words(preview))
        self._show(preview)

    def _failed(self, fault: Fault) -> None:
        self._said.setText(_FIRST)
        show_fault(self.notice, fault)

    def _show(self, preview: ReadingsPreview | None) -> None:
        readings = {} if self.line is None else self.line.readings
        effects = {} if preview is None else {each.reading: each for each in preview.effects}
        lines = (ReadingLine(code, text, effects.get(code)) for code, text in readings.items())
        self.model.show_found(tuple(lines))
        self._rows.show_rows(len(readings), "")

    def _ask(self) -> None:
        if self.line is not None and self._rules:
            self.ruling_asked.emit(self.line.id)

    def _arrange(self) -> None:
        self._preview_button = button("preview_readings", "核对每种理解", self.preview)
        rule = button("add_ruling_here", "登记口径…", self._ask, "primary")
        rule.setEnabled(self._rules)
        head, effect = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        if not self._rules:
            head.addWidget(label(NOT_ALLOWED, "soft"))
        head.addWidget(button("leave_question", "返回", self.left.emit))
        head.addWidget(rule)
        effect.setSpacing(16)
        effect.addWidget(self._said, 1)
        effect.addWidget(self._preview_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self._source)
        page.addWidget(self.notice)
        page.addLayout(effect)
        page.addWidget(self._rows.card, 1)
