"""Contradictions that are settled: what the platform said and what was done, by who may."""

import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batch_answers, batches, contradictions
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.sent_batches import counts_of
from hrdesk.ui.batches.answer_terms import closed_words, said, state_tone, state_words
from tests.services import answered, counter
from tests.services.answered import BAD, OK
from tests.services.corrections import corrected
from tests.services.second_person import beside, given_roles
from tests.services.test_corrections import is_sound

OUTCOME = "平台答复已止付一次，退款单0231号"


@pytest.fixture
def cases(session):
    return [counter.accepted(session, n) for n in (1, 2)]


@pytest.fixture
def batch(session, cases, tmp_path):
    """Two cases in a batch that left."""
    return batches.make_batch(session, counter.MEASURE, [each.id for each in cases], tmp_path)


@pytest.fixture
def told(session, batch, tmp_path):
    """Take the next answer to the batch."""

    def take(name, rows):
        file = answered.answer_file(tmp_path / batch.file_name, tmp_path / f"{name}.xlsx", rows)
        made = answered.planned(session, file)
        against = made.fates[AnswerFate.CONTRADICTING]
        batch_answers.take(session, made)
        return against

    return take


def first(session, batch):
    with session.store.reading() as reader:
        return reader.sent_states(batch.id)[0]


def test_a_supervisor_settles_and_it_is_read_at_the_row(session, batch, told, clock):
    told("一", {1: (OK, "", "L1")})
    told("二", {1: (BAD, "账号不符", "")})
    assert (state_words(first(session, batch)), state_tone(first(session, batch))) == (
        "矛盾",
        "unmet",
    )
    with beside(session) as other:
        assert contradictions.may_settle(other)
        assert [each.rows for each in contradicted_batches(other)] == [1]
        contradictions.settle(other, batch.id, 1, OUTCOME)
    assert contradicted_batches(session) == ()
    row = first(session, batch)
    assert (row.state, state_words(row), state_tone(row)) == (
        RowState.ACCEPTED,
        "矛盾已处理",
        "unknown",
    )
    assert said(row).startswith(f"矛盾已处理：{OUTCOME}（贰管理，2026-")
    assert "平台已受理以后又说失败（账号不符）" in said(row)
    assert closed_words(counts_of((row,))) == "　矛盾已处理 1 行"
    is_sound(session, clock)


def test_a_later_answer_is_told_in_red_before_what_was_settled(session, batch, told):
    given_roles(session, Role.APPROVER)
    told("一", {1: (OK, "", "L1")})
    told("二", {1: (BAD, "账号不符", "")})
    contradictions.settle(session, batch.id, 1, OUTCOME)
    assert told("三", {1: (BAD, "已冲正", "")}) == 1
    row = first(session, batch)
    assert state_words(row) == "矛盾"
    assert [each.rows for each in contradicted_batches(session)] == [1]
    assert said(row).startswith("矛盾：")
    assert f"矛盾已处理：{OUTCOME}" in said(row)
    contradictions.unsettle(session, row.settlements[-1].id, "写错了行")
    assert OUTCOME not in said(first(session, batch))


def test_what_was_accepted_after_its_correction_is_settled(session, cases, batch, told, clock):
    """And stands so when the platform's next cumulative list accepts it once more."""
    given_roles(session, Role.SUPERVISOR)
    told("一", {1: (BAD, "账号不符", "")})
    corrected(session, cases[0], {("", 0, "account_name"): "改过的户名"})
    told("二", {1: (OK, "", "L1")})
    assert [each.rows for each in contradicted_batches(session)] == [1]
    contradictions.settle(session, batch.id, 1, OUTCOME)
    told("三", {1: (OK, "", "L1"), 2: (OK, "", "L2")})
    assert contradicted_batches(session) == ()
    assert state_words(first(session, batch)) == "矛盾已处理"
    assert "可能重复支付" in said(first(session, batch))
    is_sound(session, clock)


def test_a_clerk_settles_nothing(session, batch, told):
    told("一", {1: (OK, "", "L1")})
    told("二", {1: (BAD, "账号不符", "")})
    assert not contradictions.may_settle(session)
    with pytest.raises(Refused, match=r"rights\.role"):
        contradictions.settle(session, batch.id, 1, OUTCOME)
    with pytest.raises(Refused, match=r"rights\.role"):
        contradictions.unsettle(session, "x", OUTCOME)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_words_are_asked_for(session, batch, told, text):
    given_roles(session, Role.APPROVER)
    told("一", {1: (OK, "", "L1")})
    told("二", {1: (BAD, "账号不符", "")})
    with pytest.raises(InvalidInput) as raised:
        contradictions.settle(session, batch.id, 1, text)
    assert raised.value.key == "settling.outcome"
    assert raised.value.problems[0].where == contradictions.OUTCOME
    contradictions.settle(session, batch.id, 1, OUTCOME)
    with pytest.raises(InvalidInput) as raised:
        contradictions.unsettle(session, first(session, batch).settlements[0].id, text)
    assert raised.value.key == "settling.reason"
    assert raised.value.problems[0].where == contradictions.REASON
