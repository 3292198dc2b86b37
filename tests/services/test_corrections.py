"""Corrections: who may, what stays as it was signed, what is judged anew, what is refused."""

from dataclasses import asdict

import pytest

from hrdesk.domain.batch import SentCase, SentRow
from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import InvalidInput, Refused, Tampered
from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.domain.staff import Role
from hrdesk.intake.corrected import corrected as applied
from hrdesk.services import corrections, deciding
from hrdesk.services.acceptance import accept
from hrdesk.services.amendments import propose_value
from hrdesk.services.cases import find_cases, list_cases, open_case
from hrdesk.services.correction_judging import judge_corrected
from hrdesk.services.correction_outlook import FormerAccount, outlook_of
from hrdesk.services.corrections import CAUSE, REASON
from hrdesk.storage import batch_refusals
from hrdesk.storage.batches import NewBatch
from hrdesk.storage.verify import verify
from tests.services import claims, counter, insured, interns, second_person
from tests.services.corrections import (
    OTHER_ACCOUNT,
    confirmed,
    corrected,
    order,
    proposed,
)
from tests.services.lawful import TYPED
from tests.services.open_cases import COUNTED, PARTIAL, decided, roster, straddling
from tests.services.replayed import replay
from tests.services.second_person import beside, confirmed_unseen, is_there
from tests.services.test_forged_case import forge
from tests.storage import desk

AMOUNT = "startup_grant.amount"
FOUNDER = ("", 0, "is_founder")


