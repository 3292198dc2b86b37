"""The process that reads somebody's list; it ends with the one that began it."""

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.money import ZERO
from hrdesk.intake.deciding_cells import Decider, Pair
from hrdesk.intake.foreign_rows import ForeignLine, LinesRead, ListReader, Refusal
from hrdesk.intake.form_spec import FieldType, RosterSpec
from hrdesk.intake.list_heading import Heading, heading_of
from hrdesk.intake.list_import import (
    Fate,
    Held,
    People,
    PersonChange,
    absent_from,
    changes_of,
    misnamed,
)
from hrdesk.intake.listed import is_whole
from hrdesk.intake.named_columns import unread_columns
from hrdesk.services.list_marking import (
    MarkedList,
    MarkingStopped,
    MarkOrder,
    ReadList,
    StopMarking,
    save_marked,
)
from hrdesk.services.list_plan import LinesOrder, LinesSummary, ListFacts
from hrdesk.storage.files import remove_unfinished

if TYPE_CHECKING:
    from hrdesk.domain.foreign_sheet import ForeignFile
    from hrdesk.domain.roster import RosterRow
    from hrdesk.services.child_process import Speaker

#: Rows that go through the pipe at once: the interpreter is held only that long.
PIECE = 200
_MOST_READINGS = 200
#: Lines whose content the roster has afterwards.
_TAKEN = (Fate.NEW, Fate.CHANGED, Fate.SAME)


def sendable(spec: RosterSpec) -> RosterSpec:
    """Return a roster's definition as it can be sent to another process."""
    columns = {
        name: replace(column, show_when=column.show_when and dict(column.show_when))
        for name, column in spec.columns.items()
    }
    return replace(spec, columns=columns)


def read_list_file(
    speaker: "Speaker", path: str, spec: RosterSpec, today: date, more: Mapping[str, str]
) -> None:
    """Read a file, tell its titles, and read its lines as often as asked; runs in the child."""
    from hrdesk.services.orphan import end_with_parent
    from hrdesk.services.process_limits import lift_time_limit, limit_this_process
    from hrdesk.workbooks.foreign_file import file_content, read_foreign

    # What is read lives until the process ends: to look for cycles among it finds none.
    gc.disable()
    targets: list[Path] = []
    end_with_parent(partial(_clean, targets))
    limit_this_process()
    speaker.step(0)
    try:
        content = file_content(Path(path))
        file = read_foreign(content)
        headings = tuple(heading_of(spec, sheet, more) for sheet in file.sheets)
        lift_time_limit()
        told: object = ListFacts(file.kind, headings, file.mark, file.sees_all)
        reading: _Reading | None = None
        while True:
            order = _next_order(speaker, told)
            if isinstance(order, LinesOrder):
                reading = _Reading(speaker, file, spec, today)
                told = reading.lines(order)
            elif reading is not None:
                targets.append(Path(order.target))
                told = _marked(speaker, reading.read(content), targets[-1])
    except MemoryError:
        raise InvalidInput("list_file.too_heavy") from None


def _next_order(speaker: "Speaker", told: object) -> LinesOrder | MarkOrder:
    """Say what was asked for and hear what is wanted next."""
    order: LinesOrder | MarkOrder | StopMarking = speaker.ask(told)
    while isinstance(order, StopMarking):
        # It came when the list was saved already, as was told.
        order = speaker.hear()
    return order


def _marked(speaker: "Speaker", read: ReadList, target: Path) -> MarkedList | None:
    """Save the marked list, a count told for every piece; None where it was stopped."""

    def on_line(number: int) -> None:
        if number % PIECE:
            return
        speaker.step(number)
        if speaker.is_told():
            speaker.hear()
            raise MarkingStopped

    try:
        return save_marked(read, target, on_line)
    except MarkingStopped:
        return None


def _clean(targets: list[Path]) -> None:
    """Leave nothing half written when nobody waits any more."""
    for target in targets:
        remove_unfinished(target.parent, target.name)


