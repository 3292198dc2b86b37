"""Months as rights: nobody is granted a measure twice for one month, whatever case claims it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.errors import Refused
from hrdesk.storage.verify import verify
from tests.conftest import histories
from tests.storage import desk

SPELLINGS = [
    str.lower,
    lambda number: f" {number[:6]} {number[6:14]} {number[14:]} ",
    lambda number: "".join(chr(ord(char) + 0xFEE0) for char in number),
    lambda number: number[:6] + number[8:17],
]


def granted(store, *people):
    with store.reading() as reader:
        return reader.months_granted(desk.MONTHLY, people)


def test_a_month_that_another_case_holds_refuses_the_whole_case(store):
    first = desk.accept_months(store, 1, {4: ("2026-01", "2026-02")})
    draft = desk.keep(store)
    before = desk.contents(store)
    new = desk.new_case(draft, 2, **desk.month_case({5: ("2026-02",), 4: ("2025-12", "2026-02")}))
    with pytest.raises(Refused) as caught, desk.acting(store) as act:
        act.add_case(new)
    assert caught.value.key == "right.month_taken"
    assert caught.value.values == {"number": first.number, "month": "2026-02", "row": "2"}
    assert desk.contents(store) == before
    assert granted(store, desk.person(5)) == ()


@pytest.mark.parametrize("spell", SPELLINGS)
def test_the_spelling_of_a_number_does_not_give_a_month_again(store, spell):
    n = next(n for n in range(1, 200) if desk.person(n).endswith("X"))
    desk.accept_months(store, 1, {n: ("2026-01",)})
    changes = desk.month_case({n: ("2026-01",)})
    changes["application"]["lines"][0]["person"] = spell(desk.person(n))
    with pytest.raises(Refused, match=r"right\.month_taken"):
        desk.accept(store, 2, **changes)


def test_another_person_month_or_cost_is_free(store):
    first = desk.accept_months(store, 1, {4: ("2026-01",)})
    second = desk.accept_months(store, 1, {4: ("2026-02",), 5: ("2026-01",)})
    third = desk.accept(
        store, 1, **desk.month_case({4: ("2026-01",)}) | {"measure": "x", "cost": "x"}
    )
    found = granted(store, desk.person(4), desk.person(5))
    assert {(each["person"], *each["detail"]["months"], each["number"]) for each in found} == {
        (desk.person(4), "2026-01", first.number),
        (desk.person(4), "2026-02", second.number),
        (desk.person(5), "2026-01", second.number),
    }
    with store.reading() as reader:
        (other,) = reader.months_granted("x", [desk.person(4)])
    assert (other["detail"]["months"], other["number"]) == (["2026-01"], third.number)


def test_a_month_is_paid_once_for_one_kind_of_cost_whatever_the_measure(store):
    first = desk.accept_months(store, 1, {4: ("2026-01",)})
    other = desk.month_case({4: ("2026-01",)}) | {"measure": "other"}
    with pytest.raises(Refused) as caught:
        desk.accept(store, 2, **other)
    assert caught.value.key == "right.month_taken"
    assert caught.value.values["number"] == first.number
    assert [entry["measure"] for entry in granted(store, desk.person(4))] == [desk.MONTHLY]


@pytest.mark.parametrize(
    ("case", "line", "month"),
    [
        ("ineligible", "eligible", "paid"),
        ("incomplete", "eligible", "paid"),
        ("eligible", "ineligible", "paid"),
        ("eligible", "incomplete", "paid"),
        ("eligible", "eligible", "skipped"),
        ("eligible", "eligible", "missing"),
    ],
)
def test_what_is_not_granted_holds_no_month(store, case, line, month):
    changes = desk.month_case({4: ("2026-01",)}, month)
    changes["finding"]["outcome"] = case
    changes["finding"]["lines"][0]["outcome"] = line
    desk.accept(store, 1, **changes)
    assert granted(store, desk.person(4)) == ()
    desk.accept_months(store, 1, {4: ("2026-01",)})


def test_a_month_for_an_officer_is_held(store):
    changes = desk.month_case({4: ("2026-01",)}, "officer")
    changes["finding"]["outcome"] = "officer"
    changes["finding"]["lines"][0]["outcome"] = "officer"
    desk.accept(store, 1, **changes)
    with pytest.raises(Refused, match=r"right\.month_taken"):
        desk.accept_months(store, 1, {4: ("2026-01",)})


def test_a_case_that_counts_a_month_twice_is_a_bug_that_shows(store):
    changes = desk.month_case({4: ("2026-01", "2026-01")})
    before = desk.contents(store)
    with pytest.raises(RuntimeError, match="twice"):
        desk.accept(store, 1, **changes)
    assert desk.contents(store)["cases"] == before["cases"]


def test_history_is_what_the_contract_asks_for(store):
    first = desk.accept_months(store, 1, {4: ("2026-02", "2026-01"), 5: ("2026-01",)})
    second = desk.accept_months(store, 2, {4: ("2025-12",)})
    entry = {"measure": desk.MONTHLY, "person": desk.person(4), "on": "2026-03-18"}
    assert granted(store, desk.person(4), desk.person(9), "") == (
        entry | {"number": first.number, "detail": {"months": ["2026-01", "2026-02"]}},
        entry | {"number": second.number, "detail": {"months": ["2025-12"]}},
    )


def test_a_long_roster_is_claimed_and_found_in_pieces(store):
    people = dict.fromkeys(range(1, 1202), ("2026-01",))
    desk.accept_months(store, 1, people)
    assert len(granted(store, *map(desk.person, people))) == 1201


FORGERIES = {
    "a month of another row": "update right_month set line = 2 where month = '2026-02'",
    "a month taken out": "delete from right_month where month = '2026-02'",
    "every month taken out": "delete from right_month",
    "a month moved": "update right_month set month = '2025-01' where month = '2026-02'",
    "a month of another amount": "update right_month set amount_fen = 1 where month = '2026-02'",
    "a month let go": "update right_month set active = 0 where month = '2026-02'",
    "a month of another measure": "update right_month set measure = 'x' where month = '2026-02'",
    "a month of another cost": "update right_month set cost = 'x' where month = '2026-02'",
    "a month of another person": "update right_month set identity_key = '"
    + "0" * 64
    + "' where month = '2026-02'",
    "a month put in": "insert into right_month select id || 'x', cost, measure, identity_key,"
    " '2025-01', amount_fen, case_id, version, line, active from right_month"
    " where month = '2026-02'",
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_month_unlike_its_case_is_found_without_reading_values(folder, clock, what):
    with desk.opened(folder, clock) as store:
        number = desk.accept_months(store, 1, {4: ("2026-01", "2026-02")}).number
        desk.accept(store, 2)
    with desk.without_guards(folder) as connection:
        connection.execute(FORGERIES[what])
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert [(each.key, dict(each.values)) for each in report.findings] == [
        ("verify.months_unlike_case", {"number": number})
    ]


def test_a_month_held_twice_is_found(folder, clock):
    with desk.opened(folder, clock) as store:
        for month in ("2026-01", "2026-02"):
            desk.accept_months(store, 1, {4: (month,)})
    with desk.without_guards(folder) as connection:
        connection.execute("drop index right_month_holder")
        connection.execute("update right_month set month = '2026-01'")
    report = verify(folder, desk.LOGIN, desk.PASSWORD, clock=clock)
    keys = [each.key for each in report.findings]
    assert keys.count("verify.month_twice") == 2
    assert "verify.build" in keys


MONTHS = st.sets(st.sampled_from(["2025-12", "2026-01", "2026-02"]), min_size=1).map(
    lambda months: tuple(sorted(months))
)


@pytest.mark.torture
@settings(max_examples=histories(25))
@given(cases=st.lists(st.dictionaries(st.integers(1, 3), MONTHS, min_size=1), max_size=8))
def test_any_history_pays_each_person_once_per_month(memory, cases):
    folder = desk.found(memory / desk.new_id())
    paid = set()
    with desk.opened(folder) as store:
        for people in cases:
            claimed = {(n, month) for n, months in people.items() for month in months}
            try:
                desk.accept_months(store, 9, people)
            except Refused as refusal:
                assert refusal.key == "right.month_taken"
                assert claimed & paid
            else:
                assert not claimed & paid
                paid |= claimed
        history = granted(store, *(desk.person(n) for n in (1, 2, 3)))
    held = [(each["person"], month) for each in history for month in each["detail"]["months"]]
    assert sorted(held) == sorted((desk.person(n), month) for n, month in paid)
