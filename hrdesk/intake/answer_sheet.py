"""The sheet of a platform's answer: where its titles are, and which column each of them is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.cell_address import address
from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.answer_cells import AlteredCell
from hrdesk.intake.foreign_cells import shown_cell
from hrdesk.intake.money_units import other_unit, unit_above
from hrdesk.intake.titles import plain_title

#: So many lines may hold heading and titles.
_HEAD_LINES = 40
_SAMPLES = 3
#: Before the number of a column of the batch, where a title repeats its header.
SENT = "="
#: Between the rows of one header.
LEVEL = "/"
#: What stands behind the name of a header in brackets says a unit.
_BRACKET = "("


class OwnColumn(StrEnum):
    """What an answer says beside what was sent: the state, the reason, the platform's number."""

    STATE = "state"
    REASON = "reason"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class SentColumns:
    """The columns of the batch that is answered, as they were frozen.

    `keys` are the places of those whose sources identify a row, `numbers` of those that count
    rows of the sheet and say nothing of one. `months` are those of the keys that name neither a
    person nor a case: alone they are no key. `amount` is the place of what a row pays. `pays` is
    that of each row in fen where it was not sent, None where it is not known of a row alone; of a
    batch that pays nothing there are none.
    """

    headers: tuple[str, ...]
    formats: tuple[CellFormat, ...]
    keys: tuple[int, ...]
    numbers: tuple[int, ...]
    months: tuple[int, ...] = ()
    amount: int | None = None
    pays: tuple[int | None, ...] = ()

    @property
    def naming(self) -> tuple[int, ...]:
        """The keys that name a person or a case."""
        return tuple(n for n in self.keys if n not in self.months)


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What titles and words of answers mean: those that all know, and those of this office.

    `titles` gives columns of the answer's own, or `=` with the plain header of a column that was
    sent, by plain title; `words` gives states by compared word, waiting for "not looked at yet".
    """

    titles: Mapping[str, str]
    words: Mapping[str, RowState]


@dataclass(frozen=True, slots=True)
class AnswerHeading:
    """Where a sheet has its titles; `first` is the first line below them, counted from 0.

    `roles` says of each column of the sheet which it is: an `OwnColumn`, `=` and the place of a
    column that was sent, or "". `samples` are the first texts below each title, `lines` how many
    lines there are.
    """

    sheet: int
    name: str
    first: int
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    lines: int = 0

    @property
    def titled(self) -> int:
        """How many columns there are up to the last that has a title or is read."""
        pairs = list(zip(self.titles, self.roles, strict=True))
        return next((n for n in range(len(pairs), 0, -1) if any(pairs[n - 1])), 0)

    def columns(self, role: str) -> tuple[int, ...]:
        """Return the columns of a role."""
        return tuple(n for n, each in enumerate(self.roles) if each == role)

    def is_repeated_by(self, cells: Sequence[ForeignCell]) -> bool:
        """Tell whether a line below only repeats the titles, each where it is read."""
        texts = {n: plain_title(cell) for n, cell in enumerate(cells) if isinstance(cell, str)}
        read = [n for n, role in enumerate(self.roles) if role and texts.get(n)]
        return len(read) > 1 and all(texts[n] == plain_title(self.titles[n]) for n in read)

    @property
    def sent(self) -> dict[int, int]:
        """The columns of the sheet by the place of the column of the batch that they repeat."""
        return {int(role[1:]): n for n, role in enumerate(self.roles) if role.startswith(SENT)}


def header_name(header: str) -> str:
    """Return the name in a header as titles are compared: its lowest row, without its unit."""
    return bare_title(header.rsplit(LEVEL, 1)[-1])


def bare_title(title: str) -> str:
    """Return a title as titles are compared, without what it says in brackets at its end."""
    return plain_title(title).partition(_BRACKET)[0]


def answer_heading(
    place: int, sheet: ForeignSheet, columns: SentColumns, words: AnswerWords
) -> AnswerHeading:
    """Return the heading of a sheet: the line whose titles are known best.

    A title that stands twice, for a column that was sent or for the state, is neither: a person
    says which of them counts.
    """
    lines = [tuple(map(shown_cell, line)) for line in sheet.lines[:_HEAD_LINES]]
    if any(LEVEL in header for header in columns.headers):
        lines = [_of_two(above, line) for above, line in zip([(), *lines], lines, strict=False)]
    found = [_roles(line, columns, words) for line in lines]
    best = max(range(len(lines)), key=lambda n: (_known(found[n]), -n), default=0)
    if lines and not _known(found[best]):
        best = next((n for n, line in enumerate(lines) if sum(map(bool, line)) > 1), 0)
    wide = max((len(line) for line in sheet.lines), default=0)
    padding = ("",) * wide
    titles = tuple(map(trimmed, lines[best])) if lines else ()
    roles = found[best] if lines else ()
    return AnswerHeading(
        sheet=place,
        name=sheet.name,
        first=best + 1,
        titles=(*titles, *padding)[:wide],
        roles=(*roles, *padding)[:wide],
        samples=tuple(_samples(sheet, best + 1, n) for n in range(wide)),
        lines=max(len(sheet.lines) - best - 1, 0),
    )


def _of_two(above: Sequence[str], line: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of two rows: where the lower one is empty, the upper one goes through."""
    wide = max(len(above), len(line))
    upper, lower = ((*row, *("",) * (wide - len(row))) for row in (above, line))
    return tuple(below or over for over, below in zip(upper, lower, strict=True))


