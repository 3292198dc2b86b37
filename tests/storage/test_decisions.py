"""A decision is the next version: signed, chained, with its own claims; nothing else moves."""

from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.staff import Role
from hrdesk.storage.verify import verify
from tests.storage import desk


def officer_months(months, kept="officer"):
    """A case with a roster whose months are for an officer."""
    parts = desk.month_case(months, kept)
    return parts | {"finding": parts["finding"] | {"outcome": "officer"}}


def refused_row(case, row):
    """The finding in which one row of a roster was refused."""
    lines = [
        line | ({"outcome": "ineligible", "months": []} if line["line"] == row else {})
        for line in case.version.finding["lines"]
    ]
    return {**case.version.finding, "outcome": "eligible", "lines": lines}


def sound(folder, clock):
    return verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).findings == ()


def newest(store, case):
    with store.reading() as reader:
        return reader.proven_case(case.id)


def test_a_decision_is_the_next_signed_version(store, folder, clock):
    first = desk.accept(store, 1, **desk.OPEN)
    second = desk.decide(store, first)
    assert (second.version.number, second.version.previous_signature) == (
        2,
        first.version.signature,
    )
    assert second == newest(store, first)
    for kept in ("entries", "facts", "form_hash", "signed_by"):
        assert getattr(second.version, kept) == getattr(first.version, kept)
    with store.reading() as reader:
        (row,) = reader.cases()
        (found,) = reader.find_cases(first.number)
        record = reader.audit_of(first.id)[-1]
    assert (row.outcome, row.amount_fen) == (found.outcome, found.amount_fen)
    assert (row.outcome, row.amount_fen) == ("eligible", 1_000_000)
    assert record.act == "case.decide"
    assert record.detail == {"number": first.number, "version": "2", "0:last_day": "usage"}
    store.close()
    assert sound(folder, clock)


def test_the_right_goes_over_to_the_new_version_with_its_amount(store):
    first = desk.accept(store, 1, **desk.OPEN)
    with store.reading() as reader:
        assert "amount" not in reader.grants(desk.MEASURE, desk.person(1), "")[0]
    desk.decide(store, first)
    with store.reading() as reader:
        (granted,) = reader.grants(desk.MEASURE, desk.person(1), "")
    assert granted["amount"] == "10000.00"
    with pytest.raises(Refused, match=r"right\.taken"):
        desk.accept(store, 1)


def test_what_is_refused_frees_the_right(store, folder, clock):
    first = desk.accept(store, 1, **desk.OPEN)
    desk.decide(store, first, "ineligible")
    second = desk.accept(store, 1)
    with store.reading() as reader:
        (granted,) = reader.grants(desk.MEASURE, desk.person(1), "")
    assert granted["number"] == second.number
    store.close()
    assert sound(folder, clock)


def test_a_refused_row_frees_its_months_and_the_others_keep_theirs(store, folder, clock):
    case = desk.accept(store, 1, **officer_months({4: ("2026-01",), 5: ("2026-01", "2026-02")}))
    roster = {"right": None, "cost": desk.MONTHLY}
    desk.decide(store, case, finding=refused_row(case, 1), **roster)
    desk.accept_months(store, 2, {4: ("2026-01",)})
    with pytest.raises(Refused, match=r"right\.month_taken"):
        desk.accept_months(store, 3, {5: ("2026-02",)})
    store.close()
    assert sound(folder, clock)


def test_what_another_case_holds_by_now_refuses_the_decision_whole(store):
    case = desk.accept(store, 1, **officer_months({4: ("2026-01",)}, kept="skipped"))
    other = desk.accept_months(store, 2, {4: ("2026-01",)})
    lines = [
        line | {"months": [{"month": "2026-01", "outcome": "paid", "amount": "1.00"}]}
        for line in case.version.finding["lines"]
    ]
    finding = {**case.version.finding, "outcome": "eligible", "lines": lines}
    before = desk.contents(store)
    with pytest.raises(Refused) as caught:
        desk.decide(store, case, finding=finding, right=None, cost=desk.MONTHLY)
    assert caught.value.values["number"] == other.number
    assert desk.contents(store) == before


