"""The lines of somebody's list, read for the columns of a roster one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from hrdesk.domain.cell_address import address
from hrdesk.domain.errors import Problem
from hrdesk.domain.foreign_sheet import FileKind, Flaw, ForeignCell, ForeignFile, ForeignSheet
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.foreign_cells import CellJudge, JudgedCell, flaw_problem, shown_cell
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.list_units import other_units, refusing
from hrdesk.intake.list_words import SUM_SIGN
from hrdesk.intake.listed import Block, read_list, totals_in
from hrdesk.intake.money_units import other_unit
from hrdesk.intake.named_columns import undoubled
from hrdesk.intake.person_months import normal_number
from hrdesk.intake.titles import plain_title
from hrdesk.intake.values import FieldValue
from hrdesk.intake.visibility import shown_columns

#: So many lines may hold heading and titles.
_HEAD_LINES = 40
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet has its titles, and which column of the roster each seems to be.

    `first` is the first line below the titles, counted from 0; `columns` are ids by the columns
    of the sheet, "" for none. `samples` are the first texts below each title.
    """

    sheet: str
    hidden: bool
    first: int
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    lines: int

    @property
    def titled(self) -> int:
        """How many columns there are up to the last that has a title or is read."""
        pairs = list(zip(self.titles, self.columns, strict=True))
        return next((n for n in range(len(pairs), 0, -1) if any(pairs[n - 1])), 0)

    @property
    def found(self) -> int:
        """How many columns of the roster were found."""
        return sum(map(bool, self.columns))


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

    `totals` are their words, `amounts` what they hold in columns of amounts, in yuan.
    """

    totals: dict[int, str] = field(default_factory=dict)
    amounts: dict[int, Mapping[str, Decimal]] = field(default_factory=dict)
    formulas: int = 0


def heading_of(spec: RosterSpec, sheet: ForeignSheet, more: Mapping[str, str]) -> Heading:
    """Return the heading of a sheet; one without titles that are known has no columns.

    `more` names columns by further titles, as people chose them before (plain titles).
    """
    columns = [_also_called(column, more) for column in spec.columns.values()]
    block: Block = tuple(tuple(map(shown_cell, line)) for line in sheet.lines[:_HEAD_LINES])
    listed = read_list(block, columns)
    wide = max(map(len, sheet.lines), default=0)
    if listed is None:
        first = _filled_line(block) + 1
        titles: tuple[str, ...] = block[first - 1] if block else ()
        found: tuple[str, ...] = ()
    else:
        first, titles = len(block) - len(listed.rows), listed.titles
        found = undoubled(titles, listed.columns)
    padding = ("",) * wide
    return Heading(
        sheet.name,
        sheet.hidden,
        first,
        (*map(trimmed, titles), *padding)[:wide],
        (*found, *padding)[:wide],
        tuple(_samples(sheet, first, column) for column in range(wide)),
        sum(_is_filled(line) for line in sheet.lines[first:]),
    )


def _is_filled(line: Sequence[ForeignCell]) -> bool:
    # Most lines begin with something.
    return bool(line) and (line[0] != "" or any(cell != "" for cell in line))


def _also_called(column: FieldSpec, more: Mapping[str, str]) -> FieldSpec:
    titles = tuple(title for title, name in more.items() if name == column.id)
    return replace(column, titles=(*column.titles, *titles)) if titles else column


def _filled_line(block: Block) -> int:
    """Return the first line with several texts: its titles, perhaps, for a person to say."""
    filled = (n for n, line in enumerate(block) if sum(bool(trimmed(cell)) for cell in line) > 1)
    return next(filled, 0)


def _samples(sheet: ForeignSheet, first: int, column: int) -> tuple[str, ...]:
    found = []
    for line in sheet.lines[first : first + _HEAD_LINES]:
        text = trimmed(shown_cell(line[column])) if column < len(line) else ""
        if text:
            found.append(text)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


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
        named = zip(heading.titles, heading.columns, strict=True)
        units = other_units(spec, self._sheet.lines[: heading.first], named)
        kept = file.kind is FileKind.CSV
        self._judges = [
            (
                n,
                column,
                refusing(units[n])
                if n in units
                else CellJudge(spec.columns[column], today, file.date_base_1904, kept).judge,
            )
            for n, column in self._columns
        ]
        read = frozenset(n for n, _ in self._columns)
        self._merged = self._sheet.merged_lines(heading.first, read)
        self._beyond = self._sheet.lines_beyond(heading.first, heading.titled)
        self._order = [
            spec.columns.get(heading.columns[n]) for n in range(max(read, default=-1) + 1)
        ]
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
            if self._is_blank(place, cells):
                continue
            word = "" if place in self._beyond else self._total(cells)
            if word:
                self.read.totals[place + 1] = word
                self.read.amounts[place + 1] = self._amounts(cells)
            else:
                yield self._line(place, cells)

    def _is_blank(self, place: int, cells: Sequence[ForeignCell]) -> bool:
        if any(cell.__class__ is not str or (cell and trimmed(shown_cell(cell))) for cell in cells):
            return False
        return not any((place, n) in self._sheet.flaws for n, _ in self._columns)

    def _total(self, cells: Sequence[ForeignCell]) -> str:
        """Return the word that says that a line adds others up, or ""."""
        wide = len(cells)
        seen = [cells[n] for n in self._total_places if n < wide]
        if not any(isinstance(cell, str) and SUM_SIGN in cell for cell in seen):
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

    def _line(self, place: int, cells: Sequence[ForeignCell]) -> ForeignLine:
        refused, number = self._refused_line(place), place + 1
        is_hidden = self._sheet.flawed_lines.get(place) is Flaw.HIDDEN
        if refused is not None and not (is_hidden and place not in self._beyond):
            return ForeignLine(number, "", {}, (refused,))
        entries: dict[str, str] = {}
        values: dict[str, FieldValue | None] = {}
        wrong: list[tuple[int, str, JudgedCell]] = []
        readings: list[tuple[str, str, str]] = []
        flaws, wide = self._sheet.flaws, len(cells)
        for n, column, judge in self._judges:
            flawed = flaws.get((place, n)) if flaws else None
            if flawed is not None:
                wrong.append((n, column, JudgedCell("", problem=flaw_problem(flawed), lost=True)))
                continue
            cell = cells[n] if n < wide else ""
            if cell == "":
                continue
            judged = judge(cell)
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

    def _refused_line(self, place: int) -> Refusal | None:
        """Return what keeps a whole line from being read, or None."""
        if place in self._beyond:
            at = address(place, self._beyond[place])
            return Refusal(at, "", Problem("list_cell.beyond"))
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


def remembered_titles(spec: RosterSpec, heading: Heading) -> dict[str, str]:
    """Return which plain titles a mapping gives columns that they do not name by themselves."""
    found = {}
    for title, name in zip(heading.titles, heading.columns, strict=True):
        plain = plain_title(title)
        column = spec.columns.get(name)
        if not plain or column is None or other_unit(title):
            continue
        if plain not in {plain_title(each) for each in (column.label, *column.titles)}:
            found[plain] = name
    return found
