"""What stands above an answer's rows: whose it is, what it changes, and the acts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hrdesk.services.batch_answers import Answer, AnswerPlan
from hrdesk.ui.batches import preview_words
from hrdesk.ui.words import button, label


class AnswerHead(QFrame):
    """Title, counts, sums and notes of an answer; nothing is kept before `take_asked`."""

    take_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("导入平台的回执", "title")
        self._counts = label("", "strong", wrap=True)
        self._counts.setObjectName("answer_counts")
        self._sums, self._notes = label("", "label", wrap=True), label("", "soft", wrap=True)
        self._sums.setObjectName("answer_sums")
        self._take = button("answer_take", "导入", self.take_asked.emit, "primary")
        self._back = button("answer_back", "返回", self.left.emit)
        self._take.setEnabled(False)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        acts.addWidget(self._title)
        acts.addStretch(1)
        acts.addWidget(self._take)
        acts.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(acts)
        for part in (self._counts, self._sums, self._notes):
            column.addWidget(part)

    @property
    def is_ready(self) -> bool:
        """Whether the answer may be taken now."""
        return self._take.isEnabled() and self.isEnabled()

    def take_cursor(self) -> None:
        """Put the focus on what is to be done next."""
        (self._take if self._take.isEnabled() else self._back).setFocus()

    def say_reading(self, done: int, lines: int) -> None:
        """Say how many rows are matched of how many; of 0 it is not known yet."""
        self._take.setEnabled(False)
        self._counts.setText(preview_words.reading_words(done, lines))
        self._sums.hide()
        self._notes.hide()

    def say_failed(self) -> None:
        """Leave the way back alone."""
        self._counts.setText("")
        self._take.setEnabled(False)
        self._back.setFocus()

    def show_plan(self, answer: Answer, plan: AnswerPlan | None) -> None:
        """Show what an answer changes, or only whose it is."""
        self._title.setText(f"导入批次 {answer.frozen.batch.number} 的回执")
        self._counts.setText("" if plan is None else preview_words.plan_counts(plan))
        sums = "" if plan is None else preview_words.plan_sums(plan)
        self._sums.setText(sums)
        self._sums.setVisible(bool(sums))
        self._notes.setText("" if plan is None else preview_words.plan_notes(plan))
        self._notes.setVisible(plan is not None)
        self._take.setEnabled(plan is not None and plan.may_be_taken)
