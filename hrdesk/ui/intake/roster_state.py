"""The rosters of a form in work: cells as keys, what is said of each row, the sums below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hrdesk.domain.errors import Problem
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.money import ZERO, grouped
from hrdesk.intake.form_spec import LINES, FormSpec
from hrdesk.intake.monthly import column_and_month, monthly_of
from hrdesk.intake.roster_text import ROSTER_PREFIX, rosters_of
from hrdesk.intake.rosters import column_for_fact
from hrdesk.services.intake import Judged
from hrdesk.services.presenting import present
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.ui.intake import roster_terms as terms
from hrdesk.ui.intake.roster_texts import RosterTexts
from hrdesk.ui.intake.row_states import LINE_PREFIX, row_state
from hrdesk.ui.intake.said_list import Said
from hrdesk.ui.roster import FootWords, JudgedRow
from hrdesk.ui.roster import terms as grid_terms
from hrdesk.ui.roster.judged_row import RowSaid
from hrdesk.ui.roster.row_edits import Rows

_CELL = ":"
_FACTS = "facts."
#: The panel says so many different things of rows at most.
_MOST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a roster, by roster, row and column.

    Row "" is the row for adding; without a column it is the grid, wherever its cursor stands.
    """

    roster: str
    row_id: str = ""
    column: str = ""

    @property
    def key(self) -> str:
        """The key of the cell among the keys of the form."""
        return _CELL.join((self.roster, self.row_id, self.column))


def cell_of(key: str) -> Cell | None:
    """Return the cell that a key names, or None for the key of a field or a material."""
    parts = key.split(_CELL)
    return Cell(*parts) if len(parts) == 3 else None


