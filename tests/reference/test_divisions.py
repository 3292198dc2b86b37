"""Offices that set-up offers, and the place that an identity number tells."""

import pytest

from hrdesk.domain.office import OfficeLevel
from hrdesk.reference.divisions import committees, is_local_code, offices, region_hint


def test_the_city_its_counties_and_townships():
    counted = {level: sum(o.level is level for o in offices()) for level in OfficeLevel}
    assert counted == {
        OfficeLevel.CITY: 1,
        OfficeLevel.COUNTY: 5,
        OfficeLevel.TOWNSHIP: 49,
        OfficeLevel.COMMITTEE: 0,
    }


def test_codes_are_national_and_belong_together():
    codes = [office.code for office in offices()]
    assert len(set(codes)) == len(codes)
    counties = {office.code for office in offices() if office.level is OfficeLevel.COUNTY}
    for office in offices():
        assert office.code.isdigit()
        assert len(office.code) == (9 if office.level is OfficeLevel.TOWNSHIP else 6)
        assert office.level is not OfficeLevel.TOWNSHIP or office.county_code in counties


def test_names_are_those_of_the_table():
    names = {office.code: office.name for office in offices()}
    assert names["510411"] == "仁和区"
    assert names["510422211"] == "格萨拉彝族乡"


def test_committees_have_local_codes_and_are_told_apart_from_every_county():
    assert committees()
    for committee in committees():
        assert committee.level is OfficeLevel.COMMITTEE
        assert is_local_code(committee.code)
    everyone = [office.code for office in (*offices(), *committees())]
    assert len(set(everyone)) == len(everyone)


@pytest.mark.parametrize("code", ["5104A1", "51041A", "5104ZZ", "5104A0"])
def test_local_codes(code):
    assert is_local_code(code)


@pytest.mark.parametrize(
    "code", ["510411", "510499", "5104a1", "5104A", "5104A11", "5103A1", "5104 A", ""]
)
def test_what_could_be_a_national_code_is_no_local_one(code):
    assert not is_local_code(code)


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("510400", "攀枝花市"),
        ("510402", "攀枝花市东区"),
        ("510422", "攀枝花市盐边县"),
        ("510403100", "攀枝花市西区"),
        ("110105", None),
        ("810000", None),
        ("", None),
    ],
)
def test_region_hint(code, place):
    assert region_hint(code) == place
