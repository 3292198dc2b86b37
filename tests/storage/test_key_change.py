"""P22: after a retirement the data key changes; what the retired person kept opens nothing new."""

import contextlib
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import EnvironmentFault, Fault, Refused, Tampered, WrongKey
from hrdesk.domain.staff import Role
from hrdesk.storage import key_change as key_change_module
from hrdesk.storage.backup import back_up, back_up_if_changed
from hrdesk.storage.connection import keyed_connection, opens_with
from hrdesk.storage.keys.credentials import DataKey
from hrdesk.storage.keys.slot_file import RECOVERY, read_slots, write_slots
from hrdesk.storage.keys.slots import unlock, unlock_file, unlock_with_recovery
from hrdesk.storage.layout import (
    DATABASE_FILE,
    KEYSLOTS_FILE,
    database_path,
    keyslots_path,
    store_path,
)
from hrdesk.storage.renewal import give_password
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.store import Store
from hrdesk.storage.verify import verify
from tests.child_lines import Child
from tests.storage import desk
from tests.storage.test_people import OWN, assert_sound, entered, opens, set_own

LEAVER, LEFT_WITH = "likai", "what the leaver knows"


def prepare(folder, clock=None):
    """An office with a case, a clerk who stays and an administrator who was retired, closed."""
    clock = clock or desk.SteppingClock()
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1)
        desk.add_person(store)
        leaver = desk.add_person(store, LEAVER, Role.ADMINISTRATOR)
    for login, own in ((desk.CLERK, OWN), (LEAVER, LEFT_WITH)):
        store = entered(folder, clock, login)
        set_own(store, own)
        store.close()
    kept = keyslots_path(folder).read_bytes()
    with desk.opened(folder, clock) as store:
        back_up(store)
        desk.retire(store, leaver)
    return kept


@pytest.fixture(scope="session")
def left(memory):
    """The folder of that office, and the slot file that the leaver kept; only to be copied."""
    folder = desk.found(memory / "left")
    return folder, prepare(folder)


@pytest.fixture
def office(left, tmp_path):
    """Such an office of this test alone."""
    return Path(shutil.copytree(left[0], tmp_path / "office"))


@pytest.fixture
def kept(left):
    """The slot file that the leaver kept."""
    return left[1]


def change(folder, clock):
    """Open the store, change its key, and make the backup of closing."""
    with desk.opened(folder, clock) as store:
        store.change_key_if_due()
        report = back_up_if_changed(store)
    assert report is not None
    return report.path


def is_due(folder, clock):
    with desk.opened(folder, clock) as store:
        return store.key_change_due


def leavers_key(folder, kept, tmp_path):
    """The data key that the leaver's slot and password give."""
    file = tmp_path / "kept.json"
    file.write_bytes(kept)
    return unlock_file(file, LEAVER, LEFT_WITH).data_key


def recovery_opens(folder, clock):
    Store.open(folder, unlock_with_recovery(folder, desk.RECOVERY), clock).close()
    return True


def raw_opens(path, key):
    """Whether a key opens a database file from outside the program."""
    try:
        with contextlib.closing(keyed_connection(path, key, "ro")) as connection:
            connection.execute("select count(*) from cases").fetchone()
    except sqlcipher.DatabaseError:
        return False
    return True


def files_of(folder):
    return {path.relative_to(folder) for path in folder.rglob("*")}


def assert_all_in(folder, clock):
    """Everybody who remains gets in, and the store is sound."""
    assert opens(folder, clock, desk.LOGIN, desk.PASSWORD)
    assert opens(folder, clock, desk.CLERK, OWN)
    assert recovery_opens(folder, clock)
    assert not opens(folder, clock, LEAVER, LEFT_WITH)
    assert_sound(folder, clock)


# What is changed and what stays -------------------------------------------------------------------


