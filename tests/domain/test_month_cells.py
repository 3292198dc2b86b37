"""Months in one cell: written as the platform wants them, read in whatever spelling."""

import pytest

from hrdesk.domain.batch_spec import MONTH_FORMATS, CellFormat
from hrdesk.domain.month_cells import month_cell, months_said

QUARTER = ("2026-01", "2026-02", "2026-03")
OVER_NEW_YEAR = ("2025-12", "2026-01")


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (CellFormat.MONTHS_PLAIN, "202601-202603"),
        (CellFormat.MONTHS_FROM_TO, "2026-01至2026-03"),
        (CellFormat.MONTH_FIRST, "2026-01"),
        (CellFormat.MONTH_LAST, "2026-03"),
        (CellFormat.MONTH_FIRST_PLAIN, "202601"),
        (CellFormat.MONTH_LAST_PLAIN, "202603"),
    ],
)
def test_a_span_is_written_in_each_format(kind, cell):
    assert month_cell(QUARTER, kind) == cell
    assert month_cell(tuple(reversed(QUARTER)), kind) == cell


@pytest.mark.parametrize("kind", MONTH_FORMATS)
def test_a_gap_is_never_bridged(kind):
    assert month_cell(("2026-01", "2026-03"), kind) is None
    assert month_cell(("2025-11", "2026-01"), kind) is None
    assert month_cell(OVER_NEW_YEAR, kind) is not None


def test_one_month_keeps_the_form_of_its_column():
    assert month_cell(("2026-01",), CellFormat.MONTHS_PLAIN) == "202601-202601"
    assert month_cell(("2026-01",), CellFormat.MONTHS_FROM_TO) == "2026-01至2026-01"
    assert month_cell(("2026-01",), CellFormat.MONTH_LAST_PLAIN) == "202601"


@pytest.mark.parametrize(
    "text",
    [
        "202601-202603",
        "2026-01至2026-03",
        "2026年1月—2026年3月",
        "2026.01～2026.03",
        "2026-01,2026-02,2026-03",
        "２０２６０１、202602，202603",
        " 202601 - 202603 ",
    ],
)
def test_a_span_is_read_in_the_usual_spellings(text):
    assert months_said(text) == QUARTER


@pytest.mark.parametrize(
    "text",
    ["", "2026", "202613", "202600", "202603-202601", "2026-01-03", "1月至3月", "100001-999912"],
)
def test_what_says_no_months_is_none(text):
    assert months_said(text) is None
