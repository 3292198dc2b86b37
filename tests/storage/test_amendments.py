"""Changes of law: proposed by one person, confirmed by another, and proven from their records."""

from contextlib import contextmanager
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
from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.staff import Role
from hrdesk.storage import amendments
from hrdesk.storage.amendment_content import content_text, kind_of, read_content
from hrdesk.storage.renewal import Renewal, give_password, renew_password
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


THIRD, THIRD_PASSWORD = "sanguanli", "a third password"


def with_third(folder, clock):
    """Let a third administrator be there, with a password of his own."""
    with desk.opened(folder, clock) as store:
        desk.add_person(store, THIRD, Role.ADMINISTRATOR)
    with desk.opened_as(folder, THIRD, desk.GIVEN, clock) as store:
        give_password(store, store.actor, THIRD_PASSWORD, desk.CHEAP)


def proposed_again(folder, clock):
    """Propose a change by the first person and return its id."""
    with desk.opened(folder, clock) as store:
        return desk.propose(store, NewValues((LATER,)))


def with_two(folder, clock):
    """Let there be a second person, and nothing that waits."""
    change = desk.fill_amendments(folder, clock)[3]
    with desk.opened(folder, clock) as store, desk.acting(store) as act:
        act.withdraw_amendment(change, "重新提出")


def by_recovery_key(folder, clock):
    """Give the second person a password by the recovery key, as whoever holds it can."""
    renewal = Renewal(desk.RECOVERY, desk.SECOND, RESET)
    renew_password(folder, renewal, clock, desk.CHEAP)


def third_resets(folder, clock):
    """Let the third person give the second one a password."""
    reset(folder, clock, THIRD, THIRD_PASSWORD, desk.SECOND)


def third_is_taken_over(folder, clock):
    """Let the first person give the third one a password, and set an own one as the third."""
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, THIRD)
    with desk.opened_as(folder, THIRD, RESET, clock) as store:
        give_password(store, store.actor, THIRD_PASSWORD, desk.CHEAP)


def is_sound(folder, clock):
    return verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0


def test_a_reset_by_a_third_person_settles_that_of_the_proposer(folder, clock):
    with_two(folder, clock)
    with_third(folder, clock)
    change = proposed_again(folder, clock)
    reset(folder, clock, desk.LOGIN, desk.PASSWORD, desk.SECOND)
    with pytest.raises(Refused, match=r"amendments\.key_given"):
        confirm_as_second(folder, clock, change)
    third_resets(folder, clock)
    confirm_as_second(folder, clock, change)
    assert is_sound(folder, clock)


#: What is done around a proposal, in its order, so that the proposer alone could confirm.
TAKE_OVERS = {
    "added since, who resets": ((), (with_third, third_resets), "amendments.key_given"),
    "taken over since, who resets": (
        (with_third,),
        (third_is_taken_over, third_resets),
        "amendments.key_given",
    ),
    "taken over before, who resets since": (
        (with_third, third_is_taken_over),
        (third_resets,),
        "amendments.key_given",
    ),
    "taken over before, who resets before": (
        (with_third, third_is_taken_over, third_resets),
        (),
        "amendments.key_reset",
    ),
    "the recovery key before": ((by_recovery_key,), (), "amendments.key_reset"),
    "the recovery key since": ((), (by_recovery_key,), "amendments.key_reset"),
}


@pytest.mark.parametrize("how", TAKE_OVERS)
@pytest.mark.parametrize("guard", ["service", "trigger", "verify"])
def test_the_proposer_alone_confirms_by_no_chain_of_passwords(
    folder, clock, monkeypatch, how, guard
):
    before, since, key = TAKE_OVERS[how]
    with_two(folder, clock)
    for step in before:
        step(folder, clock)
    change = proposed_again(folder, clock)
    for step in since:
        step(folder, clock)
    if guard == "service":
        with pytest.raises(Refused) as refused:
            confirm_as_second(folder, clock, change)
        assert refused.value.key == key
        return
    monkeypatch.setattr(amendments, "_refuse_taken_over", lambda *_: None)
    if guard == "trigger":
        with pytest.raises(sqlcipher.IntegrityError, match="confirmation by another"):
            confirm_as_second(folder, clock, change)
        return
    with unguarded_confirmations(folder):
        confirm_as_second(folder, clock, change)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [each.key for each in report.findings] == ["verify.amendment_alone"]


