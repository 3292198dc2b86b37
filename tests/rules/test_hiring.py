"""The share of new hires: the window in force, what is said beside it, which rows it hangs on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from hrdesk.domain.finding import CheckOutcome, Finding, Outcome
from hrdesk.rules.application import read_application
from hrdesk.rules.book import Book, OfficeDecisions, ParameterRow
from hrdesk.rules.hiring_share import first_of_window
from hrdesk.rules.judge import judge
from tests.shipped import book as shipped_book

MEASURE = "startup_loan_firm"
ON = "2022-05-10"
Line = dict[str, Any]


def hire(person: str, **changes: Any) -> Line:
    """A hire who counts; a fact that is None is unknown."""
    line = {
        "person": person,
        "qualified": True,
        "hired_on": "2022-03-01",
        "contract_start": "2022-03-01",
        "contract_end": "2023-02-28",
    }
    return {name: value for name, value in {**line, **changes}.items() if value is not None}


def hires(count: int, **changes: Any) -> list[Line]:
    return [hire(f"{n}-{changes}", **changes) for n in range(count)]


def judged(lines: list[Line], staff: int, book: Book | None = None, **facts: Any) -> Finding:
    firm = {"agency_kind": "commercial", "licensed": True, "staff": staff}
    raw = {
        "measure": MEASURE,
        "on": ON,
        "applicant": "91510402MA62123453",
        "facts": {**firm, "assets": "5000000.00", "requested": "3000000.00", **facts},
        "lines": lines,
    }
    return judge(read_application(raw), book or shipped_book())


def ratio(finding: Finding) -> tuple[CheckOutcome, str]:
    check = next(each for each in finding.checks if each.code == "hiring_ratio")
    return check.outcome, check.shown


def adopted(since: date, **values: int | Decimal) -> Book:
    """The shipped book in an office that adopted figures from a day on."""
    rows = {
        f"{MEASURE}.{name}": (ParameterRow(since, value, "D", "C"),)
        for name, value in values.items()
    }
    return shipped_book().with_office(OfficeDecisions(MappingProxyType(rows), (), None))


def pending(**values: int) -> Book:
    """The shipped book with other values that nobody has adopted."""
    book = shipped_book()
    rows = {f"{MEASURE}.{name}": ParameterRow(date.max, n, "D", "C") for name, n in values.items()}
    return replace(book, pending=MappingProxyType({**book.pending, **rows}))


@pytest.mark.parametrize(
    ("hired_on", "since", "counts"),
    [
        ("2021-05-10", date(2022, 5, 10), True),
        ("2021-05-09", date(2022, 5, 10), False),
        ("2022-05-10", date(2022, 5, 10), True),
        ("2022-05-11", date(2022, 5, 10), False),
        ("2021-12-31", date(2022, 5, 11), False),
        ("2022-01-01", date(2022, 5, 11), True),
    ],
)
def test_the_window_in_force_on_the_day_of_receipt_says_who_is_a_new_hire(hired_on, since, counts):
    book = adopted(since, window_months=12)
    line = judged([hire("1", hired_on=hired_on)], 1, book).lines[0]
    assert line.outcome is (Outcome.ELIGIBLE if counts else Outcome.INELIGIBLE)


def test_the_national_rule_is_adopted_by_its_figures_alone():
    lines = [*hires(1), *hires(1, hired_on="2021-06-01")]
    before = judged(lines, 20, requested="4000000.00")
    assert ratio(before)[0] is CheckOutcome.UNMET
    assert any("2/20 = 10.00% ≥ 10%" in note for note in before.notes)
    figures = {"small_share": 10, "window_months": 12, "cap": Decimal("4000000.00")}
    after = judged(lines, 20, adopted(date(2022, 1, 1), **figures), requested="4000000.00")
    assert after.outcome is Outcome.ELIGIBLE
    assert after.ceiling == Decimal("4000000.00")
    assert after.notes == ()
    used = {use.id.partition(".")[2] for use in after.parameters}
    assert figures.keys() <= used


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        (date(2022, 5, 10), None, date(2022, 1, 1)),
        (date(2022, 5, 10), 12, date(2021, 5, 10)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 3, 31), 1, date(2025, 3, 1)),
    ],
)
def test_the_months_of_a_window_reach_from_their_first_day(on, months, first):
    assert first_of_window(on, months) == first


def test_a_reading_that_would_refuse_is_said_beside():
    """With the shipped figures a wider window and a lower share never refuse what is met."""
    finding = judged(hires(3), 20, pending(window_months=1))
    assert [note.rpartition("：")[2] for note in finding.notes] == [
        "0/20 = 0.00% ＜ 15%，没有达到比例",
        "0/20 = 0.00% ＜ 10%，没有达到比例",
    ]
    assert judged(hires(2), 20, pending(window_months=1, small_share=5)).notes == ()


def test_possible_hires_are_taken_out_of_the_staff_as_well():
    """2/21 and, once the third is proved, 3/20: not 3/21, which would never reach 15 %."""
    finding = judged([*hires(2), *hires(1, qualified=None)], 23)
    assert any("2/21 = 9.52%，要求 15%" in note for note in finding.notes)


def test_a_smaller_staff_may_have_to_reach_more():
    """Without 9 hires 101 remain (8 %), without 10 only 100 (15 %): it hangs on the tenth."""
    finding = judged([*hires(9), *hires(1, qualified=None)], 110)
    assert ratio(finding)[0] is CheckOutcome.MET
    assert any("9/101 = 8.91%，要求 8%" in note for note in finding.notes)
    between = judged([*hires(9), *hires(11, qualified=None)], 110)
    assert any("9/101 = 8.91%，要求 8%" in note for note in between.notes)


TASK = {"contract_kind": "task", "contract_end": None}


def test_only_rows_that_a_proof_helps_are_named_for_proof():
    lines = [*hires(1), *hires(1, **TASK), *hires(2, qualified=None)]
    outcome, shown = ratio(judged(lines, 20))
    assert outcome is CheckOutcome.MISSING
    assert "第 3、4 行得到证明则 3/20" in shown
    outcome, shown = ratio(judged(lines[:3], 20))
    assert outcome is CheckOutcome.MISSING
    assert "第 3 行得到证明、第 2 行裁量后计入，则 3/20" in shown


def test_the_ratio_takes_its_question_and_readings_from_the_rows():
    finding = judged([*hires(2), *hires(1, **TASK)], 20)
    check = next(each for each in finding.checks if each.code == "hiring_ratio")
    assert check.question == "task_contract"
    assert [(each.id, each.outcome) for each in check.readings] == [
        ("counts", Outcome.ELIGIBLE),
        ("not", Outcome.INELIGIBLE),
    ]
    open_row = judged([*hires(2), *hires(1, **TASK), *hires(1, qualified=None)], 20)
    check = next(each for each in open_row.checks if each.code == "hiring_ratio")
    assert [(each.id, each.outcome) for each in check.readings] == [
        ("counts", Outcome.ELIGIBLE),
        ("not", Outcome.INCOMPLETE),
    ]
