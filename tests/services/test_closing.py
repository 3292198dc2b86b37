"""A failed row that is given up: once the platform was asked, by an approver or a supervisor."""

import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers, batches, closing, resending
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.ui.batches.answer_terms import said, state_words
from tests.services import answered, counter
from tests.services.answered import BAD, OK
from tests.services.second_person import beside, given_roles
from tests.services.test_corrections import is_sound

CAUSE = "9月3日电话问过平台，这一行已作废"


@pytest.fixture
def batch(session, tmp_path):
    """Two cases of which one failed."""
    ids = [counter.accepted(session, n).id for n in (1, 2)]
    batch = batches.make_batch(session, counter.MEASURE, ids, tmp_path)
    said_of = {1: (BAD, "账号与户名不符", ""), 2: (OK, "", "L2")}
    file = answered.answer_file(tmp_path / batch.file_name, tmp_path / "一.xlsx", said_of)
    answered.take(session, file)
    return batch


def rows(session, batch):
    with session.store.reading() as reader:
        return reader.sent_states(batch.id)


def test_a_supervisor_gives_a_failed_row_up_and_it_leaves_the_queue(session, batch, clock):
    with beside(session) as other:
        assert closing.may_close(other)
        closing.close(other, batch.id, 1, CAUSE)
    assert resending.failures(session) == ()
    first, second = rows(session, batch)
    assert (state_words(first), state_words(second)) == ("不再报送", "平台已受理")
    assert f"不再报送：{CAUSE}（贰管理，" in said(first)
    is_sound(session, clock)


def test_a_clerk_gives_nothing_up(session, batch):
    assert not closing.may_close(session)
    with pytest.raises(Refused, match=r"rights\.role"):
        closing.close(session, batch.id, 1, CAUSE)
    with pytest.raises(Refused, match=r"rights\.role"):
        closing.reopen(session, "x", CAUSE)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_how_it_was_ascertained_is_asked_for(session, batch, text):
    given_roles(session, Role.APPROVER)
    with pytest.raises(InvalidInput) as raised:
        closing.close(session, batch.id, 1, text)
    assert (raised.value.key, raised.value.problems[0].where) == ("closing.cause", closing.CAUSE)
    closing.close(session, batch.id, 1, CAUSE)
    closure = rows(session, batch)[0].closure
    with pytest.raises(InvalidInput) as raised:
        closing.reopen(session, closure.id, text)
    assert (raised.value.key, raised.value.problems[0].where) == ("closing.reason", closing.REASON)


def test_a_late_acceptance_of_what_was_given_up_is_a_contradiction(session, batch, tmp_path):
    given_roles(session, Role.APPROVER)
    closing.close(session, batch.id, 1, CAUSE)
    sent = tmp_path / batch.file_name
    late = answered.answer_file(sent, tmp_path / "二.xlsx", {1: (OK, "", "L1")})
    made = answered.planned(session, late)
    assert made.fates == {AnswerFate.CONTRADICTING: 1}
    batch_answers.take(session, made)
    first, _ = rows(session, batch)
    assert first.state is RowState.FAILED
    assert "登记不再报送以后又说平台已受理，可能重复支付" in said(first)
    (told,) = contradicted_batches(session)
    assert (told.number, told.rows) == (batch.number, 1)
    assert first.is_contradicted
    closing.reopen(session, first.closure.id, "登记错了行")
    assert contradicted_batches(session) == ()
    assert answered.states(session, batch) == [RowState.ACCEPTED] * 2
