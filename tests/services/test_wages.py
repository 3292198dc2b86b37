"""The minimum wage of a district: proposed by its document, confirmed by a second person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.staff import Role
from hrdesk.services import amendments
from hrdesk.services.acceptance import accept
from hrdesk.services.amendment_list import change_lines
from hrdesk.services.asked_twice import propose_figure
from hrdesk.services.compared_case import side_by_side
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.parameter_values import places_of
from hrdesk.services.parameters import FigureState, Wanted, found_in, parameter_lines
from hrdesk.services.presenting import present
from tests.people import credit_code
from tests.services import counter, interns
from tests.services.second_person import SOURCE, confirmed_unseen, is_there, seen

PLACES = ["dongqu", "xiqu", "renhe", "miyi", "yanbian"]


def months_of(session, **changes):
    """The condition on the months of one intern, who claims two."""
    typed = interns.entries(interns.intern(counter.person(1), "2025-12—2026-01"), **changes)
    judged = judge_entries(session, interns.MEASURE, typed)
    (line,) = judged.finding.lines
    return judged.finding, next(check for check in line.checks if check.code == "months")


def listed(session, district="renhe"):
    """The lines of a district in the list of figures."""
    lines = found_in(parameter_lines(session), Wanted(interns.MINIMUM_WAGE))
    return [each for each in lines if each.place == district]


def end(session, place=-1):
    """End the change that was proposed at a place of the order, by two persons."""
    change = change_lines(session)[place].id
    amendments.propose_ending(session, change, SOURCE)
    confirmed_unseen(session)


def test_without_a_confirmed_wage_the_months_that_lack_it_are_named(session):
    finding, months = months_of(session)
    assert (finding.outcome, months.outcome) == ("incomplete", "missing")
    assert months.shown == "2025-12—2026-01 没有确认过的最低工资标准"
    interns.confirm(session, **{"from": "2026-01-01"})
    finding, months = months_of(session)
    assert months.outcome == "missing"
    assert months.shown == "2025-12 没有确认过的最低工资标准"


def test_a_confirmed_wage_is_used_in_its_district_from_its_day_on(session):
    interns.confirm(session)
    interns.confirm(session, **{"from": "2026-01-01"}, value="2330.00")
    finding, months = months_of(session)
    assert (finding.outcome, finding.amount) == ("eligible", Decimal("3544.00"))
    assert months.outcome == "met"
    assert months_of(session, district="miyi")[1].outcome == "missing"
    assert months_of(session, district="")[1].outcome == "missing"


def test_a_proposed_wage_decides_nothing(session):
    is_there(session)
    interns.propose(session)
    assert months_of(session)[1].outcome == "missing"
    states = [each.state for each in listed(session)]
    assert states == [FigureState.UNVERIFIED, FigureState.PROPOSED]
    confirmed_unseen(session)
    assert months_of(session)[0].amount == Decimal("3360.00")


def test_each_district_is_listed_and_without_a_figure_it_is_to_be_verified(session):
    assert [each.code for each in places_of(session, interns.MINIMUM_WAGE)] == PLACES
    lines = found_in(parameter_lines(session), Wanted(interns.MINIMUM_WAGE))
    assert [(each.place, each.value, each.state) for each in lines] == [
        (place, "", FigureState.UNVERIFIED) for place in PLACES
    ]
    interns.confirm(session)
    interns.confirm(session, **{"from": "2026-01-01"}, value="2330.00")
    old, new = listed(session)
    assert (old.value, old.until, new.value, new.until) == (
        "2,100.00",
        date(2025, 12, 31),
        "2,330.00",
        None,
    )
    assert [each.state for each in (old, new)] == [FigureState.LOCAL, FigureState.LOCAL]
    assert [each.counts for each in (old, new)] == [False, True]
    assert old.amendment is not None
    assert found_in(parameter_lines(session), Wanted("仁和区 2,100"))[0].place == "renhe"
    (part,) = change_lines(session)[0].parts
    assert "仁和区" in part.title
    assert (part.former, part.value) == ("2,100.00", "2,330.00")


def test_a_wrong_wage_is_ended_by_its_document_and_stays_on_record(session):
    interns.confirm(session, value="21000")
    end(session)
    assert months_of(session)[1].outcome == "missing"
    interns.confirm(session)
    assert [each.amount for each in interns.wages(session)] == [Decimal("2100.00")]
    assert months_of(session)[0].amount == Decimal("3360.00")
    assert len(change_lines(session)) == 3


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (dict.fromkeys(interns.WAGE, ""), dict.fromkeys(interns.WAGE, "amendments.required")),
        ({"amendment_from": "2022-02-30"}, {"amendment_from": "date.impossible"}),
        ({"amendment_value": "两千一"}, {"amendment_value": "money.form"}),
        ({"amendment_value": "0"}, {"amendment_value": "amendments.nothing"}),
        ({"amendment_from": "2026.1.1"}, {"amendment_from": "amendments.same_day"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(session, changes, found):
    interns.confirm(session, **{"from": "2026-01-01"})
    with pytest.raises(InvalidInput) as caught:
        propose_figure(session, interns.MINIMUM_WAGE, "renhe", interns.WAGE | changes)
    assert {problem.where: problem.key for problem in caught.value.problems} == found
    for problem in caught.value.problems:
        message = present(problem)
        assert all((message.where, message.problem, message.remedy))
    assert len(session.amendments()) == 1


def test_the_same_day_is_free_in_another_district(session):
    interns.confirm(session)
    interns.confirm(session, "miyi")
    assert interns.wages(session)[0].valid_from == interns.wages(session, "miyi")[0].valid_from


def test_only_an_administrator_proposes(session):
    session.staff = replace(session.staff, roles=frozenset(Role) - {Role.ADMINISTRATOR})
    with pytest.raises(Refused, match=r"rights\.role"):
        interns.propose(session)
    assert session.amendments() == ()


@pytest.mark.parametrize("place", ["", "chengdu"])
def test_a_wage_of_no_district_is_a_bug(session, place):
    with pytest.raises(ValueError, match="another place"):
        interns.propose(session, place)


def test_a_figure_of_everywhere_takes_no_place(session):
    with pytest.raises(ValueError, match="another place"):
        amendments.propose_value(session, "startup_grant.amount", interns.WAGE, "renhe")


@pytest.mark.parametrize(
    ("monthly", "is_far"),
    [("3150.00", False), ("3150.01", True), ("1050.00", False), ("1049.99", True)],
)
@pytest.mark.parametrize("district", ["renhe", "miyi"])
def test_a_figure_far_from_what_is_known_is_confirmed_once_more(session, monthly, is_far, district):
    """The newest of the district counts; a district without one is compared with the others."""
    interns.confirm(session, **{"from": "2018-01-01"}, value="1500")
    interns.confirm(session)
    changes = {"amendment_from": "2025-01-01", "amendment_value": monthly}
    typed = interns.WAGE | changes
    if is_far:
        with pytest.raises(Refused) as caught:
            propose_figure(session, interns.MINIMUM_WAGE, district, typed)
        assert caught.value.key == "figures.unlikely"
        problem = present(caught.value).problem
        assert all(text in problem for text in ("2,100.00", "仁和区", monthly[-6:]))
        assert len(session.amendments()) == 2
    propose_figure(session, interns.MINIMUM_WAGE, district, typed, is_sure=is_far)
    confirmed_unseen(session)
    assert interns.wages(session, district)[-1].amount == Decimal(monthly)


def test_an_ended_wage_is_compared_with_no_more(session):
    interns.confirm(session, value="21000")
    end(session)
    propose_figure(session, interns.MINIMUM_WAGE, "renhe", interns.WAGE)
    confirmed_unseen(session)
    assert len(interns.wages(session)) == 1


@pytest.mark.parametrize(
    ("day", "unlikely"),
    [
        ("1999-12-31", True),
        ("2000-01-01", False),
        ("2027-03-18", False),
        ("2027-03-19", True),
    ],
)
def test_a_day_that_is_hardly_meant_is_confirmed_once_more(session, day, unlikely):
    typed = interns.WAGE | {"amendment_from": day}
    if unlikely:
        with pytest.raises(Refused) as caught:
            propose_figure(session, interns.MINIMUM_WAGE, "renhe", typed)
        assert caught.value.key == "figures.unlikely_day"
        assert session.amendments() == ()
    propose_figure(session, interns.MINIMUM_WAGE, "renhe", typed, is_sure=unlikely)
    (change,) = session.amendments()
    assert change.content.values[0].valid_from.isoformat() == day


def test_a_rise_in_mid_year_is_seen_before_it_counts_in_its_district_alone(session):
    rows = (interns.intern(counter.person(1), "2025-12—2026-01"),)
    others = (interns.intern(counter.person(2), "2025-12—2026-01"),)
    code = credit_code(body="MA62ABCDY")
    elsewhere = interns.entries(*others, district="miyi", credit_code=code)
    interns.confirm(session)
    case = accept(session, interns.draft(session, *rows))
    draft = save_draft(session, start_draft(session, interns.MEASURE), elsewhere)
    lacking = accept(session, draft)
    interns.propose(session, **{"from": "2026-01-01"}, value="2330")
    preview = seen(session, session.amendments()[-1].id)
    assert (preview.judged, preview.unreadable) == (2, ())
    (changed,) = preview.changed
    assert changed.id == case.id
    assert (changed.before.amount, changed.after.amount) == (Decimal("3360.00"), Decimal("3544.00"))
    sides = side_by_side(session, preview.amendment, case.id)
    before, after = sides.before, sides.after
    assert (before.amount, after.amount) == (Decimal("3360.00"), Decimal("3544.00"))
    interns.propose(session, "miyi")
    preview = seen(session, session.amendments()[-1].id)
    (changed,) = preview.changed
    assert changed.id == lacking.id
    outcomes = (changed.before.outcome, changed.after.outcome)
    assert outcomes == (Outcome.INCOMPLETE, Outcome.ELIGIBLE)
