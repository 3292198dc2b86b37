"""Properties of rosters: unknown is never no, order and memory change nothing, sums add up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.finding import MonthOutcome, Outcome
from hrdesk.rules.application import read_application, read_history
from hrdesk.rules.judge import judge
from hrdesk.rules.lines import LineMemory
from tests.shipped import book

BOOL = st.sampled_from([True, False, None])
DAYS = st.dates(date(2021, 12, 1), date(2023, 6, 30)).map(date.isoformat)
maybe = lambda strategy: st.one_of(st.none(), strategy)  # noqa: E731

hires = st.fixed_dictionaries(
    {
        "qualified": BOOL,
        "hired_on": maybe(
            st.sampled_from(["2021-12-31", "2022-01-01", "2022-03-01", "2022-05-11"])
        ),
        "contract_kind": st.sampled_from([None, "fixed", "open_ended", "task", "verbal"]),
        "contract_start": maybe(st.just("2022-03-01")),
        "contract_end": maybe(st.sampled_from(["2023-02-27", "2023-02-28"])),
    }
)


def loan(lines, staff=20):
    people = [{"person": f"P{index}", **line} for index, line in enumerate(lines)]
    return {
        "measure": "startup_loan_firm",
        "on": "2022-05-10",
        "applicant": "91510402MA62123453",
        "facts": {
            "agency_kind": "commercial",
            "licensed": True,
            "staff": staff,
            "assets": "5000000.00",
            "requested": "3000000.00",
        },
        "lines": people,
    }


MONTHS = [f"2024-{month:02d}" for month in range(1, 8)]
interns = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["P1", "P2", "P3", None]),
        "category": st.sampled_from(["graduate", "unemployed_youth", "other", None]),
        "school_kind": st.sampled_from(["technical", "night", None]),
        "unemployed_before": BOOL,
        "graduated_on": maybe(st.sampled_from(["2022-01-01", "2023-07-01"])),
        "birth": maybe(st.sampled_from(["1990-01-01", "2002-01-01"])),
        "started_on": maybe(st.sampled_from(["2024-03-01", "2024-03-15"])),
        "ended_on": maybe(st.sampled_from(["2024-05-31", "2024-06-10"])),
        "months": maybe(st.lists(st.sampled_from(MONTHS), max_size=5)),
    }
)


def internship(lines, **facts):
    return {
        "measure": "internship_subsidy",
        "on": "2024-06-15",
        "applicant": "91510402MA62123453",
        "facts": {
            "agency_kind": "commercial",
            "licensed": True,
            "recognitions": [{"level": "ordinary", "from": "2024-02-01"}],
            "minimum_wage": [{"from": "2022-04-01", "monthly": "2100.00"}],
        }
        | facts,
        "lines": lines,
    }


def judged(raw, memory=None):
    return judge(read_application(raw), book(), memory)


@given(st.lists(hires, max_size=6), st.randoms())
def test_the_order_of_hires_does_not_matter(lines, chance):
    before = judged(loan(lines))
    shuffled = list(lines)
    chance.shuffle(shuffled)
    after = judged(loan(shuffled))
    assert (before.outcome, before.amount) == (after.outcome, after.amount)


SURE = {"qualified": True, "hired_on": "2022-03-01", "contract_kind": "open_ended"}
_RANK = [Outcome.INELIGIBLE, Outcome.INCOMPLETE, Outcome.OFFICER, Outcome.ELIGIBLE]


@given(st.lists(hires, max_size=6), st.integers(1, 40))
def test_one_more_hire_who_counts_never_hurts(lines, staff):
    before = judged(loan(lines, staff)).outcome
    after = judged(loan([*lines, SURE], staff)).outcome
    if before is Outcome.ELIGIBLE:
        assert after is Outcome.ELIGIBLE
    if before is not Outcome.INELIGIBLE:
        assert after is not Outcome.INELIGIBLE


@given(st.lists(hires, min_size=1, max_size=5), st.data())
def test_a_hires_unknown_fact_never_makes_it_better_than_every_completion(lines, data):
    """Hiding a fact cannot turn a refusal into a grant: unknown is never yes."""
    index = data.draw(st.integers(0, len(lines) - 1))
    name = data.draw(st.sampled_from(["qualified", "hired_on", "contract_start"]))
    hidden = [dict(line) for line in lines]
    hidden[index][name] = None
    before, after = judged(loan(lines)).outcome, judged(loan(hidden)).outcome
    if before is Outcome.INELIGIBLE:
        assert after is not Outcome.ELIGIBLE
    if after is Outcome.INELIGIBLE:
        # What is refused although it is unknown is refused whatever it turns out to be.
        assert before is Outcome.INELIGIBLE


@given(st.lists(interns, max_size=5), st.data())
def test_a_hidden_fact_of_an_intern_never_adds_money(lines, data):
    before = judged(internship(lines))
    if not lines:
        return
    index = data.draw(st.integers(0, len(lines) - 1))
    name = data.draw(
        st.sampled_from(["category", "unemployed_before", "graduated_on", "started_on", "months"])
    )
    hidden = [dict(line) for line in lines]
    hidden[index][name] = None
    after = judged(internship(hidden))
    assert after.lines[index].amount <= before.lines[index].amount
    if before.outcome is Outcome.INELIGIBLE:
        assert after.outcome is not Outcome.ELIGIBLE


@given(st.lists(interns, max_size=6))
def test_the_case_gets_what_its_lines_get(lines):
    finding = judged(internship(lines))
    total = sum((line.amount for line in finding.lines), Decimal(0))
    assert finding.amount == (0 if finding.outcome is Outcome.INELIGIBLE else total)
    for line in finding.lines:
        paid = sum((month.amount for month in line.months), Decimal(0))
        assert line.amount in (0, paid)


@given(st.lists(interns, max_size=6))
def test_each_month_of_a_person_is_paid_once(lines):
    finding = judged(internship(lines))
    paid = [
        (line["person"], month.month)
        for line, found in zip(lines, finding.lines, strict=True)
        for month in found.months
        if line["person"] and found.amount and month.amount
    ]
    assert len(paid) == len(set(paid))


@given(st.lists(interns, max_size=4))
def test_each_month_that_is_not_paid_says_why(lines):
    for line in judged(internship(lines)).lines:
        for month in line.months:
            assert bool(month.shown) == (month.outcome is not MonthOutcome.PAID)
            assert str(month.month) in month.shown or not month.shown
            assert "%" not in month.shown


grants = st.lists(
    st.fixed_dictionaries(
        {
            "measure": st.sampled_from(["internship_subsidy", "startup_grant"]),
            "person": st.sampled_from(["P1", "P2", "P3"]),
            "detail": maybe(
                st.fixed_dictionaries({"months": st.lists(st.sampled_from(MONTHS), max_size=3)})
            ),
        }
    ),
    max_size=4,
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["change", "add", "remove", "swap", "case", "grant", "forget"]),
        st.integers(0, 9),
        interns,
        grants,
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(st.lists(interns, max_size=5), edits)
def test_judging_with_a_memory_equals_judging_all(lines, steps):
    memory = LineMemory()
    application = read_application(internship(lines))
    judge(application, book(), memory)
    for act, place, line, granted in steps:
        if act == "grant":
            # Some of what was known stays the same object, as it does in a window.
            come = read_history(granted)
            application = replace(application, history=(*come, *application.history[place:]))
        elif act == "forget":
            application = replace(application, history=application.history[1:])
        else:
            application = _edited(application, act, place, line)
        assert judge(application, book(), memory) == judge(application, book())


def _edited(application, act, place, line):
    (fresh,) = read_application(internship([line])).lines
    rows = list(application.lines)
    at = place % len(rows) if rows else 0
    if act == "case":
        level = ["ordinary", "province"][place % 2]
        raw = internship([], recognitions=[{"level": level, "from": "2024-04-01"}])
        return replace(application, facts=read_application(raw).facts)
    if act == "add" or not rows:
        rows.insert(at, fresh)
    elif act == "change":
        rows[at] = fresh
    elif act == "remove":
        del rows[at]
    else:
        rows[0], rows[at] = rows[at], rows[0]
    return replace(application, lines=tuple(rows))


def test_what_one_person_was_granted_leaves_the_other_lines_as_they_are():
    raw = internship([{"person": f"P{n}", "months": ["2024-03"]} for n in range(50)])
    raw["history"] = [granted_march(n) for n in range(0, 50, 2)]
    application, memory = read_application(raw), LineMemory()
    before = judge(application, book(), memory)
    # A record before the others moves the place of each of them.
    history = (*read_history([granted_march(7)]), *application.history)
    after = judge(replace(application, history=history), book(), memory)
    changed = [n for n in range(50) if after.lines[n] is not before.lines[n]]
    assert changed == [7]
    assert "已经发过" in after.lines[7].months[0].shown


def granted_march(n):
    return {
        "measure": "internship_subsidy",
        "person": f"P{n}",
        "detail": {"months": ["2024-03"]},
    }


def test_one_changed_line_is_judged_and_the_others_are_kept():
    raw = internship([{"person": f"P{n}", "months": ["2024-03"]} for n in range(50)])
    application = read_application(raw)
    memory = LineMemory()
    before = judge(application, book(), memory)
    (fresh,) = read_application(internship([{"person": "Q", "months": ["2024-04"]}])).lines
    rows = list(application.lines)
    rows[7] = fresh
    after = judge(replace(application, lines=tuple(rows)), book(), memory)
    kept = [new is old for new, old in zip(after.lines, before.lines, strict=True)]
    assert kept.count(False) == 1
    assert not kept[7]
