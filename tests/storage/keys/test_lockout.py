"""P10: five wrong passwords lock an account, and no clock opens it earlier."""

from datetime import datetime, timedelta

import pytest

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import Refused, WrongKey
from hrdesk.storage.keys.lockout import FIRST_WAIT, FREE_ATTEMPTS, Attempts, wait_after
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import ATTEMPTS_FILE
from tests.storage import desk


def guess(folder, clock, password="wrong password", login=desk.LOGIN):
    return unlock(folder, login, password, clock)


def fail(folder, clock, times, **options):
    for _ in range(times):
        with pytest.raises(WrongKey, match=r"login\.wrong"):
            guess(folder, clock, **options)


def locked_minutes(folder, clock, **options):
    with pytest.raises(Refused, match=r"login\.locked") as caught:
        guess(folder, clock, **options)
    return int(caught.value.values["minutes"])


def test_four_wrong_passwords_lock_nothing(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS - 1)
    guess(folder, clock, desk.PASSWORD).wipe()


def test_a_right_password_in_between_begins_the_count_anew(folder, clock):
    for _ in range(3):
        fail(folder, clock, FREE_ATTEMPTS - 1)
        guess(folder, clock, desk.PASSWORD).wipe()


def test_the_fifth_wrong_password_locks_for_15_minutes_also_for_the_right_one(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS)
    assert locked_minutes(folder, clock, password=desk.PASSWORD) == 15
    clock.step(FIRST_WAIT - 1)
    assert locked_minutes(folder, clock, password=desk.PASSWORD) == 1
    clock.step(1)
    guess(folder, clock, desk.PASSWORD).wipe()


def test_each_further_wrong_password_doubles_the_wait(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS)
    for minutes in (15, 30, 60):
        assert locked_minutes(folder, clock) == minutes
        clock.step(minutes * 60)
        fail(folder, clock, 1)
    assert locked_minutes(folder, clock) == 120


def test_trying_while_locked_does_not_lengthen_the_wait(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS)
    for _ in range(10):
        locked_minutes(folder, clock)
    clock.step(FIRST_WAIT)
    guess(folder, clock, desk.PASSWORD).wipe()


@pytest.mark.parametrize("days", [-36500, -1, 1, 7300])
def test_moving_the_clock_shortens_nothing(folder, clock, days):
    fail(folder, clock, FREE_ATTEMPTS)
    clock.moment += timedelta(days=days)
    assert locked_minutes(folder, clock, password=desk.PASSWORD) == 15


def test_the_wait_goes_on_after_a_restart_of_the_machine(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS)
    clock.step(5 * 60)
    assert locked_minutes(folder, clock) == 10
    clock.seconds = 60.0  # one minute after the start: only that much has passed for certain
    assert locked_minutes(folder, clock) == 9
    clock.step(9 * 60)
    guess(folder, clock, desk.PASSWORD).wipe()


def test_one_account_locks_no_other(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS, login="somebody")
    assert locked_minutes(folder, clock, login="somebody") == 15
    guess(folder, clock, desk.PASSWORD).wipe()


def test_an_unknown_account_locks_like_a_known_one(folder, clock):
    fail(folder, clock, FREE_ATTEMPTS, login="nobody at all")
    assert locked_minutes(folder, clock, login="nobody at all") == 15


def test_spelling_the_login_otherwise_gives_no_further_guesses(folder, clock):
    for login in ("jingban", "JINGBAN", " jingban ", "ｊｉｎｇｂａｎ", "Jingban"):
        fail(folder, clock, 1, login=login)
    assert locked_minutes(folder, clock) == 15


def test_the_attempt_counts_before_it_is_tried(folder, clock, monkeypatch):
    def killed(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("hrdesk.storage.keys.slots.password_key", killed)
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            guess(folder, clock)
    monkeypatch.undo()
    assert locked_minutes(folder, clock, password=desk.PASSWORD) == 15


def test_the_counter_names_nobody(folder, clock):
    fail(folder, clock, 1)
    assert desk.LOGIN.encode() not in (folder / ATTEMPTS_FILE).read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"attempts":[]}', b"\xff\xfe"])
def test_a_damaged_counter_counts_as_deleted(folder, clock, content):
    (folder / ATTEMPTS_FILE).write_bytes(content)
    fail(folder, clock, FREE_ATTEMPTS - 1)
    guess(folder, clock, desk.PASSWORD).wipe()
    (folder / ATTEMPTS_FILE).write_bytes(content)
    # Once counted again, the fifth guess locks as it always does.
    fail(folder, clock, FREE_ATTEMPTS)
    assert locked_minutes(folder, clock, password=desk.PASSWORD) == 15


def test_waits_grow_from_the_fifth_on_and_never_overflow():
    assert [wait_after(n) for n in range(8)] == [0, 0, 0, 0, 0, 900, 1800, 3600]
    assert wait_after(10_000) == wait_after(100)


def test_running_time_that_went_on_counts_whole():
    state = Attempts(failures=5, wait=900.0, noted_at=100.0)
    assert state.at(400.0).wait == 600.0
    assert state.at(5000.0).wait == 0.0


@pytest.mark.parametrize("login", [desk.LOGIN, "nobody at all"])
def test_what_is_left_is_said_alike_of_known_and_unknown_names(folder, clock, login):
    said = []
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(WrongKey) as caught:
            guess(folder, clock, login=login)
        said.append((caught.value.key, caught.value.values.get("left")))
    assert said == [
        ("login.wrong", None),
        ("login.wrong", None),
        ("login.wrong_few", "2"),
        ("login.wrong_few", "1"),
        ("login.wrong_locked", None),
    ]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-18 09:00:00", "09:15"),
        ("2026-03-18 09:00:01", "09:16"),
        ("2026-03-18 23:50:00", "2026-03-19 00:05"),
    ],
)
def test_the_end_of_a_wait_is_a_whole_minute_with_its_day_when_it_is_not_today(
    folder, clock, now, until
):
    clock.moment = datetime.fromisoformat(now).replace(tzinfo=CHINA_TIME)
    fail(folder, clock, FREE_ATTEMPTS)
    with pytest.raises(Refused) as caught:
        guess(folder, clock)
    assert caught.value.values["until"] == until
