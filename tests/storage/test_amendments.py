"""Changes of law: proposed by one person, confirmed by another, and proven from their records."""

from dataclasses import replace
from datetime import date

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.amendment import (
    DatedValue,
    Ending,
    NewRuling,
    NewTerm,
    NewValues,
    Successor,
    standing,
)
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.storage import amendments
from hrdesk.storage.amendment_content import content_text, kind_of, read_content
from hrdesk.storage.renewal import give_password
from hrdesk.storage.verify import verify
from tests.storage import desk

VALUE = DatedValue("startup_grant.amount", date(2026, 1, 1), "12000.00", "一")
LATER = replace(VALUE, valid_from=date(2026, 7, 1))
CONTENTS = (
    NewValues((VALUE,)),
    NewValues((DatedValue("a.b", date(2026, 1, 1), 3, "二"),)),
    NewValues((DatedValue("a.b", date(2026, 1, 1), ("x", "y"), "二"),)),
    NewValues((DatedValue("a.b", date(2026, 1, 1), {"z": "1.00", "a": "2.00"}, "二"), VALUE)),
    NewValues((DatedValue("a.b", date(2026, 1, 1), {"z": 1, "a": 2}, "二"),)),
    NewRuling("q", "r", date(2026, 1, 1)),
    NewRuling("q", "r", date(2026, 1, 1), date(2026, 12, 31)),
    NewTerm(date(2027, 10, 23)),
    Successor("1" * 64, "sample-2026-1", date(2026, 10, 24)),
    Ending("id"),
    Ending("id", date(2026, 12, 31)),
)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda each: type(each).__name__)
def test_a_content_comes_back_as_it_was_written(content):
    read = read_content(kind_of(content), content_text(content))
    assert read == content
    if isinstance(content, NewValues) and isinstance(content.values[0].value, dict):
        assert list(read.values[0].value) == list(content.values[0].value)


def test_a_change_counts_once_another_person_confirmed_it(folder, clock):
    made = desk.fill_amendments(folder, clock)
    with desk.opened(folder, clock) as store, store.reading() as reader:
        on_record = reader.amendments()
    assert tuple(each.id for each in on_record) == made
    assert [each.confirmation is not None for each in on_record] == [True, True, False, False]
    assert on_record[2].withdrawal is not None
    assert on_record[2].withdrawal.reason == "重复"
    assert [each.amendment.id for each in standing(on_record)] == list(made[:2])
    assert [each.is_open for each in on_record] == [False, False, False, True]


def test_nobody_confirms_what_he_proposed(folder, clock):
    with desk.opened(folder, clock) as store:
        change = desk.propose(store, NewValues((VALUE,)))
        with pytest.raises(Refused, match=r"amendments\.own"), desk.acting(store) as act:
            act.confirm_amendment(change, {})
        with store.reading() as reader:
            assert reader.amendments()[0].is_open


def test_what_is_settled_is_not_settled_again(folder, clock):
    made = desk.fill_amendments(folder, clock)
    with desk.opened_as(folder, desk.SECOND, desk.SECOND_PASSWORD, clock) as store:
        for change in (*made[:3], "nothing"):
            with pytest.raises(Refused, match=r"amendments\.gone"), desk.acting(store) as act:
                act.confirm_amendment(change, {})
            with pytest.raises(Refused, match=r"amendments\.gone"), desk.acting(store) as act:
                act.withdraw_amendment(change, "再撤一次")


RESET = "given by the proposer"


def reset(folder, clock, login, password, whose):
    """Let an administrator give somebody a password."""
    with desk.opened_as(folder, login, password, clock) as store:
        with store.reading() as reader:
            person = next(each for each in reader.people() if each.login == whose)
        give_password(store, person, RESET, desk.CHEAP)


def confirm_as_second(folder, clock, change, password=RESET):
    """Log in as the second person with a given password, choose an own one, and confirm."""
    with desk.opened_as(folder, desk.SECOND, password, clock) as store:
        if password == RESET:
            give_password(store, store.actor, desk.SECOND_PASSWORD, desk.CHEAP)
        with desk.acting(store) as act:
            act.confirm_amendment(change, {})


