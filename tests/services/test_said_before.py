"""What earlier cases said of a person otherwise is a hint at its cell, and decides nothing."""

import pytest

from hrdesk.intake.roster_text import rosters_of
from hrdesk.services.acceptance import accept
from hrdesk.services.intake import judge_ahead, judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.storage import said_before
from tests.services import claims, counter, insured

PERSON = counter.person(1)
HARDSHIP = insured.HARDSHIP


def row(**changes):
    return insured.person(HARDSHIP, PERSON, "2025-07—2025-12", **changes)


def taken_in(session, measure, *rows, **changes):
    return accept(session, insured.draft(session, measure, *rows, **changes))


def hints(session, measure, *rows):
    """Key, number and value of each hint of earlier cases, by column, of every row."""
    judged = judge_entries(session, measure, insured.entries(measure, *rows))
    return judged, [said(each) for each in judged.rows["people"]]


def said(reading):
    return {
        column: [(hint.key, *hint.values.values()) for hint in found if "before" in hint.key]
        for column, found in reading.hints.items()
        if any("before" in hint.key for hint in found)
    }


class TestWhatIsDeclared:
    def test_another_first_month_and_other_months_used_are_named(self, session):
        case = taken_in(
            session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06", used_months="7")
        )
        _, (found,) = hints(session, HARDSHIP, row(first_month="2024-12", used_months="3"))
        assert found == {
            "first_month": [("roster.said_before", case.number, "2025-01")],
            "used_months": [("roster.said_before", case.number, "7")],
        }

    def test_the_same_is_not_named_and_nothing_is_decided_otherwise(self, session):
        taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        same, (none,) = hints(session, HARDSHIP, row())
        other, (some,) = hints(session, HARDSHIP, row(first_month="2024-12"))
        assert none == {}
        assert some
        assert same.acceptable and other.acceptable
        assert same.finding.outcome == other.finding.outcome

    def test_who_retypes_it_twice_still_meets_the_first_one(self, session):
        first = taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        taken_in(session, HARDSHIP, row(first_month="2024-12"))
        _, (found,) = hints(session, HARDSHIP, row(first_month="2024-12"))
        assert found["first_month"] == [("roster.said_before", first.number, "2025-01")]

    def test_what_another_measure_says_and_what_nobody_said_is_no_hint(self, session):
        taken_in(session, insured.GRADUATES, insured.person(insured.GRADUATES, PERSON, "2025-01"))
        _, (found,) = hints(session, HARDSHIP, row(used_months="5", name="罗㛃"))
        assert found == {}

    def test_it_is_said_in_three_parts(self, session):
        case = taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        judged, _ = hints(session, HARDSHIP, row(first_month="2024-12"))
        (hint,) = judged.rows["people"][0].hints["first_month"]
        words = present(hint, {"first_month": "初次享受月份"})
        assert words.where == "初次享受月份"
        assert case.number in words.problem and "2025-01" in words.problem
        assert words.remedy


class TestNames:
    def test_a_number_under_another_name_in_a_roster(self, session):
        case = taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        _, (found,) = hints(session, HARDSHIP, row(name="王强"))
        assert found == {"name": [("name.before", case.number, "阿说么约布")]}
        _, (none,) = hints(session, HARDSHIP, row(name="阿说 么约布"))
        assert none == {}

    def test_an_applicant_who_stood_in_a_roster_under_another_name(self, session):
        case = taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        typed = counter.entries(1)
        judged = judge_entries(session, counter.MEASURE, typed)
        form = session.form(counter.MEASURE)
        (hint,) = judged.reading.hints[form.applicant_name]
        assert (hint.key, dict(hint.values)) == (
            "name.before",
            {"number": case.number, "name": "阿说么约布"},
        )
        assert judged.acceptable
        same = judge_entries(session, counter.MEASURE, {**typed, form.applicant_name: "阿说么约布"})
        assert form.applicant_name not in same.reading.hints

    def test_a_person_of_a_roster_who_applied_under_another_name(self, session):
        case = counter.accepted(session, 1)
        name = case.version.entries[session.form(counter.MEASURE).applicant_name]
        _, (found,) = hints(session, HARDSHIP, row())
        assert found == {"name": [("name.before", case.number, name)]}

    def test_an_agency_has_no_identity_number(self, session):
        claim = claims.CLAIMS["agency_rating_award"]
        claims.accepted(session, claim)
        entries = {**claims.APPLICANT, **claim.own, "agency_name": "攀枝花新名人力资源服务有限公司"}
        assert "agency_name" not in judge_entries(session, claim.measure, entries).reading.hints


class TestMemory:
    @pytest.fixture
    def asked(self, monkeypatch):
        people = []
        found = said_before.said_before
        monkeypatch.setattr(
            said_before,
            "said_before",
            lambda ground, measure, some: (
                people.append(sorted(some)) or found(ground, measure, some)
            ),
        )
        return people

    def memory(self, session, *rows):
        entries = insured.entries(HARDSHIP, *rows)
        return RosterMemory(rosters_of(session.form(HARDSHIP), entries)), entries

    def test_a_person_is_asked_for_once_and_a_hinted_row_stays_the_same(self, session, asked):
        taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        asked.clear()
        memory, entries = self.memory(session, row(name="王强"))
        one = judge_entries(session, HARDSHIP, entries, memory=memory).rows["people"][0]
        other = judge_entries(session, HARDSHIP, entries, memory=memory).rows["people"][0]
        assert one is other
        assert asked == [[PERSON]]

    def test_it_is_asked_ahead(self, session, asked):
        memory, entries = self.memory(session, row(name="王强"))
        for _ in judge_ahead(session, HARDSHIP, entries, None, memory):
            pass
        assert asked == [[PERSON]]
        judge_entries(session, HARDSHIP, entries, memory=memory)
        assert asked == [[PERSON]]

    def test_what_was_accepted_meanwhile_counts_at_the_next_keystroke(self, session):
        memory, entries = self.memory(session, row(name="王强"))
        first = judge_entries(session, HARDSHIP, entries, memory=memory)
        assert said(first.rows["people"][0]) == {}
        taken_in(session, HARDSHIP, insured.person(HARDSHIP, PERSON, "2025-01—2025-06"))
        later = judge_entries(session, HARDSHIP, entries, memory=memory)
        assert "name" in said(later.rows["people"][0])
