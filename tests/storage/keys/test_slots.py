"""Key slots: who may open the folder, and what is noticed when the file is touched."""

import json
import time
from inspect import signature

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, TooNew, WrongKey
from hrdesk.storage.canonical import open_document, sealed_document
from hrdesk.storage.keys import slots as slots_module
from hrdesk.storage.keys.passwords import STANDARD_COST, PasswordCost, cost_is_sane, password_key
from hrdesk.storage.keys.slots import unlock, unlock_file, unlock_with_recovery
from hrdesk.storage.layout import keyslots_path
from hrdesk.storage.renewal import add_person, give_password, renew_password
from hrdesk.storage.store import create_store
from tests.storage import desk


def change(folder, edit):
    """Rewrite the key slots with a right checksum, as somebody with bad intentions would."""
    path = keyslots_path(folder)
    fields = open_document(path.read_bytes())
    edit(fields)
    path.write_bytes(sealed_document(fields))


@pytest.mark.parametrize("login", ["jingban", "JingBan", "  jingban ", "ｊｉｎｇｂａｎ"])
def test_login_and_password_open(folder, clock, login):
    credentials = unlock(folder, login, desk.PASSWORD, clock)
    assert credentials.login == login.strip()
    assert not credentials.by_recovery


@pytest.mark.parametrize(
    "password", ["", "wrong", desk.PASSWORD + " ", desk.PASSWORD.upper(), "密" * 40, "\ud800"]
)
def test_a_wrong_password_opens_nothing(folder, clock, password):
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        unlock(folder, desk.LOGIN, password, clock)


def test_a_password_is_the_same_in_any_composition(tmp_path, clock):
    desk.create_store(tmp_path, desk.founding(password="caf\u00e9 correct"), clock, desk.CHEAP)
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        unlock(tmp_path, desk.LOGIN, "cafe correct", clock)
    credentials = unlock(tmp_path, desk.LOGIN, "cafe\u0301 correct", clock)
    assert credentials.login == desk.LOGIN
    credentials.wipe()


def test_an_unknown_login_costs_and_says_what_a_wrong_password_does(folder, clock, monkeypatch):
    costs = []

    def counted(password, salt, cost):
        costs.append(cost)
        return password_key(password, salt, cost)

    monkeypatch.setattr(slots_module, "password_key", counted)
    for login in (desk.LOGIN, "nobody"):
        with pytest.raises(WrongKey, match=r"login\.wrong"):
            unlock(folder, login, "wrong", clock)
    assert costs == [desk.CHEAP, desk.CHEAP]


def test_a_guess_costs_at_least_150_ms_of_work_by_default():
    started = time.process_time()
    password_key("correct horse battery", bytes(16), STANDARD_COST)
    spent = time.process_time() - started
    assert PasswordCost(64 * 1024, 3, 1) == STANDARD_COST
    # Fast machines are faster; a tenth of the promise would mean that another function runs.
    assert spent > 0.015


def test_the_recovery_key_opens_an_account_of_its_own(folder, clock):
    credentials = unlock_with_recovery(folder, desk.RECOVERY.lower().replace("-", " "))
    assert credentials.by_recovery
    assert credentials.staff_id != unlock(folder, desk.LOGIN, desk.PASSWORD, clock).staff_id


def test_another_recovery_key_opens_nothing(folder):
    with pytest.raises(WrongKey, match=r"recovery\.wrong"):
        unlock_with_recovery(folder, desk.RECOVERY.replace("0", "2"))


def test_the_recovery_account_cannot_log_in_by_name(folder, clock):
    for login in ("", "recovery"):
        with pytest.raises(WrongKey):
            unlock(folder, login, desk.RECOVERY, clock)


def test_a_folder_that_was_never_set_up_says_so(tmp_path, clock):
    with pytest.raises(EnvironmentFault, match=r"store\.missing"):
        unlock(tmp_path, desk.LOGIN, desk.PASSWORD, clock)


def test_a_missing_file_is_damage(folder, clock):
    keyslots_path(folder).unlink()
    with pytest.raises(Damaged, match=r"keys\.missing"):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


@pytest.mark.parametrize("field", ["version", "suite"])
def test_a_later_format_is_left_to_a_later_program(folder, clock, field):
    change(folder, lambda fields: fields.update({field: 2}))
    with pytest.raises(TooNew, match=r"store\.too_new"):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