def test_a_decision_on_an_older_version_is_refused(store):
    first = desk.accept(store, 1, **desk.OPEN)
    desk.decide(store, first, "officer")
    before = desk.contents(store)
    with pytest.raises(Refused) as caught:
        desk.decide(store, first)
    assert (caught.value.key, caught.value.values) == ("decide.stale", {"number": first.number})
    assert desk.contents(store) == before


def test_two_steps_lead_where_one_leads(store):
    half = desk.decide(store, desk.accept(store, 1, **desk.OPEN), "officer")
    done = desk.decide(store, half, taken={(0, "blacklisted"): "pays"})
    assert (done.version.number, done.version.finding["outcome"]) == (3, "eligible")
    assert done.version.previous_signature == half.version.signature


@pytest.mark.parametrize("outcome", ["eligible", "ineligible", "incomplete"])
def test_what_leaves_nothing_open_is_not_decided_again(store, outcome):
    case = desk.accept_and_decide(store, 1, outcome)
    with pytest.raises(Refused, match=r"decide\.nothing_open"):
        desk.decide(store, case, "ineligible")


def test_a_case_that_is_to_be_decided_is_in_no_batch(store):
    case = desk.accept(store, 1, **desk.OPEN)
    with pytest.raises(sqlcipher.IntegrityError, match="batch case as decided"):
        desk.make_batch(store, case, amount=None)
    decided = desk.decide(store, case)
    desk.make_batch(store, decided)
    with pytest.raises(Refused) as caught:
        desk.decide(store, decided)
    assert caught.value.key == "decide.nothing_open"


def test_a_decision_that_would_go_past_the_right_is_a_bug_that_shows(store):
    case = desk.accept(store, 1, **desk.OPEN)
    before = desk.contents(store)
    desk.accept(store, 2)
    before = desk.contents(store)
    with pytest.raises(RuntimeError, match="claims no right"):
        desk.decide(store, case, right=None)
    assert desk.contents(store) == before


@pytest.mark.parametrize("roles", [set(Role) - {Role.CLERK, Role.APPROVER}, set()])
def test_only_clerk_and_approver_decide_below_the_service_too(store, roles):
    """That each of the two does is shown by their own accounts, in `test_unentitled`."""
    case = desk.accept(store, 1, **desk.OPEN)
    before = desk.contents(store)
    author = store._author
    store._author = replace(author, staff=replace(author.staff, roles=frozenset(roles)))
    with pytest.raises(Refused, match=r"rights\.role") as caught:
        desk.decide(store, case)
    assert caught.value.values == {"name": author.staff.name, "roles": "approver clerk"}
    assert desk.contents(store) == before


def test_no_case_is_decided_that_is_not_there(store):
    case = desk.accept(store, 1, **desk.OPEN)
    with pytest.raises(Refused, match=r"lookup\.no_case"):
        desk.decide(store, replace(case, id="x"))


FORGED = {
    "an amount": "update case_version set amount_fen = 1",
    "a finding": "update case_value set finding = json_set(finding, '$.amount', '1.00')",
    "an applicant": "update cases set applicant_name = '别人'",
    "an account": "update case_version set account_key = 'x'",
}


@pytest.mark.parametrize("what", FORGED)
def test_what_was_forged_is_not_signed_anew(folder, clock, what):
    with desk.opened(folder, clock) as store:
        case = desk.accept(store, 1, **desk.OPEN)
    with desk.without_guards(folder) as connection:
        connection.execute(FORGED[what])
    with desk.opened(folder, clock) as store:
        with pytest.raises(Tampered):
            desk.decide(store, case)
        with store.reading() as reader:
            assert reader.case(case.id).version.number == 1


