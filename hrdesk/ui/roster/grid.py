"""A roster as one part of the form: title and keys, the grid, what is said of a cell, the sums."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.monthly import column_and_month
from hrdesk.ui import theme
from hrdesk.ui.faults import two_lines
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_looks import applies, outcome_look, remark_on
from hrdesk.ui.roster.cell_texts import shown_text
from hrdesk.ui.roster.foot import FootLine, FootWords, RemarkLine
from hrdesk.ui.roster.judged_row import JudgedRow
from hrdesk.ui.roster.model import FIRST, RosterModel
from hrdesk.ui.roster.months_pane import pane_of
from hrdesk.ui.roster.row_edits import Rows
from hrdesk.ui.roster.sheet import ROW_HEIGHT
from hrdesk.ui.roster.view import RosterView
from hrdesk.ui.words import button, key_cap, label

#: A longer text does not fit its cell and is shown below the grid.
_FITS = 10
#: Pixels that stand above and below the grid and the months, and those of a scroll bar.
_AROUND, _BAR = 206, 16
#: What is told of a paste or a list in which nothing is wrong.
_NEWS = frozenset({"roster.titled", "roster.above_titles", *terms.LIST_NEWS})
#: QWIDGETSIZE_MAX, which the binding does not name.
_NO_LIMIT = 16_777_215


class RosterGrid(QFrame):
    """The rows of one roster; raw text goes in and out, judgements come from outside.

    `edited` carries the ids of rows that were added, removed or changed, none when rows only
    changed their order; whoever judges answers with `show_states` and `show_foot`. `month` is
    where the choice of months begins in an empty cell. `finished` says that Enter leaves it,
    `spoke` carries the part that has something to say of a paste.
    """

    edited = Signal(tuple)
    finished = Signal()
    spoke = Signal(QWidget)

    def __init__(self, spec: RosterSpec, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"roster_grid.{spec.id}")
        self.model = RosterModel(spec, parent=self)
        self.view = RosterView(self.model, month)
        self._months = pane_of(self.model, month, self)
        self._notice = Notice(name="roster_notice")
        self._remark = RemarkLine()
        self._foot = FootLine()
        self._arrange(spec)
        self.setFocusProxy(self.view)
        self.model.edited.connect(self._on_edited)
        self.model.dataChanged.connect(self._say)
        self.view.told.connect(self._tell)
        self.view.finished.connect(self.finished)
        self.view.selectionModel().currentChanged.connect(self._on_moved)
        self._connect_months()

    def _connect_months(self) -> None:
        pane = self._months
        if pane is None:
            return
        self.view.months_wanted.connect(pane.toggle)
        pane.view.months_wanted.connect(pane.toggle)
        pane.view.told.connect(self._tell)
        # After the cursor has gone on, which makes the line below quiet.
        pane.model.left_out.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        pane.view.selectionModel().currentChanged.connect(self._on_moved)
        pane.model.dataChanged.connect(self._say)
        pane.stepped.connect(self._go_to_person)
        pane.opened.connect(self._on_months)

    def _arrange(self, spec: RosterSpec) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(spec.title, "strong"))
        head.addStretch(1)
        for part in (
            label(terms.PASTE_HINT, "small"),
            key_cap(terms.PASTE_KEY),
            label(terms.PASTE, "small"),
            key_cap(terms.FILL_KEY),
            label(terms.FILL, "small"),
        ):
            head.addWidget(part)
        self._frame = QFrame()
        theme.first_role(self._frame, "grid_frame")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self._frame, 1)
        if self._months is not None:
            column.addWidget(self._months)
        column.addSpacing(6)
        column.addWidget(self._notice)
        column.addWidget(self._remark)
        column.addLayout(self._foot_row())

    def _foot_row(self) -> QHBoxLayout:
        add = button("roster_add", terms.ADD_ROW, self._add_row, "small")
        add.setToolTip(terms.ADD_KEYS)
        delete = button("roster_delete", terms.DELETE_ROWS, self._delete_rows, "small")
        delete.setToolTip(terms.DELETE_KEYS)
        self._buttons = (add, delete)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._foot, 1)
        row.addWidget(add)
        row.addWidget(delete)
        return row

    def rows(self) -> Rows:
        """Return the rows as they stand."""
        return self.model.rows()

    def show_rows(self, rows: Rows) -> None:
        """Show other rows, as a draft holds them; nothing of before can be undone."""
        self.model.show_rows(rows)
        self._be_quiet()
        self._say()

    def show_states(self, states: Mapping[str, JudgedRow]) -> None:
        """Show what was read and judged of some rows, by their ids."""
        self.model.show_states(states)

    def show_foot(self, words: FootWords) -> None:
        """Show the sums below the grid."""
        self._foot.show_words(words)

    def focus_cell(self, row_id: str, column_id: str) -> bool:
        """Put the cursor into a cell, as the finding panel asks; False if there is no such cell.

        `<column>@<month>` is a cell of the months.
        """
        column, month = column_and_month(column_id)
        index = self.model.place_of(row_id, column)
        if index.isValid():
            self.view.go_to(index.row(), index.column())
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if month is not None and self._months is not None:
            cell = self._months.model.place_of(str(month), column)
            self._months.open_at(cell.row(), cell.column())
        return index.isValid()

    def current_cell(self) -> tuple[str, str] | None:
        """Return row id and column id of the cursor; None in the row for adding or in no cell.

        In the months it is `<column>@<month>`, as `focus_cell` takes it.
        """
        index = self.view.currentIndex()
        row, column = self.model.row(index.row()), self.model.column(index.column())
        if row is None:
            return None
        if self._months is not None and self._months.standing_at():
            return row.id, self._months.standing_at()
        return None if column is None else (row.id, column.id)

    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes in the grid, in order."""
        months = () if self._months is None else (self._months.view,)
        return (self.view, *months, *self._buttons)

    def _add_row(self) -> None:
        self.view.insert_row()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete_rows(self) -> None:
        self.view.delete_rows()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, row_ids: tuple[str, ...]) -> None:
        self._be_quiet()
        self.edited.emit(row_ids)
        self._follow()
        self._say()

    def _on_moved(self) -> None:
        self._be_quiet()
        self._follow()
        self._say()

    def _follow(self) -> None:
        """Let the months be those of the row of the cursor."""
        if self._months is not None:
            row = self.model.row(self.view.currentIndex().row())
            self._months.follow("" if row is None else row.id)

    def _go_to_person(self, row_id: str) -> None:
        """Go to another row while its months are filled in."""
        row = self.model.place_of(row_id, self.model.columns[0].id).row()
        self.view.go_to(row, max(self.view.currentIndex().column(), FIRST))
        self._say()

    def _on_months(self, opened: bool) -> None:
        self._share_height(opened)
        if not opened:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the rows and the months of one."""
        super().resizeEvent(event)
        self._share_height(self._months is not None and self._months.is_open)

    def _share_height(self, opened: bool) -> None:
        """Leave the rows what the months of a year do not take, and at least one row."""
        if self._months is None:
            return
        least = self.view.horizontalHeader().height() + ROW_HEIGHT + _BAR
        rest = self.height() - _AROUND - self._months.wanted_height
        self._frame.setMaximumHeight(max(least, rest) if opened else _NO_LIMIT)

    def _be_quiet(self) -> None:
        self._notice.clear()
        self._remark.show()

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            self._remark.hide()
            first, *others = problems
            # They are all of this roster, which is named once.
            lines = [two_lines(each) for each in (first, *(replace(p, where="") for p in others))]
            quiet = all(problem.key in _NEWS for problem in problems)
            self._notice.say(
                Tone.INFO if quiet else Tone.WARNING,
                "".join(headline for headline, _remedy in lines),
                "".join(remedy for _headline, remedy in lines),
            )
            self.spoke.emit(self._notice)

    def _say(self) -> None:
        """Say in three parts what is to be said of the cell of the cursor."""
        pane = self._months
        if pane is not None and pane.is_open and pane.view.hasFocus():
            self._say_of(pane.view, pane.said_of)
        else:
            self._say_of(self.view, self._quiet_words)

    def _say_of(self, view: RosterView, quiet: Callable[[int, FieldSpec | None], str]) -> None:
        index, model = view.currentIndex(), view.roster
        if not index.isValid():
            self._remark.say("", model.spec.hint)
            return
        place, column = index.row(), model.column(index.column())
        if model.row(place) is None:
            words = terms.NEW_ROW if view is self.view else terms.NEW_MONTH
            self._remark.say("", terms.full(model.spec.most) if model.is_full else words)
            return
        where = self._where(view, place, column)
        remark = remark_on(column, model.state(place)) if column is not None else None
        if remark is None:
            words = quiet(place, column)
            self._remark.say("", f"{where}：{words}" if words else where)
        else:
            month = column_and_month(remark.problem.where)[1]
            if month is not None and view is self.view and column is not None:
                where = terms.place(place + 1, self._name(place), f"{month} {column.label}")
            labels = {**self.model.labels, remark.problem.where: where}
            self._remark.say(remark.tone, *two_lines(remark.problem, labels))

    def _where(self, view: RosterView, place: int, column: FieldSpec | None) -> str:
        """Return where a cell is: the row, the name, in the months the month, the title."""
        title = column.label if column is not None else terms.OUTCOME_TITLE
        if view is self.view or self._months is None:
            return terms.place(place + 1, self._name(place), title)
        month, person = self._months.model.row(place), self._months.model.place
        titled = f"{month.id} {title}" if month is not None else title
        return terms.place(person + 1, self._name(person), titled)

    def _name(self, place: int) -> str:
        column = self.model.spec.columns.get(self.model.spec.name)
        return shown_text(column, self.model.text(place, column)) if column is not None else ""

    def _quiet_words(self, place: int, column: FieldSpec | None) -> str:
        """Return what a cell holds that does not fit it, else what belongs into it."""
        if column is None:
            return outcome_look(self.model.state(place)).text
        if not applies(column, self.model.state(place)):
            return terms.NOT_ASKED_WORDS
        text = shown_text(column, self.model.text(place, column))
        return text if len(text) > _FITS else column.hint
