"""The line of time as a table: which years it shows, what each month says."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import Mark, MarkKind, Origin
from hrdesk.services.enjoyment import TimeLine
from hrdesk.ui.enjoyment.year_model import CELL, YearModel

NOW = Month(2026, 3)
SAID = Qt.ItemDataRole.AccessibleTextRole
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


def mark(kind=MarkKind.ELIGIBLE, firm="A", reason="", fen=100):
    origin = Origin(
        "1", "510411-2026-0001", "m", firm, f"{firm}公司", date(2026, 3, 1), "eligible", 1
    )
    return Mark(kind, origin, fen, reason)


def model(marks, first=None, ends=()):
    origins = [each.origin for found in marks.values() for each in found]
    employers = {origin.organization: origin.applicant for origin in origins}
    return YearModel(TimeLine("m", employers, marks, first, ends), NOW)


def years(shown):
    return [shown.headerData(row, DOWN) for row in range(shown.rowCount())]


def at(shown, month):
    row = years(shown).index(str(month.year))
    return shown.index(row, month.month - 1)


@pytest.mark.parametrize(
    ("first", "ends", "expected"),
    [
        (None, (), ["2025", "2026"]),
        (Month(2024, 5), (), ["2024", "2025", "2026"]),
        (Month(2020, 5), (), ["2020", "…", "2025", "2026"]),
        (None, (Month(2027, 1),), ["2025", "2026", "2027"]),
        (None, (Month(2028, 1), Month(2053, 3)), ["2025", "2026", "…", "2028", "…", "2053"]),
    ],
)
def test_years_without_anything_are_joined(first, ends, expected):
    shown = model({Month(2025, 6): (mark(),)}, first, ends)
    assert years(shown) == expected
    assert [years(shown)[row] for row in shown.gaps] == ["…"] * expected.count("…")


def test_a_gap_before_today_has_no_record_and_one_after_it_is_left_out():
    shown = model({Month(2024, 1): (mark(),)}, Month(2019, 1), (Month(2028, 1),))
    assert [shown.index(row, 0).data() for row in shown.gaps] == [
        "2020—2023 年没有记录",
        "2027 年略去",
    ]


def test_a_month_says_firm_amount_case_and_reason():
    marks = {
        Month(2025, 1): (mark(),),
        Month(2025, 2): (mark(firm="B"), mark(MarkKind.DROPPED, reason="已经补贴过", fen=None)),
    }
    shown = model(marks, Month(2025, 1), (Month(2025, 2),))
    assert at(shown, Month(2025, 1)).data(SAID).splitlines() == [
        "2025-01　甲 A公司　已受理，符合 1.00 元（510411-2026-0001）",
        "2025-01　初次享受",
    ]
    assert at(shown, Month(2025, 2)).data(SAID).splitlines() == [
        "2025-02　乙 B公司　已受理，符合 1.00 元（510411-2026-0001）",
        "2025-02　甲 A公司　申领了，没有享受：已经补贴过（510411-2026-0001）",
        "2025-02　法定退休月份（按现行规定）",
    ]
    assert at(shown, Month(2025, 3)).data(SAID) == "2025-03　没有记录"


@pytest.mark.parametrize(
    ("kinds", "sign"),
    [
        ([MarkKind.ELIGIBLE], "甲"),
        ([MarkKind.DROPPED, MarkKind.ELIGIBLE], "甲"),
        ([MarkKind.DROPPED, MarkKind.OFFICER], "裁"),
        ([MarkKind.OPEN], "待"),
        ([MarkKind.DROPPED], ""),
    ],
)
def test_of_several_cases_the_foremost_is_seen(kinds, sign):
    shown = model({Month(2025, 1): tuple(mark(kind) for kind in kinds)})
    assert at(shown, Month(2025, 1)).data() == sign


def test_every_kind_and_moment_is_told_apart_without_colour():
    marks = {Month(2025, n): (mark(kind),) for n, kind in enumerate(MarkKind, 1)}
    shown = model(marks, Month(2025, 6), (Month(2025, 7),))
    cells = [at(shown, Month(2025, n)).data(CELL) for n in (1, 2, 3, 4, 6, 7, 8)]
    looks = {(cell.kind is MarkKind.DROPPED, cell.sign, cell.first, cell.retires) for cell in cells}
    assert len(looks) == len(cells)
    assert at(shown, NOW).data(CELL).now


def test_the_cursor_begins_at_the_newest_month_with_a_record():
    shown = model({Month(2024, 3): (mark(),), Month(2025, 11): (mark(),)}, None, (Month(2053, 3),))
    assert shown.begin() == at(shown, Month(2025, 11))
    assert shown.headerData(10, ACROSS) == "11月"


def test_a_month_that_is_only_held_stands_before_what_was_not_paid():
    """It refuses a new case, which a month that was claimed in vain does not."""
    held, dropped = mark(MarkKind.HELD, fen=None), mark(MarkKind.DROPPED, firm="B", fen=None)
    shown = model({Month(2025, 6): (dropped, held)})
    cell = at(shown, Month(2025, 6))
    assert (cell.data(CELL).kind, cell.data()) == (MarkKind.HELD, "留")
    assert "暂为原案件保留" in cell.data(SAID)
