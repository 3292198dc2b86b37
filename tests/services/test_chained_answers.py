"""Answers without the number of their batch, while the same rows went out in several batches."""

from dataclasses import replace

import pytest

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.intake.answer_sheet import OwnColumn
from hrdesk.services import batch_answers, batches, resending
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.sent_columns import row_terms
from hrdesk.ui.batches.answer_terms import said
from hrdesk.ui.batches.contradiction_words import plan_contradictions
from hrdesk.ui.batches.preview_words import plan_notes
from tests.services import counter
from tests.services.answered import BAD, OK, answer_file, planned, states, take
from tests.services.corrections import corrected
from tests.services.second_person import voided
from tests.services.test_corrections import is_sound

ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING
BUSY = (BAD, "系统忙", "")


@pytest.fixture
def cases(session):
    return [counter.accepted(session, n) for n in (1, 2)]


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def first(session, cases, stick):
    return batches.make_batch(session, counter.MEASURE, [each.id for each in cases], stick)


def unnamed(stick, batch, said, name, **changes):
    """An answer that a platform gives without the number of the batch."""
    return answer_file(stick / batch.file_name, stick / name, said, is_named=False, **changes)


def sent_again(session, stick):
    failed = resending.failures(session)
    return batches.finish(session, resending.begin_again(session, failed, stick))


@pytest.fixture
def chain(session, first, stick):
    """Three batches: each sends again what failed in the one before; their files, by batch."""
    take(session, unnamed(stick, first, {1: BUSY, 2: BUSY}, "a.xlsx"), first)
    second = sent_again(session, stick)
    take(session, answer_file(stick / second.file_name, stick / "b.xlsx", {1: BUSY, 2: BUSY}))
    return [first, second, sent_again(session, stick)]


def refused(session, file, marked):
    with pytest.raises((Refused, InvalidInput)) as raised:
        planned(session, file, marked)
    return raised.value


@pytest.mark.parametrize(
    "rows",
    [
        {1: BUSY},
        {2: (OK, "", "L2")},
        {1: BUSY, 2: (OK, "", "L2")},
        # What is kept of a row that waits would stand at the wrong batch too.
        {1: ("审核中", "材料待补", "")},
    ],
)
def test_no_unnamed_answer_to_one_batch_of_a_chain_is_taken_for_another(
    session, chain, stick, rows
):
    """Whatever its rows stand at, and whichever the clerk marks; its number says which it is."""
    before = [states(session, each) for each in chain]
    for real in chain:
        file = unnamed(stick, real, rows, f"{real.number}-b.xlsx")
        for marked in chain:
            fault = refused(session, file, marked)
            assert fault.key == "batch_answer.other_fits"
            others = [each.number for each in reversed(chain) if each is not marked]
            assert fault.values["numbers"] == ", ".join(others)
        named = answer_file(stick / real.file_name, stick / f"{real.number}-n.xlsx", rows)
        assert planned(session, named, chain[0]).answer.frozen.batch.number == real.number
    assert [states(session, each) for each in chain] == before