def test_who_was_reset_by_the_proposer_confirms_after_seven_days_alone(folder, clock):
    """Before the proposal or after: whoever gave the password may be the one who confirms."""
    change = desk.fill_amendments(folder, clock)[3]
    with desk.opened(folder, clock) as store, desk.acting(store) as act:
        act.withdraw_amendment(change, "重新提出")
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, desk.SECOND)
    with desk.opened(folder, clock) as store:
        change = desk.propose(store, NewValues((LATER,)))
    with pytest.raises(Refused, match=r"amendments\.key_reset"):
        confirm_as_second(folder, clock, change)
    clock.step(7 * 86_400 - 1)
    with pytest.raises(Refused) as refused:
        confirm_as_second(folder, clock, change, desk.SECOND_PASSWORD)
    assert refused.value.values["until"] == "2026-03-25 09:30"
    clock.step(1)
    confirm_as_second(folder, clock, change, desk.SECOND_PASSWORD)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0


def test_a_reset_by_a_third_person_settles_that_of_the_proposer(folder, clock):
    change = desk.fill_amendments(folder, clock)[3]
    with desk.opened(folder, clock) as store:
        desk.add_person(store, "sanguanli", Role.ADMINISTRATOR)
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, desk.SECOND)
    with pytest.raises(Refused, match=r"amendments\.key_given"):
        confirm_as_second(folder, clock, change)
    with desk.opened_as(folder, "sanguanli", desk.GIVEN, clock) as store:
        give_password(store, store.actor, "a third password", desk.CHEAP)
    reset(folder, clock, "sanguanli", "a third password", desk.SECOND)
    confirm_as_second(folder, clock, change)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0


def test_the_store_itself_refuses_who_was_reset_by_the_proposer(folder, clock, monkeypatch):
    change = desk.fill_amendments(folder, clock)[3]
    with desk.opened(folder, clock) as store, desk.acting(store) as act:
        act.withdraw_amendment(change, "重新提出")
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, desk.SECOND)
    with desk.opened(folder, clock) as store:
        change = desk.propose(store, NewValues((LATER,)))
    monkeypatch.setattr(amendments, "_refuse_taken_over", lambda *_: None)
    with pytest.raises(sqlcipher.IntegrityError, match="confirmation by another"):
        confirm_as_second(folder, clock, change)


def test_a_confirmation_by_who_was_reset_by_the_proposer_is_found(folder, clock, monkeypatch):
    """The guard taken away, and put back."""
    change = desk.fill_amendments(folder, clock)[3]
    with desk.opened(folder, clock) as store, desk.acting(store) as act:
        act.withdraw_amendment(change, "重新提出")
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, desk.SECOND)
    with desk.opened(folder, clock) as store:
        change = desk.propose(store, NewValues((LATER,)))
    monkeypatch.setattr(amendments, "_refuse_taken_over", lambda *_: None)
    with desk.raw(folder) as connection:
        named = ("confirmation_by_another",)
        (guard,) = connection.execute(
            "select sql from sqlite_master where name = ?", named
        ).fetchone()
        connection.execute("drop trigger confirmation_by_another")
    confirm_as_second(folder, clock, change)
    with desk.raw(folder) as connection:
        connection.execute(guard)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [each.key for each in report.findings] == ["verify.amendment_alone"]


FORGERIES = {
    "another value": (
        "update amendment set content = replace(content, '12000', '13000') where kind = 'values'",
        {"verify.amendment_changed"},
    ),
    "another document": (
        "update amendment set document = 'x' where withdraws is null",
        {"verify.amendment_changed"},
    ),
    "what was seen": (
        "update amendment_confirmation set seen = '{}'",
        {"verify.amendment_changed"},
    ),
    "a confirmation taken out": (
        "delete from amendment_confirmation",
        {"verify.amendment_missing"},
    ),
    "a confirmation of another change": (
        (
            "update amendment_confirmation set amendment_id = "
            "(select id from amendment order by audit_sequence desc limit 1) "
            "where audit_sequence = (select max(audit_sequence) from amendment_confirmation)"
        ),
        {"verify.amendment_changed"},
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_is_unlike_its_record_is_found(folder, clock, what):
    script, found = FORGERIES[what]
    desk.fill_amendments(folder, clock)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert {each.key for each in report.findings} == found


def test_a_change_ended_without_a_day_counts_no_more(folder, clock):
    made = desk.fill_amendments(folder, clock)
    with desk.opened(folder, clock) as store:
        ending = desk.propose(store, Ending(made[0]))
    with desk.opened_as(folder, desk.SECOND, desk.SECOND_PASSWORD, clock) as store:
        with desk.acting(store) as act:
            act.confirm_amendment(ending, {})
        with store.reading() as reader:
            assert [each.amendment.id for each in standing(reader.amendments())] == [made[1]]
