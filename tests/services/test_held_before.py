"""P7 at the counter: what a failed row freed is still held, and whoever takes a case in sees it."""

from dataclasses import replace

import pytest

from hrdesk.domain.enjoyment import MarkKind
from hrdesk.domain.errors import Refused
from hrdesk.domain.prospect import Standing
from hrdesk.domain.staff import Role
from hrdesk.reference.messages import catalogue
from hrdesk.rules.registry import measure_of
from hrdesk.services import acceptance, batches, claim_words, closing, enjoyment, resending
from hrdesk.services.intake import judge_entries
from hrdesk.services.month_overlaps import overlaps_of
from hrdesk.storage import rights
from hrdesk.ui.enjoyment.terms import pending_words
from hrdesk.ui.intake.other_words import overlap
from tests.people import identity_number
from tests.services import answered, counter, interns
from tests.services.answered import BAD, OK
from tests.services.corrections import corrected
from tests.services.second_person import given_roles
from tests.services.test_corrections import is_sound

INTERN = identity_number(sequence=31)


def other_person(case, session):
    """The case corrected to the second person, by two persons."""
    texts = {("", 0, "identity"): counter.person(2), ("", 0, "name"): "吉克改名"}
    return corrected(session, case, texts)


@pytest.fixture
def batch(session, tmp_path):
    """A case of the first person that the platform sent back and that is the second's since."""
    case = counter.accepted(session, 1)
    batch = batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)
    said = {1: (BAD, "证件号码有误", "")}
    answered.take(
        session, answered.answer_file(tmp_path / batch.file_name, tmp_path / "一.xlsx", said)
    )
    other_person(case, session)
    return batch


def hints(session, n, firm=77):
    typed = counter.entries(n, entity=counter.firm(firm))
    judged = judge_entries(session, counter.MEASURE, typed)
    found = judged.reading.hints.get("identity", ())
    held = [dict(each.values) for each in found if each.key == "grant.held"]
    return judged.finding.outcome, held


def test_the_former_person_is_judged_as_granted_and_the_hint_says_why(session, batch):
    (number,) = [each.number for each in session_cases(session)]
    assert hints(session, 1) == ("ineligible", [{"number": number, "batch": batch.number}])
    assert hints(session, 3)[1] == []


def test_the_history_of_the_former_person_tells_what_is_held_from_what_was_enjoyed(session, batch):
    (case,) = session_cases(session)
    former = enjoyment.history_of(session, counter.person(1))
    assert (former.rights, former.grants) == ((), ())
    (held,) = former.pending
    assert (held.origin.number, held.batch, held.months) == (case.number, batch.number, ())
    assert pending_words(session, held) == (
        "一次性创业补贴",
        f"案件 {case.number}（吉克改名）更正前已在批次 {batch.number} 上报",
    )
    now = enjoyment.history_of(session, counter.person(2))
    assert [each.origin.number for each in now.rights] == [case.number]
    assert now.pending == ()


def test_that_another_one_of_the_same_organization_has_it_now_hides_nothing(session, batch):
    outcome, held = hints(session, 1, firm=1)
    assert (outcome, len(held)) == ("ineligible", 1)


def session_cases(session):
    with session.store.reading() as reader:
        return reader.cases()


def test_once_the_row_is_given_up_the_person_is_free(session, batch, clock):
    given_roles(session, Role.SUPERVISOR)
    closing.close(session, batch.id, 1, "电话问过平台，这一行已作废")
    assert hints(session, 1) == ("eligible", [])
    again = counter.accepted(session, 1, entity=counter.firm(77))
    assert again.version.finding["outcome"] == "eligible"
    with session.store.reading() as reader:
        closure = reader.sent_states(batch.id)[0].closure
    with pytest.raises(Refused) as raised:
        closing.reopen(session, closure.id, "登记错了行")
    assert (raised.value.key, raised.value.values) == ("closing.taken", {"number": again.number})
    is_sound(session, clock)


def test_once_what_was_sent_in_its_place_is_accepted_the_person_is_free(session, batch, tmp_path):
    again = batches.finish(
        session, resending.begin_again(session, resending.failures(session), tmp_path)
    )
    assert hints(session, 1)[0] == "ineligible"
    sent = tmp_path / again.file_name
    answered.take(session, answered.answer_file(sent, tmp_path / "二.xlsx", {1: (OK, "", "L2")}))
    assert hints(session, 1) == ("eligible", [])


def test_a_case_for_the_former_person_is_refused_by_name_of_who_holds_it(
    session, batch, monkeypatch
):
    """Whatever the finding says, the store does not grant it."""
    monkeypatch.setattr(rights, "held_rights", lambda *_: [])
    (number,) = [each.number for each in session_cases(session)]
    with pytest.raises(Refused) as raised:
        counter.accepted(session, 1, entity=counter.firm(77))
    assert raised.value.key == "right.held"
    assert raised.value.values == {"number": number, "batch": batch.number}


def test_a_correction_to_the_former_person_says_which_case_and_batch_hold_him(
    session, batch, monkeypatch
):
    (holding,) = session_cases(session)
    other = counter.accepted(session, 3, entity=counter.firm(77))
    monkeypatch.setattr(rights, "held_rights", lambda *_: [])
    with pytest.raises(Refused) as raised:
        corrected(session, other, {("", 0, "identity"): counter.person(1)})
    assert (raised.value.key, raised.value.values) == (
        "correct.right_held",
        {"number": other.number, "other": holding.number, "batch": batch.number},
    )
    told = catalogue().render(raised.value)
    assert told.where == f"更正案件 {other.number}"
    assert holding.number in told.problem
    assert batch.number in told.problem
    with session.store.reading() as reader:
        assert reader.case(other.id).version.number == 1


