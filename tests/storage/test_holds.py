"""P7: what a failed row frees is held until the platform's last word.

The platform may accept a row late that failed and whose case was corrected since; then the former
person was paid after all, and nobody else may have been granted the same meanwhile.
"""

import contextlib
import shutil

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from hrdesk.storage import batches, held_rights, months, rights
from hrdesk.storage.verify import verify
from tests.storage import desk, held
from tests.storage.held import ACCEPTED, FAILED, MONTH

FIRST = "510411-P2026-0001"


@pytest.fixture(scope="module")
def set_up(module_folder):
    return held.found(module_folder / "test_holds")


@pytest.fixture(params=[False, True], ids=["rights", "months"])
def office(request, set_up, tmp_path, clock):
    """An office, once with rights and once with months."""
    folder = shutil.copytree(set_up, tmp_path / "office")
    office = held.opened(folder, clock, monthly=request.param)
    yield office
    office.store.close()
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).findings == ()


@pytest.fixture
def failed(office):
    """A case whose only row failed, and the batch that sent it."""
    case = office.accept(1)
    batch = office.send(case)
    office.tell(batch, FAILED)
    return case, batch


def refusal(act, *given):
    with pytest.raises(Refused) as refused:
        act(*given)
    return refused.value


def held_key(office):
    return "right.month_held" if office.monthly else "right.held"


def history(office, person):
    with office.store.reading() as reader:
        if office.monthly:
            return reader.months_granted(desk.MONTHLY, [desk.person(person)])
        return reader.grants(desk.MEASURE, desk.person(person), "")


def assert_granted(office, person, case):
    """A person has his right or month under one case, and nothing of another is held of him."""
    (entry,) = history(office, person)
    assert (entry["number"], "held" in entry) == (case.number, False)


def test_what_a_failed_row_frees_is_held_for_its_case(office, failed):
    case, _ = failed
    office.correct(case, 2)
    refused = refusal(office.accept, 1)
    assert refused.key == held_key(office)
    assert (refused.values["number"], refused.values["batch"]) == (case.number, FIRST)
    (entry,) = history(office, 1)
    assert (entry["number"], entry["held"]) == (case.number, FIRST)
    assert_granted(office, 2, case)


def test_the_same_case_and_line_claims_it_again(office, failed):
    case, batch = failed
    back = office.correct(office.correct(case, 2), 1)
    again = office.send(back, batch)
    office.tell(again, ACCEPTED)
    assert_granted(office, 1, case)
    assert history(office, 2) == ()
    assert_granted(office, 2, office.accept(2))


def test_a_case_that_was_never_sent_frees_it_at_once(office):
    case = office.correct(office.accept(1), 2)
    assert history(office, 1) == ()
    assert_granted(office, 1, office.accept(1))
    assert_granted(office, 2, case)


def test_a_batch_that_holds_what_a_correction_freed_is_not_voided(office, failed):
    """A clerk alone would let go of what two persons and the platform have not settled."""
    case, batch = failed
    corrected = office.correct(case, 2)
    refused = refusal(desk.void_batch, office.store, batch)
    assert refused.key == "batch.holds_freed"
    assert refusal(office.accept, 1).key == held_key(office)
    office.correct(corrected, 1)
    desk.void_batch(office.store, batch)
    assert history(office, 2) == ()
    assert_granted(office, 1, case)
    assert_granted(office, 2, office.accept(2))


def test_a_voided_batch_of_cases_that_were_not_corrected_holds_nothing(office, failed):
    case, batch = failed
    desk.void_batch(office.store, batch)
    case = office.correct(case, 2)
    assert history(office, 1) == ()
    assert_granted(office, 1, office.accept(1))
    assert_granted(office, 2, case)


def test_once_what_was_sent_in_its_place_is_accepted_it_is_free(office, failed):
    case, batch = failed
    case = office.correct(case, 2)
    second = office.send(case, batch)
    assert refusal(office.accept, 1).key == held_key(office)
    office.tell(second, FAILED)
    assert refusal(office.accept, 1).key == held_key(office)
    case = office.correct(case, 3)
    third = office.send(case, second)
    for person in (1, 2, 3):
        assert refusal(office.accept, person).key in (held_key(office), taken(office))
    last = office.tell(third, ACCEPTED)
    assert_granted(office, 1, office.accept(1))
    refused = refusal(office.withdraw, last)
    assert refused.key == "batch_answer.freed"


