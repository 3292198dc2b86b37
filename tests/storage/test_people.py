"""Users beyond the first: added, given a password, retired; every step on record."""

from dataclasses import replace
from datetime import date

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.amendment import NewTerm
from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused, WrongKey
from hrdesk.domain.staff import Role
from hrdesk.storage import renewal as renewal_module
from hrdesk.storage.act import Act
from hrdesk.storage.keys.lockout import FREE_ATTEMPTS
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import keyslots_path
from hrdesk.storage.renewal import (
    NewPerson,
    Renewal,
    add_person,
    give_password,
    opens_own_slot,
    renew_password,
    slotted,
)
from hrdesk.storage.store import Store
from hrdesk.storage.verify import verify
from tests.storage import desk

OWN = "a password of my own"


def entered(folder, clock, login=desk.CLERK, password=desk.GIVEN):
    """The store, opened by a person."""
    return Store.open(folder, unlock(folder, login, password, clock), clock)


def opens(folder, clock, login, password):
    """Whether a password lets a person in."""
    try:
        entered(folder, clock, login, password).close()
    except (WrongKey, Refused):
        return False
    return True


def set_own(store, password=OWN):
    """Let the person who opened the store set a password of his own."""
    give_password(store, store.actor, password, desk.CHEAP)


def account_of(store, staff_id):
    """An account as the list of the office has it."""
    with store.reading() as reader:
        return next(each for each in reader.accounts() if each.staff.id == staff_id)


def assert_sound(folder, clock, login=desk.LOGIN, password=desk.PASSWORD):
    """Nothing that a full verification looks at is wrong."""
    report = verify(folder, login, password, full=True, clock=clock)
    assert (report.exit_code, report.findings) == (0, ())


@pytest.fixture
def clerk(folder, clock):
    """The account of a clerk who was added and has not logged in yet."""
    with desk.opened(folder, clock) as store:
        return desk.add_person(store)


@pytest.fixture
def settled(folder, clock, clerk):
    """A clerk with a password of his own."""
    store = entered(folder, clock)
    set_own(store)
    store.close()
    return clerk


# Adding ------------------------------------------------------------------------------------------


def test_a_person_who_was_added_is_listed_and_logs_in(folder, clock, clerk):
    with desk.opened(folder, clock) as store:
        account = account_of(store, clerk)
        with store.reading() as reader:
            assert [each.login for each in reader.people()] == [desk.LOGIN, desk.CLERK]
        assert slotted(store) >= {account.staff.verify_key.hex()}
    assert (account.staff.login, account.staff.roles) == (desk.CLERK, {Role.CLERK})
    assert account.key_is_given
    assert account.since == desk.MOMENT
    assert account.retirement is None
    store = entered(folder, clock)
    assert store.actor.id == clerk
    store.close()
    assert_sound(folder, clock)


def test_one_record_of_the_administrator_says_who_was_added(folder, clock, clerk):
    with desk.opened(folder, clock) as store, store.reading() as reader:
        (record,) = reader.audit_of(clerk)
        assert (record.act, record.actor) == ("key.register", desk.me(store))
        assert record.detail["roles"] == "clerk"
        assert "replaces" not in record.detail


@pytest.mark.parametrize(
    "login", [desk.LOGIN, "JingBan", " jingban ", "ｊｉｎｇｂａｎ", "recovery"]
)
def test_a_login_name_is_nobodys_a_second_time(store, login):
    with pytest.raises(Refused, match=r"people\.login_taken"):
        desk.add_person(store, login)


def test_the_login_name_of_who_was_retired_stays_his(store):
    desk.retire(store, desk.add_person(store))
    with pytest.raises(Refused, match=r"people\.login_taken"):
        desk.add_person(store)


def test_a_short_first_password_adds_nobody(store):
    with pytest.raises(InvalidInput, match=r"setup\.password_short"):
        desk.add_person(store, password="123456789")
    with store.reading() as reader:
        assert len(reader.accounts()) == 1


# A password that another person gave -------------------------------------------------------------


def test_with_a_given_password_nothing_is_done_before_ones_own_is_set(folder, clock, clerk):
    store = entered(folder, clock)
    for work in (lambda: desk.keep(store), lambda: desk.add_agency(store)):
        with pytest.raises(Refused, match=r"people\.own_password"):
            work()
    set_own(store)
    desk.accept(store, 1)
    assert not account_of(store, clerk).key_is_given
    store.close()
    assert opens(folder, clock, desk.CLERK, OWN)
    assert not opens(folder, clock, desk.CLERK, desk.GIVEN)
    assert_sound(folder, clock)