def is_sound(session, clock):
    # The rows of these batches are made up, so that only the versions are judged again.
    assert replay(session).differences == ()
    session.store.close()
    report = verify(session.folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
    assert report.findings == ()


def test_another_account_leaves_the_judgement_as_it_was_signed(session, clock):
    case = counter.accepted(session)
    made = corrected(session, case)
    version, before = made.version, case.version
    assert version.number == 2
    assert version.entries == before.entries | {"account_number": OTHER_ACCOUNT}
    assert version.facts == before.facts
    kept = {name: version.finding[name] for name in before.finding}
    assert kept == before.finding
    (entry,) = version.finding["corrections"]
    assert entry == {
        "number": 1,
        "version": 2,
        "places": [["", 0, "account_number"]],
        "cause": "账号抄错一位，与银行卡核对过",
        "by": "柳测试",
        "by_id": session.staff.id,
        "proposed_on": "2026-03-18",
        "confirmed_by": "贰管理",
        "confirmed_by_id": entry["confirmed_by_id"],
        "on": "2026-03-18",
    }
    assert entry["confirmed_by_id"] == version.signed_by != session.staff.id
    is_sound(session, clock)


def test_the_history_says_old_and_new_values_and_both_persons(session):
    case = counter.accepted(session)
    made = corrected(session, case)
    accepted, asked, made_it = open_case(session, case.id).history
    assert (accepted.correction, asked.act, made_it.act) == (
        None,
        "correction.propose",
        "correction.confirm",
    )
    assert (asked.actor_name, made_it.actor_name, made_it.version) == ("柳测试", "贰管理", 2)
    for entry in (asked, made_it):
        (change,) = entry.correction.changes
        assert (change.before, change.after) == (
            case.version.entries["account_number"],
            made.version.entries["account_number"],
        )


def test_a_law_that_changed_since_counts_only_where_the_case_is_judged_anew(session, clock):
    is_there(session)
    case, other = counter.accepted(session, 1), counter.accepted(session, 2)
    propose_value(session, AMOUNT, TYPED)
    confirmed_unseen(session)
    session.law_changed()
    same = corrected(session, case)
    assert same.version.finding["amount"] == case.version.finding["amount"] == "10000.00"
    again = corrected(session, same, {("", 0, "phone"): "13911112222"})
    assert again.version.finding["amount"] == "10000.00"
    anew = corrected(session, other, {("", 0, "registered_on"): "2026-03-03"})
    assert anew.version.finding["amount"] == "12000.00"
    is_sound(session, clock)


def test_an_open_case_is_corrected_and_decided_by_the_law_that_changed_before(session, clock):
    """What was judged under the former law is judged again by the next decision, and says so."""
    is_there(session)
    waiting = straddling(session)
    propose_value(session, AMOUNT, TYPED)
    confirmed_unseen(session)
    session.law_changed()
    made = corrected(session, waiting)
    assert made.version.finding["outcome"] == "officer"
    assert deciding.law_changed(session, made)
    after = decided(session, made, {(0, COUNTED): "at_founding"})
    assert (after.version.number, after.version.finding["amount"]) == (3, "12000.00")
    assert after.version.entries["account_number"] == OTHER_ACCOUNT
    is_sound(session, clock)


def test_another_person_holds_the_right_and_is_found(session, clock):
    case = counter.accepted(session, 1)
    texts = {("", 0, "identity"): counter.person(2), ("", 0, "name"): "吉克改名"}
    made = corrected(session, case, texts)
    (row,) = list_cases(session)
    assert row.applicant_name == "吉克改名"
    assert find_cases(session, counter.person(2)).rows == (row,)
    assert find_cases(session, counter.person(1)).rows == ()
    assert counter.accepted(session, 2).version.finding["outcome"] == "ineligible"
    freed = counter.accepted(session, 1, entity=counter.firm(77))
    assert freed.version.finding["outcome"] == "eligible"
    assert made.version.facts["applicant"] == counter.person(2)
    is_sound(session, clock)


def test_whoever_was_paid_already_is_not_paid_again_by_a_correction(session, clock):
    case, _ = counter.accepted(session, 1), counter.accepted(session, 2)
    texts = {("", 0, "identity"): counter.person(2)}
    made = corrected(session, case, texts)
    assert (made.version.finding["outcome"], made.version.finding["amount"]) == (
        "ineligible",
        "0.00",
    )
    assert sum(row.amount_fen or 0 for row in list_cases(session)) == 1_000_000
    is_sound(session, clock)


def test_what_another_case_took_since_the_preview_is_not_confirmed(session, clock):
    case = counter.accepted(session, 1)
    correction = proposed(session, case, {("", 0, "identity"): counter.person(2)})
    with beside(session) as other:
        seen = corrections.preview(other, correction)
    counter.accepted(session, 2)
    with beside(session) as other:
        with pytest.raises(Refused, match=r"correct\.otherwise"):
            corrections.confirm(other, correction, seen)
        now = corrections.preview(other, correction)
    assert (seen.now.outcome, now.now.outcome) == (Outcome.ELIGIBLE, Outcome.INELIGIBLE)
    is_sound(session, clock)


class TestRosters:
    def test_a_name_in_a_row_is_found_and_nothing_is_judged_anew(self, session, clock):
        case = roster(session)
        made = corrected(session, case, {("interns", 2, "name"): "张改名"})
        assert made.version.facts == case.version.facts
        (found,) = find_cases(session, "张改名").rows
        assert (found.id, found.in_roster.line) == (case.id, 2)
        assert find_cases(session, "张三").rows == ()
        is_sound(session, clock)

    def test_months_go_over_to_the_person_of_the_row(self, session, clock):
        case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): "none"})
        was = case.version.finding["lines"][2]
        made = corrected(session, case, {("interns", 3, "identity"): counter.person(9)})
        assert made.version.finding["lines"][2] == was
        third = case.version.facts["lines"][2]["person"]
        with session.store.reading() as reader:
            granted = [
                reader.months_granted(interns.MEASURE, (each,))
                for each in (third, counter.person(9))
            ]
        assert granted[0] == ()
        assert granted[1][0]["number"] == case.number
        is_sound(session, clock)

    def test_what_was_decided_of_a_row_stays_while_it_is_the_same_person(self, session, clock):
        case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): "none"})
        made = corrected(session, case, {("interns", 1, "started_on"): "2025-09-16"})
        assert made.version.finding["decisions"] == case.version.finding["decisions"]
        assert made.version.finding["outcome"] == "eligible"
        is_sound(session, clock)

    def test_what_was_decided_of_one_person_is_not_decided_of_another(self, session):
        case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): "none"})
        with pytest.raises(Refused) as refused:
            proposed(session, case, {("interns", 1, "identity"): counter.person(9)})
        assert refused.value.key == "correct.left_open"
        assert refused.value.values["number"] == case.number
        assert refused.value.values["conditions"]

    def test_a_question_that_falls_away_takes_its_decision_along(self, session, clock):
        case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): "none"})
        whole = {("interns", 1, "started_on"): "2025-09-01"}
        seen = corrections.outlook(session, order(case, whole))
        made = corrected(session, case, whole)
        (stays,) = made.version.finding["decisions"]
        assert (seen.fallen, stays["line"]) == (1, 2)
        history = open_case(session, case.id).history
        assert [each.decided[0].lines for each in history if each.decided] == [(1, 2)]
        is_sound(session, clock)

    def test_no_row_is_emptied(self, session):
        case = roster(session)
        cells = {("interns", 2, key): "" for key in interns.intern("", "")}
        with pytest.raises(InvalidInput) as refused:
            proposed(session, case, cells)
        assert {each.key for each in refused.value.problems} == {"correct.row_emptied"}
        assert refused.value.problems[0].where.startswith("interns[1].")

    def test_an_error_is_said_at_its_cell(self, session):
        case = roster(session)
        with pytest.raises(InvalidInput) as refused:
            proposed(session, case, {("interns", 2, "identity"): "510402199001010011"})
        assert [each.where for each in refused.value.problems] == ["interns[1].identity"]


