"""Where the header of a template's sheet stands, and where its rows of data begin.

Above the header there may be titles and lines that say how to fill in; it has one to three rows,
whose cells may be merged. What bounds it below says the template itself: fixed panes, drop-down
lists and formulas begin with the first row of data. Below it an example may stand.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from hrdesk.domain.errors import InvalidInput
from hrdesk.domain.template import HeaderRows
from hrdesk.intake.list_words import EXAMPLE, EXAMPLE_NAMED
from hrdesk.workbooks.template_scan import MOST_COLUMNS
from hrdesk.workbooks.template_sheet import Area, Spot, TemplateSheet

#: Rows that are looked at, and those that a header may have.
_MOST_HEAD, _MOST_ROWS = 30, 3
#: Of a line with fewer cells nobody can tell a header.
_FEWEST = 2
#: Digits of a year.
_YEAR = 4
#: No title of a column is longer; a line that explains is.
_LONGEST = 120
#: Rows and columns of which a person is shown what stands in them, so many characters a cell.
_MOST_SHOWN, _MOST_SHOWN_COLUMNS, _LONGEST_SHOWN = 12, 40, 40


@dataclass(frozen=True, slots=True)
class Table:
    """Header rows and where data begin: rows from 1, `titles` by column, `examples` below."""

    header_first: int
    header_last: int
    titles: Mapping[int, str]
    examples: int

    @property
    def first_row(self) -> int:
        """The first row of data."""
        return self.header_last + 1

    @property
    def last_column(self) -> int:
        """The last column that has a title."""
        return max(self.titles)


def table_of(sheet: TemplateSheet) -> Table | None:
    """Return the table of a sheet, or None where no row looks like a header.

    Raises InvalidInput `list_file.damaged` where merged cells overlap.
    """
    head = _Head(sheet)
    names = head.names_row(_MOST_HEAD)
    if names is None:
        return None
    last = head.bottom_of(names)
    for signal in _signals(sheet):
        above = head.names_row(signal - 1)
        if above is not None and head.may_end(above, signal - 1, names):
            names, last = above, signal - 1
            break
    first = head.top_of(names, last)
    titles = head.titles(first, last)
    return Table(first, last, titles, head.examples_after(last)) if titles else None


def table_at(sheet: TemplateSheet, rows: HeaderRows) -> Table | None:
    """Return the table whose header a person pointed at, or None where no title stands there.

    Raises InvalidInput as `table_of`.
    """
    titles = _Head(sheet).titles(rows.first, rows.last)
    return Table(rows.first, rows.last, titles, rows.examples) if titles else None


def top_of(sheet: TemplateSheet, last_column: int) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the upper rows of a sheet, cut short, down to the last that shows
    something.
    """
    shown = [row for row, column in sheet.texts if row <= _MOST_SHOWN and column <= last_column]
    columns = range(1, min(last_column, _MOST_SHOWN_COLUMNS) + 1)
    return tuple(
        tuple(one_line(sheet.texts.get((row, column), ""))[:_LONGEST_SHOWN] for column in columns)
        for row in range(1, max(shown, default=0) + 1)
    )


def examples_below(sheet: TemplateSheet, header_last: int) -> int:
    """Return how many rows below a header only show how to fill in."""
    return _Head(sheet).examples_after(header_last)


def _signals(sheet: TemplateSheet) -> list[int]:
    """Return the rows with which the template itself lets data begin, nearest to the top first."""
    lists = {area.top for rule in sheet.lists for area in rule.areas}
    formulas = {row for row, _ in sheet.formulas}
    frozen = {sheet.frozen + 1} if sheet.frozen else set()
    found = {row for row in lists | formulas | frozen if 1 < row <= _MOST_HEAD + 1}
    return sorted(found)


