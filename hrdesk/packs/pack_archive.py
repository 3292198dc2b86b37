"""Pack files: a plain zip of a pack's folder, read member by member into memory, never unpacked.

Nobody signed it yet, so nothing in it is believed: neither names nor sizes, and what would not
be a file of a pack is named, each fault of them at once.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Problem
from hrdesk.domain.pack_files import SUFFIX, PackFiles, plain_text

_KIB = 1024
#: The shipped pack takes a tenth of each of these.
LARGEST_ARCHIVE = 4096 * _KIB
LARGEST_FILE = 512 * _KIB
_LARGEST_PACK = 8192 * _KIB
MOST_FILES = 400
_MOST_TIMES_SMALLER = 100
#: How a file within a pack may be called.
PACK_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/){0,2}[A-Za-z0-9][A-Za-z0-9_.-]*")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
#: Every way in which zipfile and zlib say that bytes are not what they should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
#: The earliest day that a zip can name: the bytes of a pack file say nothing of when it was made.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16


def read_archive(path: Path) -> PackFiles:
    """Return the pack in a pack file; what is wrong with single members stands in `problems`.

    Raises InvalidInput (`pack.invalid`) when it is no pack file at all or beyond every measure,
    EnvironmentFault `pack.unreadable` when it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_ARCHIVE + 1)
    except OSError:
        raise EnvironmentFault("pack.unreadable", name=path.name) from None
    if len(content) > LARGEST_ARCHIVE:
        raise _refusal("pack.large_archive", path, most=str(LARGEST_ARCHIVE // _KIB))
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN:
        raise _refusal("pack.no_archive", path) from None
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise _refusal("pack.many_files", path, most=str(MOST_FILES))
    reading = _Reading(archive)
    for member in members:
        reading.take(member)
    return reading.pack()


def archive_bytes(pack: PackFiles) -> bytes:
    """Return the pack file of a pack; the same texts give the same bytes on every machine."""
    target = BytesIO()
    # Not compressed: what a compressor makes of a text differs from release to release.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(pack.files):
            member = zipfile.ZipInfo(name, _NO_DAY)
            member.create_system = _UNIX
            member.external_attr = _PLAIN_FILE
            archive.writestr(member, plain_text(pack.files[name]))
    return target.getvalue()


@dataclass(slots=True)
class _Reading:
    """The members of one archive as they are taken over."""

    archive: zipfile.ZipFile
    files: dict[str, bytes] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    size: int = 0

    def take(self, member: zipfile.ZipInfo) -> None:
        """Take over one member, or note why not."""
        # Only this one is what stands in the file: the other has been tidied for the machine.
        name = member.orig_filename
        fault = self._fault(member, name)
        if fault is not None:
            self.problems.append(fault)
        elif member.is_dir():
            return
        elif not name.endswith(SUFFIX):
            self.strangers.append(name)
        else:
            self._read(member, name)

    def pack(self) -> PackFiles:
        """Return what was taken over, without a folder that holds all of it."""
        tops = {name.partition("/")[0] for name in self.files}
        if len(tops) != 1 or not all("/" in name for name in self.files):
            return PackFiles(self.files, "", tuple(self.strangers), tuple(self.problems))
        (top,) = tops
        inner = {name.removeprefix(f"{top}/"): each for name, each in self.files.items()}
        return PackFiles(inner, top, tuple(self.strangers), tuple(self.problems))

    def _fault(self, member: zipfile.ZipInfo, name: str) -> Problem | None:
        shown = shown_name(name)
        kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == _UNIX else 0
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            return Problem("pack.link", shown)
        if not PACK_NAME.fullmatch(name.removesuffix("/")):
            return Problem("pack.path", shown)
        if name.casefold() in self.names:
            return Problem("pack.member_twice", shown)
        self.names.add(name.casefold())
        if member.flag_bits & _ENCRYPTED:
            return Problem("pack.encrypted", shown)
        if member.compress_type not in _PACKED:
            return Problem("pack.compression", shown)
        return next(self._sizes(member, shown), None)

    def _sizes(self, member: zipfile.ZipInfo, shown: str) -> Iterator[Problem]:
        if member.file_size > LARGEST_FILE:
            yield Problem("pack.large_file", shown, {"most": str(LARGEST_FILE // _KIB)})
        if member.file_size > _KIB + _MOST_TIMES_SMALLER * member.compress_size:
            yield Problem("pack.bomb", shown)
        if self.size + member.file_size > _LARGEST_PACK:
            yield Problem("pack.large_pack", shown, {"most": str(_LARGEST_PACK // _KIB)})

    def _read(self, member: zipfile.ZipInfo, name: str) -> None:
        try:
            with self.archive.open(member) as stream:
                content = stream.read(member.file_size + 1)
        except _BROKEN:
            content = None
        if content is None or len(content) != member.file_size:
            self.problems.append(Problem("pack.damaged", name))
            return
        self.size += len(content)
        self.files[name] = content


def shown_name(name: str) -> str:
    """Return a name from a strange file as a message may show it: one line, not long."""
    plain = "".join(each if each.isprintable() else "\ufffd" for each in name)
    return plain if len(plain) <= 80 else f"{plain[:80]}…"


def _refusal(key: str, path: Path, **values: str) -> InvalidInput:
    return InvalidInput("pack.invalid", (Problem(key, path.name, values),), count=1)
