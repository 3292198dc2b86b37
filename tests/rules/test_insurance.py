"""Properties of insurance months: unknown facts, quotas, retirement, months paid once."""

import csv
import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome, Outcome
from hrdesk.rules.application import read_application
from hrdesk.rules.judge import judge
from hrdesk.rules.lines import LineMemory
from tests.shipped import book

MEASURE = "social_insurance_subsidy"
PERSON = "510402199003072217"
FIRST = Month(2022, 7)
#: What an unknown fact may turn out to be.
KINDS = ("M", "F55", "F50")
BIRTHS = ("1967-06-15", "1967-07-15", "1967-08-15", "1975-06-10", "1979-04-10", "1990-03-07")
FIRSTS = tuple(str(FIRST.later(-back)) for back in (0, 1, 2, 5, 12, 40, 80))


def paid(month, **over):
    record = {
        "month": str(month),
        "pension": "700.00",
        "medical": "300.00",
        "unemployment": "25.50",
        "on_time_in_full": True,
    }
    return {name: value for name, value in (record | over).items() if value is not None}


def case(lines, history=(), on="2026-03-10"):
    return {
        "measure": MEASURE,
        "on": on,
        "applicant": "91510402MA62123453",
        "facts": {"agency_kind": "commercial", "licensed": True},
        "lines": list(lines),
        "history": list(history),
    }


def line(**facts):
    known = {
        "person": PERSON,
        "category": "hardship",
        "category_proof": True,
        "contract_start": "2020-01-01",
        "contract_kind": "open_ended",
        "birth": "1990-03-07",
        "retirement_kind": "M",
        "first_month": str(FIRST),
        "used_months": 0,
    } | facts
    return {name: value for name, value in known.items() if value is not None}


def judged(raw, memory=None):
    return judge(read_application(raw), book(), memory)


months = st.lists(
    st.builds(
        paid,
        st.integers(0, 44).map(FIRST.later),
        pension=st.sampled_from(["700.00", "700.00", "0.00", None]),
        on_time_in_full=st.sampled_from([True, True, True, False, None]),
    ),
    min_size=1,
    max_size=12,
)
long_runs = st.integers(30, 44).map(lambda n: [paid(FIRST.later(step)) for step in range(n)])
lines = st.builds(
    line,
    person=st.sampled_from(["P1", "P2", None]),
    contract_kind=st.sampled_from(["fixed", "open_ended", None]),
    contract_start=st.sampled_from(["2020-01-01", "2023-01-15", None]),
    contract_end=st.sampled_from(["2025-02-10", "2026-12-31", None]),
    birth=st.sampled_from([*BIRTHS, None]),
    retirement_kind=st.sampled_from([*KINDS, None]),
    retirement_month=st.sampled_from([None, None, None, "2024-06", "2027-07"]),
    first_month=st.sampled_from([*FIRSTS, None]),
    used_months=st.sampled_from([0, 0, 20, 35, 36, None]),
    months=st.one_of(months, long_runs),
)
histories = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from([MEASURE, "graduate_insurance_subsidy"]),
            "person": st.sampled_from(["P1", "P2"]),
            "detail": st.one_of(
                st.just({}),
                st.fixed_dictionaries({"months": st.just(["2022-08", "2023-01"])}),
            ),
        }
    ),
    max_size=2,
)


def result(finding):
    """What the first line gets, and what an officer has before him."""
    found = finding.lines[0]
    readings = tuple(check.readings for check in found.checks if check.readings)
    return found.outcome, found.amount, readings


@settings(max_examples=60)
@given(
    st.sampled_from(BIRTHS),
    st.sampled_from(KINDS),
    st.sampled_from(FIRSTS),
    st.sampled_from([0, 10, 36]),
    st.one_of(months, long_runs),
    st.sets(st.sampled_from(["birth", "retirement_kind", "first_month"]), min_size=1),
)
def test_what_is_decided_in_spite_of_an_unknown_fact_holds_for_all_it_may_be(
    birth, kind, first, used, claimed, unknown
):
    known = {"birth": birth, "retirement_kind": kind, "first_month": first}
    possible = {"birth": BIRTHS, "retirement_kind": KINDS, "first_month": FIRSTS}
    hidden = line(used_months=used, months=claimed, **known | dict.fromkeys(unknown))
    before = result(judged(case([hidden])))
    found = set()
    for values in itertools.product(*(possible[name] for name in sorted(unknown))):
        full = known | dict(zip(sorted(unknown), values, strict=True))
        finding = judged(case([line(used_months=used, months=claimed, **full)]))
        contradictory = any("互相矛盾" in check.shown for check in finding.lines[0].checks)
        if not contradictory:
            found.add(result(finding))
    if before[0] is not Outcome.INCOMPLETE:
        assert found <= {before}