class _Head:
    """The upper rows of a sheet, merged cells counted for each of theirs."""

    def __init__(self, sheet: TemplateSheet) -> None:
        self._texts = sheet.texts
        self._formulas = sheet.formulas
        self._hidden = {row.number for row in sheet.rows if row.hidden}
        self._cover: dict[Spot, Area] = {}
        for span in sheet.spans:
            for row in range(span.top, min(span.bottom, _MOST_HEAD + _MOST_ROWS) + 1):
                for column in range(span.left, min(span.right, MOST_COLUMNS) + 1):
                    # No program writes such; a thousand of them would take minutes.
                    if (row, column) in self._cover:
                        raise InvalidInput("list_file.damaged")
                    self._cover[row, column] = span
        self._columns: dict[int, set[int]] = {}
        for row, column in sheet.texts:
            self._columns.setdefault(row, set()).add(column)
        for row, column in self._cover:
            self._columns.setdefault(row, set()).add(column)

    def names_row(self, last: int) -> int | None:
        """Return the row, down to a last one, that names the most columns; the upper of equals."""
        rows = [(len(self._names(row)), -row) for row in range(1, last + 1)]
        most, row = max(rows, default=(0, 0))
        return -row if most >= _FEWEST else None

    def bottom_of(self, names: int) -> int:
        """Return the last header row: merged cells, hidden codes and numbers of columns count."""
        last = max((area.bottom for _, area in self._spans_of(names)), default=names)
        last = min(max(last, names), names + _MOST_ROWS - 1)
        while last - names < _MOST_ROWS - 1 and self._continues(last + 1):
            last += 1
        return last

    def top_of(self, names: int, last: int) -> int:
        """Return the first header row: rows of merged titles above, or merged down to the names."""
        first = names
        while first > 1 and last - first < _MOST_ROWS - 1 and self._groups(first - 1):
            first -= 1
        return first

    def may_end(self, names: int, last: int, fullest: int) -> bool:
        """Tell whether a header from its names on may end with a row: few rows with texts, none
        an example, no cell merged beyond, and not far fewer names than the fullest row has.
        """
        rows = range(names, last + 1)
        full = all(self._anchors(row) for row in rows)
        enough = 2 * len(self._names(names)) >= len(self._names(fullest))
        whole = self.bottom_of(names) <= last and len(rows) <= _MOST_ROWS
        return full and enough and whole and not any(map(self._is_example, rows))

    def titles(self, first: int, last: int) -> dict[int, str]:
        """Return what stands over each column, from above, joined by "/"."""
        columns = set().union(*(self._columns.get(row, ()) for row in range(first, last + 1)))
        found = {}
        for column in sorted(columns):
            anchors = dict.fromkeys(self._anchor((row, column)) for row in range(first, last + 1))
            texts = [one_line(self._texts.get(anchor, "")) for anchor in anchors]
            if title := "/".join(text for text in texts if text):
                found[column] = title
        return found

    def examples_after(self, last: int) -> int:
        """Return how many rows below the header show how to fill in."""
        count = 0
        while self._is_example(last + 1 + count):
            count += 1
        return count

    def _anchor(self, spot: Spot) -> Spot:
        span = self._cover.get(spot)
        return (span.top, span.left) if span else spot

    def _anchors(self, row: int) -> set[Spot]:
        """Return the cells whose text stands in a row."""
        spots = (self._anchor((row, column)) for column in self._columns.get(row, ()))
        return {spot for spot in spots if spot in self._texts}

    def _names(self, row: int) -> set[Spot]:
        """Return the cells of a row that may be titles, none where one of them is none.

        Months and years may stand as numbers beside titles; a longer number is data.
        """
        found = self._anchors(row)
        texts = [self._texts[spot].strip() for spot in found]
        words = [text for text in texts if not text.isdecimal()]
        data = any(len(text) > _LONGEST or _is_data(text) for text in texts)
        worked_out = any(spot in self._formulas for spot in found)
        return set() if data or worked_out or len(words) < min(len(found), _FEWEST) else found

    def _spans_of(self, row: int) -> Iterator[tuple[int, Area]]:
        for column in self._columns.get(row, ()):
            span = self._cover.get((row, column))
            if span is not None and (span.top, span.left) in self._texts:
                yield column, span

    def _continues(self, row: int) -> bool:
        """Tell whether a row below the names is of the header too: hidden, or numbers in order."""
        texts = [self._texts[spot].strip() for spot in sorted(self._anchors(row))]
        if texts and row in self._hidden:
            return True
        numbers = [int(text) for text in texts if text.isdecimal() and len(text) <= _FEWEST]
        ordered = all(after == before + 1 for before, after in pairwise(numbers))
        return len(numbers) > _FEWEST and ordered and all(len(text) <= _FEWEST for text in texts)

    def _groups(self, row: int) -> bool:
        """Tell whether a row above the names holds titles of several columns."""
        spans = [span for _, span in self._spans_of(row)]
        if any(span.bottom > row for span in spans) and len(self._names(row)) >= _FEWEST:
            return True
        wide = any(span.right > span.left for span in spans)
        named = self._names(row)
        labels = any(":" in _formed(self._texts[spot]) for spot in named)
        return wide and not labels and len(named) >= _FEWEST

    def _is_example(self, row: int) -> bool:
        texts = [_plain(self._texts[spot]) for spot in self._anchors(row)]
        return any(EXAMPLE.match(text) or EXAMPLE_NAMED.search(text) for text in texts)


def one_line(text: str) -> str:
    """Return a title without the breaks of its lines and the spaces around it."""
    return "".join(part.strip() for part in text.splitlines())


def _formed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _plain(text: str) -> str:
    return "".join(_formed(text).split())


def _is_data(text: str) -> bool:
    """Tell whether a text is a number that is no month and no year."""
    return text.replace(".", "", 1).isdecimal() and len(text) > _YEAR
