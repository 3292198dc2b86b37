"""One template: read from a file or taken from the record, its columns filled in, and saved."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hrdesk.domain.batch_spec import RowKind
from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.official_template import OfficialTemplate
from hrdesk.domain.staff import Role
from hrdesk.domain.template import HeaderRows
from hrdesk.intake.template_check import MappingCheck
from hrdesk.services.batches import sent_measures
from hrdesk.services.session import Session
from hrdesk.services.template_drafts import (
    TemplateDraft,
    begin_draft,
    correction_of,
    ground_of,
    with_rows,
)
from hrdesk.services.templates import register_template
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.faults import show_fault, two_lines
from hrdesk.ui.file_dialogs import choose_template
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.storing import Storing
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.templates import terms
from hrdesk.ui.templates.columns_card import ColumnsCard
from hrdesk.ui.templates.head import TemplateHead
from hrdesk.ui.templates.header_rows import HeaderRowsCard
from hrdesk.ui.templates.opening import TemplateOpening, best_sheet, whole_words
from hrdesk.ui.templates.version_form import VersionForm
from hrdesk.ui.words import label

_MOST = 1000
_NEW, _MEND, _LOOK = "登记官方模板", "更正官方模板", "官方模板"
_MENDING = (KeyHint("Ctrl Enter", "保存"), KeyHint("Tab", "下一项"), KeyHint("Esc", "返回"))
_BEGINNING = (KeyHint("Ctrl O", "选择文件"), KeyHint("F7", "表头行"), *_MENDING)


class TemplatePage(Page):
    """Works on one template; `saved` says that it was registered, `left` that it may go."""

    saved = Signal()
    left = Signal()
    hints: tuple[KeyHint, ...] = _BEGINNING

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("template_page")
        self._session = session
        self._tasks = tasks
        self._administers = session.staff.may(Role.ADMINISTRATOR)
        self._draft: TemplateDraft | None = None
        self._begun: TemplateDraft | None = None
        self._asked: TemplateDraft | None = None
        self._fixed = False
        self._work = Ahead(iter(()), self, after_ms=0)
        self.notice = Notice(self, "template_notice")
        self.head = TemplateHead(sent_measures(session))
        self.form = VersionForm()
        self.columns = ColumnsCard()
        self.rows = HeaderRowsCard()
        self.opening = TemplateOpening(self.rows)
        self.storing = Storing(self.notice, (self.head, self.rows, self.form, self.columns))
        self._count = label("", "strong")
        self._count.setObjectName("template_columns_count")
        self._remarks = label("", "soft", wrap=True)
        self._remarks.setObjectName("template_remarks")
        self._connect()
        self._arrange()

    @property
    def is_changed(self) -> bool:
        """Whether something was chosen or typed that is neither saved nor being saved."""
        if self._draft is None or self._fixed or self.storing.is_under_way:
            return False
        return self._current() != self._begun or self.form.is_changed

    def begin(self) -> None:
        """Begin with a new file."""
        self.forget()
        self.hints = _BEGINNING
        self.head.begin(_NEW)
        self.head.ask_measure()

    def show_template(self, template: OfficialTemplate) -> None:
        """Show a template on record, to be mended by an administrator while it stands."""
        self.forget()
        self._fixed = not self._administers or template.withdrawal is not None
        self.hints = _MENDING[self._fixed :]
        self.head.begin(_LOOK if self._fixed else _MEND, template.measure)
        try:
            self._run(self._shown(correction_of(self._session, template), is_new=True))
        except Fault as fault:
            show_fault(self.notice, fault)

    def enter(self) -> None:
        """Take the focus for the next thing to do."""
        self.head.take_cursor()

    def choose(self) -> None:
        """Ask for a file."""
        if not self.head.isEnabled() or (self.form.isVisible() and not self.opening.has_file):
            return
        if self.head.measure:
            choose_template(self.window(), self.look_at)
        else:
            self.notice.say(Tone.WARNING, *terms.NO_MEASURE)
            self.head.take_cursor()

    def look_at(self, path: Path) -> None:
        """Read a file in a process of its own; nothing is written."""
        self.forget()
        self.head.begin(_NEW)
        self.opening.choose(path)
        self._run(self._opened())

    def forget(self) -> None:
        """End what is under way and show nothing any more."""
        self._work.stop()
        self.opening.forget()
        self._draft = self._begun = self._asked = None
        self._fixed = False
        self.notice.clear()
        self.columns.forget()
        self.form.show_entries({})
        self._show_parts(visible=False)

    def save(self) -> None:
        """Ask once more when nothing hinders; asked again of the same, save it."""
        draft = self._current()
        if draft is None or self._fixed or self._work.is_under_way or not self.head.is_ready:
            return
        if draft == self._asked:
            self._register()
            return
        if problems := self._check(draft).problems:
            self._refused(InvalidInput("templates.invalid", problems, count=len(problems)))
            return
        title = self.head.measures.currentText()
        self.notice.say(Tone.WARNING, *terms.confirm_words(title, draft.mapping))
        self._asked = draft
        self.notice.offer("确认保存", self._register)
        self.notice.take_cursor()

    def _register(self) -> None:
        draft = self._current()
        if draft is not None and not self.storing.is_under_way:
            self.storing.begin("正在登记模板……")
            work = partial(register_template, self._session, draft, self.form.entries())
            self._tasks.run(work, self._registered, self._refused)

    def _registered(self, _nothing: None) -> None:
        self.storing.end()
        self.forget()
        self.saved.emit()

    def _refused(self, fault: Fault) -> None:
        self._asked = None
        self.storing.end()
        draft = self._current()
        labels = terms.place_labels(draft.mapping) if draft is not None else {}
        show_fault(self.notice, fault, labels)
        if not isinstance(fault, InvalidInput):
            self.head.take_cursor()
            return
        self.form.show_problems(fault.problems)
        at_columns = [each for each in fault.problems if each.where not in self.form.fields]
        if at_columns and len(at_columns) == len(fault.problems):
            self.columns.go_to(at_columns[0].where)
            self.notice.say(Tone.ERROR, *two_lines(at_columns[0], labels))

    def _run(self, pieces: Iterator[None]) -> None:
        self._work.stop()
        self._work = Ahead(self._saying(pieces), self, after_ms=0)
        self._work.begin()

    def _saying(self, pieces: Iterator[None]) -> Iterator[None]:
        """Do the pieces; what hinders is said, and the page stays for the way back."""
        try:
            yield from pieces
        except Fault as fault:
            self.head.say("")
            show_fault(self.notice, fault)
            self.opening.say_failed(fault)

    def _opened(self, rows: HeaderRows | None = None) -> Iterator[None]:
        self.head.say(terms.READING)
        read = yield from self.opening.pieces(rows)
        best = best_sheet(read)
        self.head.offer_sheets(read.found.sheets, best)
        yield from self._sheet(best, is_new=self._begun is None)

    def _read_again(self, rows: HeaderRows) -> None:
        self._show_parts(visible=False)
        self.notice.clear()
        self.head.offer(is_ready=False)
        self._draft = None
        self._run(self._opened(rows))

    def _sheet(self, place: int, *, is_new: bool = True) -> Iterator[None]:
        if self.opening.read is not None:
            draft = begin_draft(self._session, self.head.measure, self.opening.read, place)
            self.opening.show_sheet(place)
            # The columns need the room; F7 shows the upper rows again.
            self.rows.hide()
            yield from self._shown(draft, is_new=is_new)

    def _shown(self, draft: TemplateDraft, *, is_new: bool) -> Iterator[None]:
        """Show a draft, its columns a line at a time; `is_new`: nobody has chosen anything yet."""
        self._draft = None
        ground = ground_of(self._session, draft.measure, draft.mapping.rows)
        yield from self.columns.show_mapping(ground, draft.mapping, fixed=self._fixed)
        yield
        self._draft = draft
        if is_new:
            self._begun = draft
            self.form.propose(draft)
        self.head.show_draft(draft, has_lines=ground.form.lines is not None)
        self.head.offer(is_ready=True, fixed=self._fixed)
        yield
        self._show_check()
        yield
        self._show_parts(visible=True)
        if self.isVisible():
            self.form.begin()

    def _show_sheet(self, place: int) -> None:
        self.notice.clear()
        self._run(self._sheet(place))

    def _show_measure(self) -> None:
        if self.opening.read is not None:
            self._show_sheet(self.head.sheet)

    def _show_rows(self, rows: RowKind) -> None:
        draft = self._current()
        if draft is not None and rows is not draft.mapping.rows:
            self._run(self._shown(with_rows(self._session, draft, rows), is_new=False))

    def _current(self) -> TemplateDraft | None:
        """Return the draft with the columns as they are chosen."""
        if self._draft is None:
            return None
        return replace(self._draft, mapping=self.columns.mapping())

    def _check(self, draft: TemplateDraft) -> MappingCheck:
        rows = draft.mapping.rows
        return ground_of(self._session, draft.measure, rows).check(draft.mapping, draft.unit)

    def _show_check(self) -> None:
        draft = self._current()
        if draft is None:
            return
        check = self._check(draft)
        self._asked = None
        self.notice.clear()
        self.columns.show_check(check, terms.place_labels(draft.mapping))
        self._count.setText(terms.count_words(draft.mapping, len(check.problems)))
        self._remarks.setText(whole_words(check, self.opening.unfit))
        self._remarks.setVisible(bool(self._remarks.text()))

    def _show_parts(self, *, visible: bool) -> None:
        for part in (self.form, self._count, self.columns):
            part.setVisible(visible)
        self.form.setDisabled(self._fixed)
        self._remarks.setVisible(visible and bool(self._remarks.text()))

    def _connect(self) -> None:
        self.head.left.connect(leave := self.storing.leaving(self.left.emit))
        self.head.file_asked.connect(self.choose)
        self.head.save_asked.connect(self.save)
        self.head.sheet_chosen.connect(self._show_sheet)
        self.head.rows_chosen.connect(self._show_rows)
        self.head.measure_chosen.connect(self._show_measure)
        self.columns.changed.connect(self._show_check)
        self.rows.asked.connect(self._read_again)
        self.form.finished.connect(self.columns.begin)
        keys = {"Ctrl+O": self.choose, "F7": self.opening.toggle, "Esc": leave}
        bind_keys(self, keys | {"Ctrl+Return": self.save})

    def _arrange(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(8)
        for part in (self.head, self.notice, self.rows, self.form, self._count, self._remarks):
            page.addWidget(part)
        # What is left goes to the columns, or while they are hidden below all that is said.
        page.addWidget(self.columns, _MOST)
        page.addStretch(1)