class _Reading:
    """One reading of the lines of a file."""

    def __init__(
        self, speaker: "Speaker", file: "ForeignFile", spec: RosterSpec, today: date
    ) -> None:
        self._speaker = speaker
        self._file = file
        self._spec = spec
        self._today = today
        self._lines: Counter[Fate] = Counter()
        self._people: Counter[Fate] = Counter()
        self._refusals: list[Refusal] = []
        self._waiting: Counter[Pair] = Counter()
        self._order: LinesOrder | None = None
        self._amounts: dict[int, dict[str, Decimal]] = {}
        self._sums: dict[str, Decimal] = {
            column.id: ZERO for column in spec.columns.values() if column.type is FieldType.MONEY
        }

    def lines(self, order: LinesOrder) -> LinesSummary:
        """Read every line, tell what becomes of each person, and return the summary."""
        self._order = order
        rows = self._heard()
        reader = ListReader(self._spec, self._file, order.sheet, order.heading, self._today)
        people, rewritten = People(), 0
        readings: list[tuple[str, str, str]] = []
        for number, line in enumerate(reader.lines(), 1):
            people.put(line)
            self._keep_amounts(line)
            rewritten += len(line.readings)
            readings += line.readings[: _MOST_READINGS - len(readings)]
            if not number % PIECE:
                self._speaker.step(number)
        letters = {name: column_letters(n) for n, name in enumerate(order.heading.columns) if name}
        held = Held(self._spec, rows, self._today, letters, Decider(self._spec))
        for piece in self._pieces(changes_of(held, people)):
            self._speaker.ask(piece)
        sheet, heading = self._file.sheets[order.sheet], order.heading
        absent = {row.id: self._name(row) for row in absent_from(held, people)}
        notes = _of_nobody(reader.read.notes, absent.values())
        return LinesSummary(
            lines=dict(self._lines),
            people=dict(self._people),
            sums={name: total for name, total in self._sums.items() if total},
            total=_only_total(reader.read),
            unread=unread_columns(sheet, heading.titles, heading.columns, heading.first),
            readings=tuple(readings),
            rewritten=rewritten,
            totals=reader.read.totals,
            repeated=tuple(reader.read.repeated),
            splits=tuple(reader.read.splits),
            formulas=reader.read.formulas,
            waiting=dict(self._waiting),
            absent=absent,
            nameless=len(self._nameless(people) - notes | misnamed(held, people)),
            hidden_columns=_hidden(order.heading, sheet.hidden_columns),
        )

    def _keep_amounts(self, line: ForeignLine) -> None:
        amounts = {column: line.values.get(column) for column in self._sums}
        self._amounts[line.number] = {
            column: amount for column, amount in amounts.items() if isinstance(amount, Decimal)
        }

    def _nameless(self, people: People) -> set[int]:
        return {
            line.number
            for line in people.refused
            if not line.person or any(each.column == self._spec.identity for each in line.refusals)
        }

    def _name(self, row: "RosterRow") -> str:
        return row.entries.get(self._spec.name, "").strip()

    def read(self, content: bytes) -> ReadList:
        """Return what was read and refused, for the file to be marked."""
        if self._order is None:
            raise RuntimeError("no lines were read")
        place, heading = self._order.sheet, self._order.heading
        return ReadList(content, self._file, self._spec, place, heading, self._refusals)

    def _heard(self) -> "list[RosterRow]":
        """Hear the rows that stand, piece by piece; an empty one ends them."""
        rows: list[RosterRow] = []
        while piece := self._speaker.hear():
            rows += piece
        return rows

    def _pieces(self, changes: Iterator[PersonChange]) -> Iterator[tuple[PersonChange, ...]]:
        waiting: list[PersonChange] = []
        for change in changes:
            self._count(change)
            waiting.append(change)
            if len(waiting) == PIECE:
                yield tuple(waiting)
                waiting.clear()
        if waiting:
            yield tuple(waiting)

    def _count(self, change: PersonChange) -> None:
        self._lines[change.fate] += len(change.lines)
        self._people[change.fate] += 1
        self._refusals += change.refusals
        self._waiting.update(change.waiting)
        if change.fate in _TAKEN:
            for number in change.lines:
                for column, amount in self._amounts[number].items():
                    self._sums[column] += amount


def _only_total(read: LinesRead) -> tuple[int, Mapping[str, Decimal]] | None:
    """Return the line of totals and its amounts; sums of pages and places are none of the whole."""
    whole = {line: read.amounts[line] for line, word in read.totals.items() if is_whole(word)}
    found = whole or read.amounts
    return next(iter(found.items())) if len(found) == 1 else None


def _of_nobody(notes: Mapping[int, str], names: Collection[str]) -> set[int]:
    """Return the notes in which none of these names stands."""
    return {
        line for line, text in notes.items() if not any(name and name in text for name in names)
    }


def _hidden(heading: Heading, hidden: frozenset[int]) -> tuple[str, ...]:
    """Return the letters of hidden columns that were read."""
    read = (n for n, column in enumerate(heading.columns) if column)
    return tuple(column_letters(n) for n in read if n in hidden)