def test_ones_own_password_is_registered_by_oneself(folder, clock, settled):
    with desk.opened(folder, clock) as store, store.reading() as reader:
        first, second = reader.audit_of(settled)
    assert second.actor == settled
    assert second.key_id == first.detail["verify_key"] == second.detail["replaces"]


def test_a_password_that_is_given_anew_has_to_be_replaced_again(folder, clock, settled):
    with desk.opened(folder, clock) as store:
        give_password(store, store.staff(settled), "given a second time", desk.CHEAP)
        assert account_of(store, settled).key_is_given
    assert not opens(folder, clock, desk.CLERK, OWN)
    store = entered(folder, clock, password="given a second time")
    with pytest.raises(Refused, match=r"people\.own_password"):
        desk.keep(store)
    store.close()


def test_what_the_recovery_key_gave_is_ones_own(folder, clock, clerk):
    renewal = Renewal(desk.RECOVERY, desk.CLERK, OWN)
    renew_password(folder, renewal, clock, desk.CHEAP)
    store = entered(folder, clock, password=OWN)
    draft = desk.keep(store)
    with store.reading() as reader:
        assert [each.id for each in reader.drafts()] == [draft.id]
    assert not account_of(store, clerk).key_is_given
    store.close()


def test_a_person_changes_his_password_and_goes_on_signing(folder, clock, settled):
    store = entered(folder, clock, password=OWN)
    first = desk.accept(store, 1)
    assert opens_own_slot(store, OWN)
    set_own(store, "another of my own")
    assert not opens_own_slot(store, OWN)
    second = desk.accept(store, 2)
    with store.reading() as reader:
        one, two = (reader.audit_of(case.id)[0].key_id for case in (first, second))
    assert one != two
    store.close()
    assert opens(folder, clock, desk.CLERK, "another of my own")
    assert_sound(folder, clock)


def test_a_clerk_gives_nobody_a_password(folder, clock, settled):
    store = entered(folder, clock, password=OWN)
    with store.reading() as reader:
        founder = next(each for each in reader.people() if each.login == desk.LOGIN)
    with pytest.raises(Refused, match=r"rights\.role"):
        give_password(store, founder, "given by a clerk", desk.CHEAP)
    with pytest.raises(Refused, match=r"rights\.role"):
        desk.add_person(store, "another")
    with pytest.raises(Refused, match=r"rights\.role"):
        desk.retire(store, founder.id)
    store.close()
    assert opens(folder, clock, desk.LOGIN, desk.PASSWORD)


def test_a_locked_account_is_free_again_when_its_password_was_given_anew(folder, clock, settled):
    for _ in range(FREE_ATTEMPTS):
        assert not opens(folder, clock, desk.CLERK, "wrong")
    with desk.opened(folder, clock) as store:
        give_password(store, store.staff(settled), desk.GIVEN, desk.CHEAP)
    assert opens(folder, clock, desk.CLERK, desk.GIVEN)


# Retiring ----------------------------------------------------------------------------------------


def test_who_was_retired_does_not_get_in_and_stays_in_the_list(folder, clock, settled):
    store = entered(folder, clock, password=OWN)
    case = desk.accept(store, 1)
    store.close()
    with desk.opened(folder, clock) as store:
        desk.retire(store, settled, "调离本单位")
        account = account_of(store, settled)
        assert not account.staff.active
        assert account.retirement.reason == "调离本单位"
        assert account.retirement.by == "柳测试"
        with store.reading() as reader:
            assert [each.login for each in reader.people()] == [desk.LOGIN]
            assert reader.case(case.id).version.number == 1
            record = reader.audit_of(settled)[-1]
        assert record.act == "person.retire"
        assert "调离" not in str(record.detail)
    with pytest.raises(Refused, match=r"login\.inactive"):
        entered(folder, clock, password=OWN)
    assert_sound(folder, clock)


@pytest.mark.parametrize("work", ["retire", "give"])
def test_an_account_that_has_ended_stays_ended(store, work):
    clerk = desk.add_person(store)
    desk.retire(store, clerk)
    with pytest.raises(Refused, match=r"people\.retired"):
        if work == "retire":
            desk.retire(store, clerk)
        else:
            give_password(store, store.staff(clerk), OWN, desk.CHEAP)


