"""Changes of law that the pack in force does not know: listed as they were made, without effect."""

from datetime import date

import pytest

from hrdesk.domain.amendment import DatedValue, NewRuling, NewValues, Source
from hrdesk.domain.staff import Role
from hrdesk.services import amendments
from hrdesk.services.amendment_list import change_lines
from hrdesk.services.intake import judge_entries
from hrdesk.services.parameters import parameter_lines
from hrdesk.services.questions import question_lines
from hrdesk.storage.amendments import NewAmendment
from hrdesk.ui.law.terms import part_words, state_words
from tests.services import counter
from tests.services.second_person import SOURCE, beside, confirmed_unseen, is_there, seen

FIRST = date(2026, 1, 1)
#: What another pack may have had: a figure, one of another kind, one of a measure that is gone.
VALUES = {
    "startup_grant.gone": "3",
    "startup_grant.graduate_years": "5.00",
    "startup_grant.amount": {"a": "1.00", "b": "2.00"},
    "gone.amount": ("x", "y"),
}
RULINGS = (("startup_grant.gone", "x"), ("startup_grant.counted_from", "gone"), ("gone.x", "y"))


def made(session, content):
    """Let two persons make a change, as the program did when another pack was in force."""
    with session.store.acting(session.staff) as act:
        source = Source("旧〔2025〕1号", FIRST, "收文第1号")
        act.propose_amendment(NewAmendment(content, source, session.policy.id))
    confirmed_unseen(session)
    return change_lines(session)[0]


@pytest.fixture(autouse=True)
def second_person(session):
    is_there(session)


@pytest.mark.parametrize("parameter", VALUES)
def test_a_value_is_listed_as_it_was_made_and_changes_nothing(session, parameter):
    before = judge_entries(session, counter.MEASURE, counter.entries()).finding
    lines = parameter_lines(session)
    line = made(session, NewValues((DatedValue(parameter, FIRST, VALUES[parameter], "一"),)))
    (part,) = line.parts
    assert not part.in_pack
    assert "没有这一项" in part_words(part, ends=False)
    assert all(code in part.value for code in VALUES[parameter])
    assert state_words(line) != "已生效"
    assert parameter_lines(session) == lines
    after = judge_entries(session, counter.MEASURE, counter.entries()).finding
    assert after.as_contract() == before.as_contract()


@pytest.mark.parametrize(("question", "reading"), RULINGS)
def test_a_ruling_is_listed_as_it_was_made_and_decides_nothing(session, question, reading):
    lines = question_lines(session)
    with beside(session) as other, other.store.acting(other.staff) as act:
        ruling = NewRuling(question, reading, FIRST)
        source = Source("旧〔2025〕2号", FIRST, "收文第2号")
        act.propose_amendment(NewAmendment(ruling, source, session.policy.id))
    change = change_lines(session)[0]
    amendments.confirm_amendment(session, seen(session, change.id))
    (part,) = change_lines(session)[0].parts
    assert not part.in_pack
    assert (part.value, part.valid_from) == (reading, FIRST)
    assert question_lines(session) == lines


def test_what_the_pack_does_not_know_can_still_be_ended(session):
    line = made(session, NewValues((DatedValue("startup_grant.gone", FIRST, "3", "一"),)))
    assert line.may_end
    assert session.staff.may(Role.ADMINISTRATOR)
    amendments.propose_ending(session, line.id, SOURCE)
    confirmed_unseen(session)
    ending, ended = change_lines(session)
    assert not ended.counts
    assert "没有这一项" in part_words(ending.parts[0], ends=True)
