"""A TOML file of a pack, and the line on which each of its keys stands."""

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.domain.pack_files import plain_text

#: A step from a table to a key, or from a list to an item.
Step = str | int
_HEADER = re.compile(r"\[(\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=(.*)")
_TOML_LINE = re.compile(r"at line (\d+)")
#: Signs that an input method writes where TOML asks for plain ones.
_FULL_WIDTH = re.compile("[\u201c\u201d\u2018\u2019\uff02\uff07\uff1d\uff3b\uff3d\uff5b\uff5d]")
#: A key holds as many tables as it has dots, and reading it takes their square.
_MOST_DOTS = 200
_LONGEST_LINE = 8_000
#: A pack has seven at most.
_DEEPEST = 16
_MULTILINE = ('"""', "'''")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as it was read: its name for messages, its text with plain line ends, its data.

    `data` may hold what another file lends it; `origins` say by path where that was written.
    """

    name: str
    text: str
    data: dict[str, object]
    origins: "Origins" = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 in hex of the text and of what it takes; line ends do not count."""
        taken = json.dumps(self.data, sort_keys=True, default=str) if self.origins else ""
        return hashlib.sha256((self.text + taken).encode()).hexdigest()

    def problem(self, key: str, path: Sequence[Step], **values: str) -> Problem:
        """Return a problem that names file, line and key, where the key was written."""
        file, written = self._origin(tuple(path))
        where = f"{file.name}:{file._line(written)}"
        return Problem(key, where, {"key": _dotted(written), **values})

    def _origin(self, path: tuple[Step, ...]) -> tuple["TomlFile", tuple[Step, ...]]:
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                file, written = self.origins[path[:length]]
                return file, (*written, *path[length:])
        return self, path

    def _line(self, path: Sequence[Step]) -> int:
        lines = lines_of(self.text)
        for length in range(len(path), 0, -1):
            line = lines.get(tuple(path[:length]))
            if line is not None:
                return line
        return 1


#: Where a part of a file's data was written, by its path.
Origins = dict[tuple[Step, ...], tuple[TomlFile, tuple[Step, ...]]]


def toml_of(name: str, content: bytes | None) -> TomlFile:
    """Return a file of a pack, or of an office, from its bytes, None where there is none.

    Raises InvalidInput (`pack.invalid`) when it is absent, no UTF-8 or no TOML; a byte-order
    mark is ignored.
    """
    text = _text(name, content)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        number = int(found[1]) if found else text.count("\n") + 1
        line = text.split("\n")[number - 1]
        key = "pack.full_width" if _FULL_WIDTH.search(line) else "pack.not_toml"
        raise _invalid(Problem(key, f"{name}:{number}")) from None
    except (RecursionError, ValueError):
        # Brackets within brackets without end, a number of thousands of digits.
        raise _invalid(Problem("pack.too_deep", name)) from None
    if _is_deep(data):
        raise _invalid(Problem("pack.too_deep", name))
    return TomlFile(name, text, data)


def _text(name: str, content: bytes | None) -> str:
    if content is None:
        raise _invalid(Problem("pack.no_file", name))
    try:
        text = plain_text(content).decode()
    except UnicodeDecodeError:
        raise _invalid(Problem("pack.not_utf8", name)) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            values = {"most": str(_LONGEST_LINE)}
            raise _invalid(Problem("pack.long_line", f"{name}:{number}", values))
        if any(part.count(".") > _MOST_DOTS for part in line.split("=")):
            raise _invalid(Problem("pack.too_deep", f"{name}:{number}"))
    return text


def _is_deep(data: object) -> bool:
    """Tell whether tables and lists lie deeper within each other than those of any pack."""
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [
            each
            for outer in level
            for each in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(each, dict | list)
        ]
    return bool(level)


@lru_cache(maxsize=8)
def lines_of(text: str) -> dict[tuple[Step, ...], int]:
    """Return the line of every key and of every list item that begins a line."""
    return _Lines().read(text)


class _Lines:
    """Walks through the lines of a TOML text that is known to be well-formed."""

    def __init__(self) -> None:
        self.found: dict[tuple[Step, ...], int] = {}
        self.counts: dict[tuple[Step, ...], int] = {}
        self.table: tuple[Step, ...] = ()
        self.list: tuple[Step, ...] | None = None
        self.closing = ""

    def read(self, text: str) -> dict[tuple[Step, ...], int]:
        for number, line in enumerate(text.split("\n"), start=1):
            self._line(line.strip(), number)
        return self.found

    def _line(self, line: str, number: int) -> None:
        if self.closing:
            if self.closing in line:
                self.closing = ""
        elif self.list is not None:
            self._item(line, number)
        elif header := _HEADER.fullmatch(line):
            self._header(_steps(header[2]), bool(header[1]), number)
        elif key := _KEY.match(line):
            self._key((*self.table, *_steps(key[1])), key[2].strip(), number)

    def _header(self, steps: tuple[Step, ...], repeated: bool, number: int) -> None:
        path = self._in_newest_items(steps)
        if repeated:
            path = (*path, self._next(path))
        self.table = path
        self.found.setdefault(path, number)

    def _in_newest_items(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        path: tuple[Step, ...] = ()
        for index, step in enumerate(steps):
            path = (*path, step)
            if index < len(steps) - 1 and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _key(self, path: tuple[Step, ...], value: str, number: int) -> None:
        self.found[path] = number
        for mark in _MULTILINE:
            if value.startswith(mark) and mark not in value[len(mark) :]:
                self.closing = mark
        if value.partition("#")[0].strip() == "[":
            self.list = path

    def _item(self, line: str, number: int) -> None:
        if line.startswith("]"):
            self.list = None
        elif line and not line.startswith("#") and self.list is not None:
            self.found[*self.list, self._next(self.list)] = number

    def _next(self, path: tuple[Step, ...]) -> int:
        index = self.counts.get(path, 0)
        self.counts[path] = index + 1
        return index


def _steps(dotted: str) -> tuple[Step, ...]:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))


def _dotted(path: Sequence[Step]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _invalid(problem: Problem) -> InvalidInput:
    return InvalidInput("pack.invalid", (problem,), count=1)
