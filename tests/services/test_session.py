"""Logging in, working, going home: who gets in, what is backed up, what is wiped."""

from dataclasses import replace
from pathlib import Path

import pytest

from hrdesk.domain.errors import EnvironmentFault, Refused, WrongKey
from hrdesk.domain.staff import Role
from hrdesk.services import approval_form
from hrdesk.services.backup import back_up_now
from hrdesk.services.cases import list_cases
from hrdesk.services.drafts import drafts, open_draft, save_draft, start_draft
from hrdesk.services.presenting import present
from hrdesk.services.session import Session, log_in
from tests.services import counter

A_DAY = 24 * 60 * 60


def backups(folder: Path) -> list[str]:
    """The names of the backups of a data folder."""
    return sorted(path.name for path in (folder / "backups").glob("*"))


def key_bytes(session: Session) -> bytearray:
    """The very bytes of the store's key in memory."""
    return session.store._held.credentials.data_key.material


def refusal(folder: Path, clock, login: str, password: str) -> WrongKey:
    """What a person is told who is not let in."""
    with pytest.raises(WrongKey) as caught:
        log_in(folder, login, password, clock)
    return caught.value


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(folder, clock):
    wrong = refusal(folder, clock, counter.LOGIN, "another password")
    unknown = refusal(folder, clock, "wangjingban", counter.PASSWORD)
    assert wrong.key == unknown.key == "login.wrong"
    assert wrong.values == unknown.values == {}
    assert present(wrong) == present(unknown)


@pytest.mark.parametrize("login", ["recovery", "", " ", "*", counter.LOGIN + "x"])
def test_nobody_gets_in_under_a_name_that_was_never_given(folder, clock, login):
    tried = (counter.PASSWORD, counter.RECOVERY_KEY, "")
    said = [refusal(folder, clock, login, password).key for password in tried]
    assert said == ["login.wrong", "login.wrong", "login.wrong_few"]


@pytest.mark.parametrize("login", ["LiJingBan", "  lijingban ", "ｌｉｊｉｎｇｂａｎ"])
def test_the_login_may_be_typed_in_capitals_with_spaces_or_in_full_width(folder, clock, login):
    session = log_in(folder, login, counter.PASSWORD, clock)
    session.close()
    assert session.staff.login == counter.LOGIN


@pytest.mark.parametrize("password", [counter.PASSWORD.upper(), counter.PASSWORD + " ", ""])
def test_the_password_is_taken_as_it_was_given(folder, clock, password):
    assert refusal(folder, clock, counter.LOGIN, password).key == "login.wrong"


def test_five_wrong_passwords_lock_the_account_by_running_time(folder, clock):
    clock.moment = counter.noon(2026, 3, 18)
    said = [refusal(folder, clock, counter.LOGIN, "another password") for _ in range(5)]
    assert [each.key.removeprefix("login.") for each in said] == [
        *("wrong", "wrong", "wrong_few", "wrong_few", "wrong_locked")
    ]
    assert [each.values.get("left") for each in said[2:4]] == ["2", "1"]
    assert said[4].values == {"failures": "5", "until": "12:15"}
    assert "12:15" in present(said[4]).problem
    assert "忘记密码" in present(said[4]).remedy
    with pytest.raises(Refused) as caught:
        log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    assert (caught.value.key, caught.value.values) == (
        "login.locked",
        {"minutes": "15", "until": "12:15"},
    )
    clock.moment = counter.noon(2036, 1, 1)
    clock.seconds += 15 * 60 - 1
    with pytest.raises(Refused):
        log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    clock.seconds += 1
    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()
    refusal(folder, clock, counter.LOGIN, "another password")
    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()


def test_a_folder_without_a_store_says_so(tmp_path, clock):
    with pytest.raises(EnvironmentFault) as caught:
        log_in(tmp_path, counter.LOGIN, counter.PASSWORD, clock)
    assert caught.value.key == "store.missing"


