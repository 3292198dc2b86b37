"""A forgotten password: the recovery key gives a new one, and never is the office locked out."""

import contextlib
import errno
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused, Tampered, WrongKey
from hrdesk.storage import account_reading
from hrdesk.storage import accounts as accounts_module
from hrdesk.storage import renewal as renewal_module
from hrdesk.storage import store as store_module
from hrdesk.storage.backup import back_up, back_up_if_changed
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.keys.lockout import FREE_ATTEMPTS, AttemptCounter
from hrdesk.storage.keys.slot_file import RECOVERY, read_slots, write_slots
from hrdesk.storage.keys.slots import unlock, unlock_with_recovery
from hrdesk.storage.layout import LOCK_FILE, keyslots_path, store_path
from hrdesk.storage.renewal import Renewal, renew_password
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.store import Store
from hrdesk.storage.verify import verify
from tests.child_lines import Child
from tests.storage import desk, killed_renewal

NEW = killed_renewal.NEW_PASSWORD


def renew(folder, clock, **changes):
    """Let the holder of the recovery key set a new password."""
    asked = {"recovery_key": desk.RECOVERY, "login": desk.LOGIN, "password": NEW, **changes}
    renew_password(folder, Renewal(**asked), clock, desk.CHEAP)


def entered(folder, clock, password):
    """The store, opened by the person of the tests' office."""
    return Store.open(folder, unlock(folder, desk.LOGIN, password, clock), clock)


def opens(folder, clock, password):
    """Whether a password lets the person in."""
    try:
        entered(folder, clock, password).close()
    except WrongKey:
        return False
    return True


def recovery_opens(folder, clock):
    """Whether the recovery key opens the store."""
    Store.open(folder, unlock_with_recovery(folder, desk.RECOVERY), clock).close()
    return True


def assert_sound(folder, clock, password):
    """Nothing that a full verification looks at is wrong."""
    report = verify(folder, desk.LOGIN, password, full=True, clock=clock)
    assert (report.exit_code, report.findings) == (0, ())