def test_what_the_leaver_kept_opens_neither_the_store_nor_new_backups(
    office, clock, kept, tmp_path
):
    old = leavers_key(office, kept, tmp_path)
    assert raw_opens(database_path(office), old)
    backup = change(office, clock)
    assert not raw_opens(database_path(office), old)
    assert not raw_opens(backup / DATABASE_FILE, old)
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        unlock_file(backup / KEYSLOTS_FILE, LEAVER, LEFT_WITH)
    keyslots_path(office).write_bytes(kept)
    for login, password in ((LEAVER, LEFT_WITH), (desk.LOGIN, desk.PASSWORD)):
        with pytest.raises(Fault):
            entered(office, clock, login, password)


def test_everybody_who_remains_gets_in_and_goes_on(office, clock):
    files = files_of(office)
    change(office, clock)
    assert {path for path in files_of(office) if path.parts[0] != "backups"} == {
        path for path in files if path.parts[0] != "backups"
    }
    assert_all_in(office, clock)
    store = entered(office, clock, desk.CLERK, OWN)
    desk.accept(store, 2)
    store.close()
    assert_sound(office, clock)
    assert not is_due(office, clock)


def test_the_open_store_goes_on_under_the_new_key(office, clock):
    with desk.opened(office, clock) as store:
        before = desk.contents(store)
        store.change_key_if_due()
        assert not store.key_change_due
        after = desk.contents(store)
        assert after["head"].sequence == before["head"].sequence + 1
        assert {**after, "head": None} == {**before, "head": None}
        desk.accept(store, 2)
    assert_all_in(office, clock)


def test_one_record_says_that_the_key_was_changed_and_by_whom(office, clock):
    change(office, clock)
    with desk.opened(office, clock) as store, store.reading() as reader:
        (record,) = [
            each for each in reader.audit_of(store._ground.site_id) if each.act == "data_key.change"
        ]
        assert record.actor == desk.me(store)


def test_without_a_retirement_nothing_is_changed(office, clock):
    change(office, clock)
    before = {path: path.read_bytes() for path in store_path(office).iterdir()}
    with desk.opened(office, clock) as store:
        store.change_key_if_due()
    assert {path: path.read_bytes() for path in store_path(office).iterdir()} == before


def test_old_backups_open_with_their_own_slots(office, clock, tmp_path):
    change(office, clock)
    first, second = sorted((office / "backups").iterdir())
    for backup, leaver in ((first, True), (second, False)):
        into = tmp_path / backup.name
        restore_backup(backup, into, desk.CLERK, OWN, clock)
        assert opens(into, clock, desk.LOGIN, desk.PASSWORD)
        assert opens(into, clock, LEAVER, LEFT_WITH) is leaver
        assert_sound(into, clock)


def test_of_several_retirements_one_change_is_enough_and_the_next_asks_for_another(office, clock):
    with desk.opened(office, clock) as store:
        desk.retire(store, desk.add_person(store, "another"))
    change(office, clock)
    with desk.opened(office, clock) as store:
        desk.retire(store, desk.add_person(store, "a.third"))
        assert store.key_change_due
    change(office, clock)
    assert_all_in(office, clock)


def test_while_it_is_due_no_backup_is_made(office, clock):
    with desk.opened(office, clock) as store:
        for work in (back_up, back_up_if_changed):
            with pytest.raises(Refused, match=r"backup\.key_change_due"):
                work(store)


def test_anybody_who_closes_the_store_changes_the_key(office, clock):
    store = entered(office, clock, desk.CLERK, OWN)
    assert store.key_change_due
    store.change_key_if_due()
    store.close()
    assert not is_due(office, clock)
    assert_all_in(office, clock)


def test_an_account_without_a_password_stays_so(office, clock, monkeypatch):
    with desk.opened(office, clock) as store:
        with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
            patch.setattr("hrdesk.storage.renewal.write_slots", _fail)
            desk.add_person(store, "half")
        with store.reading() as reader:
            clerk = next(each for each in reader.people() if each.login == desk.CLERK)
        with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
            patch.setattr("hrdesk.storage.renewal.write_slots", _fail)
            give_password(store, clerk, desk.GIVEN, desk.CHEAP)
        store.change_key_if_due()
        # The slot of the keys that were replaced is gone; a reset makes a new one.
        assert clerk.id not in {slot.user for slot in read_slots(keyslots_path(office)).slots}
        give_password(store, store.staff(clerk.id), desk.GIVEN, desk.CHEAP)
    assert opens(office, clock, desk.CLERK, desk.GIVEN)
    assert_sound(office, clock)


