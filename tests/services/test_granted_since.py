"""What other cases were granted since a case was accepted is told to whoever decides it."""

from dataclasses import replace
from datetime import date

import pytest

from hrdesk.domain.decision import REFUSED
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Outcome
from hrdesk.services.acceptance import accept
from hrdesk.services.deciding import decide, outlook, points_of
from hrdesk.services.granted_since import granted_since
from hrdesk.storage.verify import verify
from tests.people import credit_code
from tests.services import claims, counter, interns
from tests.services.open_cases import COUNTED, FIRST, PARTIAL, decided, order, roster, straddling
from tests.services.replayed import replay

RATING = claims.CLAIMS["agency_rating_award"]
UPGRADE = (0, "agency_rating_award.upgrade")
ANOTHER = credit_code(body="MA62ABCDY")


def rated(session, *grades):
    return [claims.accepted(session, RATING, rating=each) for each in grades]


class TestWhatIsLeftUnknown:
    def test_a_choice_after_which_a_fact_is_missing_is_not_offered_but_named(self, session):
        _, _, highest = rated(session, "3A", "4A", "5A")
        (point,) = points_of(session, highest)
        assert [each.reading for each in point.choices] == ["full", "none", REFUSED]
        texts = session.policy.book.questions[point.question].readings
        assert point.left_unknown == (texts["difference"],)

    def test_it_is_refused_and_leaves_the_case_open(self, session):
        _, _, highest = rated(session, "3A", "4A", "5A")
        for act in (outlook, decide):
            with pytest.raises(Refused) as caught:
                act(session, order(highest, {UPGRADE: "difference"}))
            assert (caught.value.key, caught.value.values) == (
                "decide.left_unknown",
                {"number": highest.number},
            )
        after = decided(session, highest, {UPGRADE: "full"})
        assert after.version.finding["outcome"] == "eligible"

    def test_refusing_frees_the_right_for_a_new_application(self, session):
        _, middle, highest = rated(session, "3A", "4A", "5A")
        decided(session, middle, {UPGRADE: "difference"})
        decided(session, highest, {UPGRADE: REFUSED})
        again = claims.accepted(session, RATING, rating="5A")
        after = decided(session, again, {UPGRADE: "difference"})
        assert after.version.finding["outcome"] == "eligible"


class TestGrantedSince:
    def test_a_case_that_nobody_followed_has_none(self, session):
        assert granted_since(session, straddling(session)) == ()

    def test_a_higher_grade_that_was_granted_meanwhile(self, session, folder, clock):
        _, middle, highest = rated(session, "3A", "4A", "5A")
        paid = decided(session, highest, {UPGRADE: "full"})
        (since,) = granted_since(session, middle)
        fen = int(float(paid.version.finding["amount"]) * 100)
        assert (since.number, since.lines, since.amount_fen) == (highest.number, (), fen)
        assert since.on == date(2026, 3, 18)
        seen = outlook(session, order(middle, {UPGRADE: "full"}))
        assert (seen.outcome, seen.granted) == (Outcome.ELIGIBLE, (since,))
        after = decided(session, middle, {UPGRADE: "full"})
        assert after.version.finding["outcome"] == "eligible"
        assert after.version.finding["granted_since"] == [
            {
                "number": highest.number,
                "on": "2026-03-18",
                "amount": paid.version.finding["amount"],
                "lines": [],
                "months": [],
                "version": 2,
            }
        ]
        assert replay(session).differences == ()
        session.close()
        report = verify(folder, counter.LOGIN, counter.PASSWORD, full=True, clock=clock)
        assert report.findings == ()

    def test_what_stood_open_at_acceptance_and_was_decided_since(self, session):
        _, middle, highest = rated(session, "3A", "4A", "5A")
        (waits,) = points_of(session, highest)
        assert waits and granted_since(session, highest) == ()
        decided(session, middle, {UPGRADE: "full"})
        assert [each.number for each in granted_since(session, highest)] == [middle.number]

    def test_another_founder_of_the_same_firm(self, session):
        first = straddling(session, 1)
        typed = counter.entries(2, entity=counter.firm(1))
        second = accept(session, counter.draft(session, typed))
        (since,) = granted_since(session, first)
        assert (since.number, since.amount_fen) == (second.number, None)
        (point,) = points_of(session, second)
        decided(session, second, {point.point: point.choices[0].reading})
        (since,) = granted_since(session, first)
        assert since.amount_fen
        assert decided(session, first, {(0, COUNTED): "at_founding"}).version.number == 2

    def test_a_person_of_the_roster_in_another_agencys_case(self, session):
        claim = claims.CLAIMS["placement_service_grant"]
        own = replace(claim, rows=(dict(claim.rows[0], own_staff="yes"),))
        first = claims.accepted(session, own)
        later = {"contract_start": "2025-10-01", "contract_end": "2026-09-30"}
        later |= {"insured_months": "2025-10—2025-12"}
        other = replace(claim, rows=(dict(claim.rows[0], **later),))
        second = claims.accepted(session, other, credit_code=ANOTHER)
        assert [(each.number, each.lines) for each in granted_since(session, first)] == [
            (second.number, (1,))
        ]

    def test_months_of_a_person_in_another_case(self, session):
        case = roster(session)
        row = interns.intern(FIRST, "2025-11", started_on="2025-11-01", name="李四")
        second = accept(session, interns.draft(session, row))
        (since,) = granted_since(session, case)
        assert (since.number, since.lines, since.months) == (second.number, (1,), ("2025-11",))
        half = decided(session, case, {(1, PARTIAL): "full"})
        done = decided(session, half, {(2, PARTIAL): "full"})
        kept = done.version.finding["granted_since"]
        assert [(each["version"], each["number"]) for each in kept] == [
            (2, second.number),
            (3, second.number),
        ]
