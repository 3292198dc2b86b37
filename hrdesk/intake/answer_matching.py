"""Rows of a platform's answer, matched with the rows that were sent: by key, never by position.

The key is the smallest set of identifying columns that the answer repeats and that is unique in
the batch; one of them names a person or a case, for months are those of many. What else the
answer repeats must be what was sent: an answer to an altered batch is none. Nothing is guessed: a
word that nobody has given a meaning is asked for, a key that stands for several rows matches none
of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from hrdesk.domain.batch_answer import RowState, StrayCause, StrayRow, ToldRow, WaitingRow
from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.domain.plain_text import comparable_text
from hrdesk.intake.altered_keys import AlteredKeys
from hrdesk.intake.answer_amounts import OtherAmounts
from hrdesk.intake.answer_cells import (
    AlteredCell,
    CellComparison,
    Likeness,
    SentCell,
    adds_up,
    cell_at,
    is_blank,
    is_masked,
    words_of,
)
from hrdesk.intake.answer_reading import AnswerReading, Key
from hrdesk.intake.answer_sheet import (
    AnswerHeading,
    AnswerWords,
    OwnColumn,
    SentColumns,
    words_of_other_units,
)
from hrdesk.intake.named_columns import unread_columns

_LONGEST = 500
#: Of so many lines one tells how far the matching is.
_STEP = 200


@dataclass(frozen=True, slots=True)
class AnswerGround:
    """What an answer is read with: the batch's columns and rows, the meaning of words.

    `every_failed`: the file is a list of failures and has no column for the state, as a person
    said who has seen it.
    """

    columns: SentColumns
    sent: Sequence[Sequence[SentCell]]
    words: AnswerWords
    today: date
    every_failed: bool = False
    base_1904: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the answer: its line from 0, its cells, and what it says of a state; `word` is the
    platform's own for it.
    """

    place: int
    cells: Sequence[ForeignCell]
    state: RowState
    word: str
    reason: str
    serial: str

    def cell(self, column: int) -> ForeignCell:
        """Return a cell, "" beyond the end."""
        return cell_at(self.cells, column)


def read_answer(
    ground: AnswerGround,
    sheet: ForeignSheet,
    heading: AnswerHeading,
    step: Callable[[int], None] = lambda _: None,
) -> AnswerReading:
    """Read every row of an answer's sheet by a mapping that a person has seen.

    `step` is told now and then how many lines were matched.
    """
    return _Matching(ground, sheet, heading).read(step)


