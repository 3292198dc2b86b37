"""Somebody's list goes back with its bad cells marked; written in the process that read it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.cell_address import column_index
from hrdesk.domain.foreign_sheet import FileKind, Place
from hrdesk.intake.foreign_rows import Refusal
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.titles import plain_title
from hrdesk.services.presenting import catalogue_words, present
from hrdesk.storage.files import write_whole

if TYPE_CHECKING:
    from hrdesk.domain.foreign_sheet import ForeignFile
    from hrdesk.workbooks.marking import Marks

_PLACE = re.compile(r"([A-Z]*)([0-9]+)")
#: Between what is said of several cells of a line.
_BREAK = "\n"
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class MarkOrder:
    """Where the marked list is to be saved."""

    target: str


@dataclass(frozen=True, slots=True)
class StopMarking:
    """The marked list is not wanted any more; told while it is made."""


class MarkingStopped(Exception):
    """Marking was stopped before anything was saved."""


@dataclass(frozen=True, slots=True)
class MarkedList:
    """A marked list that was saved; `is_copy` says that it is not the file itself."""

    is_copy: bool


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list that was read, with what was refused of it."""

    content: bytes
    file: "ForeignFile"
    spec: RosterSpec
    sheet: int
    heading: Heading
    refusals: Sequence[Refusal]


def save_marked(read: ReadList, target: Path, on_line: Callable[[int], None]) -> MarkedList:
    """Write the marked list; EnvironmentFault as `write_whole` says.

    `on_line` is told each line that is made, and may raise: nothing is saved before the last.

    An .xlsx file comes back as it is but for its marks; where that cannot be, and of other
    kinds, it is a copy that says so.
    """
    from hrdesk.workbooks.marking import CannotMark, marked

    marks = _marks(read)
    if read.file.kind is FileKind.XLSX:
        try:
            write_whole(target, marked(read.content, marks, on_line))
            return MarkedList(is_copy=False)
        except CannotMark:
            pass
    from hrdesk.workbooks.marked_copy import marked_copy

    words = catalogue_words("list_marking")
    copy = marked_copy(read.file.sheets[read.sheet], marks, words, on_line)
    write_whole(target, copy)
    return MarkedList(is_copy=True)


def _marks(read: ReadList) -> "Marks":
    from hrdesk.workbooks.marking import Marks

    words = catalogue_words("list_marking")
    labels = {column.id: column.label for column in read.spec.columns.values()}
    cells: dict[Place, str] = {}
    lines: dict[int, list[str]] = {}
    # What is said of a whole line marks the first cell of it that is read.
    first = next((n for n, column in enumerate(read.heading.columns) if column), None)
    for refusal in read.refusals:
        found = _PLACE.fullmatch(refusal.place)
        if found is None:
            continue
        line, said = int(found[2]) - 1, _said(refusal, labels)
        if found[1]:
            cells[line, column_index(found[1])] = said
        elif first is not None:
            cells.setdefault((line, first), said)
        column = labels.get(refusal.column, "")
        whole = words["line"].format(column=column, said=said) if column else said
        lines.setdefault(line, []).append(whole)
    _say_hidden(read, lines, words)
    return Marks(
        sheet=read.file.sheets[read.sheet].name,
        titles=max(read.heading.first - 1, 0),
        column=_column(read.heading, words["title"]),
        title=words["title"],
        author=words["author"],
        cells=cells,
        lines={line: _BREAK.join(each) for line, each in lines.items()},
    )


def _say_hidden(read: ReadList, lines: dict[int, list[str]], words: Mapping[str, str]) -> None:
    """Say at the first line that is seen which hidden ones were refused: nobody sees theirs."""
    sheet = read.file.sheets[read.sheet]
    hidden = sorted(line for line in lines if line in sheet.flawed_lines)
    below = range(read.heading.first, len(sheet.lines))
    seen = next((line for line in below if line not in sheet.flawed_lines), None)
    if hidden and seen is not None:
        numbers = [str(line + 1) for line in hidden[:_MOST_NAMED]]
        said = words["hidden"].format(lines=words["between"].join(numbers), n=len(hidden))
        lines[seen] = [said, *lines.get(seen, ())]


def _said(refusal: Refusal, labels: Mapping[str, str]) -> str:
    message = present(refusal.problem, labels)
    # A message may show a character of the cell that no XML can carry.
    return "".join(char if char.isprintable() else " " for char in message.problem + message.remedy)


def _column(heading: Heading, title: str) -> int:
    """Return the column that says what to do: the one of an earlier time, or behind the last."""
    titles = [plain_title(each) for each in heading.titles]
    known = plain_title(title)
    return titles.index(known) if known in titles else len(titles)