def test_a_session_knows_who_works_where_and_on_what(session):
    assert (session.staff.login, session.staff.name) == (counter.LOGIN, "柳测试")
    assert session.office.code == counter.OFFICE_CODE
    measure = next(each for each in session.measures if each.id == counter.MEASURE)
    assert measure.clause == "三（七）"
    assert session.form(counter.MEASURE).title == measure.title
    assert measure.authority


def test_a_second_session_on_the_folder_is_refused_and_the_first_goes_on(session, folder, clock):
    with pytest.raises(EnvironmentFault) as caught:
        log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    assert caught.value.key == "folder.in_use"
    draft = start_draft(session, counter.MEASURE)
    assert [kept.id for kept in drafts(session)] == [draft.id]


def test_closing_makes_a_backup_only_when_something_changed(folder, clock):
    with counter.at_work(folder, clock) as session:
        assert session.last_backup() is None
    made = clock.moment
    first = backups(folder)
    assert len(first) == 1
    clock.step(A_DAY)
    with counter.at_work(folder, clock) as session:
        assert session.last_backup() == made
        assert drafts(session) == ()
    assert backups(folder) == first


def test_closing_makes_a_backup_after_every_kind_of_change(folder, clock):
    def draft_is_begun(session):
        start_draft(session, counter.MEASURE)

    def draft_is_typed(session):
        kept = open_draft(session, drafts(session)[0].id)
        late = {"paper_number": "登字1", "late_reason": "前一日收件"}
        save_draft(session, kept, counter.entries(received=kept.entries["received"], **late))

    def case_is_accepted(session):
        counter.accept(session, open_draft(session, drafts(session)[0].id))

    def form_is_printed(session):
        approval_form.print_copy(session, list_cases(session)[0].id)

    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()
    for act in (draft_is_begun, draft_is_typed, case_is_accepted, form_is_printed):
        clock.step(A_DAY)
        known = backups(folder)
        with counter.at_work(folder, clock) as session:
            act(session)
        assert len(backups(folder)) == len(known) + 1, act.__name__


def test_a_backup_on_request_counts_as_the_last(session, clock):
    made = back_up_now(session)
    assert made == clock.moment
    assert session.last_backup() == made


def test_closing_wipes_the_key_and_lets_the_folder_go(folder, clock):
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    held = key_bytes(session)
    assert any(held)
    session.close()
    assert not any(held)
    with pytest.raises(ValueError, match="wiped"):
        key_bytes(session)
    with pytest.raises(Refused) as caught:
        start_draft(session, counter.MEASURE)
    assert caught.value.key == "session.closed"
    log_in(folder, counter.LOGIN, counter.PASSWORD, clock).close()


def test_a_session_is_closed_twice_without_harm(folder, clock):
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    start_draft(session, counter.MEASURE)
    session.close()
    known = backups(folder)
    session.close()
    assert backups(folder) == known
    with counter.at_work(folder, clock) as again:
        assert len(drafts(again)) == 1


def test_a_backup_that_fails_is_said_and_the_key_is_wiped_all_the_same(folder, clock):
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, clock)
    start_draft(session, counter.MEASURE)
    held = key_bytes(session)
    (folder / "backups").write_bytes(b"a file in the way")
    with pytest.raises(EnvironmentFault) as caught:
        session.close()
    assert caught.value.key == "disk.write_failed"
    assert not any(held)
    (folder / "backups").unlink()
    with counter.at_work(folder, clock) as again:
        assert len(drafts(again)) == 1


def test_who_is_no_clerk_takes_nothing_in(session):
    draft = counter.draft(session, counter.entries())
    session.staff = replace(session.staff, roles=frozenset({Role.ADMINISTRATOR}))
    for act in (
        lambda: start_draft(session, counter.MEASURE),
        lambda: counter.accept(session, draft),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert (caught.value.key, caught.value.values) == (
            "rights.role",
            {"name": "柳测试", "roles": "clerk"},
        )
    assert [kept.id for kept in drafts(session)] == [draft.id]
