"""A step of the wizard that holds rosters: a few fields, and the grids below them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.dates import Month
from hrdesk.intake.form_spec import PageSpec
from hrdesk.intake.list_taking import IMPORT_PREFIX, can_be_undone
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.form_page import FormPage
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.register_rows import RegisterRows
from hrdesk.ui.intake.roster_state import Cell
from hrdesk.ui.intake.roster_tools import RosterTools
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.roster.row_edits import Rows

_LEAST_HEIGHT = 300
_SMALL_HEIGHT = 220


class RosterPage(QWidget):
    """Fields and grids of one page; `rows_edited` carries a roster's id and its rows.

    `stepped` says that Enter leaves a field or a grid, `spoke` which part says something new,
    `tool_asked` (tool, roster) that something is to be done with a whole roster.
    """

    edited = Signal(str, str)
    stepped = Signal(str)
    entered = Signal(str)
    left = Signal(str)
    rows_edited = Signal(str, object)
    spoke = Signal(QWidget)
    tool_asked = Signal(str, str)

    def __init__(self, state: FormState, page: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._fields = FormPage(state.form, page, self) if page.fields else None
        self.grids: dict[str, RosterGrid] = {}
        self._held: dict[str, RegisterRows] = {}
        self.tools: dict[str, RosterTools] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if self._fields is not None:
            self._fields.make_rest()
            column.addWidget(self._fields)
            for mine, theirs in (
                (self.edited, self._fields.edited),
                (self.stepped, self._fields.stepped),
                (self.entered, self._fields.entered),
                (self.left, self._fields.left),
            ):
                theirs.connect(mine)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 24, 8)
        below.setSpacing(12)
        column.addLayout(below, 1)
        least = _LEAST_HEIGHT if len(page.rosters) == 1 else _SMALL_HEIGHT
        for roster in page.rosters:
            grid = RosterGrid(state.form.rosters[roster], Month.of(state.today), self)
            grid.setMinimumHeight(least)
            self.grids[roster] = grid
            held = RegisterRows(state.form.rosters[roster], self)
            self._held[roster] = held
            below.addWidget(held)
            if grid.model.spec.identity:
                below.addWidget(self._tools_of(roster))
            below.addWidget(grid, 1)
            grid.edited.connect(self._on_edited)
            grid.spoke.connect(self.spoke)
            grid.finished.connect(partial(self.stepped.emit, Cell(roster).key))

    def _tools_of(self, roster: str) -> RosterTools:
        tools = self.tools[roster] = RosterTools(roster, self)
        tools.asked.connect(lambda tool: self.tool_asked.emit(tool, roster))
        return tools

    @property
    def editors(self) -> dict[str, Editor]:
        """The editor of each field."""
        return self._fields.editors if self._fields is not None else {}

    def show_entries(self, entries: Mapping[str, str]) -> None:
        """Put the kept texts and rows into fields and grids."""
        if self._fields is not None:
            self._fields.show_entries(entries)
        for roster, grid in self.grids.items():
            grid.show_rows(self._state.rosters.memory.rows.get(roster, ()))

    def show_state(self) -> None:
        """Show what the last judgement gave."""
        state = self._state
        if self._fields is not None:
            self._fields.show_reading(state.judged.reading, state.remark, state.need)
        for roster, grid in self.grids.items():
            self._held[roster].show_rows(state.judged.register.rows.get(roster, ()))
            grid.show_states(state.rosters.states(roster, state.judged))
            grid.show_foot(state.rosters.foot(roster, state.judged))
        for roster, tools in self.tools.items():
            tools.show_undo(can_be_undone(state.entries.get(IMPORT_PREFIX + roster, "")))

    def _on_edited(self) -> None:
        for roster, grid in self.grids.items():
            rows: Rows = grid.rows()
            if rows is not self._state.rosters.memory.rows.get(roster):
                self.rows_edited.emit(roster, rows)