# Who tampers with the slot file -------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["clerk", "recovery"])
def test_the_new_key_is_sealed_to_no_key_that_the_store_does_not_know(office, clock, whose):
    """Else somebody who may write the file would get the new key sealed to a key of his."""
    slots = read_slots(keyslots_path(office))
    other = "ab" * 32

    def forged(slot):
        mine = (slot.kind == RECOVERY) is (whose == "recovery") and slot.user != founder
        return replace(slot, seal_key=other) if mine else slot

    founder = unlock(office, desk.LOGIN, desk.PASSWORD, clock).staff_id
    write_slots(keyslots_path(office), replace(slots, slots=tuple(map(forged, slots.slots))))
    before = {path: path.read_bytes() for path in store_path(office).iterdir()}
    with desk.opened(office, clock) as store:
        with pytest.raises(Tampered, match=r"keys\.foreign"):
            store.change_key_if_due()
        assert store.key_change_due
    assert {path: path.read_bytes() for path in store_path(office).iterdir()} == before


def test_an_account_without_keys_on_record_is_not_left_out_in_silence(office, clock):
    """Else its owner, who was never retired, would find himself locked out."""
    with desk.without_guards(office) as connection:
        connection.execute(
            "delete from staff_key where staff_id = (select id from staff where login = ?)",
            (desk.CLERK,),
        )
    before = keyslots_path(office).read_bytes()
    with desk.opened(office, clock) as store:
        with pytest.raises(Tampered, match=r"keys\.unrecorded"):
            store.change_key_if_due()
        assert store.key_change_due
    assert keyslots_path(office).read_bytes() == before