def test_the_outlook_says_both_results_and_every_condition_that_changes(session):
    case = counter.accepted(session)
    seen = corrections.outlook(session, order(case, {FOUNDER: "no"}))
    assert (seen.was.outcome, seen.was.amount_fen) == (Outcome.ELIGIBLE, 1_000_000)
    assert (seen.now.outcome, seen.now.amount_fen) == (Outcome.INELIGIBLE, 0)
    (shift,) = seen.shifts
    assert (shift.line, shift.was[0], shift.now[0]) == (0, CheckOutcome.MET, CheckOutcome.UNMET)
    assert seen.is_judged
    account = corrections.outlook(session, order(case))
    assert (account.is_judged, account.shifts, account.was) == (False, (), account.now)


def test_a_case_with_a_result_is_not_left_open(session):
    case = counter.accepted(session, 1, category="unemployed_graduate", **GRADUATE)
    with pytest.raises(Refused, match=r"correct\.left_open"):
        proposed(session, case, {("", 0, "graduated_on"): "2021-03-10"})
    waiting = straddling(session, 2)
    made = corrected(session, waiting, {("", 0, "graduated_on"): "2024-06-30"})
    assert made.version.finding["outcome"] == "eligible"


GRADUATE = {
    "graduated_on": "2024-06-30",
    "unemployed": "yes",
    "material.diploma": "copy",
    "material.unemployment_record": "copy",
    "material.hardship_proof": "",
}


def test_what_hinders_acceptance_hinders_a_correction_at_its_field(session):
    case = counter.accepted(session)
    texts = {("", 0, "identity"): "510402199001010011", ("", 0, "phone"): ""}
    with pytest.raises(InvalidInput) as refused:
        proposed(session, case, texts)
    assert {each.where for each in refused.value.problems} == {"identity", "phone"}


def test_day_of_receipt_stays(session):
    case = counter.accepted(session)
    with pytest.raises(InvalidInput) as refused:
        proposed(session, case, {("", 0, "received"): "2026-03-17"})
    assert "received" in {each.where for each in refused.value.problems}


def test_the_same_values_correct_nothing(session):
    case = counter.accepted(session)
    same = {("", 0, "account_number"): case.version.entries["account_number"]}
    for texts in ({}, same):
        with pytest.raises(Refused, match=r"correct\.nothing"):
            proposed(session, case, texts)


@pytest.mark.parametrize("cause", ["", "  "])
def test_a_correction_says_why(session, cause):
    case = counter.accepted(session)
    with pytest.raises(InvalidInput) as refused:
        corrections.propose(session, order(case, cause=cause))
    assert [each.where for each in refused.value.problems] == [CAUSE]


