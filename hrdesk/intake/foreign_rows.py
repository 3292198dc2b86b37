"""The lines of somebody's list, read for the columns of a roster one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import Problem
from hrdesk.domain.foreign_sheet import FileKind, Flaw, ForeignCell, ForeignFile
from hrdesk.domain.plain_text import ascii_forms, trimmed
from hrdesk.intake.foreign_cells import CellJudge, JudgedCell, flaw_problem, shown_cell
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.list_units import ListedMoney, refusing
from hrdesk.intake.list_words import NOTE, SUM_SIGN
from hrdesk.intake.listed import is_example, totals_in
from hrdesk.intake.person_months import normal_number
from hrdesk.intake.repeated_titles import TitlesBelow
from hrdesk.intake.split_amounts import SplitAmount, SplitAmounts
from hrdesk.intake.values import FieldValue
from hrdesk.intake.visibility import shown_columns


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, or with column "" a line, that cannot be taken: where, which column, and why."""

    place: str
    column: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """A line that was read; `number` counts from 1, `entries` is what it gives the roster.

    `readings` says which cells are stored in another spelling: (place, as written, as read);
    `values` are what the texts mean.
    """

    number: int
    person: str
    entries: Mapping[str, str]
    refusals: tuple[Refusal, ...] = ()
    readings: tuple[tuple[str, str, str], ...] = ()
    values: Mapping[str, FieldValue | None] = field(default_factory=dict)


@dataclass(slots=True)
class LinesRead:
    """What is known of a sheet besides its lines: lines of totals by number.

    `totals` are their words, `amounts` what they hold in columns of amounts, in yuan. `repeated`
    are the numbers of lines that only repeat the titles, as at the head of each printed page,
    `notes` what lines say that name nobody by number and begin with a word and a colon;
    `splits` are cells of lines without a refusal that may be one amount.
    """

    totals: dict[int, str] = field(default_factory=dict)
    amounts: dict[int, Mapping[str, Decimal]] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    splits: list[SplitAmount] = field(default_factory=list)
    formulas: int = 0


#: A column of the sheet, the column of the roster that it is, what judges its cells, and what
#: texts that were judged gave.
Asked = tuple[int, str, Callable[[ForeignCell], JudgedCell], Mapping[ForeignCell, JudgedCell]]


