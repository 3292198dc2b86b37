"""The months of one row as a table of their own: what holds for every month, and what differs."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import MonthFinding, MonthOutcome
from hrdesk.domain.money import ZERO, grouped
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import FieldSpec, FieldType, RosterSpec
from hrdesk.intake.monthly import Monthly, in_month, listed_months, month_key
from hrdesk.intake.months import read_months
from hrdesk.intake.rosters import RowReading
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_looks import CellLook
from hrdesk.ui.roster.judged_row import JudgedRow
from hrdesk.ui.roster.model import RosterModel
from hrdesk.ui.roster.row_edits import Changes, Rows

MONTH = "month"
_MOST = 120
_TONES = {
    MonthOutcome.PAID: "met",
    MonthOutcome.SKIPPED: "unmet",
    MonthOutcome.MISSING: "unknown",
    MonthOutcome.OFFICER: "officer",
}


class MonthModel(RosterModel):
    """Shows the months of the row that it follows, each with its amounts and its outcome.

    Whatever is done to it is done to that row, as one step of the roster: undoing goes back
    there too. A text that is the row's own is no text of the month; emptying a cell gives the
    row's back. Months stand in order of time and each once. `left_out` carries what the clerk
    must know of texts that are no month.
    """

    left_out = Signal(tuple)

    def __init__(
        self, people: RosterModel, monthly: Monthly, parent: QObject | None = None
    ) -> None:
        super().__init__(_spec(people.spec, monthly), parent=parent)
        self.steps = people.steps
        self._people = people
        self._of = monthly
        self._person = ""
        self._found: Mapping[Month, MonthFinding] = {}
        for changed in (people.edited, people.dataChanged, people.modelReset):
            changed.connect(self.refresh)

    @property
    def place(self) -> int:
        """Where the followed row stands in its roster, -1 for none."""
        return self._people.place_of(self._person, self._of.months).row() if self._person else -1

    def follow(self, row_id: str) -> None:
        """Show the months of another row, "" of none."""
        if row_id != self._person:
            self.beginResetModel()
            self._person = row_id
            self._stand(self._months())
            self._judge()
            self.endResetModel()

    def refresh(self) -> None:
        """Show what became of the followed row."""
        rows = self._months()
        if rows != self.rows():
            self._become(rows)
        self._judge()

    def look(self, place: int, column: int) -> CellLook:
        """Return how a cell looks: soft where it is filled along, the outcome of its month."""
        if column == self.outcome:
            return self._outcome_look(place)
        look, spec, row = super().look(place, column), self.column(column), self.row(place)
        if row is None or spec is None or spec.id == MONTH or look.tone != "text":
            return look
        return look if self.is_own(place, spec) else replace(look, tone="text_soft")

    def is_own(self, place: int, spec: FieldSpec) -> bool:
        """Tell whether a month has a text of its own in a column."""
        row = self.row(place)
        return row is not None and f"{spec.id}@{row.id}" in self._entries()

    def change_cells(self, changes: Changes) -> None:
        """Put texts into cells; what comes with a month goes to that month, wherever it stands."""
        places = {row.id: place for place, row in enumerate(self.rows())}
        found: dict[int, Mapping[str, str]] = {}
        end = len(places)
        for place, cells in changes.items():
            named = read_months(cells.get(MONTH, "")).value or ()
            goes = place
            if len(cells) > 1 and named:
                goes = places.get(str(named[0]), end) if len(named) == 1 else end
            found[goes] = cells
            end = max(end, goes + 1)
        super().change_cells(found)

    def sort_rows(self, column: int, *, descending: bool) -> None:
        """Leave the months in the order of time."""

    def insert_row(self, place: int) -> None:
        """Add no blank month: a month is typed into the last row."""

    def take_rows(self, rows: Rows) -> None:
        """Do one act on the months as an act on the row whose months they are."""
        if self.place < 0:
            return
        unread = [row.entries.get(MONTH, "") for row in rows if not _is_month(row)]
        self._people.change_cells({self.place: self._changes(rows)})
        if unread:
            texts = terms.SEPARATOR.join(dict.fromkeys(unread))
            self.left_out.emit(
                (Problem("roster.months_unread", terms.MONTH_TITLE, {"texts": texts}),)
            )

    def _changes(self, rows: Rows) -> dict[str, str]:
        entries = self._entries()
        changes = {
            month_key(column, month): ""
            for month in listed_months(self._of, entries)
            for column in self._of.columns
        }
        listed: set[Month] = set()
        for row in rows:
            for month in _months_in(row):
                listed.add(month)
                for column in self._of.columns:
                    text = row.entries.get(column, "")
                    own = "" if text == entries.get(column, "") else text
                    changes[month_key(column, month)] = own
        return changes | {self._of.months: written_months(sorted(listed))}

    def _entries(self) -> Mapping[str, str]:
        row = self._people.row(self.place)
        return {} if row is None else row.entries

    def _months(self) -> Rows:
        entries, before = self._entries(), {row.id: row for row in self.rows()}
        found = []
        for month in listed_months(self._of, entries):
            texts = {each: in_month(entries, each, month) or "" for each in self._of.columns}
            row = RosterRow(
                str(month), {MONTH: str(month)} | {key: text for key, text in texts.items() if text}
            )
            same = before.get(row.id)
            found.append(same if same == row else row)
        return tuple(found)

    def _judge(self) -> None:
        state = self._people.state(self.place)
        finding = state.finding if state is not None else None
        months = finding.months if finding is not None else ()
        found = {month.month: month for month in months}
        states = {row.id: self._state(row, state) for row in self.rows()}
        changed = found != self._found
        self._found = found
        self.show_states(states)
        if changed and self.rows():
            self.dataChanged.emit(
                self.index(0, self.outcome), self.index(len(self.rows()) - 1, self.outcome)
            )

    def _state(self, row: RosterRow, of_person: JudgedRow | None) -> JudgedRow:
        problems, awaited = {}, {}
        if of_person is not None:
            own = {f"{column}@{row.id}": column for column in self._of.columns}
            found = of_person.reading.problems
            problems = {own[key]: each for key, each in found.items() if key in own}
            awaited = {own[key]: said for key, said in of_person.awaited.items() if key in own}
            for column in self._of.columns:
                if column not in row.entries and column in of_person.awaited:
                    awaited[column] = of_person.awaited[column]
        reading = RowReading(
            row.id, {}, problems, {}, frozenset(self.spec.columns), (), blank=False
        )
        return JudgedRow(reading, None, "", awaited)

    def _outcome_look(self, place: int) -> CellLook:
        row, state = self.row(place), self._people.state(self.place)
        month = Month.parse(row.id) if row is not None else None
        found = self._found.get(month) if month is not None else None
        if found is None or state is None or state.finding is None:
            return CellLook("")
        tone = _TONES[found.outcome]
        if found.outcome is not MonthOutcome.PAID:
            return CellLook(found.shown.removeprefix(str(month)).strip(), tone, icon=tone)
        if state.finding.amount == ZERO:
            return CellLook(f"{grouped(found.amount)} {terms.NOT_COUNTED}", "text_faint")
        return CellLook(grouped(found.amount), tone, icon=tone)


def _is_month(row: RosterRow) -> bool:
    return read_months(row.entries.get(MONTH, "")).value is not None


def _months_in(row: RosterRow) -> tuple[Month, ...]:
    """Return the months that a row names; one that stood there stays while it names none."""
    stood = Month.parse(row.id)
    return read_months(row.entries.get(MONTH, "")).value or ((stood,) if stood else ())


def _spec(people: RosterSpec, monthly: Monthly) -> RosterSpec:
    month = FieldSpec(MONTH, terms.MONTH_TITLE, FieldType.MONTH, hint=terms.NEW_MONTH)
    columns = {MONTH: month} | {each: people.columns[each] for each in monthly.columns}
    return RosterSpec(
        id=f"{people.id}.months",
        title=terms.MONTHS_TITLE,
        columns=columns,
        facts=(),
        gives="",
        most=_MOST,
    )