OWN, OTHER, BATCH = "510411-2026-0001", "510411-2026-0002", "510411-P2026-0001"
#: What the store says of a claim (without the case), and what it is in words for a correction of
#: `OWN` and for its decision; "" where the same case cannot stand against itself so.
REFUSALS = [
    ("right.taken", {}, "correct.held_elsewhere", "", "decide.held_elsewhere"),
    ("right.line_taken", {"row": 2}, "correct.held_elsewhere", "", "decide.held_elsewhere"),
    (
        "right.month_taken",
        {"row": 2, "month": "2026-01"},
        "correct.held_elsewhere",
        "",
        "decide.held_elsewhere",
    ),
    ("right.held", {"batch": BATCH}, "correct.right_held", "", "decide.held_before"),
    (
        "right.line_held",
        {"batch": BATCH, "row": 2, "line": 3},
        "correct.line_held",
        "correct.line_moved",
        "decide.held_before",
    ),
    (
        "right.month_held",
        {"batch": BATCH, "row": 2, "line": 3, "month": "2026-01"},
        "correct.month_held",
        "correct.month_moved",
        "decide.held_before",
    ),
]


@pytest.mark.parametrize(("key", "values", "of_other", "of_own", "decided"), REFUSALS)
def test_every_refusal_of_a_claim_has_words_for_the_act(key, values, of_other, of_own, decided):
    refused = Refused(key, number=OTHER, **values)
    corrected_words = claim_words.for_correction(refused, OWN)
    decision_words = claim_words.for_decision(refused, OWN)
    assert (corrected_words.key, decision_words.key) == (of_other, decided)
    for each in (corrected_words, decision_words):
        told = catalogue().render(each)
        assert OWN in told.where
        assert OTHER in told.problem
        assert values.get("batch", "") in told.problem
    if of_own:
        own = claim_words.for_correction(Refused(key, number=OWN, **values), OWN)
        told = catalogue().render(own)
        assert own.key == of_own
        assert (OWN in told.where, "第 2 行" in told.where) == (True, True)
        assert "第 3 行" in told.problem


def test_another_refusal_stays_as_it_is():
    refused = Refused("correct.gone")
    assert claim_words.for_correction(refused, OWN) is refused
    assert claim_words.for_decision(refused, OWN) is refused


class TestMonths:
    """Months of interns, row by row."""

    @pytest.fixture
    def batch(self, session, tmp_path):
        interns.confirm(session)
        case = acceptance.accept(
            session, interns.draft(session, interns.intern(INTERN, "2025-09—2025-11"))
        )
        batch = batches.make_batch(session, interns.MEASURE, [case.id], tmp_path)
        file = answered.answer_file(
            tmp_path / batch.file_name, tmp_path / "一.xlsx", {1: (BAD, "月份有误", "")}
        )
        answered.take(session, file)
        corrected(session, case, {("interns", 1, "months"): "2025-09"})
        return batch

    def judged(self, session):
        entries = interns.entries(interns.intern(INTERN, "2025-10—2025-12"))
        return judge_entries(session, interns.MEASURE, entries)

    def test_months_that_were_sent_are_not_paid_under_another_case(self, session, batch):
        judged = self.judged(session)
        (line,) = judged.finding.lines
        assert [each.outcome for each in line.months] == ["skipped", "skipped", "paid"]
        (row,) = judged.rows["interns"]
        (hint,) = [each for each in row.hints["identity"] if each.key == "grant.held"]
        assert hint.values["batch"] == batch.number

    def test_the_other_case_is_told_as_one_that_holds_them(self, session, batch):
        lines = self.judged(session).application["lines"]
        steps = overlaps_of(session, measure_of(interns.MEASURE), lines)
        with pytest.raises(StopIteration) as ended:
            while True:
                next(steps)
        (found,) = ended.value.value
        assert (found.standing, len(found.months), found.blocked) == (Standing.HELD, 2, True)
        assert "更正前已经上报" in overlap(found, "就业见习补贴")

    def test_the_history_names_the_months_that_are_only_held(self, session, batch):
        history = enjoyment.history_of(session, INTERN)
        (grant,) = history.grants
        assert [str(each) for each in grant.months] == ["2025-09"]
        (held,) = history.pending
        assert [str(each) for each in held.months] == ["2025-10", "2025-11"]
        assert (held.origin, held.batch) == (replace(grant.origin, version=1), batch.number)
        assert "2025-10—2025-11　共 2 个月" in pending_words(session, held)[0]
        (time,) = history.times
        kinds = {str(month): [mark.kind for mark in marks] for month, marks in time.marks.items()}
        assert kinds == {
            "2025-09": [MarkKind.ELIGIBLE],
            "2025-10": [MarkKind.HELD],
            "2025-11": [MarkKind.HELD],
        }

    def test_given_up_they_are_paid(self, session, batch):
        given_roles(session, Role.APPROVER)
        with session.store.reading() as reader:
            (left,) = reader.failed_queue()
        closing.close(session, batch.id, left.place, "电话问过平台，这一行已作废")
        (line,) = self.judged(session).finding.lines
        assert [each.outcome for each in line.months] == ["paid"] * 3
        assert enjoyment.history_of(session, INTERN).pending == ()
