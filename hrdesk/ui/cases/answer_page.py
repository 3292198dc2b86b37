"""What an authority answered to a letter: the rows, a form for one more, a withdrawal's reason."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hrdesk.domain.case import Case
from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.referral import Answer, Letter, Verdict
from hrdesk.intake.answer_form import AUTHORITY, DOCUMENT, RECEIVED, VERDICT, WORDS
from hrdesk.intake.form_spec import Choice
from hrdesk.services.referrals import REASON, answers_of, enter_answer, withdraw_answer
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases.answer_rows import answer_rows, answer_words
from hrdesk.ui.cases.referral_card import letter_words
from hrdesk.ui.changes import Changes
from hrdesk.ui.columns import emptied, scrolled
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.line_form import LabelledChoice, LineForm
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.outcome_words import VERDICTS
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.reason_row import WITHDRAWING, ReasonRow
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop
from hrdesk.ui.words import button, card, label


class AnswerPage(Page):
    """Works on the answers of one case; what was typed for a case stays while others are shown.

    `left` carries the id of the case to go back to.
    """

    left = Signal(str)
    hints = (
        KeyHint("Enter", "下一项"),
        KeyHint("Ctrl Enter", "登记"),
        KeyHint("Esc", "返回案件"),
    )

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("answer_page")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._case: Case | None = None
        self._typed: dict[str, tuple[Case, Mapping[str, str]]] = {}
        self.notice = Notice(self, "answer_notice")
        self._title = label("", "title")
        self._letter = label("", "soft", wrap=True)
        self._rows = QVBoxLayout()
        self.form = LineForm(_fields())
        self.form.finished.connect(self.save)
        self._entering = QWidget()
        self.reason = ReasonRow(REASON, WITHDRAWING)
        self.reason.given.connect(self._withdraw)
        self.reason.left.connect(self._entering.show)
        bind_keys(
            self,
            dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self.save) | {"Esc": self._leave},
        )
        self._arrange()

    def show_case(self, case: Case) -> None:
        """Show what was answered to the letter of a case."""
        self._keep_typed()
        self._case = case
        self.notice.clear()
        self.reason.put_away()
        self._title.setText(f"转办答复　{case.number}")
        letter = self._read()
        begun = {AUTHORITY: letter.authority} if letter is not None else {}
        _, typed = self._typed.pop(case.id, (case, None))
        self.form.show_entries(begun, typed)

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether an answer is typed and not recorded, and offer to close without it."""
        self._keep_typed()
        if not self._typed:
            return False
        case, _ = next(iter(self._typed.values()))
        self.show_case(case)
        offer_to_drop(self.notice, self._drop, close)
        return True

    def enter(self) -> None:
        """Put the cursor into the first field that is empty."""
        self.form.begin()

    def save(self) -> None:
        """Record what was typed; what hinders is said at its field."""
        if self._case is None or self._entering.isHidden():
            return
        work = partial(enter_answer, self._session, self._case.id, self.form.entries())
        self._wait(waiting=True)
        self._tasks.run(work, self._entered, self._refused)

    def _entered(self, _nothing: None) -> None:
        if self._case is not None:
            self._typed.pop(self._case.id, None)
        self.form.show_entries({AUTHORITY: self.form.entries()[AUTHORITY]})
        self._done("答复已登记，并记入办理记录")

    def _ask_reason(self, answer: Answer) -> None:
        self.notice.clear()
        self._entering.hide()
        self.reason.ask(answer.id, f"撤销：{answer_words(answer)}")

    def _withdraw(self, row: str, reason: str) -> None:
        self._wait(waiting=True)
        work = partial(withdraw_answer, self._session, row, reason)
        self._tasks.run(work, self._withdrawn, self._refused)

    def _withdrawn(self, _nothing: None) -> None:
        self.reason.put_away()
        self._done("已撤销，并记入办理记录")

    def _done(self, words: str) -> None:
        self._wait(waiting=False)
        self._read()
        self.notice.say(Tone.DONE, words)
        self._changes.papers.emit()
        self._changes.cases.emit()
        self.form.begin()

    def _refused(self, fault: Fault) -> None:
        self._wait(waiting=False)
        self.reason.ask_again()
        self.notice.clear()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        if problems and problems[0].where == REASON:
            self.reason.show_problem(problems[0])
        elif problems:
            self.form.show_problems(problems)
        else:
            show_fault(self.notice, fault)

    def _wait(self, *, waiting: bool) -> None:
        self._entering.setDisabled(waiting)

    def _read(self) -> Letter | None:
        if self._case is None:
            return None
        try:
            letter, answers = answers_of(self._session, self._case.id)
        except Fault as fault:
            show_fault(self.notice, fault)
            return None
        self._letter.setText(letter_words(letter))
        emptied(self._rows)
        self._rows.addWidget(answer_rows(answers, self._ask_reason))
        return letter

    def _keep_typed(self) -> None:
        if self._case is not None and self.form.is_changed:
            self._typed[self._case.id] = (self._case, self.form.entries())

    def _drop(self) -> None:
        self._typed.clear()
        self.form.show_entries({})

    def _leave(self) -> None:
        if self._case is not None:
            self.left.emit(self._case.id)

    def _arrange(self) -> None:
        back = button("answer_back", "返回", self._leave)
        back.setIcon(theme.icon("back"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self._title, 1)
        self._arrange_form()
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addLayout(head)
        page.addWidget(self._letter)
        page.addWidget(self.notice)
        page.addWidget(self._scrolled(), 1)

    def _arrange_form(self) -> None:
        entering = QVBoxLayout(self._entering)
        entering.setContentsMargins(0, 0, 0, 0)
        entering.setSpacing(12)
        entering.addWidget(label("登记一份答复", "strong"))
        entering.addWidget(self.form)
        save = QHBoxLayout()
        save.addWidget(button("answer_save", "登记", self.save, "primary"))
        save.addStretch(1)
        entering.addLayout(save)

    def _scrolled(self) -> QScrollArea:
        surface = card("answer_card")
        inner = QVBoxLayout(surface)
        inner.setContentsMargins(24, 16, 24, 18)
        inner.setSpacing(14)
        inner.addLayout(self._rows)
        inner.addWidget(self._entering)
        inner.addWidget(self.reason)
        return scrolled(surface)


def _fields() -> tuple[tuple[tuple[str, LabelledLine | LabelledChoice, int], ...], ...]:
    verdicts = [Choice(verdict.value, VERDICTS[verdict]) for verdict in Verdict]
    received = LabelledLine(RECEIVED, "收到日期", "例如 2026-03-20")
    authority = LabelledLine(AUTHORITY, "答复部门", "主送两个部门的，写是哪一个")
    document = LabelledLine(DOCUMENT, "文号", "没有文号的写明方式，例如 电话答复")
    verdict = LabelledChoice(VERDICT, "答复", verdicts)
    words = LabelledLine(WORDS, "内容", "照原文摘要；答复是“其他”的必填")
    return (
        ((RECEIVED, received, 2), (AUTHORITY, authority, 4), (DOCUMENT, document, 3)),
        ((VERDICT, verdict, 1),),
        ((WORDS, words, 1),),
    )
