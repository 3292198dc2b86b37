"""What an employer paid, typed once and other in some months, becomes the facts of each month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.monthly import PAYMENT_SHARES, month_key, monthly_of, months_apart
from hrdesk.intake.rosters import column_for_fact, normalised_row, read_row, row_facts
from tests.people import identity_number
from tests.shipped import policy

ROSTER = policy().forms["social_insurance_subsidy"].rosters["people"]
TODAY = date(2025, 1, 10)
TYPED = {
    "months": "2024-01—2024-03",
    "pension": "721.76",
    "medical": "315.77",
    "unemployment": "27.07",
    "on_time": "yes",
}
SHARES = {"pension": "721.76", "medical": "315.77", "unemployment": "27.07"}


def read(**entries):
    typed = {key: text for key, text in (TYPED | entries).items() if text}
    return read_row(ROSTER, RosterRow("1", typed), TODAY)


def months(**entries):
    return row_facts(ROSTER, read(**entries))["months"]


def test_each_month_gets_the_amounts_of_the_row():
    assert months() == [
        {"month": f"2024-0{n}", **SHARES, "on_time_in_full": True} for n in (1, 2, 3)
    ]


def test_a_month_with_a_text_of_its_own_gets_that_one():
    found = months(**{"pension@2024-02": "750", "on_time@2024-03": "no"})
    assert [each["pension"] for each in found] == ["721.76", "750.00", "721.76"]
    assert [each["on_time_in_full"] for each in found] == [True, True, False]
    assert months_apart(monthly_of(ROSTER), TYPED | {"pension@2024-02": "750"}, "pension") == 1


def test_one_late_month_says_nothing_of_the_others():
    found = months(on_time="", **{"on_time@2024-02": "no"})
    assert [each.get("on_time_in_full") for each in found] == [None, False, None]


def test_what_nobody_has_checked_or_typed_stays_unknown():
    assert all("on_time_in_full" not in month for month in months(on_time=""))
    assert all("medical" not in month for month in months(medical=""))


def test_a_month_that_the_row_does_not_list_is_not_read():
    kept = read(**{"pension@2024-07": "kein Betrag"})
    assert kept.judged
    assert months(**{"pension@2024-07": "750"}) == months()


def test_an_error_stands_at_its_month_and_the_others_keep_theirs():
    kept = read(**{"pension@2024-02": "72l.76", "medical@2024-03": "1"})
    assert list(kept.problems) == ["pension@2024-02"]
    assert not kept.judged
    assert kept.values["medical@2024-03"] == 1


def test_a_version_keeps_each_month_in_its_one_spelling():
    kept = read(**{"pension@2024-02": " 1,750元 "})
    row = normalised_row(RosterRow("1", {}), kept)
    assert row.entries["pension@2024-02"] == "1750.00"
    assert read_row(ROSTER, row, TODAY).values == kept.values


@pytest.mark.parametrize(
    ("entries", "cell"),
    [
        ({"pension": ""}, "pension"),
        ({"pension": "", "pension@2024-01": "750"}, "pension@2024-02"),
    ],
)
def test_an_unknown_share_leads_to_the_cell_that_gives_it(entries, cell):
    assert column_for_fact(ROSTER, read(**entries), "months[1].pension") == cell


def test_a_man_has_one_kind_of_retirement_and_a_woman_is_asked():
    man, woman = (identity_number(sequence=n) for n in (11, 12))
    assert row_facts(ROSTER, read(identity=man))["retirement_kind"] == "M"
    assert "retirement_kind" not in row_facts(ROSTER, read(identity=woman))
    assert row_facts(ROSTER, read(identity=woman, retirement_kind="F50"))["retirement_kind"] == (
        "F50"
    )


@pytest.mark.parametrize(
    ("sequence", "kind", "hinted"), [(11, "F50", True), (12, "M", True), (12, "F55", False)]
)
def test_a_kind_of_the_other_sex_is_said_at_its_cell(sequence, kind, hinted):
    kept = read(identity=identity_number(sequence=sequence), retirement_kind=kind)
    assert bool(kept.hints.get("retirement_kind")) is hinted
    assert kept.judged


AMOUNT = st.integers(0, 10_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
BY_MONTH = st.dictionaries(
    st.integers(0, 40).map(Month(2022, 1).later),
    st.tuples(AMOUNT, AMOUNT, AMOUNT, st.sampled_from(["yes", "no"])),
    min_size=1,
)


@given(BY_MONTH, st.tuples(AMOUNT, AMOUNT, AMOUNT, st.sampled_from(["yes", "no"])))
def test_what_stands_in_the_grid_is_what_the_contract_gets(by_month, base):
    """Filled along with what differs, and typed month by month: the same facts."""
    monthly = monthly_of(ROSTER)
    listed = {"months": written_months(sorted(by_month))}
    each = {
        month_key(column, month): text
        for month, texts in by_month.items()
        for column, text in zip(monthly.columns, texts, strict=True)
    }
    along = dict(zip(monthly.columns, base, strict=True))
    differs = {key: text for key, text in each.items() if text != along[key.partition("@")[0]]}
    expected = [
        {
            "month": str(month),
            **dict(zip(PAYMENT_SHARES, texts, strict=False)),
            "on_time_in_full": texts[3] == "yes",
        }
        for month, texts in sorted(by_month.items())
    ]
    for entries in (listed | each, listed | along | differs, listed | along | each):
        facts = row_facts(ROSTER, read_row(ROSTER, RosterRow("1", entries), TODAY))
        assert facts["months"] == expected
