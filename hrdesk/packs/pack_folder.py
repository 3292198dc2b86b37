"""A pack from where it lies: a folder, or the file that such a folder was packed into."""

import os
from collections.abc import Iterator
from pathlib import Path

from hrdesk.domain.errors import Problem
from hrdesk.domain.pack_files import SUFFIX, PackFiles
from hrdesk.packs.pack_archive import LARGEST_FILE, MOST_FILES, read_archive


def pack_at(path: Path) -> PackFiles:
    """Return the pack of a folder or of a pack file.

    Raises as `read_archive`; what is not there is an empty pack, which no check lets pass.
    """
    return read_archive(path) if path.is_file() else files_of(path)


def files_of(folder: Path) -> PackFiles:
    """Return the pack that lies in a folder.

    Links are read, as some installers make them of every file, and noted: a pack that is
    handed on holds none. A file that this account may not read is left out, so that whoever
    needs it misses it.
    """
    files: dict[str, bytes] = {}
    strangers: list[str] = []
    problems: list[Problem] = []
    for path in _below(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            problems.append(Problem("pack.link", name))
        if path.suffix != SUFFIX or not path.is_file():
            strangers.append(name)
        elif path.stat().st_size > LARGEST_FILE:
            problems.append(Problem("pack.large_file", name, {"most": str(LARGEST_FILE // 1024)}))
        elif len(files) == MOST_FILES:
            problems.append(Problem("pack.many_files", name, {"most": str(MOST_FILES)}))
            break
        else:
            try:
                files[name] = path.read_bytes()
            except PermissionError:
                continue
    bears = folder.resolve().name
    return PackFiles(files, bears, tuple(strangers), tuple(problems))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder by their names, and links to folders, unfollowed."""
    for at, folders, names in os.walk(folder):
        folders.sort()
        linked = [name for name in folders if Path(at, name).is_symlink()]
        for name in sorted([*names, *linked]):
            yield Path(at, name)