def kept_as_they_are(session):
    """Cases of every kind of form."""
    yield roster(session)
    for n, category in enumerate(counter.CATEGORIES, 1):
        yield accept(session, counter.draft(session, counter.entries(n, category)))
    yield counter.accepted(session, 30, received="2026-03-10", **LATE)
    for measure in (insured.HARDSHIP, insured.GRADUATES):
        yield accept(
            session,
            insured.draft(session, measure, insured.person(measure, counter.person(40), "2025-03")),
        )
    for claim in claims.CLAIMS.values():
        yield claims.accepted(session, claim)


LATE = {"late_reason": "停电", "paper_number": "纸7"}


def test_what_is_read_once_more_is_what_was_accepted(session, clock):
    """Nothing but what is proposed changes, whatever the form."""
    cases = list(kept_as_they_are(session))
    clock.step(86_400 * 3)
    assert len(cases) > 12
    for case in cases:
        with pytest.raises(Refused, match=r"correct\.nothing"):
            judge_corrected(session, case, case.version.entries)
        field = "account_number" if "account_number" in case.version.entries else "phone"
        text = OTHER_ACCOUNT if field == "account_number" else "13911112222"
        made = corrected(session, case, {("", 0, field): text})
        assert made.version.entries == case.version.entries | {field: text}
        assert made.version.facts == case.version.facts
    is_sound(session, clock)


def test_a_correction_is_taken_back_or_refused_with_a_reason(session):
    case = counter.accepted(session)
    correction = proposed(session, case)
    with pytest.raises(InvalidInput) as refused:
        corrections.withdraw(session, correction, " ")
    assert [each.where for each in refused.value.problems] == [REASON]
    corrections.withdraw(session, correction, "改错了字段")
    with pytest.raises(Refused, match=r"correct\.gone"):
        confirmed(session, correction)
    other = proposed(session, case)
    with beside(session) as second:
        corrections.withdraw(second, other, "与银行卡不符")
    entry = open_case(session, case.id).history[-1]
    assert (entry.act, entry.actor_name) == ("correction.withdraw", "贰管理")
    assert entry.correction.was_refused
    assert entry.correction.withdrawal.reason == "与银行卡不符"
    assert corrections.waiting(session) == ()


def test_what_waits_is_listed_with_its_case(session):
    case = counter.accepted(session)
    correction = proposed(session, case)
    (waits,) = corrections.waiting(session)
    assert (waits.correction, waits.number, waits.is_stale) == (correction, case.number, False)
    assert not corrections.may_confirm(session, correction)
    with beside(session) as other:
        assert corrections.may_confirm(other, correction)
        assert not corrections.may_propose(other)


def test_what_was_forged_is_not_corrected(session):
    case = counter.accepted(session)
    correction = proposed(session, case)
    forge(session, "update cases set applicant_name = '别人'")
    with pytest.raises(Tampered):
        corrections.propose(session, order(case))
    with beside(session) as other, pytest.raises(Tampered):
        corrections.preview(other, correction)


@pytest.fixture
def sent_all_the_same(monkeypatch):
    """A program that sends what is about to be corrected."""
    monkeypatch.setattr(batch_refusals, "refuse_waiting", lambda *_: None)


def in_batch(session, case):
    """Let an open batch hold a case."""
    sent = SentCase(case.id, case.number, case.version.number, 1_000_000, (SentRow(0, ("x",)),))
    with session.store.acting(session.staff) as act:
        act.add_batch(NewBatch(case.measure, {"titles": ["x"], "sheet": "x"}, (sent,)))


@pytest.mark.usefixtures("sent_all_the_same")
def test_a_case_in_an_open_batch_is_closed(session):
    case = counter.accepted(session)
    correction = proposed(session, case)
    in_batch(session, case)
    with pytest.raises(Refused, match=r"correct\.in_batch"):
        corrections.propose(session, order(case))
    with pytest.raises(Refused, match=r"correct\.in_batch"):
        confirmed(session, correction)


#: The frame of a batch of interns, as `batch_building.frame_of` names what is sent.
FRAME = {
    "titles": ["x"],
    "lines": "interns",
    "payee": ["account_number", "bank", "account_name"],
}
ALL = (RowState.ACCEPTED, RowState.ACCEPTED, RowState.FAILED)