def test_nobody_retires_himself_so_an_administrator_stays(store):
    with pytest.raises(Refused, match=r"people\.self"):
        desk.retire(store, desk.me(store))
    desk.add_person(store, "guanli", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match=r"people\.self"):
        desk.retire(store, desk.me(store))


def test_nobody_retires_the_recovery_key_or_nobody(store):
    with store.reading() as reader:
        assert "recovery" not in {each.staff.login for each in reader.accounts()}
    with pytest.raises(Refused, match=r"staff\.unknown"):
        desk.retire(store, "nobody")


# Roles -------------------------------------------------------------------------------------------


def test_roles_change_from_now_on_and_what_was_done_before_stays(folder, clock, settled):
    store = entered(folder, clock, password=OWN)
    case = desk.accept(store, 1)
    store.close()
    with desk.opened(folder, clock) as store:
        desk.change_roles(store, settled, Role.ADMINISTRATOR)
        account = account_of(store, settled)
        assert account.staff.roles == {Role.ADMINISTRATOR}
        assert (account.roles_changed.by, account.roles_changed.at) == ("柳测试", desk.MOMENT)
        with store.reading() as reader:
            record = reader.audit_of(settled)[-1]
        assert (record.act, record.detail) == (
            "person.roles",
            {"roles": "administrator", "former": "clerk"},
        )
    store = entered(folder, clock, password=OWN)
    assert store.actor.roles == {Role.ADMINISTRATOR}
    desk.add_person(store, "another")
    with store.reading() as reader:
        assert reader.audit_of(case.id)[0].roles == ("clerk",)
    store.close()
    with desk.opened(folder, clock) as store:
        desk.change_roles(store, settled, Role.CLERK)
    store = entered(folder, clock, password=OWN)
    with pytest.raises(Refused, match=r"rights\.role"):
        desk.add_person(store, "third")
    desk.accept(store, 2)
    set_own(store, "another of my own")
    store.close()
    assert_sound(folder, clock)


def test_what_an_administrator_did_stands_after_the_role_was_taken(folder, clock):
    with desk.opened(folder, clock) as store:
        other = desk.add_person(store, "guanli", Role.ADMINISTRATOR)
    with desk.opened_as(folder, "guanli", desk.GIVEN, clock) as store:
        set_own(store)
        desk.retire(store, desk.add_person(store))
        change = desk.propose(store, NewTerm(date(2027, 10, 23)))
    with desk.opened(folder, clock) as store:
        desk.change_roles(store, other, Role.CLERK)
        with desk.acting(store) as act:
            act.confirm_amendment(change, {})
    assert_sound(folder, clock)
    with desk.opened_as(folder, "guanli", OWN, clock) as store:
        with pytest.raises(sqlcipher.IntegrityError, match="amendment by its role"):
            desk.propose(store, NewTerm(date(2028, 10, 23)))
        with pytest.raises(Refused, match=r"rights\.role"):
            desk.retire(store, desk.add_person(store, "another"))


@pytest.mark.parametrize(
    ("who", "roles", "key"),
    [
        ("self", {Role.CLERK}, "people.own_roles"),
        ("clerk", {Role.CLERK}, "people.same_roles"),
        ("nobody", {Role.CLERK}, "staff.unknown"),
        ("retired", {Role.SUPERVISOR}, "people.retired"),
    ],
)
def test_whose_roles_do_not_change(store, who, roles, key):
    people = {"self": desk.me(store), "clerk": desk.add_person(store), "nobody": "nobody"}
    people["retired"] = desk.add_person(store, "gone")
    desk.retire(store, people["retired"])
    with pytest.raises(Refused) as refused:
        desk.change_roles(store, people[who], *roles)
    assert refused.value.key == key


def test_a_record_under_roles_that_its_actor_does_not_hold_is_refused_below_all_services(store):
    clerk = desk.add_person(store)
    store._author = replace(store._author, staff=replace(store.actor, roles=frozenset(Role)))
    with pytest.raises(sqlcipher.IntegrityError, match="audit of its roles"):
        desk.change_roles(store, clerk, Role.SUPERVISOR)


@pytest.mark.parametrize("roles", [{Role.CLERK}, {Role.SUPERVISOR}])
def test_only_an_administrator_changes_roles(folder, clock, settled, roles):
    with desk.opened(folder, clock) as store:
        other = desk.add_person(store, "another")
        if roles != {Role.CLERK}:
            desk.change_roles(store, settled, *roles)
    with desk.opened_as(folder, desk.CLERK, OWN, clock) as store:
        with pytest.raises(Refused, match=r"rights\.role"):
            desk.change_roles(store, other, Role.SUPERVISOR)
        refused = pytest.raises(sqlcipher.IntegrityError, match="roles by another")
        with refused, desk.acting(store) as act:
            act.record("person.roles", other, {"roles": "supervisor"})