def test_an_old_list_of_failures_does_not_fail_the_batch_that_follows(session, clock, first, stick):
    """The platform's error list was exported again, and the clerk marked the batch that follows."""
    take(session, unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a.xlsx"), first)
    second = sent_again(session, stick)
    again = unnamed(stick, first, {1: (BAD, "系统忙 ", "")}, "a-again.xlsx")
    assert refused(session, again, second).values == {"numbers": first.number}
    assert states(session, second) == [WAITING]
    is_sound(session, clock)


def test_what_was_corrected_since_tells_which_batch_it_is(session, cases, first, stick):
    """The answer repeats the new account: it can be no answer to the batch with the former one."""
    take(session, unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a.xlsx"), first)
    corrected(session, cases[0], {("", 0, "account_name"): "改过的户名"})
    second = sent_again(session, stick)
    told = unnamed(stick, second, {1: (OK, "", "L9")}, "b.xlsx")
    assert planned(session, told, second).fates == {AnswerFate.ACCEPTED: 1}
    assert refused(session, told, first).key == "batch_answer.altered_unnamed"
    stale = unnamed(stick, first, {1: BUSY}, "a-again.xlsx")
    assert refused(session, stale, second).key == "batch_answer.altered_unnamed"

    def masked(sheet):
        titles = [cell.value for cell in sheet[3]]
        sheet.cell(4, titles.index("户名") + 1).value = "*" * 5

    hidden = unnamed(stick, first, {1: BUSY}, "a-masked.xlsx", change=masked)
    assert refused(session, hidden, second).key == "batch_answer.other_fits"


def test_an_answer_to_a_voided_batch_is_not_taken_for_the_new_one(session, cases, first, stick):
    """And its own number says that the platform has both."""
    rows = {1: BUSY, 2: (OK, "", "L2")}
    old, named = (
        unnamed(stick, first, rows, "a.xlsx"),
        answer_file(stick / first.file_name, stick / "n.xlsx", rows),
    )
    voided(session, first.id, "重做")
    fault = refused(session, named, None)
    assert (fault.key, fault.values) == ("batch_answer.voided", {"number": first.number})
    again = batches.make_batch(session, counter.MEASURE, [each.id for each in cases], stick)
    assert refused(session, old, again).values == {"numbers": first.number}
    fault = refused(session, named, None)
    assert fault.key == "batch_answer.voided_sent"
    assert fault.values == {"number": first.number, "numbers": again.number}


def test_an_answer_that_says_nothing_new_is_not_taken(session, first, stick):
    """It would stand in the way of the batch to which it is, and nobody could withdraw it."""
    take(session, unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a.xlsx"), first)
    same = unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a2.xlsx", titles=("处理结果",))
    assert planned(session, same, first).says_anything
    copy = answer_file(stick / first.file_name, stick / "a3.xlsx", {1: BUSY, 2: (OK, "", "L2")})
    assert not planned(session, copy, first).may_be_taken
    sent_again(session, stick)
    other = answer_file(stick / first.file_name, stick / "a4.xlsx", {1: (BAD, "仍不符", "")})
    made = planned(session, other, first)
    assert (made.fates, made.may_be_taken) == ({AnswerFate.UNCHANGED: 1}, False)
    assert "没有说出新的结果" in plan_notes(made)


def test_both_accepted_is_told_at_each_of_them(session, clock, first, stick):
    take(session, unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a.xlsx"), first)
    second = sent_again(session, stick)
    late = answer_file(stick / first.file_name, stick / "late.xlsx", {1: (OK, "", "L1")})
    take(session, late)
    told = planned(
        session, answer_file(stick / second.file_name, stick / "b.xlsx", {1: (OK, "", "LB")})
    )
    assert told.fates == {AnswerFate.CONTRADICTING: 1}
    terms = row_terms(session, told.answer.frozen.frame, told.told[0][1].case_id)
    assert f"批次 {first.number} 里平台说过已受理，又说平台已受理" in plan_contradictions(
        told, terms
    )
    batch_answers.take(session, told)
    with session.store.reading() as reader:
        (before, other), (row,) = (reader.sent_states(each.id) for each in (first, second))
    assert (row.state, row.elsewhere) == (ACCEPTED, first.number)
    assert "可能重复支付" in said(row)
    # The notice above every page and the list of batches count what the pages show.
    assert [each.is_contradicted for each in (before, other, row)] == [True, False, True]
    counted = {each.number: each.rows for each in contradicted_batches(session)}
    assert counted == {first.number: 1, second.number: 1}
    assert first.number in said(row)
    assert "可能重复支付" in said(before)
    assert said(other) == "—"
    is_sound(session, clock)


def test_what_was_looked_at_before_rows_went_out_again_is_looked_at_anew(session, first, stick):
    take(session, unnamed(stick, first, {1: BUSY, 2: (OK, "", "L2")}, "a.xlsx"), first)
    late = answer_file(stick / first.file_name, stick / "late.xlsx", {1: (OK, "", "L1")})
    made = planned(session, late)
    assert made.fates == {AnswerFate.ACCEPTED: 1}
    second = sent_again(session, stick)
    with pytest.raises(Refused) as raised:
        batch_answers.take(session, made)
    assert raised.value.key == "batch_answer.changed"
    assert (states(session, first), states(session, second)) == ([FAILED, ACCEPTED], [WAITING])


def test_two_columns_that_give_a_row_different_states_refuse_the_answer(session, first, stick):
    titles = ("初审结果", "失败原因", "发放结果")
    file = unnamed(stick, first, {1: (BAD, "", OK), 2: (OK, "", OK)}, "two.xlsx", titles=titles)
    opened = batch_answers.open_answer(session, file)
    answer = batch_answers.find_batch(session, opened, first.id)
    roles = [
        OwnColumn.STATE.value if title in (titles[0], titles[2]) else role
        for title, role in zip(answer.heading.titles, answer.heading.roles, strict=True)
    ]
    heading = replace(answer.heading, roles=tuple(roles))
    with pytest.raises(InvalidInput) as raised:
        batch_answers.plan(session, answer, batch_answers.AnswerChoice(heading))
    opened.cancel()
    assert raised.value.key == "batch_answer.contrary"
    assert [each.values for each in raised.value.problems] == [{"row": "4"}]


@pytest.mark.parametrize("hidden", [True, False])
def test_months_alone_tell_nobody(session, tmp_path, hidden):
    """The identity number masked whole, the name but for its first character; or neither there."""
    from hrdesk.services.acceptance import accept
    from tests.people import identity_number
    from tests.services import interns

    interns.confirm(session)
    people = [interns.intern(identity_number(sequence=n), f"2025-{n}") for n in (10, 11)]
    case = accept(session, interns.draft(session, *people))
    batch = batches.make_batch(session, interns.MEASURE, [case.id], tmp_path)

    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        kept = ("计发月份", "处理结果", *(("姓名", "证件号码") if hidden else ()))
        for line in (4, 5) if hidden else ():
            sheet.cell(line, titles.index("证件号码") + 1).value = "*" * 18
            name = sheet.cell(line, titles.index("姓名") + 1)
            name.value = f"{name.value[0]}*"
        for column in range(len(titles), 0, -1):
            if titles[column - 1] not in kept:
                sheet.delete_cols(column)

    said_of = {1: (OK, "", ""), 2: (OK, "", "")}
    file = unnamed(tmp_path, batch, said_of, "月份.xlsx", change=change)
    assert refused(session, file, batch).key == "batch_answer.no_key"