def answered(session, states=ALL, frame=FRAME):
    """A case with a roster of three, sent row by row, and what the platform said of its rows."""
    case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): "none"})
    fen = int(case.version.finding["amount"].replace(".", ""))
    rows = tuple(SentRow(line, (line,)) for line in (1, 2, 3))
    sent = SentCase(case.id, case.number, case.version.number, fen, rows)
    batch = desk.send(session.store, NewBatch(case.measure, frame, (sent,)))
    told = {place: state for place, state in enumerate(states, 1) if state is not None}
    desk.take(session.store, desk.told(batch, told))
    return case


def test_a_row_that_failed_is_corrected_while_the_others_stay(session, clock):
    """RELIABILITY P7: what waits or was accepted keeps its person, its months and its amount."""
    case = answered(session)
    fen = int(case.version.finding["amount"].replace(".", ""))
    corrections.require_open(session, case)
    for place, text in ((("interns", 1, "name"), "改名"), (("", 0, "phone"), "13911112222")):
        with pytest.raises(Refused, match=r"correct\.row_sent"):
            corrections.outlook(session, order(case, {place: text}))
    fewer = {("interns", 3, "months"): "2025-09"}
    assert corrections.outlook(session, order(case, fewer)).now.amount_fen < fen
    made = corrected(session, case, {("interns", 3, "identity"): counter.person(9)})
    assert made.version.finding["amount"] == case.version.finding["amount"]
    is_sound(session, clock)


ACCOUNT_AND_HOLDER = {
    ("", 0, "account_number"): OTHER_ACCOUNT,
    ("", 0, "bank"): "测试银行东区支行",
}


@pytest.mark.parametrize(
    ("states", "kept"),
    [
        (ALL, FormerAccount(2, 0)),
        ((RowState.ACCEPTED, None, RowState.FAILED), FormerAccount(1, 1)),
        ((RowState.FAILED,) * 3, None),
    ],
)
def test_the_account_is_corrected_while_rows_stay_sent_with_the_former(
    session, clock, states, kept
):
    case = answered(session, states)
    seen = corrections.outlook(session, order(case, ACCOUNT_AND_HOLDER))
    assert (seen.former_account, seen.is_judged, seen.was) == (kept, False, seen.now)
    made = corrected(session, case, ACCOUNT_AND_HOLDER)
    assert made.version.entries["account_number"] == OTHER_ACCOUNT
    assert made.version.finding["lines"] == case.version.finding["lines"]
    (entry,) = made.version.finding["corrections"]
    assert entry.get("former_account") == (kept and asdict(kept))
    is_sound(session, clock)


def test_no_account_is_corrected_while_no_row_failed(session):
    case = answered(session, (RowState.ACCEPTED, None, RowState.ACCEPTED))
    with pytest.raises(Refused, match=r"correct\.in_batch"):
        corrections.outlook(session, order(case))


def test_an_answer_after_the_look_lets_the_second_person_look_again(session):
    case = answered(session, (RowState.ACCEPTED, None, RowState.FAILED))
    correction = proposed(session, case, ACCOUNT_AND_HOLDER)
    with beside(session) as other:
        seen = corrections.preview(other, correction)
    with session.store.reading() as reader:
        batch = reader.batch_of_case(case.id)
    desk.take(session.store, desk.told(batch.id, {2: RowState.ACCEPTED}, 2))
    with beside(session) as other:
        with pytest.raises(Refused, match=r"correct\.otherwise"):
            corrections.confirm(other, correction, seen)
        assert corrections.preview(other, correction).former_account == FormerAccount(2, 0)


@pytest.mark.parametrize("named", [{"lines": "recognitions"}, {"payee": ["phone"]}])
def test_a_batch_that_names_other_rows_than_its_form_is_not_believed(session, named):
    """Whoever froze another roster or another account would have sent rows corrected by it."""
    case = answered(session, frame=FRAME | named)
    texts = {("", 0, "phone"): "13911112222"} if "payee" in named else {}
    wanted = texts or {("recognitions", 3, "day"): "2025-01-01"}
    with pytest.raises((Tampered, Refused, ValueError)):
        corrections.outlook(session, order(case, wanted))


