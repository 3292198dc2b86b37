"""A forgotten password: what the holder of the recovery key is asked, told and given."""

import pytest

from hrdesk.domain.errors import Damaged, EnvironmentFault, InvalidInput, Refused, WrongKey
from hrdesk.services.cases import list_cases
from hrdesk.services.drafts import drafts, start_draft
from hrdesk.services.office_setup import new_recovery_key
from hrdesk.services.presenting import present
from hrdesk.services.recovery import NewPassword, set_new_password
from hrdesk.services.session import log_in
from hrdesk.services.verification import restore_folder, verify_folder
from hrdesk.storage import renewal
from hrdesk.storage.layout import keyslots_path
from tests.services import counter
from tests.storage.desk import CHEAP

NEW = "four loud mountains"


@pytest.fixture(autouse=True)
def cheap_renewal(monkeypatch):
    """A guess at the new password costs nothing."""
    monkeypatch.setattr(renewal.renew_password, "__defaults__", (CHEAP,))


def asked(**changes):
    """What is typed, all of it right."""
    typed = {
        "recovery_key": counter.RECOVERY_KEY,
        "login": counter.LOGIN,
        "password": NEW,
        "password_again": changes.get("password", NEW),
        **changes,
    }
    return NewPassword(**typed)


def problems(folder, clock, **changes):
    """What is wrong, as message by field; every message can be shown."""
    with pytest.raises(InvalidInput) as caught:
        set_new_password(folder, asked(**changes), clock)
    assert present(caught.value).remedy
    for problem in caught.value.problems:
        shown = present(problem)
        assert shown.problem
        assert shown.remedy
    return {problem.where: problem.key for problem in caught.value.problems}


def with_typo(key, place):
    """The key with one character that is another one."""
    other = "2" if key[place] != "2" else "3"
    return key[:place] + other + key[place + 1 :]


def test_the_clerk_goes_on_with_the_new_password_where_he_was(folder, clock):
    with counter.at_work(folder, clock) as session:
        counter.accepted(session)
        draft = start_draft(session, counter.MEASURE)
        (case,) = list_cases(session)
    set_new_password(folder, asked(), clock)
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    session = log_in(folder, counter.LOGIN, NEW, clock)
    assert session.staff.name == "柳测试"
    assert [each.number for each in list_cases(session)] == [case.number]
    assert [each.id for each in drafts(session)] == [draft.id]
    assert counter.accepted(session, 2).number > case.number
    session.close()
    verdict = verify_folder(folder, counter.LOGIN, NEW, full=True)
    assert (verdict.exit_code, verdict.findings) == (0, ())


def test_going_home_makes_a_backup_that_opens_with_the_new_password(folder, clock, tmp_path):
    with counter.at_work(folder, clock) as session:
        draft = start_draft(session, counter.MEASURE)
    set_new_password(folder, asked(), clock)
    clock.step(60)
    log_in(folder, counter.LOGIN, NEW, clock).close()
    first, last = sorted((folder / "backups").glob("hrdesk-*"))
    for backup, password in ((first, counter.PASSWORD), (last, NEW)):
        into = tmp_path / backup.name
        restore_folder(backup, into, counter.LOGIN, password, clock)
        session = log_in(into, counter.LOGIN, password, clock)
        assert [each.id for each in drafts(session)] == [draft.id]
        session.close()


def test_who_locked_himself_out_by_guessing_gets_in_at_once(folder, clock):
    for _ in range(5):
        with pytest.raises(WrongKey):
            log_in(folder, counter.LOGIN, "another password", clock)
    set_new_password(folder, asked(), clock)
    log_in(folder, counter.LOGIN, NEW, clock).close()


