"""What a list says of itself: the heading above it, its titles, its lines of totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.list_words import (
    EXAMPLE,
    EXAMPLE_NAMED,
    EXAMPLE_SIGN,
    NUMBER_TITLE,
    OUTCOME_TITLE,
    PARTIAL,
    TOTALS,
    WHOLE,
)
from hrdesk.intake.title_lines import joined
from hrdesk.intake.titles import plain_title

#: Lines of cells; lines may differ in length.
Block = tuple[tuple[str, ...], ...]

#: The titles stand at most so many lines below the first: heading, unit, day, a blank line.
_MOST_ABOVE = 10
_FEWEST_BELOW_HEADING = 2
#: So many lines of titles may follow the first.
_MOST_BELOW = 2
OF_PEOPLE = frozenset({FieldType.NAME, FieldType.IDENTITY})
#: The shortest numbers of people have so many.
_FEWEST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class ListedRows:
    """A list under a row of titles; `columns` are those of its titles, None for a stray one.

    `above` is what stands over the titles and is no row: the heading of the list. `levels` are
    the lines of which titles that stand in several were made.
    """

    titles: tuple[str, ...]
    columns: tuple[FieldSpec | None, ...]
    above: Block
    rows: Block
    levels: Block

    @property
    def stray(self) -> list[str]:
        """The titles that no column of the roster has."""
        return [
            trimmed(title)
            for title, column in zip(self.titles, self.columns, strict=True)
            if column is None and trimmed(title) and not is_number_title(title)
        ]

    @property
    def found(self) -> list[tuple[FieldSpec, str]]:
        """The columns that were found, each with its title as the list has it."""
        pairs = zip(self.columns, self.titles, strict=True)
        return [(column, trimmed(title)) for column, title in pairs if column is not None]


def read_list(block: Block, columns: Sequence[FieldSpec]) -> ListedRows | None:
    """Return the list of a block that says itself which column is which, or None.

    Its titles are the first row; or a later one that names two columns at least, under rows
    that have fewer texts than it names columns. Lines below that are titles too go with it. A
    single word is a text like others.
    """
    if not block or (len(block) == 1 and len(block[0]) == 1):
        return None
    for place, row in enumerate(block[: _MOST_ABOVE + 1]):
        found = _columns_of(row, columns)
        known = sum(column is not None for column in found)
        if place == 0 and _are_titles(row, known):
            return _with_lower_lines(ListedRows(row, found, (), block[1:], (row,)), columns)
        most = max((_texts(above) for above in block[:place]), default=0)
        if place and known >= _FEWEST_BELOW_HEADING and most < known:
            listed = ListedRows(row, found, block[:place], block[place + 1 :], (row,))
            return _with_lower_lines(listed, columns)
    return None


def _with_lower_lines(listed: ListedRows, columns: Sequence[FieldSpec]) -> ListedRows:
    """Return a list whose titles have several lines as one of a single line."""
    known = {name for column in columns for name in _names(column)}
    for line in listed.rows[:_MOST_BELOW]:
        people = {
            n for n, column in enumerate(listed.columns) if column and column.type in OF_PEOPLE
        }
        titles = joined(listed.titles, line, known, people)
        if not titles:
            break
        levels = (*listed.levels, line)
        rows, found = listed.rows[1:], _columns_of(titles, columns)
        listed = ListedRows(titles, found, listed.above, rows, levels)
    return listed


def _columns_of(row: Sequence[str], columns: Sequence[FieldSpec]) -> tuple[FieldSpec | None, ...]:
    """Return the column of each title: by its label, else by another title that it may have.

    Each column stands once, where its label is or where it is named first; of two titles for an
    amount neither is taken, for one may be a part of the other.
    """
    plain = [plain_title(title) for title in row]
    found: list[FieldSpec | None] = [None] * len(row)
    for column in columns:
        names = _names(column)
        label = [n for n, title in enumerate(plain) if title == names[0]]
        others = [n for n, title in enumerate(plain) if title in names]
        is_unclear = column.type is FieldType.MONEY and len(others) > 1
        for place in () if is_unclear else (label or others)[:1]:
            found[place] = column
    return tuple(found)


def _names(column: FieldSpec) -> list[str]:
    return [plain_title(column.label), *map(plain_title, column.titles)]


def _are_titles(row: Sequence[str], known: int) -> bool:
    """Tell whether a first row is one of titles: all its texts are, or at least two.

    A list from elsewhere may hold further columns.
    """
    others = sum(bool(trimmed(title)) and not is_number_title(title) for title in row)
    return known > 1 or (known == 1 and others == 1)


def _texts(row: Sequence[str]) -> int:
    return sum(bool(trimmed(cell)) for cell in row)


def is_number_title(title: str) -> bool:
    """Tell whether a title is that of line numbers, or of the outcome that we put there."""
    plain = plain_title(title)
    return bool(NUMBER_TITLE.fullmatch(plain) or OUTCOME_TITLE.fullmatch(plain))


def totals_in(rows: Block, order: Sequence[FieldSpec | None], name: str) -> dict[int, str]:
    """Return the rows that add others up, by place, each with the word that says so.

    It stands in the first cell or in that of the name; a list without names has no such rows, and
    a row with the number of a person is none, whatever it is called.
    """
    ids = ["" if column is None else column.id for column in order]
    if not name or name not in ids:
        return {}
    places = (0, ids.index(name))
    people = [n for n, column in enumerate(order) if column and column.type is FieldType.IDENTITY]
    found = {}
    for n, row in enumerate(rows):
        if any(_names_person(row[place]) for place in people if place < len(row)):
            continue
        words = [trimmed(row[place]) for place in places if len(row) > max(1, place)]
        total = next((word for word in words if _adds_up(plain_title(word))), None)
        if total is not None:
            found[n] = total
    return found


def _adds_up(word: str) -> bool:
    return bool(TOTALS.fullmatch(word) or PARTIAL.fullmatch(word))


def is_example(text: str) -> bool:
    """Tell whether a cell says that its line only shows how to fill in."""
    if EXAMPLE_SIGN not in text:
        return False
    plain = plain_title(text)
    return EXAMPLE.match(plain) is not None or EXAMPLE_NAMED.search(plain) is not None


def is_whole(word: str) -> bool:
    """Tell whether the word of a line of totals says that it is that of the whole list."""
    return WHOLE.match(plain_title(word)) is not None


def _names_person(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= _FEWEST_DIGITS
