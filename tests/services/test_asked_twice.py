"""What is hardly meant is asked for once more, and proposed by whoever is sure."""

from datetime import date
from decimal import Decimal

import pytest

from hrdesk.domain.doubt import is_tenfold
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import grouped
from hrdesk.services.amendments import propose_ending, propose_value
from hrdesk.services.asked_twice import (
    UNLIKELY,
    propose_figure,
    propose_ruling_twice,
    propose_term_twice,
)
from hrdesk.services.law_export import export_law
from hrdesk.services.presenting import present
from hrdesk.services.take_over import DOUBTFUL, take_over
from tests.services import interns, lawful
from tests.services.second_person import SOURCE, beside, confirmed_unseen, is_there

AMOUNT, GRADES = lawful.AMOUNT, lawful.GRADES


@pytest.mark.parametrize(
    ("value", "known", "far"),
    [
        ("100000.00", "10000.00", True),
        ("99999.99", "10000.00", False),
        ("1000.00", "10000.00", True),
        ("1000.01", "10000.00", False),
        (150, 15, True),
        (0, 15, True),
        (15, 0, False),
        ({"3A": "1.00", "4A": "50.00"}, {"3A": "1.00", "4A": "5.00"}, True),
        ({"3A": "1.00", "new": "50.00"}, {"3A": "1.00", "4A": "5.00"}, False),
        (("student",), ("student", "other"), False),
    ],
)
def test_ten_times_or_a_tenth_is_far(value, known, far):
    assert is_tenfold(value, known) is far


@pytest.mark.parametrize(("amount", "far"), [("100000", True), ("12000", False), ("1000", True)])
def test_any_figure_that_is_ten_times_the_one_before_is_asked_for_once_more(session, amount, far):
    typed = lawful.TYPED | {"amendment_value": amount}
    if far:
        with pytest.raises(Refused) as caught:
            propose_figure(session, AMOUNT, "", typed)
        assert caught.value.key in UNLIKELY
        said = present(caught.value)
        assert "10,000.00" in said.problem
        assert said.where == session.policy.book.titles[AMOUNT]
        assert session.amendments() == ()
    propose_figure(session, AMOUNT, "", typed, is_sure=far)
    assert len(session.amendments()) == 1


def test_a_figure_is_held_against_the_one_that_it_follows(session):
    is_there(session)
    later = lawful.TYPED | {"amendment_from": "2027-01-01", "amendment_value": "90000"}
    propose_figure(session, AMOUNT, "", later)
    confirmed_unseen(session)
    first = lawful.TYPED | {"amendment_value": "12000"}
    propose_figure(session, AMOUNT, "", first)
    after = lawful.TYPED | {"amendment_from": "2027-02-01", "amendment_value": "9000"}
    with pytest.raises(Refused):
        propose_figure(session, AMOUNT, "", after)


def test_one_number_of_a_table_is_enough(session):
    grades = {"amendment_value.3A": "30000", "amendment_value.4A": "40000"}
    with pytest.raises(Refused) as caught:
        propose_figure(
            session, GRADES, "", {**lawful.TYPED, **grades, "amendment_value.5A": "5000000"}
        )
    assert caught.value.key == "figures.tenfold"


@pytest.mark.parametrize(("day", "far"), [("2031-10-23", False), ("2031-10-24", True)])
def test_an_extension_by_more_years_than_a_document_has_is_asked_for_once_more(session, day, far):
    typed = {**SOURCE, "amendment_until": day, "amendment_last_day": day}
    if far:
        with pytest.raises(Refused) as caught:
            propose_term_twice(session, typed)
        assert caught.value.key in UNLIKELY
        assert day in present(caught.value).problem
    propose_term_twice(session, typed, is_sure=far)
    assert session.amendments()[-1].content.last_day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("begins", "until", "far"),
    [
        ("2021-10-24", "", False),
        ("2021-10-23", "", True),
        ("2031-10-23", "2031-10-23", False),
        ("2062-01-01", "", True),
        ("2026-01-01", "2062-12-31", True),
    ],
)
def test_a_ruling_outside_its_document_s_years_is_asked_for_once_more(session, begins, until, far):
    days = {"amendment_from": begins, "amendment_until": until}
    typed = {**SOURCE, **days, "amendment_reading": "at_founding"}
    is_there(session)
    with beside(session) as supervisor:
        if far:
            with pytest.raises(Refused) as caught:
                propose_ruling_twice(supervisor, lawful.QUESTION, typed)
            assert caught.value.key in UNLIKELY
            assert supervisor.amendments() == ()
        propose_ruling_twice(supervisor, lawful.QUESTION, typed, is_sure=far)
    assert len(session.amendments()) == 1


def test_none_of_these_questions_hangs_on_the_clock(session, clock):
    is_there(session)
    clock.moment = clock.moment.replace(year=2046)
    propose_term_twice(session, {**SOURCE, "amendment_last_day": "2027-10-23"})
    with beside(session) as supervisor:
        ruling = {"amendment_from": "2026-01-01", "amendment_reading": "at_founding"}
        propose_ruling_twice(supervisor, lawful.QUESTION, {**SOURCE, **ruling})
    assert len(session.amendments()) == 2


def test_what_another_office_has_is_asked_for_too(session, folder, tmp_path):
    is_there(session)
    propose_value(session, AMOUNT, lawful.TYPED | {"amendment_value": "100000"})
    confirmed_unseen(session)
    path = export_law(session, tmp_path, lawful.PROGRAM).path
    propose_ending_of_all(session)
    brought = lawful.read(session, path)
    (each,) = brought.changes
    assert each.is_doubtful
    with pytest.raises(Refused) as caught:
        take_over(session, brought, {each.id})
    assert caught.value.key == DOUBTFUL
    said = present(caught.value).problem
    assert "100,000.00" in said
    assert "10,000.00" in said
    before = len(session.amendments())
    assert take_over(session, brought, {each.id}, is_sure=True) == 1
    assert len(session.amendments()) == before + 1


def propose_ending_of_all(session):
    """Annul what was changed here, so that the office stands as another one does."""
    for change in session.amendments():
        propose_ending(session, change.id, SOURCE)
        confirmed_unseen(session)


@pytest.mark.parametrize(("monthly", "far"), [("3150.01", True), ("3150.00", False)])
@pytest.mark.parametrize("place", ["renhe", "miyi"])
def test_a_brought_wage_is_doubted_by_the_rule_of_the_desk(session, tmp_path, monthly, far, place):
    """Against the newest of its place, of a place without one against any other; see test_wages."""
    interns.confirm(session, value=monthly)
    path = export_law(session, tmp_path, lawful.PROGRAM).path
    propose_ending_of_all(session)
    interns.confirm(session, place, **{"from": "2024-01-01"}, value="2100")
    brought = lawful.read(session, path)
    (each,) = [one for one in brought.changes if one.value.startswith(grouped(Decimal(monthly)))]
    assert each.is_doubtful is far
    if far:
        with pytest.raises(Refused) as caught:
            take_over(session, brought, {each.id})
        assert "2,100.00" in present(caught.value).problem
