"""Offices, staff, clock and faults: the small values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hrdesk.domain.clock import CHINA_TIME, FixedClock, MachineClock, today
from hrdesk.domain.errors import Damaged, Fault, InvalidInput, Problem, Tampered
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.domain.staff import Role, StaffMember


@pytest.mark.parametrize(
    ("code", "county"), [("510411", "510411"), ("510411100", "510411"), ("5104A1", "5104A1")]
)
def test_case_numbers_begin_with_six_characters_of_the_office(code, county):
    assert Office(code, "某局", OfficeLevel.COUNTY).county_code == county


def test_a_person_may_only_what_he_holds_and_only_while_active():
    person = StaffMember("id", "li", "李经办", frozenset({Role.CLERK}), b"")
    assert person.may(Role.CLERK)
    assert not person.may(Role.APPROVER)
    gone = StaffMember("id", "li", "李经办", frozenset({Role.CLERK}), b"", active=False)
    assert not gone.may(Role.CLERK)


def test_the_day_is_the_day_in_china():
    late = datetime(2026, 10, 23, 16, 0, tzinfo=UTC).astimezone(CHINA_TIME)
    assert today(FixedClock(late)) == date(2026, 10, 24)
    before = late - timedelta(seconds=1)
    assert today(FixedClock(before)) == date(2026, 10, 23)


def test_the_machines_clock_is_aware_and_runs_forward():
    clock = MachineClock()
    assert clock.now().utcoffset() == timedelta(hours=8)
    first = clock.running()
    assert clock.running() >= first


def test_faults_carry_texts_and_no_sentences():
    fault = InvalidInput("pack.invalid", (Problem("a.b", "x"),), n=3)
    assert (fault.key, fault.values, str(fault)) == ("pack.invalid", {"n": "3"}, "pack.invalid")
    assert fault.problems == (Problem("a.b", "x"),)
    assert issubclass(Tampered, Damaged)
    assert issubclass(Damaged, Fault)
    with pytest.raises(TypeError):
        fault.values["n"] = "4"