def _headers(columns: SentColumns) -> dict[str, str]:
    """Return the roles of what was sent by whole header, and by its lowest row alone.

    Of two columns with one header nobody can tell which is repeated.
    """
    found: dict[str, str] = {}
    whole = [plain_title(header) for header in columns.headers]
    lowest = [plain_title(header.rsplit(LEVEL, 1)[-1]) for header in columns.headers]
    for spelt in (lowest, whole):
        single = {each: f"{SENT}{n}" for n, each in enumerate(spelt) if spelt.count(each) == 1}
        found |= single
    return found


def _roles(line: Sequence[str], columns: SentColumns, words: AnswerWords) -> tuple[str, ...]:
    headers = _headers(columns)
    roles = []
    for title in line:
        plain = plain_title(title)
        role = headers.get(plain) or words.titles.get(plain, "")
        if role.startswith(SENT) and plain not in headers:
            role = headers.get(role.removeprefix(SENT), "")
        roles.append(role)
    single = [role for role in roles if role == OwnColumn.STATE or role.startswith(SENT)]
    doubled = {role for role in single if single.count(role) > 1}
    return tuple("" if role in doubled else role for role in roles)


def _known(roles: Sequence[str]) -> int:
    return sum(map(bool, roles))


def _samples(sheet: ForeignSheet, first: int, column: int) -> tuple[str, ...]:
    texts = (
        trimmed(shown_cell(line[column]))
        for line in sheet.lines[first : first + _HEAD_LINES]
        if column < len(line) and line[column] != ""
    )
    return tuple(text for text, _ in zip(filter(None, texts), range(_SAMPLES), strict=False))


def words_of_other_units(
    heading: AnswerHeading, sheet: ForeignSheet, columns: SentColumns
) -> Iterator[AlteredCell]:
    """Yield each title that counts money in another unit than was sent.

    For a title that names none the unit counts that stands above the titles, as in lists and
    templates: then its own cell is what differs, once for all columns.
    """
    # The upper rows of a header of several are no lines above it: what is sent has them too.
    levels = max((header.count(LEVEL) for header in columns.headers), default=0)
    unit, above = _said_above(sheet.lines[: max(heading.first - 1 - levels, 0)])
    if not unit:
        unit, above = _said_beside(heading)
    for n, column in heading.sent.items():
        title, sent = heading.titles[column], other_unit(columns.headers[n])
        if columns.formats[n] is not CellFormat.MONEY or other_unit(title, unit) == sent:
            continue
        if other_unit(title) == sent:
            yield replace(above, column=n)
            return
        yield AlteredCell(address(heading.first - 1, column), n, 0, title)


def _said_above(lines: Sequence[Sequence[ForeignCell]]) -> tuple[str, AlteredCell]:
    """Return the unit other than yuan that stands in lines above titles, or "", and its cell."""
    for place, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, str) and (unit := unit_above([cell])):
                return unit, AlteredCell(address(place, column), 0, 0, trimmed(cell))
    return "", AlteredCell("", 0, 0, "")


def _said_beside(heading: AnswerHeading) -> tuple[str, AlteredCell]:
    """Return the unit that a title says which says nothing else, or "", and its cell."""
    for column, (title, role) in enumerate(zip(heading.titles, heading.roles, strict=True)):
        if not role and (unit := unit_above((), [title])):
            return unit, AlteredCell(address(heading.first - 1, column), 0, 0, title)
    return "", AlteredCell("", 0, 0, "")