def test_the_leavers_slot_put_back_beside_the_others_opens_nothing_and_is_found(
    office, clock, kept, tmp_path
):
    file = tmp_path / "kept.json"
    file.write_bytes(kept)
    with desk.opened(office, clock) as store, store.reading() as reader:
        leaver = next(e.staff.id for e in reader.accounts() if e.staff.login == LEAVER)
    (his,) = [slot for slot in read_slots(file).slots if slot.user == leaver]
    change(office, clock)
    slots = read_slots(keyslots_path(office))
    write_slots(keyslots_path(office), replace(slots, slots=(*slots.slots, his)))
    with pytest.raises(Fault):
        entered(office, clock, LEAVER, LEFT_WITH)
    report = verify(office, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert {problem.key for problem in report.findings} == {"verify.slot_retired"}


def test_keys_that_were_swapped_in_a_slot_do_no_harm(office, clock, monkeypatch):
    """A change that was cut short leaves two keys; which one holds says the file alone."""
    cut_short(office, clock, monkeypatch, "_swap")
    slots = read_slots(keyslots_path(office))
    swapped = tuple(
        replace(slot, data_key=slot.next_data_key, next_data_key=slot.data_key)
        for slot in slots.slots
    )
    write_slots(keyslots_path(office), replace(slots, slots=swapped))
    assert_all_in(office, clock)


# Whatever fails, and whenever ---------------------------------------------------------------------


def _fail(*_arguments, **_options):
    raise EnvironmentFault("disk.full", drive="/", free=0, needed=64)


def cut_short(folder, clock, monkeypatch, step):
    """Let a step of the change fail, for good."""
    with monkeypatch.context() as patch, desk.opened(folder, clock) as store:
        patch.setattr(key_change_module, step, _fail)
        with pytest.raises(EnvironmentFault, match=r"disk\.full"):
            store.change_key_if_due()


STEPS = (
    "sealing_keys",
    "write_slots",
    "copy_database",
    "append",
    "check_copy",
    "_require_quiet",
    "sync_file",
    "sync_folder",
)
CHANGED = ("sync_folder",)


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_one_key_or_the_other(office, clock, monkeypatch, step):
    files = files_of(office)
    cut_short(office, clock, monkeypatch, step)
    report = verify(office, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert (report.exit_code, report.findings) == (0, ())
    assert is_due(office, clock) is (step not in CHANGED)
    assert_all_in(office, clock)
    change(office, clock) if step not in CHANGED else None
    assert {path for path in files_of(office) if path.parts[0] != "backups"} == {
        path for path in files if path.parts[0] != "backups"
    }
    assert not is_due(office, clock)
    assert_all_in(office, clock)
    slots = read_slots(keyslots_path(office)).slots
    assert not any(slot.next_data_key for slot in slots)


@pytest.mark.parametrize("step", STEPS)
def test_after_a_failure_the_open_store_still_acts(office, clock, monkeypatch, step):
    with desk.opened(office, clock) as store:
        with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
            patch.setattr(key_change_module, step, _fail)
            store.change_key_if_due()
        desk.accept(store, 2)
    assert_all_in(office, clock)


@pytest.mark.parametrize("who", ["founder", "clerk", "recovery"])
@pytest.mark.parametrize("step", ["_swap", "sync_folder"])
def test_anybody_finishes_or_undoes_what_was_cut_short(office, clock, monkeypatch, who, step):
    cut_short(office, clock, monkeypatch, step)
    assert all(slot.next_data_key for slot in read_slots(keyslots_path(office)).slots)
    if who == "founder":
        desk.open_store(office, clock).close()
    elif who == "clerk":
        entered(office, clock, desk.CLERK, OWN).close()
    else:
        assert recovery_opens(office, clock)
    assert not any(slot.next_data_key for slot in read_slots(keyslots_path(office)).slots)
    assert_all_in(office, clock)


def test_a_file_that_neither_key_opens_is_damaged_and_the_slots_stay(office, clock, monkeypatch):
    cut_short(office, clock, monkeypatch, "_swap")
    before = keyslots_path(office).read_bytes()
    content = bytearray(database_path(office).read_bytes())
    content[100] ^= 1
    database_path(office).write_bytes(content)
    with pytest.raises(Fault, match=r"store\.damaged"):
        desk.open_store(office, clock)
    assert keyslots_path(office).read_bytes() == before


def test_every_key_in_memory_is_wiped(office, clock, monkeypatch):
    made = []

    def watched():
        made.append(DataKey(bytearray(range(32))))
        return made[-1]

    monkeypatch.setattr(key_change_module.DataKey, "new", watched)
    with desk.opened(office, clock) as store:
        material = store._held.credentials.data_key.material
        store.change_key_if_due()
        assert material == bytearray(range(32))
    assert not any(material)
    with pytest.raises(ValueError, match="wiped"):
        _ = made[0].material


def test_the_first_page_tells_which_key_opens(office, clock):
    credentials = unlock(office, desk.LOGIN, desk.PASSWORD, clock)
    before = database_path(office).read_bytes()
    assert opens_with(database_path(office), credentials.data_key)
    assert not opens_with(database_path(office), DataKey.new())
    assert database_path(office).read_bytes() == before


#: Lines of the store's code that are tried in `make torture`; a tenth of them in `make test`.
KILLS = 300


@pytest.mark.torture
def test_a_program_killed_at_any_line_leaves_one_key_or_the_other(
    left, clock, tmp_path, torture_scale
):
    worker = Child("-m", "tests.storage.killed_key_change")

    def changed(at):
        folder = shutil.copytree(left[0], tmp_path / f"killed {at}")
        worker.tell(json.dumps({"folder": str(folder), "at": at}))
        return folder, json.loads(worker.hear())

    with worker:
        _, lines = changed(0)
        seen = set()
        chosen = random.Random(1).sample(range(1, lines + 1), int(KILLS * torture_scale))
        # The last step of the store's code is where the slots hold both keys over the new file.
        for at in [*chosen, *range(lines - 120, lines, 12)]:
            folder, said = changed(at)
            assert said is None, "the worker was not killed"
            assert_all_in(folder, clock)
            seen.add(is_due(folder, clock))
            if is_due(folder, clock):
                change(folder, clock)
                assert not is_due(folder, clock)
            shutil.rmtree(folder)
    assert seen == {True, False}