@given(st.lists(lines, min_size=1, max_size=3), histories, st.data())
def test_a_hidden_fact_never_adds_money(rows, history, data):
    before = judged(case(rows, history))
    index = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(sorted(rows[index])))
    hidden = [dict(row) for row in rows]
    if name in ("contract_kind", "retirement_month"):
        # Absent, the first is a fixed term, the second is computed: neither is unknown.
        return
    del hidden[index][name]
    after = judged(case(hidden, history))
    if name not in ("person", "months"):
        assert after.lines[index].amount <= before.lines[index].amount
    if before.outcome is Outcome.INELIGIBLE:
        assert after.outcome is not Outcome.ELIGIBLE


@given(st.lists(lines, max_size=3), histories)
def test_each_month_of_a_person_is_paid_once_and_none_that_was_paid_before(rows, history):
    finding = judged(case(rows, history))
    before = {
        (grant["person"], month) for grant in history for month in grant["detail"].get("months", ())
    }
    found = [
        (row.get("person"), str(month.month))
        for row, each in zip(rows, finding.lines, strict=True)
        for month in each.months
        if row.get("person") and month.outcome in (MonthOutcome.PAID, MonthOutcome.OFFICER)
    ]
    assert len(found) == len(set(found))
    assert not before & set(found)
    for each in finding.lines:
        total = sum((month.amount for month in each.months), Decimal(0))
        assert each.amount in (0, total)


@given(lines)
def test_each_month_that_is_not_paid_says_why(row):
    for month in judged(case([row])).lines[0].months:
        assert bool(month.shown) == (month.outcome is not MonthOutcome.PAID)


@given(st.integers(0, 40), st.integers(1, 44))
def test_far_from_retirement_nobody_gets_more_than_the_quota(used, claimed):
    first = str(FIRST.later(-40))
    rows = [
        line(
            first_month=first,
            used_months=used,
            months=[paid(FIRST.later(n)) for n in range(claimed)],
        )
    ]
    found = judged(case(rows)).lines[0]
    count = sum(month.outcome is MonthOutcome.PAID for month in found.months)
    assert count == min(claimed, max(0, 36 - used))


def test_every_birth_month_of_the_table_ends_the_subsidy():
    """The last paid month is that of the table, wherever it lies within the document's years."""
    path = Path(__file__).parents[1] / "domain" / "retirement_months.csv"
    with path.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    tried = 0
    for row in rows:
        retires = Month.parse(row["retire_ym"])
        if not Month(2021, 11) <= retires <= Month(2026, 8):
            continue
        tried += 1
        ends = [paid(retires), paid(retires.later(1))]
        facts = {
            "birth": f"{row['birth_ym']}-15",
            "retirement_kind": row["kind"],
            "first_month": str(retires),
            "months": ends,
        }
        found = judged(case([line(**facts)], on="2026-10-20")).lines[0]
        outcomes = [month.outcome for month in found.months]
        assert outcomes == [MonthOutcome.PAID, MonthOutcome.SKIPPED], row
    assert tried > 50


edits = st.lists(st.tuples(st.integers(0, 9), lines), max_size=4)


@settings(max_examples=40)
@given(st.lists(lines, min_size=1, max_size=4), histories, edits)
def test_judging_with_a_memory_equals_judging_all(rows, history, steps):
    memory = LineMemory()
    judged(case(rows, history), memory)
    for place, row in steps:
        rows[place % len(rows)] = row
        raw = case(rows, history)
        assert judged(raw, memory) == judged(raw)


@pytest.mark.parametrize("count", [36, 120])
def test_many_unknown_months_are_judged_at_once(count):
    row = line(contract_start=None, birth=None, months=[paid(FIRST.later(n)) for n in range(count)])
    found = judged(case([row], on=date(2040, 1, 1).isoformat())).lines[0]
    assert found.outcome is Outcome.INCOMPLETE
    assert max(len(check.settles) for check in found.checks) < 10
