"""What somebody has to look into, how, and an administrator's note of what was found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.staff import Role
from hrdesk.services.session import Session
from hrdesk.services.witness import (
    AnchorLoss,
    ClockJump,
    RecordNote,
    acknowledge,
    jump_notes,
    loss_notes,
    open_jumps,
    open_losses,
)
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.settings.record_words import (
    jumped_when,
    lost_when,
    noted,
    what_to_check,
    what_to_compare,
)
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, selectable


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a card says: the open records, what happened, what to do, and the notes."""

    records: Sequence[AnchorLoss | ClockJump]
    what: str
    to_do: str
    notes: tuple[RecordNote, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of open record: its title, the id of its note, and what is read of it."""

    name: str
    title: str
    note: str
    hint: str
    read: Callable[[Session], _Shown]


def _losses(session: Session) -> _Shown:
    losses, notes = open_losses(session), loss_notes(session)
    if not losses:
        return _Shown((), "", "", notes)
    return _Shown(losses, lost_when(losses), what_to_compare(losses), notes)


def _jumps(session: Session) -> _Shown:
    jumps, notes = open_jumps(session), jump_notes(session)
    if not jumps:
        return _Shown((), "", "", notes)
    return _Shown(jumps, jumped_when(jumps), what_to_check(jumps), notes)


#: Lost anchors (RELIABILITY P8).
LOSS = _Kind("loss", "见证文件", "witness_note", "怎样核对的，结果如何；会记入办理记录", _losses)
#: Jumps of the machine's clock (RELIABILITY P21).
JUMP = _Kind(
    "jump", "电脑时钟", "clock_note", "时钟为什么不对，是否已经校正；会记入办理记录", _jumps
)


class RecordCard(QFrame):
    """Hidden while there never was such a record; afterwards it keeps the notes that were made."""

    def __init__(self, kind: _Kind, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName(f"{kind.name}_card")
        theme.role(self, "card")
        self._kind = kind
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._records: Sequence[AnchorLoss | ClockJump] = ()
        self.notice = Notice(self, f"{kind.name}_card_notice")
        self._what = label("", "label", wrap=True)
        self._what.setObjectName(f"{kind.name}_what")
        self._to_do = label("", "soft", wrap=True)
        self._notes = selectable("", "soft")
        self._notes.setObjectName(f"{kind.name}_notes")
        self._note = LabelledLine(kind.note, "核对说明", kind.hint)
        self._note.line.returnPressed.connect(self._acknowledge)
        self._form = QWidget()
        self._arrange()
        changes.open_records.connect(self._show)
        self._show()

    def begin(self) -> None:
        """Put the cursor into the note."""
        self._note.line.setFocus()

    def _acknowledge(self) -> None:
        self._form.setDisabled(True)
        work = partial(acknowledge, self._session, self._records, self._note.text())
        self._tasks.run(work, self._done, self._refused)

    def _done(self, _nothing: None) -> None:
        self._form.setDisabled(False)
        self._note.line.clear()
        self._note.show_problem(None)
        self.notice.say(Tone.DONE, "核对说明已记下，并记入办理记录")
        self._changes.open_records.emit()

    def _refused(self, fault: Fault) -> None:
        self._form.setDisabled(False)
        self.notice.clear()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        self._note.show_problem(problems[0] if problems else None)
        self._note.line.setFocus()
        if not problems:
            show_fault(self.notice, fault)

    def _show(self) -> None:
        shown = self._kind.read(self._session)
        self._records = shown.records
        is_open = bool(shown.records)
        self._what.setText(shown.what)
        self._to_do.setText(shown.to_do)
        for part in (self._what, self._to_do):
            part.setVisible(is_open)
        self._form.setVisible(is_open and self._session.staff.may(Role.ADMINISTRATOR))
        self._notes.setText("\n".join(noted(shown.notes)))
        self._notes.setVisible(bool(shown.notes))
        self.setVisible(is_open or bool(shown.notes))

    def _arrange(self) -> None:
        press = QVBoxLayout()
        press.setSpacing(4)
        press.addWidget(label(" "))
        press.addWidget(
            button(f"acknowledge_{self._kind.name}", "已核对，记下说明", self._acknowledge)
        )
        press.addStretch(1)
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(self._kind.title, "strong"))
        for part in (self._what, self._to_do, self.notice, self._form, self._notes):
            column.addWidget(part)
