"""Dates and periods as the Civil Code counts them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.dates import (
    Month,
    Period,
    add_months,
    anniversary,
    parse_date,
    within_years,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-10", date(2024, 5, 10)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("0000-01-01", None),
        ("20240510", None),
        ("2024-W01-1", None),
        ("2024-5-10", None),
        (" 2024-05-10", None),
        ("２０２４-05-10", None),
        ("", None),
    ],
)
def test_parse_date(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("day", "years", "found"),
    [
        (date(2019, 6, 30), 5, date(2024, 6, 30)),
        (date(2020, 2, 29), 5, date(2025, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2024, 5, 10), 0, date(2024, 5, 10)),
        (date(9999, 1, 1), 5, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_anniversary(day, years, found):
    assert anniversary(day, years) == found


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_add_months(day, months, found):
    assert add_months(day, months) == found


@pytest.mark.parametrize(
    ("day", "within"),
    [
        (date(2019, 6, 29), False),
        (date(2019, 6, 30), True),
        (date(2024, 6, 29), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_within_five_years_counts_both_ends(day, within):
    assert within_years(day, date(2019, 6, 30), 5) == within


@given(st.dates(), st.dates(), st.integers(0, 100))
def test_no_date_that_can_be_written_ends_a_count(day, base, years):
    within_years(day, base, years)
    assert anniversary(base, years) >= base


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 1000))
def test_months_add_up(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-05", Month(2024, 5)),
        ("2024-12", Month(2024, 12)),
        ("2024-00", None),
        ("2024-13", None),
        ("0000-01", None),
        ("2024-5", None),
        ("2024-05-01", None),
    ],
)
def test_parse_month(text, month):
    assert Month.parse(text) == month


@given(st.dates())
def test_a_day_lies_in_its_month(day):
    month = Month(day.year, day.month)
    assert month.first_day <= day <= month.last_day
    assert Month.parse(str(month)) == month
    assert month.last_day == date.max or (month.last_day + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2021, 10, 23), False),
        (date(2021, 10, 24), True),
        (date(2026, 10, 23), True),
        (date(2026, 10, 24), False),
    ],
)
def test_a_period_holds_both_its_ends(day, inside):
    assert (day in Period(date(2021, 10, 24), date(2026, 10, 23))) == inside


def test_an_open_period_has_no_last_day():
    assert date.max in Period(date(2021, 10, 24))
    assert date(2021, 10, 23) not in Period(date(2021, 10, 24))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 5), (5, 9), True),
        ((1, 4), (5, 9), False),
        ((1, None), (9, None), True),
        ((1, None), (9, 10), True),
        ((7, 3), (1, 9), False),
        ((7, 3), (7, None), False),
    ],
)
def test_periods_overlap_where_they_share_a_day(one, other, shared):
    """One that ends before it begins shares none."""
    made = [
        Period(date(2026, 1, first), None if last is None else date(2026, 1, last))
        for first, last in (one, other)
    ]
    assert made[0].overlaps(made[1]) is shared
    assert made[1].overlaps(made[0]) is shared