def state_of(folder):
    """Every file of a folder but the lock, byte for byte."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LOCK_FILE
    }


def slot_of(folder, clock, password):
    """The slot that a password opens."""
    user = unlock(folder, desk.LOGIN, password, clock).staff_id
    (slot,) = [slot for slot in read_slots(keyslots_path(folder)).slots if slot.user == user]
    return slot


# What is given and what is taken ---------------------------------------------------------------


def test_the_new_password_opens_the_same_account_and_the_old_one_nothing(folder, clock):
    before = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
    renew(folder, clock)
    after = unlock(folder, desk.LOGIN, NEW, clock)
    assert after.staff_id == before.staff_id
    assert after.signer.key_id != before.signer.key_id
    assert opens(folder, clock, NEW)
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
    assert recovery_opens(folder, clock)


@pytest.mark.parametrize("login", ["JingBan", "  jingban ", "ｊｉｎｇｂａｎ"])
def test_the_login_name_may_be_spelled_as_at_the_login(folder, clock, login):
    renew(folder, clock, login=login)
    assert opens(folder, clock, NEW)


def test_what_the_old_keys_signed_still_verifies_and_the_new_ones_sign_on(folder, clock):
    with desk.opened(folder, clock) as store:
        old = desk.accept(store, 1)
    assert_sound(folder, clock, desk.PASSWORD)
    renew(folder, clock)
    assert_sound(folder, clock, NEW)
    store = entered(folder, clock, NEW)
    new = desk.accept(store, 2)
    with store.reading() as reader:
        assert {row.number for row in reader.cases()} == {old.number, new.number}
        (first,), (second,) = (
            [record.key_id for record in reader.audit_of(case.id)] for case in (old, new)
        )
    store.close()
    assert first != second
    assert_sound(folder, clock, NEW)


def test_one_act_of_the_recovery_account_records_the_new_keys(folder, clock):
    with desk.opened(folder, clock) as store, store.reading() as reader:
        head, person = reader.audit_head(), store.staff(desk.me(store))
    former = unlock(folder, desk.LOGIN, desk.PASSWORD, clock).signer.key_id
    renew(folder, clock)
    recovery = unlock_with_recovery(folder, desk.RECOVERY)
    store = entered(folder, clock, NEW)
    with store.reading() as reader:
        assert reader.audit_head().sequence == head.sequence + 1
        record = reader.audit_of(person.id)[-1]
    newest = store.staff(person.id)
    store.close()
    assert (record.act, record.actor) == ("key.register", recovery.staff_id)
    assert record.key_id == recovery.signer.key_id
    signer = unlock(folder, desk.LOGIN, NEW, clock).signer
    assert record.detail["verify_key"] == signer.key_id
    assert record.detail["replaces"] == former
    assert newest.verify_key == signer.verify_key
    assert (newest.login, newest.name, newest.roles) == (person.login, person.name, person.roles)


def test_of_many_renewals_the_last_one_holds(folder, clock):
    (recovery,) = [s for s in read_slots(keyslots_path(folder)).slots if s.kind == RECOVERY]
    assert slot_of(folder, clock, desk.PASSWORD).version == 1
    passwords = [desk.PASSWORD, "second password", "third password", "second password"]
    for n, password in enumerate(passwords[1:], start=2):
        renew(folder, clock, password=password)
        assert slot_of(folder, clock, password).version == n
    assert [opens(folder, clock, password) for password in passwords] == [False, True, False, True]
    slots = read_slots(keyslots_path(folder)).slots
    assert len(slots) == 2
    assert recovery in slots
    assert_sound(folder, clock, "second password")


def test_a_clock_that_was_set_back_does_not_bring_the_old_keys_back(folder, clock):
    clock.moment = clock.moment.replace(year=1990)
    renew(folder, clock)
    assert opens(folder, clock, NEW)
    clock.moment = clock.moment.replace(year=1989)
    renew(folder, clock, password="another password")
    assert opens(folder, clock, "another password")
    assert_sound(folder, clock, "another password")


def test_a_locked_account_is_free_again(folder, clock):
    for _ in range(FREE_ATTEMPTS):
        assert not opens(folder, clock, "wrong")
    with pytest.raises(Refused, match=r"login\.locked"):
        opens(folder, clock, desk.PASSWORD)
    renew(folder, clock)
    assert opens(folder, clock, NEW)


def test_backups_open_with_the_password_they_were_made_under(folder, clock, tmp_path):
    with desk.opened(folder, clock) as store:
        desk.accept(store, 1)
        before = back_up(store).path
    renew(folder, clock)
    store = entered(folder, clock, NEW)
    report = back_up_if_changed(store)
    store.close()
    assert report is not None
    for backup, right, wrong in (
        (before, desk.PASSWORD, NEW),
        (report.path, NEW, desk.PASSWORD),
    ):
        into = tmp_path / f"restored {backup.name}"
        with pytest.raises(WrongKey, match=r"login\.wrong"):
            restore_backup(backup, into, desk.LOGIN, wrong, clock)
        restore_backup(backup, into, desk.LOGIN, right, clock)
        assert_sound(into, clock, right)
    assert_sound(folder, clock, NEW)


def test_a_restored_backup_takes_a_new_password_too(folder, clock, tmp_path):
    with desk.opened(folder, clock) as store:
        backup = back_up(store).path
    into = tmp_path / "restored"
    restore_backup(backup, into, desk.LOGIN, desk.PASSWORD, clock)
    renew(into, clock)
    assert opens(into, clock, NEW)
    assert opens(folder, clock, desk.PASSWORD)


# An old slot does not come back ----------------------------------------------------------------


def test_the_old_slot_file_put_back_opens_nothing_but_the_recovery(folder, clock):
    old = keyslots_path(folder).read_bytes()
    renew(folder, clock)
    keyslots_path(folder).write_bytes(old)
    before = state_of(store_path(folder))
    with pytest.raises(WrongKey, match=r"keys\.superseded"):
        entered(folder, clock, desk.PASSWORD)
    assert not opens(folder, clock, NEW)
    assert state_of(store_path(folder)) == before
    assert recovery_opens(folder, clock)


def test_the_old_slot_beside_the_new_one_does_not_act(folder, clock):
    old = read_slots(keyslots_path(folder)).slots
    renew(folder, clock)
    slots = read_slots(keyslots_path(folder))
    write_slots(keyslots_path(folder), replace(slots, slots=(*old[:1], *slots.slots)))
    assert not opens(folder, clock, desk.PASSWORD)
    # Whatever somebody put into the file: the next renewal leaves one slot of the person.
    renew(folder, clock)
    assert opens(folder, clock, NEW)
    assert len(read_slots(keyslots_path(folder)).slots) == 2


def test_the_old_slot_under_the_new_version_does_not_open(folder, clock):
    old = read_slots(keyslots_path(folder)).slots[0]
    renew(folder, clock)
    slots = read_slots(keyslots_path(folder))
    moved = replace(old, version=slots.slots[0].version)
    write_slots(keyslots_path(folder), replace(slots, slots=(moved, slots.slots[1])))
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


def test_new_keys_that_the_store_does_not_know_are_a_forgery(folder, clock):
    old = shutil.copytree(folder, folder.with_name("old"))
    renew(folder, clock)
    shutil.copyfile(keyslots_path(folder), keyslots_path(old))
    with pytest.raises(Tampered, match=r"keys\.foreign"):
        entered(old, clock, NEW)


def test_a_slot_that_was_taken_out_of_the_file_is_made_anew(folder, clock):
    slots = read_slots(keyslots_path(folder))
    write_slots(keyslots_path(folder), replace(slots, slots=slots.slots[1:]))
    assert not opens(folder, clock, desk.PASSWORD)
    renew(folder, clock)
    assert opens(folder, clock, NEW)


def test_the_store_says_whose_login_name_it_is_and_not_the_slot_file(folder, clock):
    slots = read_slots(keyslots_path(folder))
    person = slots.slots[0]
    forged = replace(person, user="00000000-0000-0000-0000-000000000000")
    write_slots(keyslots_path(folder), replace(slots, slots=(forged, slots.slots[1])))
    renew(folder, clock)
    assert unlock(folder, desk.LOGIN, NEW, clock).staff_id == person.user
    assert len(read_slots(keyslots_path(folder)).slots) == 2


# What is refused changes nothing ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "kind", "key"),
    [
        ({"recovery_key": desk.RECOVERY.replace("0", "2")}, WrongKey, "recovery.wrong"),
        ({"recovery_key": ""}, WrongKey, "recovery.wrong"),
        ({"recovery_key": desk.PASSWORD}, WrongKey, "recovery.wrong"),
        ({"login": "nobody"}, Refused, "recovery.no_account"),
        ({"login": ""}, Refused, "recovery.no_account"),
        ({"login": "recovery"}, Refused, "recovery.no_account"),
        ({"password": "123456789"}, InvalidInput, "setup.password_short"),
        ({"password": ""}, InvalidInput, "setup.password_short"),
    ],
)
def test_what_is_refused_changes_nothing(folder, clock, changes, kind, key):
    before = state_of(folder)
    with pytest.raises(kind) as caught:
        renew(folder, clock, **changes)
    assert caught.value.key == key
    assert state_of(folder) == before


def test_ten_characters_are_enough(folder, clock):
    renew(folder, clock, password="1234567890")
    assert opens(folder, clock, "1234567890")


def test_who_holds_the_recovery_key_is_told_the_names_there_are(folder, clock):
    with pytest.raises(Refused) as caught:
        renew(folder, clock, login="nobody")
    assert caught.value.values == {"logins": desk.LOGIN}


def test_an_account_that_was_closed_gets_no_password(folder, clock):
    with desk.without_guards(folder) as connection:
        connection.execute(
            "insert into retirement select id, 'x', created_at, id from staff where kind = 'person'"
        )
    with pytest.raises(Refused, match=r"recovery\.no_account"):
        renew(folder, clock)


def test_a_folder_in_use_is_left_alone(folder, clock):
    before = state_of(folder)
    with FolderLock(folder), pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
        renew(folder, clock)
    assert state_of(folder) == before


def test_nothing_that_was_typed_can_be_read_in_the_folder(folder, clock):
    renew(folder, clock)
    held = b"".join(state_of(folder).values())
    for secret in (NEW, desk.RECOVERY, desk.LOGIN):
        assert secret.encode() not in held
    shown = repr(Renewal(desk.RECOVERY, desk.LOGIN, NEW))
    assert not any(secret in shown for secret in (NEW, desk.RECOVERY, desk.LOGIN))


@pytest.mark.parametrize("login", [desk.LOGIN, "nobody"])
def test_the_key_is_wiped_whether_it_was_done_or_not(folder, clock, monkeypatch, login):
    held = []

    def watched(*arguments):
        credentials = unlock_with_recovery(*arguments)
        held.append(credentials.data_key.material)
        return credentials

    monkeypatch.setattr(renewal_module, "unlock_with_recovery", watched)
    with contextlib.suppress(Refused):
        renew(folder, clock, login=login)
    (material,) = held
    assert not any(material)


# Whatever fails, and whenever ------------------------------------------------------------------


def _fail(*_arguments, **_options):
    raise EnvironmentFault("disk.full", drive="/", free=0, needed=64)


#: Where a failure is injected, in the order of the steps.
STEPS = {
    "unlock": (renewal_module, "unlock_with_recovery"),
    "open": (store_module, "open_ground"),
    "look up": (account_reading, "people"),
    "make the slot": (renewal_module, "fill_slot"),
    "record": (accounts_module, "append"),
    "commit": (store_module, "head"),
    "forget the wrong passwords": (AttemptCounter, "succeed"),
    "write the slot": (renewal_module, "write_slots"),
}
COMMITTED = ("forget the wrong passwords", "write the slot")


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_a_way_in_and_the_next_try_works(
    folder, clock, monkeypatch, step
):
    before = keyslots_path(folder).read_bytes()
    monkeypatch.setattr(*STEPS[step], _fail)
    with pytest.raises(EnvironmentFault, match=r"disk\.full"):
        renew(folder, clock)
    monkeypatch.undo()
    assert keyslots_path(folder).read_bytes() == before
    assert recovery_opens(folder, clock)
    assert opens(folder, clock, desk.PASSWORD) is (step not in COMMITTED)
    assert_sound(folder, clock, desk.PASSWORD)
    renew(folder, clock)
    assert opens(folder, clock, NEW)
    assert_sound(folder, clock, NEW)


def test_a_slot_file_that_cannot_be_replaced_is_as_it_was(folder, clock, monkeypatch):
    real = Path.replace

    def failing(self, target):
        if Path(target) == keyslots_path(folder):
            raise OSError(errno.ENOSPC, "injected")
        return real(self, target)

    before = keyslots_path(folder).read_bytes()
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(EnvironmentFault, match=r"disk\.full"):
        renew(folder, clock)
    monkeypatch.undo()
    assert keyslots_path(folder).read_bytes() == before
    assert not [path for path in keyslots_path(folder).parent.iterdir() if path.suffix == ".part"]
    renew(folder, clock)
    assert opens(folder, clock, NEW)


def test_an_anchor_that_cannot_be_written_stops_nothing(folder, clock, monkeypatch):
    monkeypatch.setattr(store_module, "write_anchor", _fail)
    renew(folder, clock)
    monkeypatch.undo()
    assert opens(folder, clock, NEW)
    assert_sound(folder, clock, NEW)


@given(history=st.lists(st.sampled_from([None, *STEPS]), min_size=1, max_size=4))
def test_after_any_history_exactly_what_was_said_to_be_done_holds(memory, founded, history):
    clock = desk.SteppingClock()
    folder = memory / "history"
    shutil.copytree(founded, folder)
    try:
        given_out, acting = [desk.PASSWORD], desk.PASSWORD
        for n, step in enumerate(history):
            with pytest.MonkeyPatch.context() as patch:
                if step is not None:
                    patch.setattr(*STEPS[step], _fail)
                try:
                    renew(folder, clock, password=f"password number {n}")
                    acting = f"password number {n}"
                    given_out.append(acting)
                except EnvironmentFault:
                    acting = "" if step in COMMITTED else acting
        for password in given_out:
            assert opens(folder, clock, password) is (password == acting)
        assert recovery_opens(folder, clock)
        assert_sound(folder, clock, given_out[-1])
    finally:
        shutil.rmtree(folder)


#: Lines of the store's code that are tried in `make torture`; a tenth of them in `make test`.
KILLS = 400
#: So many of the last lines hold the commit and everything after it.
_LAST = 500


@pytest.mark.torture
def test_a_program_killed_at_any_line_leaves_a_way_in(founded, clock, tmp_path, torture_scale):
    worker = Child("-m", "tests.storage.killed_renewal")

    def renewed(at):
        folder = shutil.copytree(founded, tmp_path / f"killed {at}")
        worker.tell(json.dumps({"folder": str(folder), "at": at}))
        return folder, json.loads(worker.hear())

    with worker:
        _, lines = renewed(0)
        chosen = random.Random(1).sample(
            range(lines - _LAST, lines + 1), int(KILLS * torture_scale)
        )
        seen = set()
        for at in [*range(1, lines - _LAST, lines // 10), *chosen]:
            folder, said = renewed(at)
            assert said is None, "the worker was not killed"
            seen.add(outcome_of(folder, clock))
            shutil.rmtree(folder)
    assert seen == {"old", "recovery alone", "new"}


def outcome_of(folder, clock):
    """What opens a folder after a kill; whatever it is, the store is sound and can be renewed."""
    assert recovery_opens(folder, clock)
    old, new = (opens(folder, clock, password) for password in (desk.PASSWORD, NEW))
    assert not (old and new)
    slotted = NEW if new else desk.PASSWORD
    assert_sound(folder, clock, slotted)
    renew(folder, clock, password="set in the second try")
    assert opens(folder, clock, "set in the second try")
    assert_sound(folder, clock, "set in the second try")
    return "new" if new else "old" if old else "recovery alone"


def test_nothing_is_left_behind_in_the_folder(folder, clock):
    with desk.opened(folder, clock) as store:
        back_up(store)
    before = {path.relative_to(folder) for path in folder.rglob("*")}
    renew(folder, clock)
    assert {path.relative_to(folder) for path in folder.rglob("*")} == before