class _Matching:
    """One reading of one sheet."""

    def __init__(self, ground: AnswerGround, sheet: ForeignSheet, heading: AnswerHeading) -> None:
        self._ground = ground
        self._sheet = sheet
        self._heading = heading
        self._at = heading.sent
        formats = ground.columns.formats
        skipped = ground.columns.numbers
        self._carried: tuple[int, ...] = ()
        self._compared = {
            n: CellComparison(
                formats[n],
                ground.today,
                ground.base_1904,
                are_months=n in ground.columns.months,
            )
            for n in self._at
            if n not in skipped
        }
        money = CellComparison(CellFormat.MONEY, ground.today, ground.base_1904)
        self._other_amounts = OtherAmounts(heading, ground.columns, money)
        self.found = AnswerReading(
            unread=unread_columns(sheet, heading.titles, heading.roles, heading.first)
        )

    def read(self, step: Callable[[int], None]) -> AnswerReading:
        """Match the rows, then say what each tells."""
        lines = list(self._lines())
        self._carried = carried = tuple(
            n
            for n in self._ground.columns.keys
            if n in self._at and not any(is_masked(line.cell(self._at[n])) for line in lines)
        )
        key = self._smallest(carried)
        self.found.key = tuple(self._ground.columns.headers[n] for n in key)
        places = self._places(key)
        by_key: dict[Key, list[_Line]] = {}
        for line in lines:
            by_key.setdefault(self._key(line, key), []).append(line)
        done = 0
        step(done)
        for value, same in by_key.items():
            done += len(same)
            if done % _STEP < len(same):
                step(done)
            self._tell(same, places.get(value, ()) if value and all(value) else ())
        self._find_altered_keys(key, carried)
        self.found.rows.sort(key=lambda row: row.file_row)
        self.found.waiting.sort(key=lambda row: row.file_row)
        self.found.strays.sort(key=lambda row: row.file_row)
        return self.found

    def _lines(self) -> Iterator[_Line]:
        """Yield the rows of the file that are not blank; flaws are noted."""
        sheet, wanted = self._sheet, [n for n, role in enumerate(self._heading.roles) if role]
        merged = sheet.merged_lines(self._heading.first, wanted)
        beyond = sheet.lines_beyond(self._heading.first, self._heading.titled)
        self.found.units += words_of_other_units(self._heading, sheet, self._ground.columns)
        for place in range(self._heading.first, len(sheet.lines)):
            cells = sheet.lines[place]
            flaws = [address(place, n) for n in wanted if (place, n) in sheet.flaws]
            if not flaws and all(is_blank(cell) for cell in cells):
                continue
            if self._heading.is_repeated_by(cells):
                self.found.repeated.append(place + 1)
                continue
            if place not in beyond and self._is_total(cells):
                self.found.totals.append(place + 1)
                continue
            if place in sheet.flawed_lines or place in merged:
                flaws = [f"{place + 1}"]
            if place in beyond:
                flaws = [address(place, beyond[place])]
            self.found.flawed += flaws
            yield self._line(place, cells)

    def _is_total(self, cells: Sequence[ForeignCell]) -> bool:
        """Tell whether a line adds others up: it names nobody, and its first text says so."""
        keys = (self._at[n] for n in self._ground.columns.keys if n in self._at)
        said = (cell for cell in cells if not is_blank(cell))
        return adds_up(next(said, "")) and all(
            is_blank(cell) or adds_up(cell) for cell in (cells[n] for n in keys if n < len(cells))
        )

    def _line(self, place: int, cells: Sequence[ForeignCell]) -> _Line:
        def said(role: OwnColumn) -> list[str]:
            columns = self._heading.columns(role)
            texts = [words_of(cells[n]) for n in columns if n < len(cells)]
            return [text for text in texts if text]

        states = {RowState.FAILED} if self._ground.every_failed else set()
        words = [] if self._ground.every_failed else said(OwnColumn.STATE)
        for word in words:
            meant = self._ground.words.words.get(comparable_text(word))
            if meant is None:
                self.found.unknown[word] += 1
            else:
                states.add(meant)
        if len(states) > 1:
            self.found.contrary.append(place + 1)
        state = states.pop() if len(states) == 1 else RowState.WAITING
        reason = "; ".join(said(OwnColumn.REASON))[:_LONGEST]
        serial = " / ".join(said(OwnColumn.SERIAL))[:_LONGEST]
        return _Line(place, cells, state, " / ".join(words)[:_LONGEST], reason, serial)

    def _smallest(self, carried: Sequence[int]) -> tuple[int, ...]:
        """Return the smallest set of columns that tells all rows apart, all if none does.

        It names a person or a case; where the answer names neither there is none.
        """
        naming = frozenset(self._ground.columns.naming)
        if naming.isdisjoint(carried):
            return ()
        for size in range(1, len(carried) + 1):
            for columns in combinations(carried, size):
                if naming.isdisjoint(columns):
                    continue
                values = {self._sent_key(row, columns) for row in self._ground.sent}
                if len(values) == len(self._ground.sent) and all(all(value) for value in values):
                    return columns
        return tuple(carried)

    def _places(self, key: Sequence[int]) -> dict[Key, list[int]]:
        places: dict[Key, list[int]] = {}
        for place, row in enumerate(self._ground.sent, 1):
            places.setdefault(self._sent_key(row, key), []).append(place)
        return places

    def _sent_key(self, row: Sequence[SentCell], key: Sequence[int]) -> Key:
        return tuple(self._compared[n].sent_key(row[n]) for n in key)

    def _key(self, line: _Line, key: Sequence[int]) -> Key:
        return tuple(self._compared[n].key(line.cell(self._at[n])) for n in key)

    def _tell(self, lines: list[_Line], places: Sequence[int]) -> None:
        """Say what rows of one key tell of the rows that were sent under it."""
        if len(places) != 1:
            cause = StrayCause.AMBIGUOUS if places else StrayCause.NO_ROW
            self._stray(lines, cause)
            return
        if len({line.state for line in lines}) > 1:
            self._stray(lines, StrayCause.REPEATED)
            return
        self._stray(lines[1:], StrayCause.REPEATED)
        line, place = lines[0], places[0]
        self.found.matched += 1
        for each in lines:
            self._compare(each, place)
        # Of a row that failed nothing is paid, whatever stands there.
        words = [] if line.state is RowState.FAILED else self._unlike(line, place)
        if line.state is RowState.WAITING:
            self.found.silent += 1
            kept = WaitingRow(line.place + 1, place, line.word, line.reason, line.serial)
            if any(kept.says):
                self.found.waiting.append(kept)
        else:
            reason = "; ".join(filter(None, (line.reason, *words)))[:_LONGEST]
            told = ToldRow(line.place + 1, place, line.state, reason, line.serial)
            self.found.rows.append(told)

    def _unlike(self, line: _Line, place: int) -> list[str]:
        """Note the amounts of a row that were not sent in it, and return what they say."""
        sent = self._ground.sent[place - 1]
        found = list(self._other_amounts.of(line.place, line.cells, sent, place))
        self.found.amounts += found
        return [each.words for each in found]

    def _stray(self, lines: Sequence[_Line], cause: StrayCause) -> None:
        for line in lines:
            cells = tuple(words_of(cell)[:_LONGEST] for cell in line.cells)
            self.found.strays.append(StrayRow(line.place + 1, cause, cells))
            self.found.stray_keys[line.place + 1] = self._key(line, self._carried)

    def _compare(self, line: _Line, place: int) -> None:
        sent = self._ground.sent[place - 1]
        for n, comparison in self._compared.items():
            likeness = comparison.compare(sent[n], line.cell(self._at[n]))
            if likeness is Likeness.DIFFERENT:
                self._alter(line.place, n, place)
            elif likeness is Likeness.UNSAID:
                self.found.unsaid[n] += 1
            elif is_masked(line.cell(self._at[n])):
                self.found.masked.add(n)

    def _find_altered_keys(self, key: tuple[int, ...], carried: tuple[int, ...]) -> None:
        """Find rows that match none because their key was altered: another key names their row."""
        told = {row.sent for row in self.found.rows}
        others = tuple(n for n in carried if n not in key)
        left = [place for place in range(1, len(self._ground.sent) + 1) if place not in told]
        sent = [self._ground.sent[place - 1] for place in left]
        altered = AlteredKeys(self._compared, self._at, key, others, sent)
        for stray in self.found.strays:
            if stray.cause is StrayCause.NO_ROW:
                line = stray.file_row - 1
                for n, (first, *more) in altered.found(self._sheet.lines[line]).items():
                    self._alter(line, n, 0 if more else left[first])

    def _alter(self, line: int, n: int, place: int) -> None:
        cell = address(line, self._at[n])
        told = words_of(cell_at(self._sheet.lines[line], self._at[n]))[:_LONGEST]
        self.found.altered.append(AlteredCell(cell, n, place, told))
