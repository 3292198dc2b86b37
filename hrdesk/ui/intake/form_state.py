"""What the clerk has typed so far and what it gives: one form in work, without any widget."""

import contextlib
import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.case import Draft
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Fault, Problem
from hrdesk.domain.finding import CheckOutcome
from hrdesk.domain.money import grouped
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.services.intake import PIECE, Judged, field_to_settle, judge_ahead, judge_entries
from hrdesk.services.session import Session
from hrdesk.ui.ahead import in_turns
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.check_row import Way
from hrdesk.ui.intake.finding_words import Beside
from hrdesk.ui.intake.register_filling import RegisterFilling, standing_words
from hrdesk.ui.intake.remarks import Need, Remark, Tone, labels_of, remark_on
from hrdesk.ui.intake.roster_state import Cell, RosterState, cell_of
from hrdesk.ui.intake.said_list import Said
from hrdesk.ui.intake.steps import StepState

MATERIALS_PAGE = "materials"
REVIEW_PAGE = "review"
#: The panel leads to so many places at most that would settle one condition.
_MOST_WAYS = 6


class FormState:
    """Raw entries by key, and the reading and finding of the last judgement.

    A key is a field id or `material.<id>`. Text of hidden fields is kept and not judged.
    """

    def __init__(self, session: Session, draft: Draft) -> None:
        self.form = session.form(draft.measure)
        self.entries: dict[str, str] = dict(draft.entries)
        self.rosters = RosterState(self.form, self.entries)
        self._asked_by_rule = {field for fact in self.form.facts for field in fact.fields}
        self._session = session
        self.draft = draft
        self.begun(draft)
        self._settled = {key for key, text in self.entries.items() if text.strip()}
        self._pages = [(page.id, page.title, page.fields) for page in self.form.pages]
        if self.form.materials:
            keys = tuple(MATERIAL_PREFIX + material.id for material in self.form.materials)
            self._pages.append((MATERIALS_PAGE, terms.MATERIALS_TITLE, keys))
        self._pages.append((REVIEW_PAGE, terms.REVIEW_TITLE, ()))
        self.filling = RegisterFilling(self.form, self.entries)
        self._judged: Judged | None = None
        self._ways: Mapping[str, tuple[Way, ...]] = {}
        self._waiting: list[str] = []

    def begun(self, draft: Draft) -> None:
        """Note since when the applicant stands in the draft; a late entry is measured so."""
        self._entered = draft.created_at.date()

    @property
    def today(self) -> date:
        """The day on which the clerk is at work."""
        return today(self._session.clock)

    def kept_entries(self) -> dict[str, str]:
        """Return everything that was typed, as the draft keeps it."""
        return self.entries | self.rosters.entries()

    def put(self, key: str, text: str) -> None:
        """Take what was typed; it is judged by `judge`."""
        self.entries[key] = text
        self.filling.typed(key)

    def fill(self) -> tuple[str, ...]:
        """Fill empty fields from the register, judge anew, and return which ones changed."""
        if changed := self.filling.fill(self.judged):
            self.judge()
        return changed

    def judge(self) -> Judged:
        """Judge the entries as they stand; `ways` lead from unknown conditions to fields."""
        self._judged = judged = self._judge()
        self._ways = self._find_ways()
        waiting = self.rosters.waiting(judged, wrong=False)
        self._waiting = [cell.key for cell in itertools.islice(waiting, 1)]
        return judged

    def _judge(self) -> Judged:
        memory, entered = self.rosters.memory, self._entered
        return judge_entries(self._session, self.form.measure, self.entries, entered, memory)

    @property
    def has_much_to_judge(self) -> bool:
        """Whether so many rows are new that to judge them takes longer than a blink."""
        return self.rosters.memory.has_many_new(PIECE)

    def judge_ahead(self) -> Iterator[None]:
        """Read and judge new rows a piece at a time; `judge` is soon done then."""
        if not self.has_much_to_judge:
            return
        order = self._session, self.form.measure, self.entries, self._entered, self.rosters.memory
        # What hinders here hinders `judge` too, and there it is said.
        with contextlib.suppress(Fault):
            yield from in_turns(judge_ahead(*order))
            yield
            states = self.rosters.states_ahead(self._judge(), PIECE)
            yield
            yield from in_turns(states)

    @property
    def judged(self) -> Judged:
        """What the last judgement gave; the first is made when it is first asked for."""
        return self.judge() if self._judged is None else self._judged

    def beside(self) -> Beside:
        """Return what is said beside the finding: of the day and of rows."""
        judged = self.judged
        rows = (*self.rosters.contradictions(judged), *self.rosters.said_of_rows(judged))
        if not isinstance(judged.reading.values.get(self.form.received), date):
            link = terms.settle_link(self.form.fields[self.form.received].label)
            rows = (Said(terms.provisional(self.today), self.form.received, link), *rows)
        return Beside(self.rosters.not_judged(judged), rows)

    @property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """The fields that would settle each unknown condition."""
        return self._ways

    def settle(self, key: str) -> str | None:
        """Note that the clerk has left a field; return its value as it is best written, or None."""
        self._settled.add(key)
        reading = self.judged.reading
        if key not in reading.values:
            return None
        value = reading.values[key]
        return grouped(value) if isinstance(value, Decimal) else reading.entries[key]

    def remark(self, key: str) -> Remark:
        """Return what to say below a field."""
        standing = standing_words(self.form, self.judged, key)
        if standing:
            return Remark(Tone.QUIET, standing)
        return remark_on(self.form, self.judged.reading, key, key not in self._settled)

    def need(self, key: str) -> Need:
        """Return whether a field may stay empty, waits, or holds what the register does."""
        if self.filling.holds(self.judged, key):
            return Need.REGISTER
        if key in self.awaited() and key not in self.judged.reading.problems:
            return Need.AWAITED
        if key in self.judged.reading.required or key in self._asked_by_rule:
            return Need.REQUIRED
        return Need.OPTIONAL

    def labels(self) -> dict[str, str]:
        """Return the words for every key."""
        materials = {MATERIAL_PREFIX + item.id: item.title for item in self.form.materials}
        cells = {cell.key: self.rosters.label(cell) for cell, _ in self._hindering_cells()}
        return labels_of(self.form) | materials | cells

    @property
    def pages(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each step, the review last."""
        return tuple((page_id, title) for page_id, title, _keys in self._pages)

    def page_of(self, key: str) -> int:
        """Return the step on which a key stands."""
        cell = cell_of(key)
        if cell is not None:
            pages = enumerate(self.form.pages)
            return next(n for n, page in pages if cell.roster in page.rosters)
        return next(n for n, (_id, _title, keys) in enumerate(self._pages) if key in keys)

    def shown_keys(self, place: int) -> list[str]:
        """Return the keys of a step that matter, in order."""
        reading = self.judged.reading
        shown = reading.shown | {MATERIAL_PREFIX + item for item in reading.shown_materials}
        return [key for key in self._pages[place][2] if key in shown]

    def rosters_on(self, place: int) -> tuple[str, ...]:
        """Return the rosters of a step."""
        return self.form.pages[place].rosters if place < len(self.form.pages) else ()

    def roster_key(self, roster: str) -> str:
        """Return the key of the cell at which a roster is opened."""
        return self.rosters.first_cell(roster, self.judged).key

    def following(self, place: int, key: str) -> str:
        """Return the key after this one on a step, or "" when it is the last."""
        keys = self._stops(place)
        return next(iter(keys[keys.index(key) + 1 :]), "") if key in keys else ""

    def _stops(self, place: int) -> list[str]:
        """Return where the cursor may go on a step: its fields, and below them its grids."""
        return self.shown_keys(place) + [Cell(roster).key for roster in self.rosters_on(place)]

    def open_keys(self) -> list[str]:
        """Return the keys that hinder acceptance, in the order of the form."""
        reading = self.judged.reading
        hindering = {*reading.problems, *reading.missing_required}
        open_keys = [key for _, _, keys in self._pages for key in keys if key in hindering]
        return open_keys + [cell.key for cell, _ in self._hindering_cells()]

    def hindrance(self, key: str) -> Problem:
        """Return why a field, a material or a cell hinders acceptance."""
        if cell_of(key) is None:
            return self.judged.reading.hindrance(key)
        return next(
            Problem(problem.key, key, problem.values)
            for cell, problem in self._hindering_cells()
            if cell.key == key
        )

    def is_wrong(self, key: str) -> bool:
        """Tell whether something wrong stands there, rather than nothing."""
        return self.hindrance(key).key not in ("field.required", "material.required")

    def _hindering_cells(self) -> list[tuple[Cell, Problem]]:
        return list(self.rosters.hindering(self.judged))

    def to_do(self, place: int) -> list[str]:
        """Return the keys of a step that want something: wrong, required, or awaited."""
        wanting = dict.fromkeys((*self.open_keys(), *self.awaited()))
        fields = [key for key in self.shown_keys(place) if key in wanting]
        cells = [key for key in wanting if cell_of(key) and self.page_of(key) == place]
        return fields + cells

    def hints(self) -> list[Problem]:
        """Return every hint in the order of the form; a hint hinders nothing."""
        hints = self.judged.reading.hints
        return [
            hint for _id, _title, keys in self._pages for key in keys for hint in hints.get(key, ())
        ]

    def proposal(self, key: str) -> str:
        """Return what a blank field most likely holds: the name that it normally repeats."""
        spec = self.form.fields.get(key)
        if spec is None or not spec.same_as or self.entries.get(key, "").strip():
            return ""
        value = self.judged.reading.values.get(spec.same_as)
        return value if isinstance(value, str) else ""

    def stop_on(self, place: int, key: str) -> str:
        """Return where the cursor goes on a page: to a key, else where something is to be done."""
        cell = cell_of(key)
        if cell is not None and self.rosters.holds(cell) and self.page_of(key) == place:
            return key
        to_do = self.to_do(place)
        keys = dict.fromkeys((*self._stops(place), *to_do))
        return next((each for each in (key, *to_do, *keys) if each in keys), "")

    def first_open_page(self) -> int:
        """Return the step with the first thing to do, or the review."""
        keys = self.open_keys()
        return self.page_of(keys[0]) if keys else len(self._pages) - 1

    def step_states(self, visited: set[int]) -> tuple[StepState, ...]:
        """Return what each step needs; a step is done when it was seen and nothing hinders."""
        open_keys = self.open_keys()
        wrong = {self.page_of(key) for key in open_keys if self.is_wrong(key)}
        hindered = {self.page_of(key) for key in open_keys}
        awaited = {self.page_of(key) for key in self.awaited()}
        states = []
        for place in range(len(self._pages) - 1):
            if place in wrong:
                states.append(StepState.WRONG)
            elif place in hindered or not (place in visited or self._has_entries(place)):
                states.append(StepState.OPEN)
            elif place in awaited:
                states.append(StepState.AWAITED)
            else:
                states.append(StepState.DONE)
        return (*states, StepState.OPEN)

    def _has_entries(self, place: int) -> bool:
        rows = (self.rosters.memory.rows.get(roster) for roster in self.rosters_on(place))
        return any(rows) or any(self.entries.get(key, "").strip() for key in self.shown_keys(place))

    def _find_ways(self) -> dict[str, tuple[Way, ...]]:
        found: dict[str, tuple[Way, ...]] = {}
        for check in self.judged.finding.checks:
            if check.outcome is CheckOutcome.MISSING:
                ways = (self._way_to(fact) for fact in check.settles[:_MOST_WAYS])
                found[check.code] = tuple(dict.fromkeys(way for way in ways if way is not None))
        return found

    def awaited(self) -> list[str]:
        """Return the fields that would settle unknown conditions, and of rows the first cell."""
        fields = [way.field_id for ways in self.ways.values() for way in ways]
        return list(dict.fromkeys(fields + self._waiting))

    def _way_to(self, fact: str) -> Way | None:
        cell = self.rosters.to_settle(fact, self.judged)
        if cell is not None:
            return Way(cell.key, self.rosters.label(cell))
        key = field_to_settle(self._session, self.form.measure, self.judged, fact)
        return None if key is None else Way(key, self.form.fields[key].label)
