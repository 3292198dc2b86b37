"""A store appears whole or not at all."""

import errno

import pytest

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.storage import founding as founding_module
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.founding import create_store
from hrdesk.storage.keys.slots import unlock, unlock_with_recovery
from hrdesk.storage.layout import (
    ANCHOR_FILE,
    DATABASE_FILE,
    KEYSLOTS_FILE,
    LOCK_FILE,
    database_path,
    store_path,
)
from hrdesk.storage.store import Store
from hrdesk.storage.verify import verify
from tests.storage import desk


def test_a_new_store_has_its_office_its_founder_and_its_first_records(folder, clock):
    with desk.opened(folder, clock) as store:
        office = store.office()
        founder = store.staff(desk.me(store))
        with store.reading() as reader:
            head = reader.audit_head()
            assert reader.drafts() == reader.cases() == ()
            (registered,) = reader.audit_of(founder.id)
    assert office == desk.founding().office
    assert (founder.login, founder.name) == (desk.LOGIN, "柳测试")
    assert founder.roles == desk.founding().roles
    assert head.sequence == 3
    assert registered.act == "key.register"


@pytest.mark.parametrize("level", OfficeLevel)
def test_every_kind_of_office_can_be_founded(tmp_path, clock, level):
    office = Office("5104A1", "管理委员会", level)
    create_store(tmp_path, desk.founding(office=office), clock, desk.CHEAP)
    with desk.opened(tmp_path, clock) as store:
        assert store.office() == office


def test_the_recovery_account_opens_the_store(folder, clock):
    credentials = unlock_with_recovery(folder, desk.RECOVERY)
    store = Store.open(folder, credentials, clock)
    assert store.staff(credentials.staff_id).login == "recovery"
    store.close()


def test_the_file_is_encrypted_from_its_first_byte(folder):
    content = database_path(folder).read_bytes()
    assert not content.startswith(b"SQLite format 3")
    # Encrypted pages have no runs: plain SQLite pages are full of zeros.
    assert content.count(bytes(16)) == 0


def test_nothing_else_is_left_in_the_folder(folder):
    assert {path.name for path in folder.iterdir()} == {LOCK_FILE, store_path(folder).name}
    assert {path.name for path in store_path(folder).iterdir()} == {
        ANCHOR_FILE,
        DATABASE_FILE,
        KEYSLOTS_FILE,
    } | {f"{DATABASE_FILE}-journal"}


def test_a_second_founding_is_refused_and_changes_nothing(folder, clock):
    before = database_path(folder).read_bytes()
    with pytest.raises(Refused, match=r"setup\.already") as caught:
        create_store(folder, desk.founding(password="another password"), clock, desk.CHEAP)
    assert caught.value.values["folder"] == str(folder)
    assert database_path(folder).read_bytes() == before


@pytest.mark.parametrize("password", ["", "123456789"])
def test_a_short_password_founds_nothing(tmp_path, clock, password):
    with pytest.raises(InvalidInput, match=r"setup\.password_short"):
        create_store(tmp_path, desk.founding(password=password), clock, desk.CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_ten_characters_are_enough(tmp_path, clock):
    create_store(tmp_path, desk.founding(password="1234567890"), clock, desk.CHEAP)
    credentials = unlock(tmp_path, desk.LOGIN, "1234567890", clock)
    assert credentials.login == desk.LOGIN
    credentials.wipe()


def test_two_foundings_at_once_do_not_meet(tmp_path, clock):
    with FolderLock(tmp_path), pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
        create_store(tmp_path, desk.founding(), clock, desk.CHEAP)


STEPS = [
    "_accounts",
    "write_slots",
    "_write_schema",
    "_write_office",
    "insert_account",
    "_write_first_records",
    "check_copy",
    "write_anchor",
    "sync_file",
    "sync_folder",
]


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_nothing_and_the_next_try_works(
    tmp_path, clock, monkeypatch, step
):
    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(founding_module, step, fail)
    with pytest.raises(EnvironmentFault, match=r"disk\.full"):
        create_store(tmp_path, desk.founding(), clock, desk.CHEAP)
    assert {path.name for path in tmp_path.iterdir()} == {LOCK_FILE}
    monkeypatch.undo()
    create_store(tmp_path, desk.founding(), clock, desk.CHEAP)
    with desk.opened(tmp_path, clock):
        pass


def test_what_a_killed_founding_left_is_removed_by_the_next(tmp_path, clock):
    left = tmp_path / ".store.0123abcd.part"
    left.mkdir()
    (left / DATABASE_FILE).write_bytes(b"half")
    create_store(tmp_path, desk.founding(), clock, desk.CHEAP)
    assert not left.exists()


def test_the_paper_registers_of_both_years_are_continued(tmp_path, clock):
    create_store(tmp_path, desk.founding(first_numbers={2026: 381, 2025: 118}), clock, desk.CHEAP)
    late = desk.RECEIVED.replace(year=2025)
    with desk.opened(tmp_path, clock) as store:
        numbers = [
            desk.accept(store, 1).number,
            desk.accept(store, 2, received_on=late).number,
            desk.accept(store, 3).number,
            desk.accept(store, 4, received_on=late).number,
        ]
    assert numbers == [
        "510411-2026-0381",
        "510411-2025-0118",
        "510411-2026-0382",
        "510411-2025-0119",
    ]
    report = verify(tmp_path, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert (report.exit_code, report.findings) == (0, ())
