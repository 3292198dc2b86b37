"""Where somebody's sheet has its titles, and which column of a roster each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.foreign_cells import shown_cell
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.listed import Block, read_list
from hrdesk.intake.money_units import other_unit
from hrdesk.intake.named_columns import holds, undoubled
from hrdesk.intake.titles import plain_title

#: So many lines may hold heading and titles.
_HEAD_LINES = 40
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet has its titles, and which column of the roster each seems to be.

    `first` is the first line below the titles, counted from 0; `columns` are ids by the columns
    of the sheet, "" for none. `samples` are the first texts below each title, `levels` the lines
    of which titles that stand in several were made.
    """

    sheet: str
    hidden: bool
    first: int
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    lines: int
    levels: Block = ()

    @property
    def titled(self) -> int:
        """How many columns there are up to the last that has a title or is read."""
        pairs = list(zip(self.titles, self.columns, strict=True))
        return next((n for n in range(len(pairs), 0, -1) if any(pairs[n - 1])), 0)

    @property
    def found(self) -> int:
        """How many columns of the roster were found."""
        return sum(map(bool, self.columns))


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
        over = _over_several(sheet, first, wide)
        found = tuple("" if n in over else name for n, name in enumerate(found))
    padding = ("",) * wide
    return Heading(
        sheet.name,
        sheet.hidden,
        first,
        (*map(trimmed, titles), *padding)[:wide],
        (*found, *padding)[:wide],
        tuple(_samples(sheet, first, column) for column in range(wide)),
        sum(_is_filled(line) for line in sheet.lines[first:]),
        () if listed is None else listed.levels,
    )


def _over_several(sheet: ForeignSheet, first: int, wide: int) -> set[int]:
    """Return the columns under a title that is merged over several of them that hold something,
    and has no titles of parts below: which of them it means is not known.
    """
    found: set[int] = set()
    for top, bottom, left, right in sheet.spans:
        # A range may reach far beyond the last column.
        columns = range(left, min(right + 1, wide))
        if bottom >= first or _holding(sheet.lines[top:first], columns) != {left}:
            continue
        if len(_holding(sheet.lines[first : first + _HEAD_LINES], columns)) > 1:
            found.update(columns)
    return found


def _holding(lines: Sequence[Sequence[ForeignCell]], columns: range) -> set[int]:
    return {n for line in lines for n in columns if n < len(line) and holds(line[n])}


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