class ListReader:
    """Reads the lines of one sheet by a mapping that a person has seen."""

    def __init__(
        self, spec: RosterSpec, file: ForeignFile, place: int, heading: Heading, today: date
    ) -> None:
        """`place` is the sheet among those of the file; `heading.columns` is the mapping."""
        self._spec = spec
        self._sheet = file.sheets[place]
        self._first = heading.first
        self._columns = [(n, column) for n, column in enumerate(heading.columns) if column]
        self._asked = list(_asked(spec, file, place, heading, today))
        self._judges = [(n, column, judge) for n, column, judge, _ in self._asked]
        read = frozenset(n for n, _ in self._columns)
        self._merged = self._sheet.merged_lines(heading.first, read)
        self._beyond = self._sheet.lines_beyond(heading.first, heading.titled)
        self._order = [
            spec.columns.get(heading.columns[n]) for n in range(max(read, default=-1) + 1)
        ]
        self._splits = SplitAmounts(spec, self._sheet, heading, self._judges)
        self._titles = TitlesBelow(spec, heading)
        self._other_titles: int | None = None
        self._total_places = {0, *(n for n, name in self._columns if name == spec.name)}
        self.read = LinesRead(
            formulas=sum(
                line >= self._first and column in read for line, column in self._sheet.formulas
            )
        )

    def lines(self) -> Iterator[ForeignLine]:
        """Yield each line that is not blank and adds nothing up."""
        for place in range(self._first, len(self._sheet.lines)):
            cells = self._sheet.lines[place]
            if self._is_blank(place, cells) or self._are_titles(place, cells):
                continue
            is_shifted = place in self._beyond or self._other_titles is not None
            word = "" if is_shifted else self._total(cells)
            if word:
                self.read.totals[place + 1] = word
                self.read.amounts[place + 1] = self._amounts(cells)
            else:
                split = self._splits.of(place, cells)
                line = self._line(place, cells, self._refused_line(place, split))
                is_numbered = any(map(str.isdigit, line.person))
                if not is_numbered and (note := _note(cells)):
                    self.read.notes[line.number] = note
                if split is not None and not line.refusals:
                    self.read.splits.append(split)
                yield line

    def _is_blank(self, place: int, cells: Sequence[ForeignCell]) -> bool:
        for cell in cells:
            if cell.__class__ is not str or (cell and trimmed(shown_cell(cell))):
                return False
        return not any((place, n) in self._sheet.flaws for n, _ in self._columns)

    def _are_titles(self, place: int, cells: Sequence[ForeignCell]) -> bool:
        """Tell whether a line repeats the titles; from one with others on nothing is read."""
        are_same = self._titles.are_in(cells)
        if are_same is None:
            return False
        self._other_titles = None if are_same else place
        if are_same:
            self.read.repeated.append(place + 1)
        return are_same

    def _total(self, cells: Sequence[ForeignCell]) -> str:
        """Return the word that says that a line adds others up, or ""."""
        for n in self._total_places:
            if n < len(cells) and SUM_SIGN in str(cells[n]):
                break
        else:
            return ""
        texts = tuple(map(shown_cell, cells))
        return totals_in((texts,), self._order, self._spec.name).get(0, "")

    def _amounts(self, cells: Sequence[ForeignCell]) -> Mapping[str, Decimal]:
        judged = {
            column: judge(cells[n]).value
            for n, column, judge in self._judges
            if n < len(cells) and cells[n] != ""
        }
        return {column: value for column, value in judged.items() if isinstance(value, Decimal)}

    def _line(
        self, place: int, cells: Sequence[ForeignCell], refused: Refusal | None
    ) -> ForeignLine:
        number = place + 1
        is_hidden = refused is not None and refused.problem == flaw_problem(Flaw.HIDDEN)
        if refused is not None and not is_hidden:
            return ForeignLine(number, "", {}, (refused,))
        entries: dict[str, str] = {}
        values: dict[str, FieldValue | None] = {}
        wrong: list[tuple[int, str, JudgedCell]] = []
        readings: list[tuple[str, str, str]] = []
        flaws, wide = self._sheet.flaws, len(cells)
        for n, column, judge, texts in self._asked:
            if flaws and (flawed := flaws.get((place, n))) is not None:
                wrong.append((n, column, JudgedCell("", problem=flaw_problem(flawed), lost=True)))
                continue
            cell = cells[n] if n < wide else ""
            if cell == "":
                continue
            # Most cells are texts that were met before.
            judged = texts.get(cell) or judge(cell)
            if judged.is_plain:
                entries[column] = judged.text
                continue
            if judged.problem is not None:
                wrong.append((n, column, judged))
            if judged.text:
                entries[column] = judged.text
                values[column] = judged.value
            if judged.typed:
                readings.append((address(place, n), judged.typed, judged.text))
        # A hidden line is refused whole, and what else is wrong is said in the same round.
        hidden = () if refused is None else (refused,)
        refusals = hidden + self._refusals(place, entries, wrong)
        person = normal_number(entries.get(self._spec.identity, ""))
        return ForeignLine(number, person, entries, refusals, tuple(readings), values)

    def _refused_line(self, place: int, split: SplitAmount | None) -> Refusal | None:
        """Return what keeps a whole line from being read, or None."""
        if place in self._beyond:
            at = address(place, self._beyond[place])
            return Refusal(at, "", Problem("list_cell.beyond"))
        if self._other_titles is not None:
            values = {"line": str(self._other_titles + 1)}
            return Refusal(f"{place + 1}", "", Problem("list_cell.other_titles", values=values))
        if split is not None and split.is_short:
            said = {"cells": " | ".join(split.cells), "joined": split.joined}
            return Refusal(split.place, "", Problem("list_cell.split", values=said))
        first = next(iter(self._sheet.lines[place]), "")
        if isinstance(first, str) and not first.isdecimal() and is_example(first):
            return Refusal(f"{place + 1}", "", Problem("list_cell.example"))
        flaw = self._sheet.flawed_lines.get(place)
        if flaw is None and place in self._merged:
            flaw = Flaw.MERGED
        return None if flaw is None else Refusal(f"{place + 1}", "", flaw_problem(flaw))

    def _refusals(
        self, place: int, entries: Mapping[str, str], wrong: list[tuple[int, str, JudgedCell]]
    ) -> tuple[Refusal, ...]:
        """Return what refuses a line; a text counts only in a column that matters in it."""
        identity = self._spec.identity
        found = []
        if wrong:
            shown = shown_columns(self._spec, entries)
            found = [
                Refusal(address(place, n), column, judged.problem)
                for n, column, judged in wrong
                if judged.problem is not None and (judged.lost or column in shown)
            ]
        if identity not in entries and all(refusal.column != identity for refusal in found):
            at = next((n for n, column in self._columns if column == identity), None)
            where = f"{place + 1}" if at is None else address(place, at)
            found.append(Refusal(where, identity, Problem("list_cell.no_identity")))
        return tuple(found)


def _asked(
    spec: RosterSpec, file: ForeignFile, place: int, heading: Heading, today: date
) -> Iterator[Asked]:
    """Yield how the cells of each column that is read are judged."""
    lines, first = file.sheets[place].lines, heading.first
    named = tuple(zip(heading.titles, heading.columns, strict=True))
    units = ListedMoney(lines[: max(first - 1, 0)], named, lines[first:]).other_units(spec)
    kept = file.kind is FileKind.CSV
    for n, column in enumerate(heading.columns):
        if n in units:
            yield n, column, refusing(units[n]), {}
        elif column:
            judge = CellJudge(spec.columns[column], today, file.date_base_1904, kept)
            yield n, column, judge.judge, judge.texts


def _note(cells: Sequence[ForeignCell]) -> str:
    """Return what a line says that begins with a word and a colon, "" for another."""
    texts = [text for cell in cells if (text := trimmed(shown_cell(cell)))]
    return " ".join(texts) if texts and NOTE.match(ascii_forms(texts[0])) else ""
