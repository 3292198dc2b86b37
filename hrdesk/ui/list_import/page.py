"""The page on which somebody's list is looked at before anything of it is stored."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, Problem
from hrdesk.intake.form_spec import FormSpec, RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.list_import import Fate
from hrdesk.intake.list_taking import Rows
from hrdesk.services.list_plan import LinesOrder, LinesSummary, ListFacts, ListPlan
from hrdesk.services.list_reading import ListReading
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.faults import show_fault, two_lines
from hrdesk.ui.file_dialogs import choose_workbook
from hrdesk.ui.list_import import terms
from hrdesk.ui.list_import.changed_lines import ChangedLines
from hrdesk.ui.list_import.head import ImportHead
from hrdesk.ui.list_import.mapping_card import MappingCard
from hrdesk.ui.list_import.models import (
    changes_model,
    readings_model,
    refusal_cells,
    refusals_model,
)
from hrdesk.ui.list_import.sentence_table import changed_table, refused_table
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.roster.deciding_cells import waits_for_column
from hrdesk.ui.row_painting import RowPainter
from hrdesk.ui.table import RowTable

#: A piece of work on the window's thread lasts so long.
_PIECE_S = 0.012
_AGAIN_MS = 250
_READING_WIDTHS = (100, 300, 300)
#: The tabs in their order.
_WRONG, _CHANGED, _READ, _TITLES = range(4)


class ListImportPage(Page):
    """One list from its file to the roster; nothing changes before `take_asked`.

    `take_asked` carries the plan, `left` says that the page may go. The process that reads is
    ended by `forget`.
    """

    take_asked = Signal(object)
    left = Signal()
    hints: tuple[KeyHint, ...] = (KeyHint("Esc", terms.ESC),)

    def __init__(self, spec: RosterSpec, rows: Rows, form: FormSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("list_import")
        self._spec, self._rows, self._form = spec, rows, form
        self.reading: ListReading | None = None
        self._facts: ListFacts | None = None
        self._suggested = ""
        self._is_marking = False
        self.plan: ListPlan | None = None
        self._order: LinesOrder | None = None
        self._work = Ahead(iter(()), self, after_ms=0)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._read_again)
        self.notice = Notice(self, name="list_notice")
        self._head = ImportHead(spec.title, self)
        choices = [(column.label, column.id) for column in spec.columns.values()]
        self._mapping = MappingCard(choices, terms.TITLES_HINT)
        self._refused = refusals_model(self)
        self._readings = readings_model(self)
        self._changes = changes_model(self)
        self._lay_out()
        self._head.cancelled.connect(self.left)
        self._head.take_asked.connect(self._take)
        self._head.mark_asked.connect(self._mark)
        self._head.sheet_chosen.connect(self._show_sheet)
        self._mapping.changed.connect(self._again.start)
        bind_keys(self, {"Esc": self._leave, "Ctrl+Return": self._take, "Ctrl+S": self._mark})

    def _lay_out(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setObjectName("list_tabs")
        readings = RowTable("list_readings", self._readings)
        readings.set_widths(_READING_WIDTHS, 2)
        readings.setItemDelegate(RowPainter(readings))
        self._tabs.addTab(refused_table(self._refused), terms.WRONG_TAB)
        self._tabs.addTab(changed_table(self._changes), terms.CHANGED_TAB)
        self._tabs.addTab(readings, terms.READINGS_TAB)
        self._tabs.addTab(self._mapping, terms.MAPPING_TAB)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        column.addWidget(self._tabs, 1)
        # While there are no tables, what is said takes no more room than it needs.
        column.addStretch(0)
        self._tabs.hide()

    def enter(self) -> None:
        """Take the focus for what is to be done next."""
        self._head.take_cursor()

    def read(self, path: Path, today: date, more: dict[str, str]) -> None:
        """Begin to read a file; `more` are titles as people chose them before."""
        self._suggested = terms.suggested(self._form.title, today)
        self._head.say_progress(terms.READING)
        self._run(self._opened(lambda: ListReading(path, self._spec, today, more)))

    def forget(self) -> None:
        """End the reading; of the list nothing is left."""
        self._work.stop()
        self._again.stop()
        if self.reading is not None:
            self.reading.cancel()

    def _run(self, pieces: Iterator[None]) -> None:
        self._work.stop()
        self._work = Ahead(self._saying(pieces), self, after_ms=0)
        self._work.begin()

    def _saying(self, pieces: Iterator[None]) -> Iterator[None]:
        """Do the pieces; what hinders is said, and the page stays for the way back."""
        try:
            yield from pieces
        except Fault as fault:
            self._tabs.hide()
            self._head.say_failed()
            show_fault(self.notice, fault)

    def _opened(self, begin: Callable[[], ListReading]) -> Iterator[None]:
        yield
        self.reading = begin()
        while not self.reading.is_done():
            yield
        self._facts = facts = self.reading.facts()
        found = [n for n, each in enumerate(facts.headings) if not each.hidden]
        # Of several sheets the one whose titles name most columns.
        best = max(found or [0], key=lambda n: facts.headings[n].found)
        self._head.show_sheets(facts.headings, best)
        yield from self._sheet(facts.headings[best], best)

    def _sheet(self, heading: Heading, place: int) -> Iterator[None]:
        yield from self._mapping.show_titles(heading.titles, heading.samples, heading.columns)
        yield from self._lines(place, heading)

    def _lines(self, place: int, heading: Heading) -> Iterator[None]:
        """Read the lines by the mapping that is shown, and show what they change."""
        reading, facts = self.reading, self._facts
        if reading is None or facts is None:
            return
        order = LinesOrder(place, replace(heading, columns=self._mapping.columns()))
        self.plan = None
        yield from reading.ask_lines(order, self._rows)
        plan: ListPlan | None = None
        while plan is None:
            begun = perf_counter()
            while plan is None and reading.is_done() and perf_counter() - begun < _PIECE_S:
                plan = reading.take_piece()
            self._head.say_progress(terms.progress(reading.done))
            yield
        self._show_plan(plan, facts)

    def _show_sheet(self, place: int) -> None:
        """Show another sheet; a reading that is under way ends first."""
        if self._work.is_under_way:
            QTimer.singleShot(_AGAIN_MS, self, lambda: self._show_sheet(self._head.sheet))
        elif self._facts is not None:
            self._run(self._sheet(self._facts.headings[place], place))

    def _read_again(self) -> None:
        """Read the lines anew; one reading ends before the next begins."""
        if self._work.is_under_way:
            self._again.start()
        elif self._facts is not None:
            place = self._head.sheet
            self._run(self._lines(place, self._facts.headings[place]))

    def _show_plan(self, plan: ListPlan, facts: ListFacts) -> None:
        summary = plan.summary
        if summary is None:
            return
        self.plan = plan
        named = self._spec.identity in plan.order.heading.columns
        self._say_first(plan.order.heading, summary, named=named)
        notes = terms.notes(facts, plan.order.sheet, summary, self._form.content_hash)
        if summary.splits and summary.unread:
            notes.append(terms.unread(plan.order.heading, summary.unread))
        waiting = (waits_for_column(self._spec, *p, n) for p, n in summary.waiting.items())
        notes += ["".join(two_lines(replace(each, where=""))) for each in waiting]
        lines = ChangedLines(self._spec, self._rows, plan.changes, summary.absent)
        wrong = bool(plan.refusals) and named
        self._head.show_summary(self._spec, summary, [*notes, *lines.left()], wrong=wrong)
        self.hints = (*self._head.hints(), *type(self).hints)
        self.hints_changed.emit()
        readings = (*terms.split_readings(summary.splits), *summary.readings)
        self._refused.show_lines(
            len(plan.refusals), lambda n: refusal_cells(self._spec, plan.refusals[n])
        )
        self._readings.show_lines(len(readings), lambda n: readings[n])
        self._changes.show_lines(len(lines), lines.cells)
        self._tabs.setTabText(_WRONG, terms.tab(terms.WRONG_TAB, len(plan.refusals)))
        self._tabs.setTabText(_CHANGED, terms.tab(terms.CHANGED_TAB, len(lines)))
        self._tabs.setTabText(
            _READ, terms.tab(terms.READINGS_TAB, summary.rewritten + len(summary.splits))
        )
        first = self._tabs.isHidden()
        if first or not named:
            begin = _WRONG if plan.refusals else _CHANGED
            self._tabs.setCurrentIndex(begin if named else _TITLES)
        self._tabs.show()
        if first:
            self._head.take_cursor()

    def _say_first(self, heading: Heading, summary: LinesSummary, *, named: bool) -> None:
        """Say what must be looked at before all else."""
        self.notice.clear()
        if not named:
            self.notice.say(Tone.WARNING, terms.NO_TITLES, terms.NO_TITLES_REMEDY)
        elif summary.splits:
            self.notice.say(Tone.WARNING, terms.splits(summary.splits), terms.SPLITS_REMEDY)
        elif summary.unread:
            self._say_unread(heading, summary.unread)

    def _say_unread(self, heading: Heading, places: Sequence[int]) -> None:
        """Say which columns are left out, with the way to take them in."""
        self.notice.say(Tone.INFO, terms.unread(heading, places), terms.UNREAD_REMEDY)
        self.notice.offer(terms.TO_TITLES, lambda: self._tabs.setCurrentIndex(_TITLES))

    def _take(self) -> None:
        plan = self.plan
        summary = plan.summary if plan is not None else None
        if plan is None or summary is None or self._work.is_under_way or not self._head.may_take:
            return
        new = summary.people.get(Fate.NEW, 0)
        plan.leavers = frozenset(summary.absent) if self._head.takes_out else frozenset()
        if len(self._rows) - len(plan.leavers) + new > self._spec.most:
            values = {"most": str(self._spec.most), "n": str(len(self._rows)), "new": str(new)}
            show_fault(self.notice, Problem("list_line.full", self._spec.title, values))
        elif new + summary.people.get(Fate.CHANGED, 0) + len(plan.leavers):
            self.take_asked.emit(plan)

    def _mark(self) -> None:
        if self.plan is not None and self._head.may_mark and not self._work.is_under_way:
            choose_workbook(self.window(), self._suggested, self._save_marked)

    def _save_marked(self, target: Path) -> None:
        if self.reading is not None and not self._work.is_under_way:
            self._run(self._marking(self.reading, target))

    def _marking(self, reading: ListReading, target: Path) -> Iterator[None]:
        plan, facts = self.plan, self._facts
        if plan is None or facts is None:
            return
        count, lines = len(plan.refusals), facts.headings[plan.order.sheet].lines
        self.notice.say(Tone.INFO, terms.marking(count, 0, lines), terms.MARKING_REMEDY)
        self.notice.offer(terms.STOP, self._stop_marking)
        reading.ask_marks(target)
        self._is_marking = True
        try:
            while not reading.is_done():
                if self._is_marking:
                    self.notice.go_on(terms.marking(count, reading.done, lines))
                yield
        finally:
            self._is_marking = False
        if (saved := reading.marked()) is None:
            self.notice.say(Tone.INFO, terms.STOPPED)
        else:
            words = terms.marked(is_copy=saved.is_copy)
            self.notice.say(Tone.DONE, words, terms.marked_remedy(target))

    def _stop_marking(self) -> None:
        if self._is_marking and self.reading is not None:
            self._is_marking = False
            self.notice.say(Tone.INFO, terms.STOPPING)
            try:
                self.reading.stop_marking()
            except Fault as fault:
                show_fault(self.notice, fault)

    def _leave(self) -> None:
        """Stop the marking of the list, or leave the page."""
        if self._is_marking:
            self._stop_marking()
        else:
            self.left.emit()
