"""Deciding what a text leaves open: who may, what it gives, what stays and what is refused."""

from dataclasses import replace

import pytest

from hrdesk.domain.decision import REFUSED
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.staff import Role
from hrdesk.rules.judge import judge
from hrdesk.services import deciding, decision_subject
from hrdesk.services.acceptance import accept
from hrdesk.services.amendments import propose_ending
from hrdesk.services.batches import begin, finish
from hrdesk.services.cases import find_cases, list_cases, open_case
from hrdesk.services.deciding import decide, outlook, points_of
from hrdesk.services.session import log_in
from hrdesk.services.taken_decisions import decisions_in
from hrdesk.storage.renewal import NewPerson, add_person, give_password
from hrdesk.storage.verify import verify
from tests.services import counter, interns
from tests.services.open_cases import (
    COUNTED,
    PARTIAL,
    REASON,
    SECOND,
    decided,
    order,
    roster,
    straddling,
)
from tests.services.replayed import replay
from tests.services.second_person import SOURCE, confirmed_unseen
from tests.shipped import amount_on
from tests.storage.desk import CHEAP


def test_every_choice_is_laid_out_with_what_it_gives(session):
    case = straddling(session)
    (point,) = points_of(session, case)
    amount = int(amount_on(counter.REGISTERED) * 100)
    assert point.point == (0, COUNTED)
    assert (point.name, point.masked) == ("", "")
    assert [(each.reading, each.outcome, each.amount_fen) for each in point.choices] == [
        ("at_founding", Outcome.ELIGIBLE, amount),
        ("at_application", Outcome.INELIGIBLE, 0),
        ("both", Outcome.INELIGIBLE, 0),
        (REFUSED, Outcome.INELIGIBLE, 0),
    ]


@pytest.mark.parametrize("place", range(4))
def test_a_choice_gives_what_it_announced_everywhere_at_once(session, folder, clock, place):
    case = straddling(session)
    (point,) = points_of(session, case)
    choice = point.choices[place]
    seen = outlook(session, order(case, {point.point: choice.reading}))
    after = decided(session, case, {point.point: choice.reading})
    (row,) = list_cases(session)
    (found,) = find_cases(session, case.number).rows
    expected = (choice.outcome, choice.amount_fen)
    assert (seen.outcome, seen.amount_fen, seen.still_open) == (*expected, 0)
    assert (row.outcome, row.amount_fen) == expected
    assert found == row
    assert after.version.number == 2
    assert points_of(session, after) == ()
    session.close()
    report = verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
    assert report.findings == ()


def test_the_finding_keeps_what_was_decided_by_whom_and_why(session):
    case = straddling(session)
    after = decided(session, case, {(0, COUNTED): "at_founding"})
    (kept,) = after.version.finding["decisions"]
    assert kept == {
        "line": 0,
        "check": "graduated_on",
        "clause": kept["clause"],
        "title": kept["title"],
        "question": COUNTED,
        "asked": session.policy.book.questions[COUNTED].question,
        "reading": "at_founding",
        "text": session.policy.book.questions[COUNTED].readings["at_founding"],
        "reason": REASON,
        "by": "柳测试",
        "by_id": session.staff.id,
        "on": "2026-03-18",
        "version": 2,
    }
    (check,) = (each for each in after.version.finding["checks"] if each["question"] == COUNTED)
    assert check["outcome"] == "met"
    assert f"柳测试 2026-03-18 决定按：{kept['text']}" in check["shown"]
    history = open_case(session, case.id).history
    assert [(each.act, each.version) for each in history] == [
        ("case.accept", 0),
        ("case.decide", 2),
    ]
    assert history[1].decided[0].reason == REASON


def test_whoever_decides_what_he_accepted_is_named_so(session):
    case = straddling(session)
    assert deciding.accepted_it(session, case)
    decided(session, case, {(0, COUNTED): "at_founding"})
    assert [each.own for each in open_case(session, case.id).history] == [False, True]