# What is found afterwards ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("update retirement set reason = 'x'", "verify.account_changed"),
        ("delete from retirement", "verify.account_changed"),
        (
            "insert into retirement select id, 'x', '', id from staff where login glob 'sha*'",
            "verify.account_changed",
        ),
        ("update staff set roles = '[\"administrator\"]'", "verify.account_changed"),
        ("update staff set roles = '[\"clerk\"]'", "verify.record_unentitled"),
    ],
)
def test_what_is_altered_past_the_program_is_found(folder, clock, script, key):
    with desk.opened(folder, clock) as store:
        desk.fill_people(store)
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert report.exit_code == 2
    assert key in {problem.key for problem in report.findings}


def test_what_was_recorded_after_a_retirement_is_found(folder, clock, settled):
    """The guards taken away, a retired person's keys sign on."""
    at_work = entered(folder, clock, password=OWN)
    author = at_work._author
    at_work.close()
    with desk.opened(folder, clock) as store:
        desk.retire(store, settled)
        ground = store._ground.at_one_moment()
        connection = store._ground.db.raw()
        connection.set_authorizer(None)
        (guard,) = connection.execute(
            "select sql from sqlite_master where name = 'audit_of_active'"
        ).fetchone()
        connection.execute("drop trigger audit_of_active")
        connection.execute("begin immediate")
        Act(ground, author).record("case.accept", settled, {})
        connection.execute("commit")
        connection.execute(guard)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert {problem.key for problem in report.findings} == {"verify.record_unentitled"}


def test_what_was_recorded_under_other_roles_is_found(folder, clock, settled):
    """The guards taken away, a clerk signs as an administrator."""
    at_work = entered(folder, clock, password=OWN)
    author = at_work._author
    at_work.close()
    author = replace(author, staff=replace(author.staff, roles=frozenset({Role.ADMINISTRATOR})))
    with desk.opened(folder, clock) as store:
        ground = store._ground.at_one_moment()
        connection = store._ground.db.raw()
        connection.set_authorizer(None)
        (guard,) = connection.execute(
            "select sql from sqlite_master where name = 'audit_of_its_roles'"
        ).fetchone()
        connection.execute("drop trigger audit_of_its_roles")
        connection.execute("begin immediate")
        Act(ground, author).record("number.start", settled, {})
        connection.execute("commit")
        connection.execute(guard)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    assert "verify.record_unentitled" in {problem.key for problem in report.findings}


# Whatever fails ----------------------------------------------------------------------------------


def _fail(*_arguments, **_options):
    raise EnvironmentFault("disk.full", drive="/", free=0, needed=64)


@pytest.mark.parametrize("step", ["fill_slot", "write_slots"])
def test_a_failure_while_adding_leaves_nobody_or_an_account_without_a_password(
    folder, clock, monkeypatch, step
):
    before = keyslots_path(folder).read_bytes()
    new = NewPerson(desk.CLERK, "沙测试", frozenset({Role.CLERK}), desk.GIVEN)
    with desk.opened(folder, clock) as store:
        with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
            patch.setattr(renewal_module, step, _fail)
            add_person(store, new, desk.CHEAP)
        assert keyslots_path(folder).read_bytes() == before
        with store.reading() as reader:
            left = [each.staff for each in reader.accounts() if each.staff.login == desk.CLERK]
        if step == "fill_slot":
            assert left == []
            add_person(store, new, desk.CHEAP)
        else:
            (person,) = left
            assert person.verify_key.hex() not in slotted(store)
            give_password(store, person, desk.GIVEN, desk.CHEAP)
    assert opens(folder, clock, desk.CLERK, desk.GIVEN)
    assert_sound(folder, clock)


def test_ones_own_password_that_was_not_written_can_be_set_again(folder, clock, clerk, monkeypatch):
    store = entered(folder, clock)
    with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
        patch.setattr(renewal_module, "write_slots", _fail)
        set_own(store)
    # The given password still says who is there, and the desk goes on.
    assert opens_own_slot(store, desk.GIVEN)
    desk.keep(store)
    set_own(store)
    store.close()
    assert opens(folder, clock, desk.CLERK, OWN)
    assert_sound(folder, clock)
