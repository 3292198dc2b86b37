"""P19: network, removable and synchronised folders are refused, and so is a second program."""

import os
from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.storage import folder as folder_module
from hrdesk.storage import places
from hrdesk.storage.folder import FolderLock, check_folder
from hrdesk.storage.places import (
    Place,
    is_removable,
    mount_of,
    objection,
    parse_mounts,
    place_of,
    sync_signs,
)
from tests.child_lines import Child

# Played whole in every run: P9 and P19 have no smaller sample.
pytestmark = pytest.mark.torture

SIGNS = sync_signs()

MOUNTS = parse_mounts(
    r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 8:17 / /media/u/U\040DISK rw,nosuid shared:2 - vfat /dev/sdb1 rw
31 22 0:50 / /mnt/share rw,relatime shared:3 - cifs //server/share rw
32 22 0:51 / /mnt/nfs rw - nfs4 server:/x rw
33 22 8:2 / /home rw,relatime - ext4 /dev/sda2 rw
34 33 0:52 / /home/u/remote rw - fuse.sshfs u@server:/ rw
35 22 0:53 / /home rw - ext4 /dev/sda3 rw
broken line
""".strip()
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/x", "ext4"),
        ("/media/u/U DISK/data", "vfat"),
        ("/mnt/share", "cifs"),
        ("/mnt/share/a/b", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/nfs/a", "nfs4"),
        ("/home/u/remote/data", "fuse.sshfs"),
    ],
)
def test_a_path_belongs_to_its_deepest_mount(path, kind):
    mount = mount_of(Path(path), MOUNTS)
    assert mount is not None
    assert mount.kind == kind


def test_of_two_mounts_on_one_point_the_later_one_counts():
    mount = mount_of(Path("/home/u/data"), MOUNTS)
    assert mount is not None
    assert mount.source == "/dev/sda3"


NETWORK = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "vboxsf",
    "fuse.rclone",
    "ceph",
    "fuse.ceph-fuse",
    "gpfs",
    "lizardfs",
    "drvfs",
    "autofs",
]
LOCAL = [
    "ext4",
    "xfs",
    "btrfs",
    "overlay",
    "fuseblk",
    "ntfs3",
    "vfat",
    "tmpfs",
    "fuse.dlnfs",
    "unknown",
]


@pytest.mark.parametrize("kind", NETWORK)
def test_network_folders_are_refused(kind):
    assert objection(Place(kind, False, ("/", "data")), SIGNS) == "folder.network"


@pytest.mark.parametrize("kind", ["fuse", "fuse.gocryptfs", "fuse.a-program-of-tomorrow"])
def test_folders_that_a_program_serves_are_refused_unless_it_is_known_as_local(kind):
    assert objection(Place(kind, False, ("/", "data")), SIGNS) == "folder.by_program"


@pytest.mark.parametrize("kind", LOCAL)
def test_local_folders_serve(kind):
    assert objection(Place(kind, False, ("/", "data")), SIGNS) is None


def test_removable_folders_are_refused():
    assert objection(Place("ext4", True, ("/", "data")), SIGNS) == "folder.removable"


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "onedrive",
        "OneDrive - 攀枝花市",
        "Dropbox",
        "Nextcloud",
        "坚果云",
        "我的坚果云",
        "Nutstore Files",
        "百度网盘",
        "BaiduNetdiskWorkspace",
        "WPS云盘",
        "WPS Cloud Files",
        "阿里云盘",
        "微云",
        "金山云盘",
        "飞书云盘",
        "钉盘",
        "SynologyDrive",
        "pCloud",
        "Box",
        "WPS Cloud",
        "OneDrive-攀枝花市",
    ],
)
def test_synchronised_folders_are_refused_by_name(name):
    place = Place("ext4", False, ("/", "home", "u", name, "hrdesk"))
    assert objection(place, SIGNS) == "folder.synchronised"


@pytest.mark.parametrize("name", ["hrdesk", "Documents", "文档", "OneDriver", "dropbox-old", "云"])
def test_other_names_are_no_reason(name):
    assert objection(Place("ext4", False, ("/", "home", name)), SIGNS) is None


@pytest.mark.parametrize("marker", SIGNS.markers)
def test_synchronised_folders_are_refused_by_what_lies_in_them(tmp_path, marker):
    (tmp_path / marker).touch()
    place = place_of(tmp_path / "a" / "b", SIGNS)
    assert objection(place, SIGNS) == "folder.synchronised"


def test_synchronised_folders_are_refused_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDrive", str(tmp_path / "carried"))
    assert objection(place_of(tmp_path / "carried" / "x", SIGNS), SIGNS) == "folder.synchronised"
    assert objection(place_of(tmp_path / "other", SIGNS), SIGNS) is None


def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(EnvironmentFault, match=r"folder\.synchronised") as caught:
        check_folder(tmp_path / "data" / "hrdesk")
    assert caught.value.values["folder"] == str(tmp_path / "data" / "hrdesk")


PARTS = ["store", "backups", "hrdesk.lock", "attempts.json", "store/hrdesk.db", "backups/hrdesk-1"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("leads_somewhere", [True, False])
def test_a_link_inside_the_folder_is_refused_and_named(tmp_path, part, leads_somewhere):
    folder, elsewhere = tmp_path / "data", tmp_path / "OneDrive" / "kept"
    (folder / part).parent.mkdir(parents=True)
    if leads_somewhere:
        elsewhere.mkdir(parents=True)
    (folder / part).symlink_to(elsewhere)
    with pytest.raises(EnvironmentFault, match=r"folder\.part_elsewhere") as caught:
        check_folder(folder)
    assert caught.value.values["part"] == part


def test_a_part_on_another_drive_is_refused(tmp_path):
    """A mount at its place has another device number."""
    folder = tmp_path / "data"
    (folder / "store").mkdir(parents=True)
    real = Path.stat

    def stat(self, **options):
        found = real(self, **options)
        if self.name != "store":
            return found
        fields = list(found)
        fields[2] = found.st_dev + 1
        return os.stat_result(fields)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        with pytest.raises(EnvironmentFault, match=r"folder\.part_elsewhere"):
            check_folder(folder)
    check_folder(folder)


def test_what_others_keep_in_the_folder_is_their_business(tmp_path):
    (tmp_path / "data" / "store").mkdir(parents=True)
    (tmp_path / "data" / "文档").symlink_to(tmp_path)
    check_folder(tmp_path / "data")
    # The same link as a part of the program's own is refused.
    (tmp_path / "data" / "backups").symlink_to(tmp_path)
    with pytest.raises(EnvironmentFault, match=r"folder\.part_elsewhere"):
        check_folder(tmp_path / "data")


def test_a_folder_of_ones_own_serves_before_it_exists(tmp_path):
    check_folder(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    # The tests may run as root, to whom every folder is writable.
    monkeypatch.setattr(folder_module.os, "access", lambda *_: False)
    with pytest.raises(EnvironmentFault, match=r"folder\.not_writable"):
        check_folder(tmp_path)


def test_the_kind_of_drive_decides(tmp_path, monkeypatch):
    for answer, key in ((("nfs", False), "folder.network"), (("ext4", True), "folder.removable")):
        monkeypatch.setattr(places, "_drive_kind", lambda _path, answer=answer: answer)
        with pytest.raises(EnvironmentFault, match=key):
            check_folder(tmp_path)


@pytest.fixture
def devices(tmp_path):
    """A small picture of the kernel's block devices."""
    devices, numbers = tmp_path / "devices", tmp_path / "dev" / "block"
    numbers.mkdir(parents=True)

    def add(number: str, path: str, **files: str) -> None:
        node = devices / path
        node.mkdir(parents=True, exist_ok=True)
        for name, text in {"dev": number, **files}.items():
            target = node / name.replace("__", "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text + "\n")
        (numbers / number).symlink_to(node)

    add("8:0", "pci0/ata1/block/sda", removable="0")
    add("8:1", "pci0/ata1/block/sda/sda1", partition="1")
    add("8:16", "pci0/usb1/1-1/block/sdb", removable="0")
    add("8:17", "pci0/usb1/1-1/block/sdb/sdb1", partition="1")
    add("8:32", "pci0/ata2/block/sdc", removable="1")
    add("8:33", "pci0/ata2/block/sdc/sdc1", partition="1")
    add("179:0", "mmc/block/mmcblk0", removable="0", device__type="MMC")
    add("179:1", "mmc/block/mmcblk0/mmcblk0p1", partition="1")
    add("179:8", "mmc/block/mmcblk1", removable="0", device__type="SD")
    add("179:9", "mmc/block/mmcblk1/mmcblk1p1", partition="1")
    for number, name, below in (("253:0", "dm-0", "sda/sda1"), ("253:1", "dm-1", "sdb/sdb1")):
        add(number, f"virtual/block/{name}", removable="0")
        host = "ata1" if "sda" in below else "usb1/1-1"
        slaves = devices / "virtual" / "block" / name / "slaves"
        slaves.mkdir()
        (slaves / Path(below).name).symlink_to(devices / "pci0" / host / "block" / below)
    return numbers


@pytest.mark.parametrize(
    ("number", "removable"),
    [
        ("8:1", False),
        ("8:0", False),
        ("8:17", True),  # a hard disk in a USB case says that it is not removable
        ("8:33", True),
        ("179:1", False),  # soldered
        ("179:9", True),  # an SD card
        ("253:0", False),
        ("253:1", True),  # an encrypted stick
        ("0:53", False),  # no device at all
    ],
)
def test_what_can_be_pulled_out_is_known(devices, number, removable):
    assert is_removable(number, devices) is removable


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path):
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
        second.acquire()
    first.release()
    first.release()
    with second:
        pass


HOLD = """
import sys
from pathlib import Path
from hrdesk.storage.folder import FolderLock
from tests.child_lines import say
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
say("held")
sys.stdin.read()
"""


def test_another_program_is_refused_and_a_killed_one_leaves_no_lock(tmp_path):
    with Child("-c", HOLD, tmp_path) as other:
        assert other.hear() == "held"
        with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
            FolderLock(tmp_path).acquire()
    with FolderLock(tmp_path):
        pass