@pytest.fixture
def bare(folder, clock):
    """A decided and an open case below the service, in a transaction that is undone."""
    with desk.opened(folder, clock) as store:
        desk.accept_and_decide(store, 1)
        desk.accept(store, 2, **desk.OPEN)
        parts = officer_months({4: ("2026-01",)})
        roster = desk.accept(store, 3, **parts)
        desk.decide(store, roster, finding=refused_row(roster, 1), right=None, cost=desk.MONTHLY)
        sent = desk.accept(store, 5)
        desk.make_batch(store, sent)
    with desk.raw(folder) as connection:
        connection.execute("begin immediate")
        connection.create_function("held", 0, lambda: sent.id)
        yield connection
        connection.execute("rollback")


NEXT = (
    "insert into case_version select id || 'x', case_id, number + 1, scheme, form_hash,"
    " policy_hash, parameters_hash, register_digest, entries_digest, application_digest,"
    " finding_digest, outcome, amount_fen, rights_digest, months_digest, {account}, content_hash,"
    " signature, signature, signed_by, key_id, signed_at from case_version v where {which}"
)
BELOW = {
    "a version over a decided case": (
        NEXT.format(account="account_key", which="number = 2 and outcome = 'eligible'"),
        "guard: version of open case",
    ),
    "a version with another account": (
        NEXT.format(
            account="'x'",
            which="outcome = 'officer' and number = 1 and case_id not in"
            " (select case_id from case_version where number = 2) and case_id <> held()",
        ),
        "guard: version of open case",
    ),
    "a version of a case in a batch": (
        NEXT.format(account="account_key", which="case_id = held()"),
        "guard: version of open case",
    ),
    "an outcome that no version says": (
        "update cases set outcome = 'eligible' where outcome = 'officer'",
        "guard: case as decided",
    ),
    "an amount that no version says": (
        "update cases set amount_fen = amount_fen + 1",
        "guard: case as decided",
    ),
    "a name beside the outcome": (
        "update cases set outcome = outcome, applicant_name = 'x'",
        "guard: case as corrected",
    ),
    "a right of the newest version let go": (
        "update right_once set active = 0 where version = 2",
        "guard: right of newer version",
    ),
    "a right of an open case let go": (
        "update right_once set active = 0 where active = 1 and version = 1",
        "guard: right of newer version",
    ),
    "a right of an older version taken back": (
        "update right_once set active = 1 where active = 0",
        "guard: right of newer version",
    ),
    "a month of an older version taken back": (
        "update right_month set active = 1 where active = 0",
        "guard: month of newer version",
    ),
}


@pytest.mark.parametrize("what", BELOW)
def test_below_the_service_nothing_moves_but_by_a_version(bare, what):
    statement, why = BELOW[what]
    with pytest.raises(sqlcipher.IntegrityError, match=why):
        bare.execute(statement)


def test_a_version_over_an_open_case_enters(bare):
    """So that the refusals above are for what they say."""
    free = (
        "outcome = 'officer' and number = 1 and case_id <> held() and case_id not in"
        " (select case_id from case_version where number = 2)"
    )
    assert bare.execute(NEXT.format(account="account_key", which=free)).rowcount == 1


#: What somebody with the data key does to a decided case, and what plain `verify` says.
TAKEN_BACK = {
    "its record": ("delete from audit where act = 'case.decide'", "verify.version_unrecorded"),
    "the version with all it claims": (
        """
        delete from case_value where version_id in (select id from case_version where number = 2);
        delete from right_once where version = 2;
        delete from case_version where number = 2;
        update right_once set active = 1;
        update cases set outcome = 'officer', amount_fen = null
        """,
        "verify.version_missing",
    ),
    "the right of its older version": (
        """
        update right_once set active = 0 where version = 2;
        update right_once set active = 1 where version = 1
        """,
        "verify.right_unlike_case",
    ),
    "the outcome of its row": (
        "update cases set outcome = 'officer', amount_fen = null",
        "verify.case_unlike_version",
    ),
}


@pytest.mark.parametrize("what", TAKEN_BACK)
def test_a_decision_that_was_taken_back_is_found_without_reading_values(folder, clock, what):
    with desk.opened(folder, clock) as store:
        desk.accept_and_decide(store, 1)
    statements, key = TAKEN_BACK[what]
    with desk.without_guards(folder) as connection:
        for statement in statements.split(";"):
            connection.execute(statement)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert key in {each.key for each in report.findings}