def taken(office):
    return "right.month_taken" if office.monthly else "right.taken"


def test_an_answer_that_ended_a_hold_is_taken_back_while_nobody_has_it(office, failed):
    case, batch = failed
    second = office.send(office.correct(case, 2), batch)
    last = office.tell(second, ACCEPTED)
    office.withdraw(last)
    assert refusal(office.accept, 1).key == held_key(office)


def test_a_closed_row_frees_what_it_held_and_is_not_opened_once_another_has_it(office, failed):
    case, batch = failed
    office.correct(case, 0)
    assert refusal(office.accept, 1).key == held_key(office)
    desk.close_row(office.store, batch, 1)
    desk.reopen_row(office.store, batch, 1)
    assert refusal(office.accept, 1).key == held_key(office)
    desk.close_row(office.store, batch, 1)
    other = office.accept(1)
    refused = refusal(desk.reopen_row, office.store, batch, 1)
    assert (refused.key, refused.values) == ("closing.taken", {"number": other.number})


def held_since(office):
    """Let a second case take what the first let go of, fail, and be corrected: it holds it too."""
    other = office.accept(1)
    second = office.send(other)
    office.tell(second, FAILED)
    office.correct(other, 3)
    return other


def test_a_closure_stays_while_another_case_may_still_be_paid_for_what_it_let_go(office, failed):
    case, batch = failed
    office.correct(case, 0)
    desk.close_row(office.store, batch, 1)
    other = held_since(office)
    refused = refusal(desk.reopen_row, office.store, batch, 1)
    assert (refused.key, refused.values) == ("closing.taken", {"number": other.number})


def test_an_acceptance_stays_while_another_case_may_still_be_paid_for_what_it_let_go(
    office, failed
):
    case, batch = failed
    last = office.tell(office.send(office.correct(case, 2), batch), ACCEPTED)
    other = held_since(office)
    refused = refusal(office.withdraw, last)
    assert (refused.key, refused.values) == ("batch_answer.freed", {"number": other.number})


def test_closing_the_last_row_frees_what_all_before_it_held(office, failed):
    case, batch = failed
    case = office.correct(case, 2)
    second = office.send(case, batch)
    office.tell(second, FAILED)
    office.correct(case, 0)
    for person in (1, 2):
        assert refusal(office.accept, person).key == held_key(office)
    desk.close_row(office.store, second, 1)
    for person in (1, 2):
        assert history(office, person) == ()
        assert_granted(office, person, office.accept(person))


def test_a_case_that_is_not_corrected_keeps_its_own_though_its_row_is_closed(office, failed):
    _, batch = failed
    desk.close_row(office.store, batch, 1)
    assert refusal(office.accept, 1).key == taken(office)


def test_what_was_accepted_though_it_failed_is_held_for_good(office, failed):
    """Told accepted late, it may have been paid, whatever was closed or accepted since."""
    case, batch = failed
    case = office.correct(case, 2)
    second = office.send(case, batch)
    office.tell(batch, ACCEPTED)
    office.tell(second, ACCEPTED)
    refused = refusal(office.accept, 1)
    assert (refused.key, refused.values["batch"]) == (held_key(office), FIRST)


def test_a_row_that_was_closed_and_is_accepted_holds_again(office, failed):
    case, batch = failed
    office.correct(case, 0)
    desk.close_row(office.store, batch, 1)
    office.tell(batch, ACCEPTED)
    assert refusal(office.accept, 1).key == held_key(office)


def test_a_correction_to_what_another_case_holds_is_refused(office, failed):
    case, _ = failed
    office.correct(case, 2)
    assert refusal(office.correct, office.accept(5), 1).key == held_key(office)


@pytest.fixture
def careless(monkeypatch):
    """A program that looks for nothing that is held."""
    monkeypatch.setattr(rights, "refuse_held_rights", lambda *_: None)
    monkeypatch.setattr(months, "_refuse_held", lambda *_: None)


def test_the_file_refuses_it_too(office, failed, careless):
    case, _ = failed
    office.correct(case, 2)
    guard = "guard: month not held" if office.monthly else "guard: right not held"
    with pytest.raises(sqlcipher.IntegrityError, match=guard):
        office.accept(1)
    assert held_rights.held_rights(office.store._ground, desk.MEASURE, ()) == []