@pytest.mark.parametrize(
    "edit",
    [
        lambda fields: fields.update(format="other"),
        lambda fields: fields.pop("slots"),
        lambda fields: fields.update(slots=[{}]),
        lambda fields: fields.update(slots=[1]),
        lambda fields: fields["slots"][0].update(memory_kib=2**40),
        lambda fields: fields["slots"][0].update(memory_kib="8"),
        lambda fields: fields["slots"][0].update(passes=0),
        lambda fields: fields["slots"][0].update(lanes=0),
        lambda fields: fields["slots"][0].update(salt="xyz"),
        lambda fields: fields["slots"][0].update(extra=1),
    ],
)
def test_a_forged_file_neither_opens_nor_exhausts_the_machine(folder, clock, edit):
    change(folder, edit)
    with pytest.raises(Damaged, match=r"keys\.damaged"):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user", "00000000-0000-0000-0000-000000000000"),
        ("version", 2),
        ("kind", "password "),
        ("seal_key", "00" * 32),
        ("verify_key", "00" * 32),
        ("private_keys", "00" * 92),
        ("data_key", "00" * 92),
        ("data_key", ""),
        ("private_keys", "00"),
        ("passes", 2),
    ],
)
def test_whatever_is_changed_in_a_slot_it_does_not_open(folder, clock, name, value):
    change(folder, lambda fields: fields["slots"][0].update({name: value}))
    with pytest.raises(WrongKey):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


def test_a_slot_moved_to_another_store_does_not_open(folder, tmp_path, clock):
    other = desk.found(tmp_path / "other", clock)
    slot = open_document(keyslots_path(folder).read_bytes())["slots"][0]
    salt = open_document(keyslots_path(folder).read_bytes())["tag_salt"]

    def move(fields):
        fields["tag_salt"] = salt
        fields["slots"][0] = slot

    change(other, move)
    with pytest.raises(WrongKey):
        unlock(other, desk.LOGIN, desk.PASSWORD, clock)


def test_the_data_key_of_one_slot_does_not_open_under_another(folder, clock):
    def swap(fields):
        first, second = fields["slots"]
        first["data_key"], second["data_key"] = second["data_key"], first["data_key"]

    change(folder, swap)
    with pytest.raises(WrongKey):
        unlock(folder, desk.LOGIN, desk.PASSWORD, clock)


def test_the_file_names_nobody_and_holds_no_open_key(folder, clock):
    content = keyslots_path(folder).read_bytes()
    credentials = unlock_file(keyslots_path(folder), desk.LOGIN, desk.PASSWORD)
    assert desk.LOGIN.encode() not in content
    assert credentials.data_key.material.hex().encode() not in content
    assert json.loads(content)["suite"].startswith("argon2id-x25519")


def test_credentials_and_keys_do_not_show_themselves(folder, clock):
    credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
    shown = f"{credentials!r} {credentials.data_key!r} {credentials.signer!r}"
    assert credentials.data_key.material.hex() not in shown
    assert desk.LOGIN not in shown


def test_a_wiped_key_is_gone(folder, clock):
    credentials = unlock(folder, desk.LOGIN, desk.PASSWORD, clock)
    material = credentials.data_key.material
    copy = credentials.copy()
    credentials.wipe()
    assert not any(material)
    assert any(copy.data_key.material)
    with pytest.raises(ValueError, match="wiped"):
        _ = credentials.data_key.material


@pytest.mark.parametrize(
    ("cost", "sane"),
    [
        (STANDARD_COST, True),
        (PasswordCost(8, 1, 1), True),
        (PasswordCost(7, 1, 1), False),
        (PasswordCost(1024 * 1024, 64, 16), True),
        (PasswordCost(1024 * 1024 + 1, 1, 1), False),
        (PasswordCost(8, 65, 1), False),
        (PasswordCost(1024, 1, 17), False),
    ],
)
def test_what_a_guess_may_cost_is_bounded(cost, sane):
    assert cost_is_sane(cost) is sane


@pytest.mark.parametrize("work", [create_store, renew_password, give_password, add_person])
def test_only_tests_name_another_cost_of_a_password(work):
    assert signature(work).parameters["cost"].default is STANDARD_COST