def test_whoever_decides_what_another_accepted_is_not(session):
    case = straddling(session)
    clerk = NewPerson("lingyijingban", "另一经办", frozenset({Role.CLERK}), "given by another")
    add_person(session.store, clerk, CHEAP)
    session.store.close()
    other = log_in(session.folder, clerk.login, clerk.password, session.clock)
    give_password(other.store, other.staff, "a password of his own", CHEAP)
    assert not deciding.accepted_it(other, case)
    decided(other, case, {(0, COUNTED): "at_founding"})
    accepted, made = open_case(other, case.id).history
    other.store.close()
    assert (accepted.actor_name, made.actor_name) == (session.staff.name, "另一经办")
    assert not made.own


def test_what_was_decided_is_worked_out_again_from_what_is_stored(session):
    """RELIABILITY P20: application, policy and decisions give the finding once more."""
    case = decided(session, straddling(session), {(0, COUNTED): "at_founding"})
    version = case.version
    application = decision_subject.read_application(version.facts)
    again = judge(application, session.policy.book, None, decisions_in(version.finding))
    kept = {name: version.finding[name] for name in again.as_record()}
    assert kept == again.as_record()


def test_the_audit_says_points_and_readings_and_nothing_of_a_person(session):
    case = decided(session, roster(session), {(1, PARTIAL): "none", (2, PARTIAL): REFUSED})
    with session.store.reading() as reader:
        record = reader.audit_of(case.id)[-1]
    assert record.act == "case.decide"
    assert record.detail == {
        "number": case.number,
        "version": "2",
        f"1:{PARTIAL}": "none",
        f"2:{PARTIAL}": "refused",
    }


class TestRosters:
    def test_each_row_is_a_point_with_its_person_masked(self, session):
        case = roster(session)
        points = points_of(session, case)
        assert [(each.line, each.name, each.question) for each in points] == [
            (1, "李四", PARTIAL),
            (2, "张三", PARTIAL),
        ]
        assert all("*" in each.masked for each in points)

    def test_some_rows_may_be_decided_first_and_the_others_later(self, session, folder, clock):
        case = roster(session)
        half = decided(session, case, {(1, PARTIAL): "full"})
        assert half.version.finding["outcome"] == "officer"
        assert [each.line for each in points_of(session, half)] == [2]
        done = decided(session, half, {(2, PARTIAL): "none"})
        assert done.version.number == 3
        at_once = outlook_of(session, case, {(1, PARTIAL): "full", (2, PARTIAL): "none"})
        (row,) = list_cases(session)
        assert (row.outcome, row.amount_fen) == at_once
        assert len(done.version.finding["decisions"]) == 2
        session.close()
        report = verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
        assert report.findings == ()

    def test_a_refused_row_frees_its_months_for_another_case(self, session):
        case = roster(session)
        again = interns.draft(
            session, interns.intern(SECOND, "2025-09", started_on="2025-09-20", name="张三")
        )
        decided(session, case, {(1, PARTIAL): "full", (2, PARTIAL): REFUSED})
        taken = accept(session, again)
        assert taken.version.finding["lines"][0]["months"][0]["outcome"] == "officer"

    def test_the_wages_of_the_first_version_stay_with_the_next(self, session):
        case = roster(session)
        after = decided(session, case, {(1, PARTIAL): "full", (2, PARTIAL): "full"})
        assert after.version.finding["confirmed"] == case.version.finding["confirmed"]

    def test_a_wage_that_rose_before_a_month_is_paid_by_whoever_decides_later(self, session):
        case = roster(session)
        interns.confirm(session, value="2,200", **{"from": "2025-09-01"})
        assert deciding.law_changed(session, case)
        after = decided(session, case, {(1, PARTIAL): "full", (2, PARTIAL): "full"})
        said = [each["value"] for each in after.version.finding["confirmed"]]
        assert said == ["2100.00", "2200.00"]
        months = [each["months"][0]["base"] for each in after.version.finding["lines"]]
        assert months == ["2200.00"] * 3
        assert after.version.entries == case.version.entries
        assert replay(session).differences == ()
        folder = session.folder
        session.close()
        report = verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=session.clock)
        assert report.findings == ()

    def test_nobody_decides_while_the_wage_was_ended_and_none_is_confirmed_yet(self, session):
        case = roster(session)
        propose_ending(session, session.amendments()[-1].id, SOURCE)
        confirmed_unseen(session)
        assert deciding.law_changed(session, case)
        with pytest.raises(Refused, match=r"decide\.figure_missing"):
            outlook(session, order(case, {}))
        interns.confirm(session)
        assert not deciding.law_changed(session, case)
        after = decided(session, case, {(1, PARTIAL): "full", (2, PARTIAL): "full"})
        assert after.version.finding["outcome"] == "eligible"