@pytest.mark.parametrize(
    "spelled",
    [
        counter.RECOVERY_KEY.lower(),
        counter.RECOVERY_KEY.replace("-", " "),
        f"  {counter.RECOVERY_KEY.replace('-', '')}\n",
        counter.RECOVERY_KEY.replace("0", "O").replace("1", "l"),
    ],
    ids=["small", "spaces", "in one", "letters for figures"],
)
def test_the_key_may_be_copied_as_people_copy(folder, clock, spelled):
    set_new_password(folder, asked(recovery_key=spelled), clock)
    with pytest.raises(WrongKey, match=r"login\.wrong"):
        log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    session = log_in(folder, counter.LOGIN, NEW, clock)
    assert session.staff.login == counter.LOGIN
    session.close()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"recovery_key": ""}, {"recovery_key": "recovery.no_key"}),
        ({"recovery_key": " - "}, {"recovery_key": "recovery.wrong"}),
        ({"recovery_key": counter.PASSWORD}, {"recovery_key": "recovery.wrong"}),
        ({"recovery_key": new_recovery_key()}, {"recovery_key": "recovery.wrong"}),
        ({"login": " "}, {"login": "recovery.no_login"}),
        ({"login": "wangjingban"}, {"login": "recovery.no_account"}),
        ({"login": "recovery"}, {"login": "recovery.no_account"}),
        ({"password": "q" * 9}, {"password": "setup.password_short"}),
        ({"password_again": NEW + " "}, {"password_again": "setup.passwords_differ"}),
    ],
)
def test_each_thing_that_is_wrong_is_said_at_its_field_and_nothing_is_done(
    folder, clock, changes, found
):
    before = keyslots_path(folder).read_bytes()
    assert problems(folder, clock, **changes) == found
    assert keyslots_path(folder).read_bytes() == before
    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()


def test_everything_that_can_be_seen_at_once_is_said_at_once(folder, clock):
    found = problems(folder, clock, recovery_key="", login="", password="", password_again="x")
    assert found == {
        "recovery_key": "recovery.no_key",
        "login": "recovery.no_login",
        "password": "setup.password_short",
        "password_again": "setup.passwords_differ",
    }


def test_the_password_is_not_the_login_name(folder, clock):
    long_login = "lijingban.of.the.counter"
    found = problems(folder, clock, login=f" {long_login} ", password=long_login.upper())
    assert found == {"password": "setup.password_is_login"}


@pytest.mark.parametrize(("place", "group"), [(0, "1"), (10, "2"), (46, "8")])
def test_a_slip_of_the_hand_is_named_by_its_group(folder, clock, place, group):
    with pytest.raises(InvalidInput) as caught:
        set_new_password(folder, asked(recovery_key=with_typo(counter.RECOVERY_KEY, place)), clock)
    (problem,) = caught.value.problems
    assert (problem.where, problem.key) == ("recovery_key", "recovery.mistyped")
    assert problem.values == {"groups": group}


def test_who_asks_for_nobody_is_told_who_there_is(folder, clock):
    with pytest.raises(InvalidInput) as caught:
        set_new_password(folder, asked(login="wangjingban"), clock)
    (problem,) = caught.value.problems
    assert problem.values == {"logins": counter.LOGIN}


def test_while_somebody_works_it_waits(session, folder, clock):
    with pytest.raises(EnvironmentFault, match=r"folder\.in_use"):
        set_new_password(folder, asked(), clock)
    assert drafts(session) == ()


def test_a_folder_without_a_store_says_so(tmp_path, clock):
    with pytest.raises(EnvironmentFault, match=r"store\.missing"):
        set_new_password(tmp_path, asked(), clock)


def test_damage_is_not_taken_for_a_wrong_key(folder, clock):
    keyslots_path(folder).write_bytes(b"{}")
    with pytest.raises(Damaged, match=r"keys\.damaged"):
        set_new_password(folder, asked(), clock)


def test_a_refusal_that_belongs_to_no_field_stays_what_it_is(folder, clock, monkeypatch):
    def refuse(*_arguments):
        raise Refused("login.inactive")

    monkeypatch.setattr(renewal, "renew_password", refuse)
    with pytest.raises(Refused, match=r"login\.inactive"):
        set_new_password(folder, asked(), clock)


def test_nothing_that_is_typed_shows_itself():
    shown = repr(asked())
    assert not any(secret in shown for secret in (NEW, counter.RECOVERY_KEY, counter.LOGIN))
