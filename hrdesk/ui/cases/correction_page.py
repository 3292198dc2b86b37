"""Proposing a correction: every entry of a case with its old and new text, why, and the result."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.services import corrections
from hrdesk.services.cases import OpenedCase
from hrdesk.services.correction_outlook import CorrectionOutlook
from hrdesk.services.corrections import CAUSE, Place
from hrdesk.services.presenting import present
from hrdesk.services.resending import FailedRow
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases import correction_words as words
from hrdesk.ui.cases.correction_editor import CorrectionEditor
from hrdesk.ui.cases.correction_model import FIELD, CorrectionModel
from hrdesk.ui.cases.correction_places import CorrectablePlace, place_of_problem
from hrdesk.ui.cases.correction_result import CorrectionResult
from hrdesk.ui.cases.correction_work import CorrectionInWork
from hrdesk.ui.cases.platform_words import PlatformWords
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.unsaved import offer_to_drop
from hrdesk.ui.words import button, label

_WIDTHS = (230, 240, 290, 330)
_SEARCH_WIDTH = 420
_HINTS = (
    KeyHint("Ctrl F", "找栏目"),
    KeyHint("Enter", "改这一项"),
    KeyHint("Ctrl Enter", "看结果"),
)


class CorrectionPage(Page):
    """Edits the entries of one case; `left` carries its id, `handed_in` that it now waits."""

    left = Signal(str)
    handed_in = Signal(str)
    hints: tuple[KeyHint, ...] = ()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("correction_page")
        self._session, self._tasks, self._changes = session, tasks, changes
        self._typed: CorrectionInWork | None = None
        self.notice = Notice(self, "correction_notice")
        self._platform = PlatformWords(session, "correction_platform")
        self._at_named = 0
        self.title = label("", "title")
        self.count = label("", "soft")
        self.count.setObjectName("correction_count")
        self.sought = QLineEdit()
        self.sought.setObjectName("correction_search")
        self.sought.setPlaceholderText("找栏目；名册按姓名、证件号码或者行号")
        self.model = CorrectionModel(self._texts, self)
        self.table = RowTable("correction_places", self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.set_widths(_WIDTHS, FIELD)
        self.editor = CorrectionEditor(self)
        self.cause = QLineEdit()
        self.cause.setObjectName(CAUSE)
        self.cause.setAccessibleName(words.CAUSE)
        self.cause.setPlaceholderText(words.CAUSE_HINT)
        self.back = button("correction_back", words.BACK, self._go_back)
        self.hand_in = button("correction_hand_in", words.HAND_IN, self.propose, "primary")
        self.result = CorrectionResult("correction_result", (self.back, self.hand_in), self)
        self._arrange()
        self._connect()

    def show_case(self, opened: OpenedCase, failed: FailedRow | None = None) -> None:
        """Show the entries of a case; what was typed for this version of it stands there again.

        `failed` is the row for which somebody came from the failed rows.
        """
        fresh = CorrectionInWork(opened)
        if self._typed is None or self._typed.is_of != fresh.is_of:
            self._typed = fresh
        self._typed.opened = opened
        self.notice.clear()
        self.title.setText(f"{words.TITLE}　{opened.case.number}")
        self.cause.setText(self._typed.cause)
        self.sought.clear()
        self.model.wrong.clear()
        self._say_platform(opened, failed)
        self._list("")
        self._changed()
        try:
            corrections.require_open(self._session, opened.case)
        except Fault as fault:
            show_fault(self.notice, fault)

    def _say_platform(self, opened: OpenedCase, failed: FailedRow | None) -> None:
        self._platform.show(opened, failed)
        self.model.named, self._at_named = frozenset(self._platform.named), 0
        named = [KeyHint("Ctrl J", "下一个所指的栏")] if self._platform.named else []
        back = KeyHint("Esc", "返回案件" if failed is None else "返回失败清单")
        self.hints = (*_HINTS, *named, back)

    def enter(self) -> None:
        """Let a field be looked for."""
        self.sought.setFocus()

    def holds(self, close: Callable[[], object]) -> bool:
        """Tell whether a correction is typed and not handed in, and offer to close without it."""
        if self._typed is None or not self._typed.texts:
            return False
        offer_to_drop(self.notice, self._drop, close)
        return True

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._drop()
        self.model.show_found(())

    def see(self) -> None:
        """Work out what the correction would make of the case; nothing is kept yet."""
        self.editor.put_away()
        if self._typed is not None:
            work = partial(corrections.outlook, self._session, self._typed.order())
            self._begin(words.SEEING)
            self._tasks.run(work, self._seen, self._failed)

    def propose(self) -> None:
        """Hand the correction in."""
        if self._typed is not None:
            work = partial(corrections.propose, self._session, self._typed.order())
            self._begin(words.HANDING_IN)
            self._tasks.run(work, self._proposed, self._failed)

    def leave(self) -> None:
        """Go back to the case; what was typed stays."""
        if self._typed is not None:
            self.left.emit(self._typed.opened.case.id)

    def _seen(self, seen: CorrectionOutlook) -> None:
        self._wait(waiting=False)
        self._say_nothing()
        if self._typed is not None:
            self.sought.clear()
            self.model.show_found(self._typed.changed_places())
            self.result.show_outlook(seen, self._typed.opened.form)
        self.back.setFocus()

    def _proposed(self, _nothing: None) -> None:
        self._wait(waiting=False)
        self.notice.clear()
        if self._typed is not None:
            case_id = self._typed.opened.case.id
            self._drop()
            self._changes.cases.emit()
            self.handed_in.emit(case_id)

    def _failed(self, fault: Fault) -> None:
        self._wait(waiting=False)
        self._say_nothing()
        self.result.hide()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        if not problems:
            show_fault(self.notice, fault)
            return
        labels = self._typed.labels(problems) if self._typed is not None else {}
        for each in problems:
            self.model.wrong[place_of_problem(each.where)] = present(each, labels).problem
        self.model.changed()
        show_fault(self.notice, problems[0], labels)
        self._go_to(problems[0])

    def _go_to(self, problem: Problem) -> None:
        if problem.where == CAUSE:
            self.cause.setFocus()
            return
        self.go_to(place_of_problem(problem.where))

    def go_to(self, place: Place) -> None:
        """Mark an entry, ready to be changed."""
        self.sought.clear()
        roster, line, _ = place
        self._list(str(line) if roster else "")
        wanted = (n for n in range(self.model.rowCount()) if self.model.summary(n).place == place)
        row = next(wanted, 0)
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, FIELD))
        self.table.setFocus()

    def look_for(self, sought: str) -> None:
        """List what is looked for."""
        self.sought.setText(sought)
        self._list(sought)

    def go_to_named(self) -> None:
        """Mark the next of the entries that the platform names, ready to be changed."""
        if named := self._platform.named:
            self.go_to(named[self._at_named % len(named)])
            self._at_named += 1

    def _open(self, row: int) -> None:
        place = self.model.summary(row)
        wrong = self.model.wrong.get(place.place, "")
        self.editor.open(place, self._texts().get(place.place), wrong)

    def _edited(self, place: CorrectablePlace, text: str) -> None:
        if self._typed is not None:
            self._typed.put(place, text)
            self.model.wrong.pop(place.place, None)
            self._changed()

    def _type_cause(self, text: str) -> None:
        if self._typed is not None:
            self._typed.cause = text

    def _changed(self) -> None:
        """What was worked out of earlier texts holds no more."""
        self.result.hide()
        count = len(self._texts())
        said = f"已改 {count} 处" if count else "还没有改动"
        if named := len(self._platform.named):
            said += f"　平台所指 {named} 处（红色），Ctrl+J 到下一处"
        self.count.setText(said)
        self.model.changed()

    def _list(self, sought: str) -> None:
        self.editor.put_away()
        if self._typed is not None:
            self.model.show_found(self._typed.places(sought))

    def _texts(self) -> dict[Place, str]:
        return self._typed.texts if self._typed is not None else {}

    def _say_nothing(self) -> None:
        self.notice.clear()
        self.model.wrong.clear()
        self.model.changed()

    def _go_back(self) -> None:
        self.result.hide()
        self._list("")
        self.table.begin()

    def _drop(self) -> None:
        self._typed = None
        self.editor.put_away()
        self.result.hide()

    def _begin(self, doing: str) -> None:
        """Say what is under way; it may take seconds."""
        self._wait(waiting=True)
        self.notice.say(Tone.INFO, doing)

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.hand_in, self.back, self.table, self.sought):
            part.setDisabled(waiting)

    def _connect(self) -> None:
        self.sought.textEdited.connect(self._list)
        self.sought.returnPressed.connect(self.table.begin)
        self.table.opened.connect(self._open)
        self.editor.edited.connect(self._edited)
        self.editor.done.connect(self.table.begin)
        self.cause.textEdited.connect(self._type_cause)
        keys = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), self.see)
        keys |= {"Ctrl+F": self.sought.setFocus, "Ctrl+J": self.go_to_named}
        bind_keys(self, keys | {"Esc": self.leave})

    def _arrange(self) -> None:
        head, search, why = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        back = button("correction_left", "返回", self.leave)
        back.setIcon(theme.icon("back"))
        for line, parts in (
            (head, (back, self.title)),
            (search, (self.sought, self.count)),
            (why, (label(words.CAUSE), self.cause, button("correction_see", words.SEE, self.see))),
        ):
            line.setSpacing(12)
            for part in parts:
                line.addWidget(part, 1 if part in (self.title, self.cause) else 0)
        self.sought.setMinimumWidth(_SEARCH_WIDTH)
        search.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        page.addLayout(head)
        page.addWidget(label(words.WHAT_IT_DOES, "soft", wrap=True))
        page.addWidget(self._platform.label)
        page.addWidget(self.notice)
        page.addLayout(search)
        page.addWidget(self.table, 1)
        page.addWidget(self.editor)
        page.addLayout(why)
        page.addWidget(self.result)
