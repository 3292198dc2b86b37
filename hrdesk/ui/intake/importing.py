"""Lists that come into the roster of a draft, and imports that are undone."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedLayout

from hrdesk.domain.errors import Fault, Problem
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import remembered_titles
from hrdesk.intake.list_import import Fate, PersonChange
from hrdesk.intake.list_taking import IMPORT_PREFIX, Rows, Taking, undone
from hrdesk.services.blank_list import save_blank_list
from hrdesk.services.last_roster import LastRoster, last_roster
from hrdesk.services.list_plan import ListPlan
from hrdesk.services.list_titles import known_titles, learn_titles
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead, in_turns
from hrdesk.ui.faults import show_fault
from hrdesk.ui.file_dialogs import choose_list, choose_workbook
from hrdesk.ui.intake.filing import Filing
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.roster_tools import RosterTool
from hrdesk.ui.intake.wizard import Wizard
from hrdesk.ui.list_import import terms
from hrdesk.ui.list_import.page import ListImportPage
from hrdesk.ui.notice import Tone
from hrdesk.ui.page import Page
from hrdesk.ui.roster import terms as roster_terms
from hrdesk.ui.tasks import Tasks

#: So many people are put in at a time: a ms.
_PIECE = 20


def _put_all(taking: Taking, changes: Sequence[PersonChange]) -> Iterator[None]:
    for place, change in enumerate(changes, 1):
        taking.put(change)
        if not place % _PIECE:
            yield


class ImportDesk(NamedTuple):
    """Who imports: the session, the writer, who keeps the draft, and the page of the draft."""

    session: Session
    tasks: Tasks
    filing: Filing
    page: Page


class Importing(QObject):
    """Opens the page of a list over the wizard, and takes what it gives into the grid.

    `keys_changed` carries the key hints of the page that stands over the wizard, or none.
    """

    keys_changed = Signal(tuple)

    def __init__(
        self, desk: ImportDesk, state: FormState, wizard: Wizard, stack: QStackedLayout
    ) -> None:
        super().__init__(wizard)
        self._session, self._tasks, self._filing, self._window = desk
        self._state = state
        self._wizard = wizard
        self._stack = stack
        self._page: ListImportPage | None = None
        self._work = Ahead(iter(()), self, after_ms=0)
        wizard.tool_asked.connect(self.do)

    def do(self, tool: str, roster: str) -> None:
        """Do something with a whole roster."""
        if tool == RosterTool.IMPORT:
            choose_list(self._window.window(), partial(self.read, roster))
        elif tool == RosterTool.BLANK:
            name = terms.suggested_blank(self._state.form.title, self._state.today)
            choose_workbook(self._window.window(), name, partial(self._save_blank, roster))
        elif tool == RosterTool.LAST:
            self._tasks.run(partial(self._last, roster), partial(self._carry, roster), self._fail)
        elif tool == RosterTool.UNDO:
            self._undo(roster)

    def _save_blank(self, roster: str, target: Path) -> None:
        work = partial(save_blank_list, self._state.form, roster, target)
        self._tasks.run(work, lambda _nothing: self._say_saved(target), self._fail)

    def _say_saved(self, target: Path) -> None:
        self._wizard.notice.say(Tone.DONE, terms.BLANK_SAVED, terms.blank_remedy(target))

    def _fail(self, fault: Fault) -> None:
        show_fault(self._wizard.notice, fault)

    def _last(self, roster: str) -> LastRoster:
        state = self._state
        rows = state.rosters.memory.rows.get(roster, ())
        return last_roster(self._session, state.form, roster, dict(state.entries), rows)

    def _carry(self, roster: str, last: LastRoster) -> None:
        """Put the people of the last case in as one step, and say who is new."""
        if not self._work.is_under_way:
            self._work = Ahead(self._carrying(roster, last), self, after_ms=0)
            self._work.begin()

    def _carrying(self, roster: str, last: LastRoster) -> Iterator[None]:
        rows = self._state.rosters.memory.rows.get(roster, ())
        yield from self._put(roster, rows, last.changes)
        name = self._spec(roster).name
        joined = [row.entries.get(name, "").strip() for row in last.joined]
        news = Problem(
            "roster.carried_on_joined" if joined else "roster.carried_on",
            self._spec(roster).title,
            {
                "number": last.number,
                "added": str(len(last.changes)),
                "there": str(last.there),
                "joined": str(len(joined)),
                "names": terms.some(joined),
            },
        )
        self._tell(roster, news)

    def read(self, roster: str, path: Path) -> None:
        """Open the page of a list and begin to read it."""
        self._let_go()
        spec = self._spec(roster)
        rows = self._state.rosters.memory.rows.get(roster, ())
        page = ListImportPage(spec, rows, self._state.form, self._window)
        page.left.connect(self._leave)
        page.take_asked.connect(partial(self._take, roster, rows))
        page.hints_changed.connect(lambda: self.keys_changed.emit(page.hints))
        self._page = page
        self._let_keys(act=False)
        self.keys_changed.emit(page.hints)
        self._stack.setCurrentIndex(self._stack.addWidget(page))
        page.enter()
        titles = known_titles(self._session, self._state.form.measure, roster)
        page.read(path, self._state.today, titles)

    def _spec(self, roster: str) -> RosterSpec:
        return self._state.form.rosters[roster]

    def _let_keys(self, *, act: bool) -> None:
        """Let the keys of the wizard act, or not while a page stands over it."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for shortcut in self._window.findChildren(QShortcut, options=direct):
            shortcut.setEnabled(act)

    def _show_wizard(self) -> None:
        self._stack.setCurrentIndex(0)
        self._let_keys(act=True)
        self.keys_changed.emit(())
        self._let_go()

    def _leave(self) -> None:
        self._show_wizard()
        self._window.enter()

    def _let_go(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            page.forget()
            page.hide()
            page.deleteLater()

    def forget(self) -> None:
        """End what is being read: the draft is left."""
        self._work.stop()
        if self._page is not None:
            self._show_wizard()

    def _take(self, roster: str, rows: Rows, plan: ListPlan) -> None:
        if not self._work.is_under_way:
            self._work = Ahead(self._taking(roster, rows, plan), self, after_ms=0)
            self._work.begin()

    def _taking(self, roster: str, rows: Rows, plan: ListPlan) -> Iterator[None]:
        """Put the people in, and go back to the wizard."""
        yield from self._put(roster, rows, plan.changes, plan.leavers)
        self._learn(roster, plan)
        yield
        if self._page is not None:
            # The end of the process that read takes as long as all the rest of leaving.
            self._page.forget()
            yield
        self._leave()
        yield
        if plan.summary is not None:
            new, changed = (
                str(plan.summary.people.get(fate, 0)) for fate in (Fate.NEW, Fate.CHANGED)
            )
            title = self._spec(roster).title
            out = str(len(plan.leavers))
            news = Problem(
                "roster.list_taken_without" if plan.leavers else "roster.list_taken",
                title,
                {"new": new, "changed": changed, "out": out},
            )
            self._tell(roster, news)

    def _tell(self, roster: str, news: Problem) -> None:
        """Say at the grid what happened to it; keeping the draft does not take that away."""
        grid = self._wizard.grid(roster)
        if grid is not None:
            grid.view.told.emit((news,))

    def _learn(self, roster: str, plan: ListPlan) -> None:
        """Remember for the office which columns a person chose."""
        titles = remembered_titles(self._spec(roster), plan.order.heading)
        if titles:
            measure = self._state.form.measure
            work = partial(learn_titles, self._session, measure, roster, titles)
            self._tasks.run(work, lambda _: None, self._fail)

    def _put(
        self,
        roster: str,
        rows: Rows,
        changes: Sequence[PersonChange],
        leavers: Collection[str] = (),
    ) -> Iterator[None]:
        """Put people in, a piece at a time, and show them as one step of the grid."""
        taking = Taking(rows, lambda: str(uuid4()))
        yield from in_turns(_put_all(taking, changes))
        taking.take_out(leavers)
        key = IMPORT_PREFIX + roster
        record = taking.record(self._state.entries.get(key, ""))
        yield
        grid = self._wizard.grid(roster)
        if grid is not None:
            rows = taking.taken()
            yield from in_turns(self._state.rosters.texts[roster].write_ahead(rows))
            self._state.entries[key] = record
            grid.model.take_rows(rows)
            yield
            self._filing.touch()

    def _undo(self, roster: str) -> None:
        """Undo the newest import as one step of the grid."""
        grid, key = self._wizard.grid(roster), IMPORT_PREFIX + roster
        kept = self._state.entries.get(key, "")
        if grid is None or not kept:
            return
        found = undone(grid.rows(), kept, self._spec(roster).identity)
        self._state.entries[key] = found.record
        grid.model.take_rows(found.rows)
        self._filing.touch()
        name = self._spec(roster).name
        places = {row.id: (n, row) for n, row in enumerate(found.rows, 1)}
        left = [
            roster_terms.place(places[each][0], places[each][1].entries.get(name, ""), "")
            for each in found.kept
        ]
        news = Problem(
            "roster.list_undone_in_part" if left else "roster.list_undone",
            self._spec(roster).title,
            {
                "out": str(found.taken_out),
                "restored": str(found.restored),
                "n": str(len(left)),
                "rows": terms.some(left),
            },
        )
        self._wizard.refresh()
        # The button that was pressed goes away: the keys that are promised act in the grid.
        grid.view.setFocus()
        self._tell(roster, news)
