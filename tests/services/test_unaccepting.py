"""An answer that accepted rows is withdrawn by who may let go of money; what was accepted is told.

A clerk who takes an acceptance back, voids and sends anew would have the platform pay twice.
"""

import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers, batches, contradictions, resending, voiding
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.ui.batches.answer_terms import said, state_words
from tests.services import answered, counter
from tests.services.answered import BAD, OK
from tests.services.second_person import beside, given_roles
from tests.services.test_corrections import is_sound

NOT_OURS = "电话问过平台，这份回执是别的单位的"
ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING


@pytest.fixture
def case(session):
    return counter.accepted(session, 1)


@pytest.fixture
def batch(session, case, tmp_path):
    return batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)


@pytest.fixture
def told(session, tmp_path):
    """Take an answer to a batch; its id, and what it does to the only row."""

    def take(batch, word, name):
        file = tmp_path / f"{name}.xlsx"
        answered.answer_file(tmp_path / batch.file_name, file, {1: (word, "", "L1")})
        made = answered.planned(session, file)
        batch_answers.take(session, made)
        with session.store.reading() as reader:
            return reader.batch_answers(batch.id)[-1].id, made.told[0][2]

    return take


def refusal(act, *given):
    with pytest.raises(Refused) as refused:
        act(*given)
    return refused.value


def row(session, batch):
    with session.store.reading() as reader:
        return reader.sent_states(batch.id)[0]


def test_a_clerk_does_not_take_an_acceptance_back(session, batch, told):
    accepting, _ = told(batch, OK, "一")
    assert not batch_answers.may_unaccept(session)
    refused = refusal(batch_answers.withdraw, session, accepting, "导错了")
    assert (refused.key, refused.values) == ("batch_answer.withdraw_role", {"number": batch.number})
    assert answered.states(session, batch) == [ACCEPTED]


def test_a_clerk_hides_no_contradiction_by_taking_the_acceptance_back(session, batch, told):
    accepting, _ = told(batch, OK, "一")
    told(batch, BAD, "二")
    assert (
        refusal(batch_answers.withdraw, session, accepting, "导错了").key
        == "batch_answer.withdraw_role"
    )
    assert [each.rows for each in contradicted_batches(session)] == [1]


def test_a_supervisor_takes_it_back_and_says_how_that_was_ascertained(session, batch, told, clock):
    accepting, _ = told(batch, OK, "一")
    with beside(session) as other:
        assert batch_answers.may_unaccept(other)
        with pytest.raises(InvalidInput) as raised:
            batch_answers.withdraw(other, accepting, " ")
        problems = [(each.key, each.where) for each in raised.value.problems]
        assert (raised.value.key, problems) == (
            "batch_answer.asked",
            [("reason.missing", batch_answers.ASKED)],
        )
        batch_answers.withdraw(other, accepting, NOT_OURS)
    assert answered.states(session, batch) == [WAITING]
    is_sound(session, clock)


def test_what_accepted_nothing_is_the_clerks(session, batch, told, clock):
    failing, _ = told(batch, BAD, "一")
    with beside(session) as other:
        assert refusal(batch_answers.withdraw, other, failing, "导错了").key == "rights.role"
    batch_answers.withdraw(session, failing, "导错了")
    assert answered.states(session, batch) == [WAITING]
    is_sound(session, clock)


def settled(session, batch):
    """Settle the only row of a batch by the second person."""
    with beside(session) as other:
        contradictions.settle(other, batch.id, 1, "平台答复只付过一次")
    assert contradicted_batches(session) == ()


def test_what_was_accepted_before_and_again_in_a_new_batch_is_told(
    session, case, batch, told, tmp_path, clock
):
    accepting, _ = told(batch, OK, "一")
    with beside(session) as other:
        batch_answers.withdraw(other, accepting, NOT_OURS)
        voiding.void(other, batch.id, "电话问过平台，没有收到这一批")
    second = batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)
    _, fate = told(second, OK, "二")
    assert fate is AnswerFate.CONTRADICTING
    assert [(each.number, each.rows) for each in contradicted_batches(session)] == [
        (second.number, 1)
    ]
    assert state_words(row(session, second)) == "矛盾"
    assert f"批次 {batch.number} 里的这一行平台也说过已受理，可能重复支付" in said(
        row(session, second)
    )
    settled(session, second)
    is_sound(session, clock)


def test_what_was_accepted_and_then_failed_and_is_accepted_again_is_told(
    session, batch, told, tmp_path, clock
):
    accepting, _ = told(batch, OK, "一")
    told(batch, BAD, "二")
    with beside(session) as other:
        batch_answers.withdraw(other, accepting, NOT_OURS)
    assert contradicted_batches(session) == ()
    writing = resending.begin_again(session, resending.failures(session), tmp_path)
    second = batches.finish(session, writing)
    told(second, OK, "三")
    assert [each.number for each in contradicted_batches(session)] == [second.number]
    settled(session, second)
    is_sound(session, clock)


def test_what_is_read_again_into_its_own_batch_contradicts_nothing(session, batch, told, clock):
    accepting, _ = told(batch, OK, "一")
    given_roles(session, Role.APPROVER)
    batch_answers.withdraw(session, accepting, NOT_OURS)
    _, fate = told(batch, OK, "二")
    assert fate is AnswerFate.ACCEPTED
    assert contradicted_batches(session) == ()
    is_sound(session, clock)


def test_a_clerk_hides_no_contradiction_by_taking_the_failure_back(session, batch, told, clock):
    """Who failed after he was accepted may not be paid: nobody would look for him any more."""
    told(batch, OK, "一")
    failing, _ = told(batch, BAD, "二")
    refused = refusal(batch_answers.withdraw, session, failing, "导错了")
    assert (refused.key, refused.values) == ("batch_answer.withdraw_role", {"number": batch.number})
    assert [each.rows for each in contradicted_batches(session)] == [1]
    with beside(session) as other:
        batch_answers.withdraw(other, failing, NOT_OURS)
    assert contradicted_batches(session) == ()
    is_sound(session, clock)


def test_what_failed_before_it_was_accepted_hides_nothing(session, batch, told, clock):
    failing, _ = told(batch, BAD, "一")
    told(batch, OK, "二")
    batch_answers.withdraw(session, failing, "导错了")
    assert answered.states(session, batch) == [ACCEPTED]
    is_sound(session, clock)


def test_a_failure_is_the_clerks_again_once_the_acceptance_was_withdrawn(
    session, batch, told, clock
):
    accepting, _ = told(batch, OK, "一")
    failing, _ = told(batch, BAD, "二")
    with beside(session) as other:
        batch_answers.withdraw(other, accepting, NOT_OURS)
    batch_answers.withdraw(session, failing, "导错了")
    assert answered.states(session, batch) == [WAITING]
    is_sound(session, clock)