def outlook_of(session, case, taken):
    """What one decision over everything would have given."""
    with session.store.reading() as reader:
        assert reader.case(case.id).version.number > 1
    subject = decision_subject.DecisionSubject(session, case)
    finding = subject.under(order(case, taken))
    return finding.outcome, deciding.amount_fen(finding)


class TestRefusals:
    @pytest.mark.parametrize("roles", [{Role.FINANCE}, {Role.ADMINISTRATOR}, set()])
    def test_only_clerk_and_approver_decide(self, session, roles):
        case = straddling(session)
        session.staff = replace(session.staff, roles=frozenset(roles))
        assert not deciding.may_decide(session)
        with pytest.raises(Refused, match=r"rights\.role"):
            decided(session, case, {(0, COUNTED): "at_founding"})

    def test_an_approver_decides(self, session):
        case = straddling(session)
        session.staff = replace(session.staff, roles=frozenset({Role.APPROVER}))
        assert deciding.may_decide(session)
        assert decided(session, case, {(0, COUNTED): "both"}).version.number == 2

    @pytest.mark.parametrize(
        "reason", ["", "    ", "同意", " 同意办 ", "长" * 201, "不打\u0000印的字符"]
    )
    def test_a_reason_is_needed_that_says_something(self, session, reason):
        case = straddling(session)
        for act in (outlook, decide):
            with pytest.raises(InvalidInput) as caught:
                act(session, order(case, {(0, COUNTED): "both"}, reason))
            assert [each.where for each in caught.value.problems] == [decision_subject.REASON]

    def test_a_reason_that_cannot_be_printed_is_said_before_it_is_signed(self, session):
        case = straddling(session)
        with pytest.raises(InvalidInput) as caught:
            decide(session, order(case, {(0, COUNTED): "both"}, "按 \u0f40 办理了"))
        assert caught.value.problems[0].key == "text.script"

    @pytest.mark.parametrize(
        ("taken", "key"),
        [
            ({}, "decide.nothing_chosen"),
            ({(0, "last_day"): "usage"}, "decide.not_open"),
            ({(1, COUNTED): "both"}, "decide.not_open"),
            ({(0, COUNTED): "x"}, "decide.not_open"),
        ],
    )
    def test_what_is_not_open_is_not_decided(self, session, taken, key):
        case = straddling(session)
        with pytest.raises(Refused) as caught:
            decided(session, case, taken)
        assert caught.value.key == key

    def test_who_comes_second_is_told_to_look_again(self, session):
        case = straddling(session)
        decided(session, case, {(0, COUNTED): "both"})
        with pytest.raises(Refused, match=r"decide\.stale"):
            decided(session, case, {(0, COUNTED): "at_founding"})

    def test_what_is_settled_has_no_points(self, session):
        assert points_of(session, counter.accepted(session, 5)) == ()

    def test_a_policy_that_gives_another_result_by_now_decides_nothing(self, session):
        case = straddling(session)
        frozen = replace(case.version, finding={**case.version.finding, "amount": "1.00"})
        with pytest.raises(Refused, match=r"decide\.ground_changed"):
            points_of(session, replace(case, version=frozen))

    def test_what_another_case_holds_by_now_is_named(self, session, monkeypatch):
        case = straddling(session)

        def held(*_):
            raise Refused("right.taken", number="510411-2026-0009")

        monkeypatch.setattr("hrdesk.storage.decisions.use_claims", held)
        with pytest.raises(Refused) as caught:
            decided(session, case, {(0, COUNTED): "at_founding"})
        assert caught.value.key == "decide.held_elsewhere"
        assert caught.value.values == {"number": case.number, "other": "510411-2026-0009"}


def test_a_decided_case_is_sent_and_an_open_one_is_not(session, tmp_path):
    case = straddling(session)
    with pytest.raises(Refused, match=r"batch\.not_eligible"):
        begin(session, counter.MEASURE, [case.id], tmp_path)
    decided(session, case, {(0, COUNTED): "at_founding"})
    batch = finish(session, begin(session, counter.MEASURE, [case.id], tmp_path))
    assert batch.sum_fen == int(amount_on(counter.REGISTERED) * 100)
