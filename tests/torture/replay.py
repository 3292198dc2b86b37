"""What a power cut leaves: everything that was synced, and any part of what was not.

Reads the trace of `shim.c`. A file is a list of operations that wait to be synced over bytes that
are on the disk for certain; so is each folder for its names. Cutting the power at an operation
keeps the certain part and whatever the chance lets through of the rest: nothing, all, a beginning,
or any of them in any order, the last one torn at a sector.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPEN, WRITE, TRUNCATE, SYNC, RENAME, UNLINK = range(1, 7)
SECTOR = 512
_HEAD = struct.Struct("=QQQQ")


@dataclass(frozen=True)
class Operation:
    """One line of the trace; `which` numbers the opening of a file."""

    what: int
    which: int
    offset: int
    data: bytes
    length: int


def read_trace(path: Path) -> list[Operation]:
    """Return the operations in their order."""
    content, at, found = path.read_bytes(), 0, []
    while at < len(content):
        what, which, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        data = b"" if what == TRUNCATE else content[at : at + length]
        at += len(data)
        found.append(Operation(what, which, offset, data, length))
    return found


@dataclass
class File:
    """Bytes that are on the disk, and changes that may or may not be."""

    certain: bytes = b""
    waiting: list[Operation] = field(default_factory=list)

    def sync(self) -> None:
        self.certain = changed(self.certain, self.waiting)
        self.waiting = []


@dataclass
class Disk:
    """Files by the names that are certain, and changes of names that wait for their folder."""

    names: dict[str, File]
    renaming: list[tuple[str, str, File | None]] = field(default_factory=list)
    openings: dict[int, tuple[str, File | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Return a disk on which everything in a folder is certain."""
        files = [path for path in folder.rglob("*") if path.is_file()]
        return cls({str(path): File(path.read_bytes()) for path in files})

    def do(self, operation: Operation) -> None:
        """Play one operation."""
        _, file = self.openings.get(operation.which, ("", None))
        if operation.what == OPEN:
            name = operation.data.decode()
            file = None if Path(name).is_dir() else self._named(name)
            self.openings[operation.which] = (name, file)
        elif operation.what == SYNC and file is None:
            self._settle(self.openings[operation.which][0])
        elif operation.what == SYNC and file is not None:
            file.sync()
        elif operation.what in {WRITE, TRUNCATE} and file is not None:
            file.waiting.append(operation)
        elif operation.what == RENAME:
            source, target = operation.data.decode().split("\0")
            moved = self._now()[source]
            self.renaming += [("put", target, moved), ("drop", source, None)]
        elif operation.what == UNLINK:
            self.renaming.append(("drop", operation.data.decode(), None))

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that are found after the power was cut here."""
        kept = chance.randint(0, len(self.renaming))
        names = dict(self.names)
        _rename(names, self.renaming[:kept])
        return {
            name: changed(file.certain, survivors(file, chance)) for name, file in names.items()
        }

    def _named(self, name: str) -> File:
        now = self._now()
        if name not in now:
            self.renaming.append(("put", name, File()))
            return self._now()[name]
        return now[name]

    def _now(self) -> dict[str, File]:
        names = dict(self.names)
        _rename(names, self.renaming)
        return names

    def _settle(self, folder: str) -> None:
        inside = [change for change in self.renaming if str(Path(change[1]).parent) == folder]
        _rename(self.names, inside)
        self.renaming = [change for change in self.renaming if change not in inside]


def survivors(file: File, chance: random.Random) -> list[Operation]:
    """Return what the chance lets through of the changes that were not synced."""
    waiting = file.waiting
    way = chance.choice(["none", "all", "beginning", "any", "any"])
    if way == "none":
        return []
    if way == "all":
        return waiting
    if way == "beginning":
        kept = waiting[: chance.randint(0, len(waiting))]
        return [*kept[:-1], *(_torn(last, chance) for last in kept[-1:])]
    kept = [operation for operation in waiting if chance.random() < 0.5]
    chance.shuffle(kept)
    return [_torn(operation, chance) if chance.random() < 0.2 else operation for operation in kept]


def changed(content: bytes, operations: list[Operation]) -> bytes:
    """Return content after operations."""
    out = bytearray(content)
    for operation in operations:
        if operation.what == TRUNCATE:
            length = operation.offset
            out = out[:length] + bytes(max(0, length - len(out)))
        else:
            end = operation.offset + len(operation.data)
            out += bytes(max(0, end - len(out)))
            out[operation.offset : end] = operation.data
    return bytes(out)


def cuts(disk: Disk, operations: list[Operation], at: set[int]) -> Iterator[tuple[int, Disk]]:
    """Play a trace and stop at each of the given operations."""
    for n, operation in enumerate(operations):
        if n in at:
            yield n, disk
        disk.do(operation)


def _rename(names: dict[str, File], changes: list[tuple[str, str, File | None]]) -> None:
    for what, name, file in changes:
        if what == "put" and file is not None:
            names[name] = file
        else:
            names.pop(name, None)


def _torn(operation: Operation, chance: random.Random) -> Operation:
    if operation.what == TRUNCATE or len(operation.data) <= SECTOR:
        return operation
    kept = SECTOR * chance.randint(0, len(operation.data) // SECTOR)
    return Operation(operation.what, operation.which, operation.offset, operation.data[:kept], kept)
