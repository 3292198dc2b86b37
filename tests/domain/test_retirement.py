"""The month of retirement against the table of 480 birth months.

`retirement_months.csv` lists what the decision of the Standing Committee of 2024-09-13 (in
force 2025-01-01) gives: kind, birth month, delay, age, month of retirement.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from hrdesk.domain.dates import Month
from hrdesk.domain.retirement import RetirementLaw, retirement_month
from tests.shipped import book

with (Path(__file__).parent / "retirement_months.csv").open(encoding="utf-8") as _table:
    ROWS = list(csv.DictReader(_table))
KINDS = ("M", "F55", "F50")
MEASURE = "social_insurance_subsidy"


def law(kind: str, day: date) -> RetirementLaw:
    """The law of a day by the figures of the shipped pack."""
    ages, intervals, delays = (
        book().parameter(f"{MEASURE}.{name}", day)
        for name in ("retirement_ages", "retirement_intervals", "retirement_delays")
    )
    return RetirementLaw(
        ages.value[kind], Month.of(delays.valid_from), intervals.value[kind], delays.value[kind]
    )


def test_the_table_is_whole():
    assert len(ROWS) == 480
    assert {row["kind"] for row in ROWS} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_the_table(kind):
    now = law(kind, date(2025, 1, 1))
    for row in (row for row in ROWS if row["kind"] == kind):
        birth = Month.parse(row["birth_ym"])
        retires = retirement_month(birth, now)
        assert str(retires) == row["retire_ym"]
        lived = retires.count - birth.count
        assert divmod(lived, 12) == (int(row["age_years"]), int(row["age_months"]))
        assert lived - 12 * now.age == int(row["delay_months"])


@pytest.mark.parametrize(("kind", "age"), [("M", 60), ("F55", 55), ("F50", 50)])
def test_before_the_decision_nobody_is_delayed(kind, age):
    then = law(kind, date(2024, 12, 31))
    for row in (row for row in ROWS if row["kind"] == kind):
        birth = Month.parse(row["birth_ym"])
        assert retirement_month(birth, then) == birth.later(12 * age)


@pytest.mark.parametrize(
    ("birth", "kind", "retires"),
    [
        ("1971-04", "F55", "2026-08"),
        ("1995-12", "F50", "2050-12"),
        ("1995-12", "M", "2058-12"),
        ("2000-12", "F55", "2058-12"),
        ("2000-12", "M", "2063-12"),
        ("1965-12", "M", "2026-03"),
        ("1965-01", "M", "2025-02"),
        ("1963-12", "M", "2023-12"),
        ("1964-02", "M", "2024-02"),
        ("1963-04", "F55", "2018-04"),
    ],
)
def test_public_examples(birth, kind, retires):
    assert str(retirement_month(Month.parse(birth), law(kind, date(2025, 1, 1)))) == retires