@pytest.mark.parametrize("since", [False, True])
def test_a_password_by_the_recovery_key_counts_after_seven_days(folder, clock, since):
    with_two(folder, clock)
    if not since:
        by_recovery_key(folder, clock)
    change = proposed_again(folder, clock)
    if since:
        by_recovery_key(folder, clock)
    with pytest.raises(Refused) as refused:
        confirm_as_second(folder, clock, change)
    assert refused.value.values["until"] == "2026-03-25 09:30"
    clock.step(7 * 86_400)
    confirm_as_second(folder, clock, change, desk.SECOND_PASSWORD)
    assert is_sound(folder, clock)


def test_a_third_person_settles_what_the_recovery_key_gave(folder, clock):
    with_two(folder, clock)
    with_third(folder, clock)
    change = proposed_again(folder, clock)
    by_recovery_key(folder, clock)
    third_resets(folder, clock)
    confirm_as_second(folder, clock, change)
    assert is_sound(folder, clock)


def test_who_was_added_since_by_another_who_was_confirms_nothing(folder, clock):
    """A adds C, C adds D: whoever came after the proposal may be its proposer, for good."""
    with_two(folder, clock)
    change = proposed_again(folder, clock)
    with_third(folder, clock)
    with desk.opened_as(folder, THIRD, THIRD_PASSWORD, clock) as store:
        desk.add_person(store, "siguanli", Role.ADMINISTRATOR)
    clock.step(8 * 86_400)
    with desk.opened_as(folder, "siguanli", desk.GIVEN, clock) as store:
        give_password(store, store.actor, "a fourth password", desk.CHEAP)
        with pytest.raises(Refused, match=r"amendments\.key_given"), desk.acting(store) as act:
            act.confirm_amendment(change, {})


@contextmanager
def unguarded_confirmations(folder):
    """Take the guard of confirmations away, and put it back."""
    named = ("confirmation_by_another",)
    with desk.raw(folder) as connection:
        query = "select sql from sqlite_master where name = ?"
        (guard,) = connection.execute(query, named).fetchone()
        connection.execute("drop trigger confirmation_by_another")
    yield
    with desk.raw(folder) as connection:
        connection.execute(guard)


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
    with unguarded_confirmations(folder):
        confirm_as_second(folder, clock, change)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [each.key for each in report.findings] == ["verify.amendment_alone"]


FORGERIES = {
    "a confirmation put in": (
        (
            "insert into amendment_confirmation select 'x', id, '{}', '', '', salt, 1 "
            "from amendment order by audit_sequence desc limit 1"
        ),
        {"verify.amendment_changed", "verify.amendment_alone"},
    ),
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
    with (
        desk.opened(folder, clock) as store,
        store.reading() as reader,
        pytest.raises(Tampered, match=r"law\.tampered"),
    ):
        reader.proven_amendments()


#: Who writes a record anew too, and its hash, cannot sign it for another.
UNSIGNED = {
    "update audit set signature = (select signature from audit where sequence = 1)"
    " where act = 'amendment.confirm'": "law.tampered",
    "update audit set running = running + 1 where act = 'amendment.propose'": "law.tampered",
    "update audit set signature = (select signature from audit where sequence = 1)"
    " where act = 'key.register' and sequence > 1": "law.tampered",
    "update staff_key set verify_key = seal_key": "verify.key_foreign",
}


@pytest.mark.parametrize("script", UNSIGNED)
def test_a_law_whose_records_are_not_signed_is_not_put_together(folder, clock, script):
    desk.fill_amendments(folder, clock)
    with desk.opened(folder, clock) as store:
        with store.reading() as reader:
            assert reader.proven_amendments() == reader.amendments()
        connection = store._ground.db.raw()
        connection.set_authorizer(None)
        connection.execute("begin")
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute(script)
        with store.reading() as reader, pytest.raises(Tampered) as refused:
            reader.proven_amendments()
        connection.execute("rollback")
    assert refused.value.key == UNSIGNED[script]


def test_a_change_ended_without_a_day_counts_no_more(folder, clock):
    made = desk.fill_amendments(folder, clock)
    with desk.opened(folder, clock) as store:
        ending = desk.propose(store, Ending(made[0]))
    with desk.opened_as(folder, desk.SECOND, desk.SECOND_PASSWORD, clock) as store:
        with desk.acting(store) as act:
            act.confirm_amendment(ending, {})
        with store.reading() as reader:
            assert [each.amendment.id for each in standing(reader.amendments())] == [made[1]]
