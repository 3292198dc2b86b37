"""What a person and an organization have enjoyed, by rights and frozen findings."""

import pytest

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import Limit, MarkKind
from hrdesk.domain.errors import Refused
from hrdesk.services import enjoyment
from hrdesk.services.enjoyment import OrganizationHistory, PersonHistory
from tests.people import credit_code, former_number, identity_number
from tests.services import enjoyed
from tests.services.enjoyed import AT_MARGIN, FIRMS, WORKER, claim, several_employers
from tests.services.insured import HARDSHIP

KINDS = MarkKind


@pytest.fixture
def cases(session):
    return several_employers(session)


def of(session, number=WORKER):
    history = enjoyment.history_of(session, number)
    assert isinstance(history, PersonHistory)
    return history


def test_each_month_says_what_it_was_and_why(session, cases):
    (time,) = of(session).times
    assert time.cost == "social_insurance"
    assert dict(time.employers) == FIRMS
    found = {str(month): [mark.kind for mark in marks] for month, marks in time.marks.items()}
    assert found == {
        "2025-01": [KINDS.ELIGIBLE],
        "2025-02": [KINDS.ELIGIBLE],
        "2025-04": [KINDS.ELIGIBLE],
        "2025-05": [KINDS.ELIGIBLE],
        "2025-03": [KINDS.DROPPED],
        "2025-06": [KINDS.ELIGIBLE, KINDS.DROPPED],
        **{f"2025-{n:02d}": [KINDS.ELIGIBLE] for n in range(7, 11)},
        "2025-11": [KINDS.OFFICER],
        "2025-12": [KINDS.OFFICER],
        "2026-01": [KINDS.DROPPED],
    }
    reason = {str(month): marks[-1].reason for month, marks in time.marks.items()}
    assert reason["2025-01"] == ""
    assert reason["2025-03"] == "没有按时足额缴纳"
    assert reason["2025-06"] == "已经补贴过"
    assert "任务" in reason["2025-11"]
    assert "许可" in reason["2026-01"]


def test_what_is_left_counts_here_and_elsewhere_by_the_newest_line(session, cases):
    (standing,) = of(session).standings
    assert (standing.here, standing.elsewhere, standing.quota, standing.left) == (11, 5, 36, 20)
    assert standing.first == Month(2024, 5)
    (way,) = standing.ways
    assert way.limit is Limit.QUOTA
    claim(session, 0, "2026-02", used_months="9")
    (standing,) = of(session).standings
    assert (standing.here, standing.elsewhere, standing.left) == (12, 9, 15)


def test_months_and_sums_by_employer_and_case(session, cases):
    grants = {grant.origin.number: grant for grant in of(session).grants}
    assert list(grants) == [case.number for case in cases[:3]]
    first, _second, third = grants.values()
    assert [str(month) for month in first.months] == [f"2025-{n:02d}" for n in (1, 2, 4, 5, 6)]
    assert (first.fen, first.open) == (5 * 106_460, 0)
    assert (third.fen, third.open) == (0, 2)


def test_a_right_that_is_held_stands_with_its_case(session, cases):
    (right,) = of(session).rights
    assert right.origin.number == cases[-1].number
    assert right.amount_fen == 1_000_000


@pytest.mark.parametrize(
    ("first", "limit"),
    [("2022-06", Limit.QUOTA), ("2022-07", Limit.EITHER), ("2022-08", Limit.RETIREMENT)],
)
def test_exactly_sixty_months_before_retirement_are_two_readings(session, first, limit):
    claim(session, 0, "2025-01", AT_MARGIN, first_month=first, used_months="3")
    (standing,) = of(session, AT_MARGIN).standings
    (way,) = standing.ways
    assert way.limit is limit
    assert way.then == Month(2027, 7)
    assert way.ends == Month(2028, 3)


def test_a_person_is_found_by_any_spelling_and_in_a_case(session, cases):
    spelled = former_number(enjoyed.date(1990, 3, 7), 221)
    assert of(session, spelled) == of(session) == of(session, f" {WORKER.lower()} ")
    assert enjoyment.history_in_case(session, cases[0].id, 1) == of(session)
    assert enjoyment.history_in_case(session, cases[-1].id, 0) == of(session)
    (place,) = enjoyment.people_in_case(session, cases[0].id)
    assert (place.line, place.masked) == (1, of(session).masked)
    assert enjoyment.people_in_case(session, cases[-1].id) == ()


def test_no_plain_number_is_in_what_the_page_gets(session, cases):
    assert WORKER not in repr(of(session))
    assert WORKER not in repr(enjoyment.people_in_case(session, cases[0].id))
    assert WORKER not in repr(enjoyment.history_of(session, next(iter(FIRMS))))


def test_an_organization_shows_years_people_and_sums(session, cases):
    code = next(iter(FIRMS))
    history = enjoyment.history_in_case(session, cases[0].id, 0)
    assert history == enjoyment.history_of(session, code.lower())
    assert isinstance(history, OrganizationHistory)
    assert history.names == (FIRMS[code],)
    (year,) = history.years
    assert (year.measure, year.year, year.people, year.months) == (HARDSHIP, 2025, 1, 5)
    assert (year.fen, year.open) == (5 * 106_460, 0)
    claim(session, 0, "2025-01、2026-02", identity_number(sequence=345))
    years = enjoyment.history_of(session, code).years
    assert [(each.year, each.people, each.months) for each in years] == [(2025, 2, 6), (2026, 1, 1)]


def test_a_right_of_a_person_counts_with_the_organization_that_it_was_for(session, cases):
    history = enjoyment.history_of(session, cases[-1].version.entries["entity"])
    (held,) = history.people
    assert (held.people, held.fen, held.origin.number) == (1, 1_000_000, cases[-1].number)
    assert history.own == ()


@pytest.mark.parametrize("number", [identity_number(sequence=999), credit_code(body="MA6299999")])
def test_who_is_not_known_has_an_empty_history(session, number):
    history = enjoyment.history_of(session, number)
    assert history.names == ()


@pytest.mark.parametrize("number", ["", "罗㛃", "510402199003072210"])
def test_what_is_no_number_is_refused(session, number):
    with pytest.raises(Refused, match=r"enjoyment\.number"):
        enjoyment.history_of(session, number)
