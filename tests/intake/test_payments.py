"""What an employer paid, typed once for a stretch of months, becomes the facts of each month."""

from datetime import date

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.rosters import read_row, row_facts
from tests.shipped import policy

ROSTER = policy().forms["social_insurance_subsidy"].rosters["people"]


def months(**entries):
    typed = {
        "months": "2024-01—2024-03",
        "pension": "721.76",
        "medical": "315.77",
        "unemployment": "27.07",
        "all_on_time": "yes",
    } | entries
    return row_facts(ROSTER, read_row(ROSTER, RosterRow("1", typed), date(2025, 1, 10)))["months"]


def test_each_month_gets_the_amounts_of_the_row():
    shares = {"pension": "721.76", "medical": "315.77", "unemployment": "27.07"}
    assert months() == [
        {"month": f"2024-0{n}", **shares, "on_time_in_full": True} for n in (1, 2, 3)
    ]


def test_late_months_are_marked_and_the_others_are_not():
    flags = [month["on_time_in_full"] for month in months(all_on_time="no", late_months="2024-02")]
    assert flags == [True, False, True]


def test_what_nobody_has_checked_or_typed_stays_unknown():
    for entries in ({"all_on_time": ""}, {"all_on_time": "no"}):
        assert all("on_time_in_full" not in month for month in months(**entries))
    assert all("medical" not in month for month in months(medical=""))