class RosterState:
    """The rows of a form's rosters and what the last judgement says of them."""

    def __init__(self, form: FormSpec, entries: Mapping[str, str]) -> None:
        self.form = form
        self.memory = RosterMemory(rosters_of(form, entries))
        self.texts = {roster: RosterTexts() for roster in form.rosters}
        self._states: dict[str, JudgedRow] = {}
        self._last: tuple[Judged, dict[str, dict[str, JudgedRow]]] | None = None

    def put(self, roster: str, rows: Rows) -> None:
        """Take the rows of a roster as they stand."""
        self.memory.rows[roster] = rows

    def entries(self) -> dict[str, str]:
        """Return the rosters as entries of the draft; an unchanged one is not written anew."""
        texts = {
            roster: self.texts[roster].text(self.memory.rows.get(roster, ()))
            for roster in self.form.rosters
        }
        return {ROSTER_PREFIX + roster: text for roster, text in texts.items() if text}

    def states(self, roster: str, judged: Judged) -> dict[str, JudgedRow]:
        """Return what is said of each row; an unchanged row keeps its state."""
        if self._last is None or self._last[0] is not judged:
            self._last = (judged, {})
        known = self._last[1].get(roster)
        if known is None:
            known = self._last[1][roster] = self._all_states(roster, judged)
        return known

    def _all_states(self, roster: str, judged: Judged) -> dict[str, JudgedRow]:
        return {state.reading.row_id: state for state in self._each_state(roster, judged)}

    def _each_state(self, roster: str, judged: Judged) -> Iterator[JudgedRow]:
        lines = dict(zip(judged.lines, judged.finding.lines, strict=True))
        of_lines = self.form.rosters[roster].gives == LINES
        for reading in judged.rows[roster]:
            finding = lines.get(reading.row_id) if of_lines else None
            state = self._states.get(reading.row_id)
            if state is None or state.reading is not reading or state.finding is not finding:
                state = row_state(self.form.rosters[roster], reading, finding, pays=self.form.pays)
                self._states[reading.row_id] = state
            yield state

    def states_ahead(self, judged: Judged, piece: int) -> Iterator[None]:
        """Work out what is said of the rows, so many at a time; `states` finds it known."""
        for roster in self.form.rosters:
            for place, _ in enumerate(self._each_state(roster, judged), 1):
                if not place % piece:
                    yield

    def foot(self, roster: str, judged: Judged) -> FootWords:
        """Return the sums below a roster."""
        rows = [row for row in judged.rows[roster] if not row.blank]
        if self.form.rosters[roster].gives != LINES:
            return FootWords(terms.rows(len(rows)))
        outcomes = [line.outcome for line in judged.finding.lines]
        counts = terms.counted(outcomes, len(rows), self.form.pays)
        if not self.form.pays:
            return FootWords(counts)
        total = sum((line.amount for line in judged.finding.lines), ZERO)
        return FootWords(counts, terms.total(grouped(total)), self._shares(roster, judged))

    def _shares(self, roster: str, judged: Judged) -> str:
        """Return the sum of each insurance over the rows, "" where a roster has none."""
        spec = self.form.rosters[roster]
        monthly = monthly_of(spec)
        if monthly is None:
            return ""
        rows = self.states(roster, judged).values()
        sums = [
            sum((state.shares[place] for state in rows if state.shares), ZERO)
            for place in range(len(monthly.shares))
        ]
        titles = [spec.columns[column].label for column in monthly.shares]
        return terms.shares(list(zip(titles, map(grouped, sums), strict=True)))

    def said_of_rows(self, judged: Judged) -> tuple[Said, ...]:
        """Return what the panel says of rows not judged or not paid in full, equal words once.

        Each leads to what settles it of its first row, or to that row.
        """
        spec = self.form.lines
        if spec is None:
            return ()
        found: dict[str, list[tuple[str, RowSaid]]] = {}
        for row_id, state in self.states(spec.id, judged).items():
            for said in state.said:
                found.setdefault(said.words, []).append((row_id, said))
        places = self._places()
        sentences = []
        for words, rows in list(found.items())[:_MOST_SENTENCES]:
            numbers = terms.row_numbers([places[row_id] for row_id, _ in rows])
            row_id, said = rows[0]
            cell = self._place_of(row_id, said, judged)
            link = terms.correct if said.wrong else terms.settle
            if cell is None:
                cell, link = Cell(spec.id, row_id, next(iter(spec.columns))), terms.look_at
            sentences.append(Said(f"{numbers}　{words}", cell.key, link(self.label(cell))))
        return tuple(sentences)

    def _place_of(self, row_id: str, said: RowSaid, judged: Judged) -> Cell | None:
        """Return the cell that settles what is said of a row, or None."""
        if said.column and self.form.lines is not None:
            return Cell(self.form.lines.id, row_id, said.column)
        return self.to_settle(said.fact, judged) if said.fact else None

    def waiting(self, judged: Judged, *, wrong: bool) -> Iterator[Cell]:
        """Yield the cells that would settle what is unknown of rows, in the order of the rows.

        Only where that decides the case (DESIGN 4.2); without a row that is the first to type in.
        With `wrong` those come too that keep a row from being judged.
        """
        spec = self.form.lines
        decide = self._rows_decide(judged)
        if spec is None or not (decide or wrong):
            return
        states = self.states(spec.id, judged)
        if decide and all(state.reading.blank for state in states.values()):
            yield self._first(spec.id)
        for row_id, state in states.items():
            if state.finding is None and wrong:
                for said in state.said:
                    yield Cell(spec.id, row_id, said.column)
            elif decide:
                for column in state.awaited:
                    yield Cell(spec.id, row_id, column)

    def _rows_decide(self, judged: Judged) -> bool:
        """Tell whether the case waits for its rows: by their sum, or by a condition on them."""
        finding = judged.finding
        missing = (check for check in finding.checks if check.outcome is CheckOutcome.MISSING)
        return finding.outcome is Outcome.INCOMPLETE and (
            self.form.pays
            or any(place.startswith(LINE_PREFIX) for check in missing for place in check.settles)
        )

    def not_judged(self, judged: Judged) -> str:
        """Return that rows with errors count neither for nor against, "" when there are none."""
        rows = (row for rows in judged.rows.values() for row in rows)
        count = sum(bool(row.problems) for row in rows)
        return terms.rows_not_judged(count) if count else ""

    def first_cell(self, roster: str, judged: Judged) -> Cell:
        """Return the cell of a roster that hinders acceptance, else the first to type in."""
        hindering = (cell for cell, _ in self.hindering(judged) if cell.roster == roster)
        return next(hindering, self._first(roster))

    def _first(self, roster: str) -> Cell:
        rows = self.memory.rows.get(roster, ())
        columns = self.form.rosters[roster].columns
        return Cell(roster, rows[0].id if rows else "", next(iter(columns)))

    def holds(self, cell: Cell) -> bool:
        """Tell whether there is such a row, or the one for adding is meant."""
        rows = self.memory.rows.get(cell.roster, ())
        return not cell.row_id or any(row.id == cell.row_id for row in rows)

    def contradictions(self, judged: Judged) -> tuple[Said, ...]:
        """Return what the panel says of rows that contradict the register for the same time."""
        said = []
        for roster in judged.register.rows:
            for reading in judged.rows[roster]:
                for column, hints in reading.hints.items():
                    cell = Cell(roster, reading.row_id, column)
                    where, title = self.label(cell), self.form.rosters[roster].title
                    said += [
                        Said(
                            f"{title}　{where}{present(hint).problem}",
                            cell.key,
                            terms.look_at(where),
                        )
                        for hint in hints
                        if hint.key == "register.row_differs"
                    ]
        return tuple(said)

    def hindering(self, judged: Judged) -> Iterator[tuple[Cell, Problem]]:
        """Yield the first cell of each roster that hinders acceptance, wrong ones first."""
        for roster, rows in judged.rows.items():
            wrong = next((row for row in rows if row.problems), None)
            lacking = next((row for row in rows if row.missing), None)
            if wrong is not None:
                column, problem = next(iter(wrong.problems.items()))
                yield Cell(roster, wrong.row_id, column), problem
            elif lacking is not None:
                cell = Cell(roster, lacking.row_id, lacking.missing[0])
                yield cell, Problem("field.required", cell.key)

    def to_settle(self, fact: str, judged: Judged) -> Cell | None:
        """Return the cell that would settle an unknown fact of a line (`lines[3].qualified`).

        A fact that a roster gives as a whole (`facts.recognitions`) leads to its first row,
        or with a row id of "" to the row for adding.
        """
        if not fact.startswith(LINE_PREFIX):
            return self._given_by_roster(fact.removeprefix(_FACTS).partition("[")[0])
        place, _, name = fact.removeprefix(LINE_PREFIX).partition("].")
        row_id = judged.lines[int(place)]
        spec = self.form.lines
        if spec is None:
            return None
        reading = next(each for each in judged.rows[spec.id] if each.row_id == row_id)
        column = column_for_fact(spec, reading, name)
        return Cell(spec.id, row_id, column) if column is not None else None

    def label(self, cell: Cell) -> str:
        """Return where a cell is: row, name of the person, title of the column."""
        spec = self.form.rosters[cell.roster]
        rows = self.memory.rows.get(cell.roster, ())
        place = next((n for n, row in enumerate(rows, 1) if row.id == cell.row_id), 0)
        if not place:
            return spec.title
        name = rows[place - 1].entries.get(spec.name, "")
        column, month = column_and_month(cell.column)
        title = spec.columns[column].label
        return grid_terms.place(place, name, f"{month} {title}" if month is not None else title)

    def _given_by_roster(self, fact: str) -> Cell | None:
        for roster, spec in self.form.rosters.items():
            if spec.gives == fact:
                return self._first(roster)
        return None

    def _places(self) -> dict[str, int]:
        """Return the number of each row whose line the rule gets, by its id."""
        rows = self.memory.rows.get(self.form.lines.id, ()) if self.form.lines is not None else ()
        return {row.id: n for n, row in enumerate(rows, 1)}
