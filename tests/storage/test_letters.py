"""Letters that hand cases on, and what is answered: one number each, rows that are withdrawn."""

from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.errors import Refused
from hrdesk.domain.referral import Verdict
from hrdesk.storage.verify import verify
from tests.storage import desk


def letter_of(store, case):
    with store.reading() as reader:
        return reader.letter(case.id)


def answers_of(store, case):
    with store.reading() as reader:
        return reader.answers(case.id)


def waiting(store, day):
    with store.reading() as reader:
        return [each.number for each in reader.unanswered(day)]


def test_letters_are_numbered_by_year_and_a_reprint_keeps_its_number(folder, clock):
    with desk.opened(folder, clock) as store:
        first, second = desk.refer(store, 1), desk.refer(store, 2)
        assert letter_of(store, first).number == "510411-Z2026-0001"
        assert letter_of(store, second).number == "510411-Z2026-0002"
        clock.step(timedelta(days=300).total_seconds())
        with desk.acting(store) as act:
            again = act.give_letter(first.id, "另一个部门")
        assert again == letter_of(store, first)
        assert (again.authority, again.given_by) == (desk.AUTHORITY, "柳测试")
        next_year = desk.refer(store, 3)
        assert letter_of(store, next_year).number == "510411-Z2027-0001"


def test_a_number_is_spent_only_with_the_act_that_counts_the_copy(store):
    case = desk.refer(store, 1, letter=False)
    with pytest.raises(RuntimeError), desk.acting(store) as act:
        act.give_letter(case.id, desk.AUTHORITY)
        raise RuntimeError
    assert letter_of(store, case) is None
    other = desk.refer(store, 2)
    assert letter_of(store, other).number == "510411-Z2026-0001"


def test_only_a_referral_has_a_letter_and_its_papers_need_one(store):
    paid, referred = desk.accept(store, 1), desk.refer(store, 2, letter=False)
    refused = sqlcipher.IntegrityError
    with pytest.raises(refused, match="letter of referral"), desk.acting(store) as act:
        act.give_letter(paid.id, desk.AUTHORITY)
    with pytest.raises(refused, match="paper of letter"), desk.acting(store) as act:
        act.add_paper(referred.id, 1, "referral_notice", referred.version.content_hash, ())


def test_an_answer_comes_back_with_who_entered_it_and_a_wrong_one_is_withdrawn(store):
    case = desk.refer(store, 1)
    with desk.acting(store) as act:
        act.enter_answer(case.id, desk.answer(words="已受理"))
    with pytest.raises(Refused, match=r"answers\.known"), desk.acting(store) as act:
        act.enter_answer(case.id, desk.answer())
    (answer,) = answers_of(store, case)
    assert (answer.received_on, answer.authority) == (desk.RECEIVED, desk.AUTHORITY)
    assert (answer.verdict, answer.words) == (Verdict.ACCEPTED, "已受理")
    assert (answer.entry.by, answer.withdrawal) == ("柳测试", None)
    with desk.acting(store) as act:
        act.withdraw_answer(answer.id, "文号抄错")
        act.enter_answer(case.id, desk.answer(verdict=Verdict.REFUSED))
    gone, right = answers_of(store, case)
    assert (gone.id, gone.withdrawal.reason, gone.withdrawal.entry.by) == (
        answer.id,
        "文号抄错",
        "柳测试",
    )
    assert (right.verdict, right.withdrawal) == (Verdict.REFUSED, None)
    for row in (answer.id, "nothing"):
        with pytest.raises(Refused, match=r"answers\.withdrawn"), desk.acting(store) as act:
            act.withdraw_answer(row, "再撤一次")


def test_nothing_is_answered_before_the_letter_has_its_number(store):
    case = desk.refer(store, 1, letter=False)
    with pytest.raises(Refused, match=r"answers\.no_letter"), desk.acting(store) as act:
        act.enter_answer(case.id, desk.answer())


def test_who_waits_for_an_answer_is_listed_from_the_letter_on(store, clock):
    day = desk.MOMENT.date()
    desk.accept(store, 1)
    answered, open_one, unsent = (
        desk.refer(store, 2),
        desk.refer(store, 3),
        desk.refer(store, 4, letter=False),
    )
    assert waiting(store, day) == [answered.number, open_one.number, unsent.number]
    with desk.acting(store) as act:
        act.enter_answer(answered.id, desk.answer())
    assert waiting(store, day) == [open_one.number, unsent.number]
    assert waiting(store, day - timedelta(days=1)) == []
    clock.step(timedelta(days=10).total_seconds())
    with desk.acting(store) as act:
        act.give_letter(unsent.id, desk.AUTHORITY)
    assert waiting(store, day + timedelta(days=9)) == [open_one.number]
    (answer,) = answers_of(store, answered)
    with desk.acting(store) as act:
        act.withdraw_answer(answer.id, "不是本件的答复")
    assert waiting(store, day) == [answered.number, open_one.number]
    with store.reading() as reader:
        found = {each.number: each.referred for each in reader.cases()}
    assert found[open_one.number].letter == "510411-Z2026-0002"
    assert found[unsent.number].since == day + timedelta(days=10)
    assert list(found.values()).count(None) == 1


def test_a_case_is_found_by_the_number_of_its_letter(store):
    case = desk.refer(store, 1)
    with store.reading() as reader:
        found = reader.find_cases("510411-z2026-0001")
    assert [each.number for each in found] == [case.number]


FORGERIES = {
    "another authority": ("update letter set authority = 'x' where sequence = 1", "letter_changed"),
    "another number": (
        "update letter set number = number || '0' where sequence = 1",
        "letter_changed",
    ),
    "a letter taken out": ("delete from letter where sequence = 2", "letter_missing"),
    "another verdict": (
        "update referral_answer set verdict = 'refused' where verdict = 'other'",
        "answer_changed",
    ),
    "a withdrawal taken out": ("delete from referral_answer where reason <> ''", "answer_missing"),
    "another amount": ("update purchase set fen = fen + 1 where fen = 1", "purchase_changed"),
    "a purchase taken out": ("delete from purchase where fen > 1", "purchase_missing"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_row_unlike_its_record_is_found(folder, clock, what):
    script, found = FORGERIES[what]
    with desk.opened(folder, clock) as store:
        desk.fill_referrals(store, 1)
        desk.fill_purchases(store, desk.add_agency(store))
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).exit_code == 0
    with desk.without_guards(folder) as connection:
        connection.execute(script)
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert {each.key for each in report.findings} == {f"verify.{found}"}
