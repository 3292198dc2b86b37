"""`hrdesk verify` and `hrdesk restore` as an administrator runs them."""

import pytest

from tests.cli.terminal import Ran, hrdesk
from tests.services import counter
from tests.storage.desk import SteppingClock

SOUND, DAMAGED, TAMPERED, TOO_NEW, WRONG_KEY, IN_USE, NOT_LOOKED_AT = range(7)


def verify(folder, *options: str, password: str = counter.PASSWORD) -> Ran:
    """Run the command as a script does."""
    written = ("--data", folder, "--login", counter.LOGIN, "--password-stdin", *options)
    return hrdesk("verify", *written, stdin=password + "\n")


def assert_nothing_personal(ran: Ran) -> None:
    """Neither stream may hold what belongs to an applicant, or a password."""
    entries = counter.entries(1)
    fields = ("name", "identity", "phone", "account_number", "agency_name", "entity")
    for secret in (*(entries[field] for field in fields), counter.person(2), counter.PASSWORD):
        assert secret not in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("options", [(), ("--full",)])
def test_a_sound_store(folder, options):
    ran = verify(folder, *options)
    assert (ran.code, ran.err) == (SOUND, "")
    assert ran.out.startswith("完好")
    # Who did not ask for signatures and contents is told that nobody looked at them.
    assert ("并逐条看过签名和案件内容" in ran.out) is bool(options)
    assert ("没有逐条看签名和案件内容，要看请加 --full" in ran.out) is (not options)
    assert_nothing_personal(ran)


def test_a_wrong_password(folder):
    ran = verify(folder, password="another password")
    assert ran.code == WRONG_KEY
    assert "another password" not in ran.out + ran.err
    assert_nothing_personal(ran)


def test_a_store_at_work(folder):
    with counter.at_work(folder, SteppingClock()):
        ran = verify(folder)
    assert ran.code == IN_USE
    assert_nothing_personal(ran)


def test_a_flipped_byte(folder):
    database = folder / "store" / "hrdesk.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 0xFF
    database.write_bytes(content)
    ran = verify(folder)
    assert ran.code == DAMAGED
    assert ran.out.startswith("已损坏")
    assert_nothing_personal(ran)


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_nothing_to_look_at_is_none_of_the_verdicts(tmp_path, name):
    ran = verify(tmp_path / name)
    assert (ran.code, ran.out) == (NOT_LOOKED_AT, "")
    assert "没有数据" in ran.err


def test_the_folder_may_come_from_the_environment_and_the_login_be_asked_for(folder):
    said = f"{counter.LOGIN}\n{counter.PASSWORD}\n"
    ran = hrdesk("verify", "--password-stdin", stdin=said, HRDESK_DATA=str(folder))
    assert ran.code == SOUND
    assert "登录名：" in ran.out


def test_nobody_at_the_keyboard_opens_nothing(folder):
    ran = hrdesk("verify", "--data", folder, "--password-stdin")
    assert ran.code == WRONG_KEY
    assert_nothing_personal(ran)


def restore(backup, into, password: str = counter.PASSWORD) -> Ran:
    """Run the command as an administrator does."""
    written = (backup, "--into", into, "--login", counter.LOGIN, "--password-stdin")
    return hrdesk("restore", *written, stdin=password + "\n")


def test_a_backup_comes_back_and_is_sound(folder, tmp_path):
    (backup,) = (folder / "backups").glob("hrdesk-*")
    into = tmp_path / "restored"
    ran = restore(backup, into)
    assert (ran.code, ran.err) == (0, "")
    assert str(into) in ran.out
    assert verify(into, "--full").code == SOUND
    again = restore(backup, into)
    assert (again.code, again.out) == (1, "")
    assert "没有覆盖" in again.err


def test_a_backup_does_not_open_with_another_password(folder, tmp_path):
    (backup,) = (folder / "backups").glob("hrdesk-*")
    ran = restore(backup, tmp_path / "restored", "another password")
    assert (ran.code, ran.out) == (1, "")
    assert not (tmp_path / "restored").exists()
    assert_nothing_personal(ran)


def test_a_folder_that_is_no_backup_is_told(tmp_path):
    ran = restore(tmp_path, tmp_path / "restored")
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
