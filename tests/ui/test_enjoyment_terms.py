"""What the page of what was enjoyed says of a case: nothing is called granted that is not."""

from datetime import date

import pytest

from hrdesk.domain.dates import Month
from hrdesk.domain.enjoyment import Mark, MarkKind, Origin
from hrdesk.ui.enjoyment.terms import MARK_WORDS, month_words, state_words


def origin(version=1):
    return Origin(
        "1", "510411-2026-0001", "m", "A", "甲公司", date(2026, 3, 1), "eligible", version
    )


@pytest.mark.parametrize(
    ("version", "still_open", "of", "said"),
    [
        (1, 0, 3, "已受理，符合"),
        (2, 0, 3, "已决定，符合"),
        (1, 3, 3, "已受理，由审批人决定"),
        (1, 1, 3, "已受理，一部分由审批人决定"),
        (2, 1, 3, "已受理，一部分由审批人决定"),
        (1, True, 1, "已受理，由审批人决定"),
    ],
)
def test_accepted_decided_and_open_are_told_apart(version, still_open, of, said):
    assert state_words(origin(version), still_open=still_open, of=of) == said


@pytest.mark.parametrize(
    ("kind", "fen", "version", "said"),
    [
        (MarkKind.ELIGIBLE, 100, 1, "已受理，符合 1.00 元"),
        (MarkKind.ELIGIBLE, 100, 2, "已决定，符合 1.00 元"),
        (MarkKind.OFFICER, None, 1, "由审批人决定"),
    ],
)
def test_no_month_is_called_enjoyed(kind, fen, version, said):
    mark = Mark(kind, origin(version), fen, "")
    month = Month.parse("2025-01")
    assert month is not None
    words = month_words(month, (mark,), {"A": "甲公司"})
    assert words == f"2025-01　甲 甲公司　{said}（510411-2026-0001）"


def test_the_words_of_what_is_on_record_never_say_enjoyed():
    assert not [words for words in MARK_WORDS.values() if "享受" in words and "没有" not in words]