@contextlib.contextmanager
def without_guard(office, trigger):
    """Do what a trigger refuses; afterwards the yielded list has what verification finds."""
    folder, clock, found = office.folder, office.clock, []
    office.store.close()
    with desk.raw(folder, clock) as connection:
        query = "select sql from sqlite_master where name = ?"
        (guard,) = connection.execute(query, (trigger,)).fetchone()
        connection.execute(f"drop trigger {trigger}")
    office.store = desk.open_store_as(folder, desk.APPROVER, desk.APPROVER_PASSWORD, clock)
    yield found
    office.store.close()
    with desk.raw(folder, clock) as connection:
        connection.execute(guard)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock)
    found += [(each.key, dict(each.values)) for each in report.findings]
    office.store = desk.open_store_as(folder, desk.APPROVER, desk.APPROVER_PASSWORD, clock)


@pytest.mark.parametrize("monthly", [False, True], ids=["rights", "months"])
class TestBelowTheService:
    """Statements past the program, and what is found of them."""

    @pytest.fixture
    def office(self, monthly, set_up, tmp_path, clock):
        folder = shutil.copytree(set_up, tmp_path / "office")
        office = held.opened(folder, clock, monthly=monthly)
        yield office
        office.store.close()

    def test_no_last_word_is_withdrawn_once_another_has_what_it_freed(self, office, failed):
        case, batch = failed
        second = office.send(office.correct(case, 2), batch)
        last = office.tell(second, ACCEPTED)
        office.accept(1)
        connection = office.store._ground.db.raw()
        connection.execute("begin immediate")
        with pytest.raises(sqlcipher.IntegrityError, match="receipt withdrawal frees nothing"):
            connection.execute(
                "insert into receipt (id, batch_id, withdraws, reason, salt, audit_sequence)"
                " select 'r', batch_id, id, 'x', salt, (select max(sequence) from audit)"
                " from receipt where id = ?",
                (last,),
            )
        connection.execute("rollback")

    def test_no_closure_is_withdrawn_once_another_has_what_it_freed(self, office, failed):
        case, batch = failed
        office.correct(case, 0)
        desk.close_row(office.store, batch, 1)
        office.accept(1)
        connection = office.store._ground.db.raw()
        connection.execute("begin immediate")
        with pytest.raises(sqlcipher.IntegrityError, match="closure withdrawal frees nothing"):
            connection.execute(
                "insert into row_closure (id, batch_id, place, withdraws, reason, salt,"
                " audit_sequence) select 'r', batch_id, place, id, 'x', salt,"
                " (select max(sequence) from audit) from row_closure"
            )
        connection.execute("rollback")

    def test_a_void_that_would_let_go_is_refused_and_found(self, office, failed, monkeypatch):
        case, batch = failed
        office.correct(case, 2)
        monkeypatch.setattr(batches, "refuse_settled", lambda *_: None)
        with pytest.raises(sqlcipher.IntegrityError, match="batch void frees nothing"):
            desk.void_batch(office.store, batch)
        with without_guard(office, "batch_void_frees_nothing") as found:
            desk.void_batch(office.store, batch)
        assert found == [("verify.hold_voided", {"number": case.number})]

    @pytest.mark.parametrize("ended", ["never", "later"])
    def test_what_was_granted_while_it_was_held_is_found(self, office, failed, careless, ended):
        """Also when the hold ended since: the moment of the grant counts."""
        case, batch = failed
        corrected = office.correct(case, 2)
        trigger = "month_not_held" if office.monthly else "right_not_held"
        with without_guard(office, trigger) as found:
            other = office.accept(1)
            if ended == "later":
                office.tell(office.send(corrected, batch), ACCEPTED)
        assert found == [("verify.right_while_held", {"number": other.number})]


def test_another_row_of_the_same_case_is_refused_too(set_up, tmp_path, clock):
    """Two failed rows that swap their people would both be paid when one is accepted late."""
    folder = shutil.copytree(set_up, tmp_path / "office")
    office = held.opened(folder, clock, monthly=True)
    case = desk.accept_months(office.store, 900, {1: (MONTH,), 2: (MONTH,)})
    batch = held.send_lines(office, case, (1, 2))
    desk.take(office.store, desk.told(batch, {1: FAILED, 2: FAILED}))
    refused = refusal(held.swap, office, case)
    office.store.close()
    assert (refused.key, refused.values["row"]) == ("right.month_held", "1")
    assert refused.values["number"] == case.number