def test_what_intake_remarks_is_remarked_at_a_correction_too(session):
    case = counter.accepted(session)
    odd = f"{OTHER_ACCOUNT[:-1]}{(int(OTHER_ACCOUNT[-1]) + 1) % 10}"
    texts = {("", 0, "account_number"): odd, ("", 0, "account_name"): "吉克另名"}
    seen = corrections.outlook(session, order(case, texts))
    assert {(each.where, each.key) for each in seen.remarks} == {
        ("account_number", "account.card_check"),
        ("account_name", "name.differs"),
    }
    assert corrections.outlook(session, order(case)).remarks == ()
    correction = proposed(session, case, texts)
    with beside(session) as other:
        assert corrections.preview(other, correction).remarks == seen.remarks


STATES = ("nothing waits", "one waits", "stale", "in a batch")
ACTS = ("propose", "confirm", "withdraw")
#: What each act gives by state, for who may act at all; "" is done.
TABLE = {
    ("propose", "nothing waits"): "",
    ("propose", "one waits"): "correct.waiting",
    ("propose", "stale"): "correct.stale",
    ("propose", "in a batch"): "correct.in_batch",
    ("confirm", "nothing waits"): "correct.gone",
    ("confirm", "one waits"): "",
    ("confirm", "stale"): "correct.stale",
    ("confirm", "in a batch"): "correct.in_batch",
    ("withdraw", "nothing waits"): "correct.gone",
    ("withdraw", "one waits"): "",
    ("withdraw", "stale"): "",
    ("withdraw", "in a batch"): "",
}
ALLOWED = {
    "propose": {Role.CLERK},
    "confirm": {Role.CLERK, Role.APPROVER, Role.SUPERVISOR},
    "withdraw": {Role.CLERK, Role.APPROVER, Role.SUPERVISOR},
}


def brought_to(session, state):
    """A case in a state, and the correction that waits there, if any does."""
    case = straddling(session) if state == "stale" else counter.accepted(session)
    correction = proposed(session, case)
    if state == "nothing waits":
        corrections.withdraw(session, correction, "重新提出")
    elif state == "stale":
        decided(session, case, {(0, COUNTED): "at_founding"})
    elif state == "in a batch":
        in_batch(session, case)
    return case, correction


@pytest.mark.usefixtures("sent_all_the_same")
@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_by_role_and_state(session, monkeypatch, act, state, role):
    """P5: one table says what each act of each role does in each state."""
    monkeypatch.setattr(second_person, "ROLES", frozenset({role}))
    case, correction = brought_to(session, state)
    entries = applied(case.version.entries, correction.changes)
    seen = outlook_of(case, judge_corrected(session, case, entries))
    acts = {
        "propose": lambda other: corrections.propose(other, order(case)),
        "confirm": lambda other: corrections.confirm(other, correction, seen),
        "withdraw": lambda other: corrections.withdraw(other, correction, "不需要了"),
    }
    expected = TABLE[act, state] if role in ALLOWED[act] else "rights.role"
    with session.store.reading() as reader:
        before = reader.case(case.id), reader.audit_head()
    with beside(session) as other:
        if expected:
            with pytest.raises(Refused) as refused:
                acts[act](other)
            assert refused.value.key == expected
        else:
            acts[act](other)
    with session.store.reading() as reader:
        after = reader.case(case.id), reader.audit_head()
    assert (before == after) is bool(expected)
    confirmed_now = act == "confirm" and not expected
    assert (after[0].version.number - before[0].version.number) == confirmed_now


def test_a_clock_set_back_hinders_no_correction(session, clock):
    """The day of receipt was settled at acceptance; nobody may correct it, and no clock (P21)."""
    case = counter.accepted(session)
    is_there(session)
    clock.moment = clock.moment.replace(year=clock.moment.year - 1)
    made = corrected(session, case)
    assert made.received_on == case.received_on
    assert made.version.entries["received"] == case.version.entries["received"]
