"""A lost anchor: what to compare, and an administrator's note of what was found."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.services.witness import AnchorLoss, LossNote, acknowledge, loss_notes, open_losses
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.settings.loss_words import lost_when, what_to_compare
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, selectable


class LossCard(QFrame):
    """Hidden while no anchor was ever lost; afterwards it keeps the notes that were made."""

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("losses")
        theme.role(self, "card")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._losses: tuple[AnchorLoss, ...] = ()
        self.notice = Notice(self, "losses_notice")
        self._what = label("", "label", wrap=True)
        self._what.setObjectName("loss_what")
        self._compare = label("", "soft", wrap=True)
        self._notes = selectable("", "soft")
        self._notes.setObjectName("loss_notes")
        self._note = LabelledLine(
            "witness_note", "核对说明", "怎样核对的，结果如何；会记入办理记录"
        )
        self._note.line.returnPressed.connect(self._acknowledge)
        self._form = QWidget()
        self._arrange()
        changes.losses.connect(self._show_losses)
        self._show_losses()

    def begin(self) -> None:
        """Put the cursor into the note."""
        self._note.line.setFocus()

    def _acknowledge(self) -> None:
        self._form.setDisabled(True)
        work = partial(acknowledge, self._session, self._losses, self._note.text())
        self._tasks.run(work, self._done, self._refused)

    def _done(self, _nothing: None) -> None:
        self._form.setDisabled(False)
        self._note.line.clear()
        self._note.show_problem(None)
        self.notice.say(Tone.DONE, "核对说明已记下，并记入办理记录")
        self._changes.losses.emit()

    def _refused(self, fault: Fault) -> None:
        self._form.setDisabled(False)
        self.notice.clear()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        self._note.show_problem(problems[0] if problems else None)
        self._note.line.setFocus()
        if not problems:
            show_fault(self.notice, fault)

    def _show_losses(self) -> None:
        self._losses = open_losses(self._session)
        notes = loss_notes(self._session)
        is_open = bool(self._losses)
        if is_open:
            self._what.setText(lost_when(self._losses))
            self._compare.setText(what_to_compare(self._losses))
        for part in (self._what, self._compare):
            part.setVisible(is_open)
        self._form.setVisible(is_open and self._session.staff.may(Role.ADMINISTRATOR))
        self._notes.setText("\n".join(_line(note) for note in notes))
        self._notes.setVisible(bool(notes))
        self.setVisible(is_open or bool(notes))

    def _arrange(self) -> None:
        press = QVBoxLayout()
        press.setSpacing(4)
        press.addWidget(label(" "))
        press.addWidget(button("acknowledge_loss", "已核对，记下说明", self._acknowledge))
        press.addStretch(1)
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(10)
        column.addWidget(label("见证文件", "strong"))
        for part in (self._what, self._compare, self.notice, self._form, self._notes):
            column.addWidget(part)


def _line(note: LossNote) -> str:
    return f"{note.noted_at:%Y-%m-%d %H:%M} {note.noted_by} 核对第 {note.loss} 条：{note.note}"
