"""What lies under a path: kind of file system, removable or not, synchronised or not.

`objection` decides on plain values, so that every decision can be tested on any machine. They
are named tuples because the login window waits for them: a frozen dataclass takes 1 ms to make.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

#: File systems whose bytes live on another machine or pass through a guest channel.
_NETWORK = frozenset(
    [
        "9p",
        "afpfs",
        "afs",
        "autofs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "davfs2",
        "drvfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lizardfs",
        "lustre",
        "moosefs",
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "panfs",
        "prl_fs",
        "pvfs2",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
        "wekafs",
        "fuse.ceph",
        "fuse.ceph-fuse",
        "fuse.davfs2",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.google-drive-ocamlfuse",
        "fuse.gvfsd-fuse",
        "fuse.juicefs",
        "fuse.lizardfs",
        "fuse.mfs",
        "fuse.onedriver",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "fuse.vmhgfs-fuse",
    ]
)
#: Served by a program, and nobody can know where that keeps the bytes: refused unless listed.
#: `fuseblk` (NTFS and exFAT by ntfs-3g) is none of them: it stands on a block device of ours.
_BY_PROGRAM = "fuse"
#: Programs that only pass on to the same disk: deepin and UOS lay dlnfs over the home folder.
_LOCAL_PROGRAMS = frozenset(["fuse.dlnfs", "fuse.fuse-overlayfs"])
_OCTAL = re.compile(r"\\([0-7]{3})")
_FIELDS_BEFORE_DASH = 6
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4


class Mount(NamedTuple):
    """One line of the mount table: device number, where, which file system."""

    device: str
    point: str
    kind: str
    source: str


class Place(NamedTuple):
    """What is known about a path.

    `names` are the folders on the way from the root, `markers` what lies in them, `carried`
    tells that the environment names one of them as synchronised.
    """

    kind: str
    removable: bool
    names: tuple[str, ...]
    markers: frozenset[str] = frozenset()
    carried: bool = False


class SyncSigns(NamedTuple):
    """What gives a synchronised folder away; all in lower case but the variables."""

    names: frozenset[str]
    beginnings: tuple[str, ...]
    markers: tuple[str, ...]
    variables: tuple[str, ...]


def sync_signs() -> SyncSigns:
    """Read the signs from the table beside this module: a line for each, under `[heads]`.

    The login window waits for it, and would wait 5 ms longer for a reader of TOML.
    """
    table = Path(__file__).with_name("synchronised_folders.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in table.splitlines():
        if line.startswith("["):
            lines = found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            lines.append(line)
    return SyncSigns(
        frozenset(name.casefold() for name in found["names"]),
        tuple(name.casefold() for name in found["beginnings"]),
        tuple(found["markers"]),
        tuple(found["variables"]),
    )


def objection(place: Place, signs: SyncSigns) -> str | None:
    """Return the key of the reason why a place does not serve, or None."""
    if place.kind in _NETWORK:
        return "folder.network"
    program = place.kind == _BY_PROGRAM or place.kind.startswith(f"{_BY_PROGRAM}.")
    if program and place.kind not in _LOCAL_PROGRAMS:
        return "folder.by_program"
    if place.removable:
        return "folder.removable"
    names = [name.casefold() for name in place.names]
    known = any(name in signs.names or name.startswith(signs.beginnings) for name in names)
    if known or place.carried or place.markers & set(signs.markers):
        return "folder.synchronised"
    return None


def place_of(folder: Path, signs: SyncSigns) -> Place:
    """Look at the machine; a part of the path that does not exist yet belongs to its parent."""
    real = folder.resolve()
    markers = frozenset(
        marker
        for above in (real, *real.parents)
        for marker in signs.markers
        if _lies(above, marker)
    )
    roots = [Path(os.environ[name]) for name in signs.variables if os.environ.get(name)]
    carried = any(real.is_relative_to(root.resolve()) for root in roots)
    kind, removable = _drive_kind(real)
    return Place(kind, removable, real.parts, markers, carried)


def parse_mounts(text: str) -> tuple[Mount, ...]:
    """Read a Linux mount table (`/proc/self/mountinfo`, proc(5))."""
    mounts = []
    for line in text.splitlines():
        fields = line.split(" ")
        if "-" not in fields[_FIELDS_BEFORE_DASH:]:
            continue
        dash = fields.index("-", _FIELDS_BEFORE_DASH)
        kind, source = fields[dash + 1], _unescaped(fields[dash + 2])
        mounts.append(Mount(fields[2], _unescaped(fields[4]), kind, source))
    return tuple(mounts)


def mount_of(path: Path, mounts: Iterable[Mount]) -> Mount | None:
    """Return the mount that holds an absolute path: the deepest, and of equals the last."""
    best: Mount | None = None
    for mount in mounts:
        holds = path.is_relative_to(mount.point)
        if holds and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def is_removable(device: str, system: Path = Path("/sys/dev/block")) -> bool:
    """Tell whether a block device (`8:17`) can be pulled out: so it says, or USB, or an SD card.

    Encrypted and mapped devices are looked through.
    """
    node = system / device
    if not node.exists():
        return False
    real = node.resolve()
    below = real / "slaves"
    if below.is_dir():
        numbers = [(slave / "dev").read_text().strip() for slave in below.iterdir()]
        if numbers:
            return any(is_removable(number, system) for number in numbers)
    disk = real.parent if (real / "partition").exists() else real
    card = _text(disk / "device" / "type") == "SD"
    return (
        _text(disk / "removable") == "1"
        or card
        or any(part.startswith("usb") for part in disk.parts)
    )


def _lies(folder: Path, marker: str) -> bool:
    try:
        return (folder / marker).exists()
    except OSError:
        # A folder that may not be looked into cannot be judged by what lies in it.
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _unescaped(field: str) -> str:
    """Undo the kernel's escapes: a blank in a name stands as backslash 040."""
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), field)


if sys.platform == "win32":
    import ctypes

    def _drive_kind(path: Path) -> tuple[str, bool]:
        if path.drive.startswith("\\\\"):
            return "smb", False
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return ("smb" if kind == _WINDOWS_REMOTE else "local"), kind == _WINDOWS_REMOVABLE

else:

    def _drive_kind(path: Path) -> tuple[str, bool]:
        table = Path("/proc/self/mountinfo")
        text = table.read_text(encoding="utf-8", errors="surrogateescape") if table.exists() else ""
        mount = mount_of(path, parse_mounts(text))
        if mount is None:
            return "unknown", False
        return mount.kind, is_removable(mount.device)
