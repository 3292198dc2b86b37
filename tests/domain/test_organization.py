"""What the register says of a day: covered, not covered, or not known."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.dates import Period
from hrdesk.domain.organization import (
    AgencyKind,
    BaseLevel,
    Entry,
    Licence,
    LicenceKind,
    Matter,
    NoOther,
    Organization,
    OrganizationDetails,
    ParkRecognition,
    Recognition,
    RegisterRow,
    Withdrawal,
    agency_facts,
    base_level_on,
    holds_on,
)
from hrdesk.rules.application import read_application

FIRST, LAST = date(2022, 1, 1), date(2027, 6, 30)
DAY = timedelta(days=1)
SEEN = date(2026, 3, 18)


def entry(sequence):
    return Entry(sequence, datetime(2026, 3, 18, 9, 30, tzinfo=CHINA_TIME), "柳测试")


def licence(first=FIRST, last=LAST, kind=LicenceKind.LICENCE):
    return Licence(kind, "5104110001", Period(first, last), "仁和区人社局", SEEN)


def no_other(day, matter=Matter.LICENCE):
    return NoOther(matter, day, "许可台账")


def organization(*facts, kind=AgencyKind.COMMERCIAL, withdrawn=()):
    """An organization whose facts were entered in this order; `withdrawn`: place and sequence."""
    gone = dict(withdrawn)
    rows = tuple(
        RegisterRow(
            str(n), fact, entry(n), Withdrawal("登记有误", entry(gone[n])) if n in gone else None
        )
        for n, fact in enumerate(facts)
    )
    return Organization("1", "9", 1, OrganizationDetails("攀枝花索玛", kind), rows=rows)


def licensed(day, *facts, **options):
    return holds_on(organization(*facts, **options), Matter.LICENCE, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FIRST - DAY, None),
        (FIRST, True),
        (FIRST + DAY, True),
        (LAST - DAY, True),
        (LAST, True),
        (LAST + DAY, None),
    ],
)
def test_both_ends_of_a_licence_count(day, expected):
    assert licensed(day, licence()) is expected
    assert licensed(day, licence(kind=LicenceKind.FILING)) is expected


@pytest.mark.parametrize(("day", "expected"), [(FIRST - DAY, False), (LAST + DAY, False)])
def test_beside_its_ends_it_is_no_once_confirmed(day, expected):
    assert licensed(day, licence(), no_other(LAST + DAY)) is expected


def test_an_open_ended_licence_covers_every_later_day():
    assert licensed(FIRST - DAY, licence(last=None)) is None
    assert licensed(date.max, licence(last=None)) is True


def test_nothing_in_the_register_is_unknown_even_when_confirmed():
    assert licensed(SEEN) is None
    assert licensed(SEEN, no_other(SEEN)) is None


def test_a_gap_between_licences_is_unknown_until_confirmed():
    before, after = licence(last=date(2023, 12, 31)), licence(first=date(2024, 3, 1))
    gap = date(2024, 1, 15)
    assert licensed(gap, before, after) is None
    assert licensed(gap, before, after, no_other(SEEN)) is False
    assert licensed(date(2023, 12, 31), before, after, no_other(SEEN)) is True
    assert licensed(date(2024, 3, 1), before, after, no_other(SEEN)) is True


def test_of_overlapping_rows_one_is_enough():
    long, short = licence(), licence(date(2024, 1, 1), date(2024, 12, 31), LicenceKind.FILING)
    assert licensed(date(2024, 6, 1), long, short) is True
    assert licensed(date(2026, 6, 1), short, long) is True


def test_a_filing_fills_the_gap_that_a_licence_leaves():
    expired = licence(last=date(2023, 12, 31))
    filing = licence(date(2023, 6, 1), None, LicenceKind.FILING)
    assert licensed(SEEN, expired, filing, no_other(SEEN)) is True


class TestConfirmation:
    """A confirmation speaks of days up to its own, and of the register as it stood."""

    def test_it_says_nothing_of_later_days(self):
        facts = (licence(last=date(2023, 12, 31)), no_other(SEEN))
        assert licensed(SEEN, *facts) is False
        assert licensed(SEEN + DAY, *facts) is None

    def test_of_another_matter_it_says_nothing(self):
        expired = licence(last=date(2023, 12, 31))
        assert licensed(SEEN, expired, no_other(SEEN, Matter.PARK)) is None

    def test_a_row_that_had_begun_by_then_disproves_it(self):
        facts = (licence(last=date(2023, 12, 31)), no_other(SEEN))
        found = licence(date(2024, 1, 1), date(2024, 12, 31))
        assert licensed(SEEN, *facts, found) is None
        assert licensed(SEEN, *facts, found, no_other(SEEN)) is False

    def test_a_later_renewal_does_not(self):
        facts = (licence(last=date(2023, 12, 31)), no_other(SEEN))
        assert licensed(SEEN, *facts, licence(SEEN + DAY, None)) is False
        assert licensed(SEEN, *facts, licence(SEEN - DAY, SEEN - DAY)) is None

    def test_a_row_withdrawn_afterwards_disproves_it(self):
        facts = (licence(last=date(2023, 12, 31)), licence(last=LAST), no_other(LAST + DAY))
        assert licensed(LAST + DAY, *facts) is False
        assert licensed(LAST + DAY, *facts, withdrawn={1: 9}) is None
        assert licensed(LAST + DAY, *facts, withdrawn={1: 1.5}) is False

    def test_withdrawn_it_says_nothing(self):
        facts = (licence(last=date(2023, 12, 31)), no_other(SEEN))
        assert licensed(SEEN, *facts, withdrawn={1: 9}) is None


def test_a_withdrawn_licence_covers_nothing_and_is_none_that_is_held():
    assert licensed(SEEN, licence(), withdrawn={0: 1}) is None
    assert licensed(SEEN, licence(), no_other(SEEN), withdrawn={0: 0.5}) is None


def test_a_park_is_recognised_by_its_own_rows_alone():
    park = organization(
        ParkRecognition(Period(FIRST, LAST), "人社部函〔2021〕1号"), licence(), kind=AgencyKind.PARK
    )
    assert holds_on(park, Matter.PARK, LAST) is True
    assert holds_on(park, Matter.PARK, LAST + DAY) is None
    assert holds_on(organization(licence()), Matter.PARK, FIRST) is None


def base(level, first, last=None):
    return Recognition(level, Period(first, last), "攀人社函〔2023〕7号")


def test_the_facts_are_those_of_the_contract():
    rows = (
        base(BaseLevel.PROVINCE, date(2024, 7, 1)),
        base(BaseLevel.ORDINARY, date(2022, 7, 1), date(2024, 6, 30)),
        licence(),
    )
    facts = agency_facts(organization(*rows), SEEN)
    assert facts == {
        "agency_kind": "commercial",
        "licensed": True,
        "recognitions": [
            {"level": "ordinary", "from": "2022-07-01", "to": "2024-06-30"},
            {"level": "province", "from": "2024-07-01"},
        ],
    }


def test_what_is_unknown_is_absent_and_never_no():
    for kind in AgencyKind:
        assert agency_facts(organization(kind=kind), SEEN) == {"agency_kind": kind.value}
    withdrawn = organization(base(BaseLevel.NATIONAL, FIRST), withdrawn={0: 1})
    assert "recognitions" not in agency_facts(withdrawn, SEEN)


def test_the_rules_take_these_facts():
    facts = agency_facts(organization(licence(last=FIRST), no_other(SEEN)), SEEN)
    assert facts["licensed"] is False
    case = {"measure": "startup_grant", "on": SEEN.isoformat(), "applicant": "1", "facts": facts}
    assert read_application(case).facts["licensed"] is False


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2022, 6, 30), None),
        (date(2022, 7, 1), BaseLevel.ORDINARY),
        (date(2024, 6, 30), BaseLevel.PROVINCE),
        (date(2024, 7, 1), BaseLevel.PROVINCE),
    ],
)
def test_the_highest_level_of_a_day_counts(day, level):
    rows = (
        base(BaseLevel.PROVINCE, date(2024, 6, 30)),
        base(BaseLevel.ORDINARY, date(2022, 7, 1), date(2024, 6, 30)),
    )
    assert base_level_on(organization(*rows), day) is level


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
licences = st.builds(
    lambda first, days: licence(first, first + timedelta(days)), days, st.integers(0, 900)
)


@given(st.lists(licences, max_size=6), days, days)
def test_no_needs_a_row_and_a_confirmation_and_yes_a_row_that_covers(rows, day, confirmed):
    covered = any(day in row.period for row in rows)
    assert licensed(day, *rows) is (True if covered else None)
    expected = True if covered else (False if rows and confirmed >= day else None)
    assert licensed(day, *rows, no_other(confirmed)) is expected
