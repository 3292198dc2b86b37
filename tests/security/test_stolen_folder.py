"""P9: a stolen data folder without a password shows no number, no name, no account."""

import base64
import logging
import shutil
import tempfile
from pathlib import Path

import pytest

from hrdesk.storage.backup import back_up
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import LOCK_FILE, database_path
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.verify import verify
from tests.security.searching import WINDOW, hits
from tests.storage import desk

# Played whole in every run: P9 and P19 have no smaller sample.
pytestmark = pytest.mark.torture

NAMES = ["买买提·艾力江", "柳𬭎秘", "欧阳只在测试里"]
ADDRESS = "只在测试里出现的地址一百二十三号"
PHONE = "13912345670"
PAPER = "测纸登记第77号"
AGENCY = "攀枝花只在测试里人力资源有限公司"
LICENCE = "测许可证第0077号"


def seeds():
    """Every value that must not be found."""
    numbers = [desk.person(n) for n in (1, 2, 3)]
    return [
        *numbers,
        *(number[::-1] for number in numbers),
        *NAMES,
        desk.founding().name,
        desk.founding().office.name,
        ADDRESS,
        PAPER,
        PHONE,
        AGENCY,
        LICENCE,
        desk.agency_code(1),
        desk.agency_code(1)[::-1],
        desk.ACCOUNT,
        desk.PASSWORD,
        desk.LOGIN,
        desk.RECOVERY,
        desk.RECOVERY.replace("-", ""),
    ]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_byte_of_the_folder_tells_anything(tmp_path, temporary, home, caplog):
    caplog.set_level(logging.DEBUG)
    clock = desk.SteppingClock()
    data, stolen = desk.found(tmp_path / "data", clock), tmp_path / "stolen"
    with desk.opened(data, clock) as store:
        for n, name in enumerate(NAMES, start=1):
            entries = {"name": name, "identity": desk.person(n), "address": ADDRESS}
            case = desk.accept(
                store, n, applicant_name=name, phone=PHONE, paper_number=PAPER, entries=entries
            )
            desk.print_form(store, case)
        desk.add_agency(store, 1, desk.licence(number=LICENCE), name=AGENCY, contact=NAMES[2])
        typed = {"name": NAMES[0], "account": desk.ACCOUNT, "address": ADDRESS * 100}
        draft = desk.keep(store, desk.draft_of(store, entries=typed))
        with store.reading() as reader:
            assert reader.find_cases(NAMES[1])
            assert reader.find_cases(desk.person(2))
            assert reader.find_organizations("测试里")
        back_up(store)
        with pytest.raises(InterruptedError), desk.acting(store) as act:
            act.save_draft(draft)
            for n in range(40):
                act.save_draft(desk.draft_of(store, entries={**typed, "n": str(n)}))
            # What a thief finds who pulls the plug in the middle of an act.
            shutil.copytree(data, stolen / "in the middle")
            raise InterruptedError
    for password in (desk.PASSWORD, "wrong password"):
        verify(data, desk.LOGIN, password, full=True, clock=clock)
    (backup,) = (data / "backups").iterdir()
    restore_backup(backup, tmp_path / "restored", desk.LOGIN, desk.PASSWORD, clock)
    journal = stolen / "in the middle" / "store" / "hrdesk.db-journal"
    assert journal.stat().st_size > 4096
    found, searched = hits([data, stolen, tmp_path / "restored", temporary, home], seeds())
    assert found == []
    assert searched > 15
    log = caplog.text
    assert [seed for seed in seeds() if seed in log] == []


def test_the_search_would_find_what_lies_open(tmp_path):
    (tmp_path / "a").write_bytes(b"..." + desk.person(2)[:WINDOW].encode("utf-16-le"))
    (tmp_path / "b").write_bytes(NAMES[1].encode("gb18030"))
    (tmp_path / "c").write_bytes(base64.b64encode(b"......." + NAMES[0].encode() + b"."))
    (tmp_path / f"{desk.ACCOUNT}.pdf").touch()
    found, searched = hits([tmp_path], seeds())
    assert searched == 4
    assert {name for name, _ in found} == {"a", "b", "c", f"{desk.ACCOUNT}.pdf"}


def test_no_file_tells_the_data_key(tmp_path):
    clock = desk.SteppingClock()
    data = desk.found(tmp_path / "data", clock)
    with desk.opened(data, clock) as store:
        back_up(store)
    key = bytes(unlock(data, desk.LOGIN, desk.PASSWORD, clock).data_key.material)
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert key not in content
            assert key.hex().encode() not in content.lower()


def test_equal_stores_look_unlike(tmp_path):
    contents = []
    for name in ("one", "two"):
        data = desk.found(tmp_path / name)
        with desk.opened(data) as store:
            desk.accept(store)
        contents.append(database_path(data).read_bytes())
    one, two = contents
    assert len(one) == len(two)
    same = sum(a == b for a, b in zip(one, two, strict=True))
    # Unrelated bytes agree once in 256 times.
    assert same < len(one) / 100


def test_the_lock_file_is_empty(tmp_path: Path):
    data = desk.found(tmp_path)
    assert (data / LOCK_FILE).read_bytes() == b""
