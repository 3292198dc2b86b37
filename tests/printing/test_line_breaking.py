"""Where lines of Chinese text end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.printing.line_breaking import break_lines, never_first, never_last, unbroken_runs

MARKS = "，。、；：？！）】》〉」』〕”’％%…—·（【《〈「『〔“‘￥¥"
TEXT = st.text(
    st.sampled_from("攀枝花市就业补贴一二三 　ABCxyz0123456789.,-/@" + MARKS), max_size=120
)


def widths(text: str) -> list[float]:
    return [0.5 if char.isascii() else 1.0 for char in text]


def lines(text: str, limit: float) -> list[str]:
    return break_lines(text, widths(text), limit)


def visible_width(line: str) -> float:
    return sum(widths(line.rstrip(" 　")))


@given(TEXT, st.floats(1, 30))
def test_nothing_is_lost_or_reordered(text: str, limit: float) -> None:
    assert "".join(lines(text, limit)) == text


@given(TEXT, st.floats(1, 30))
def test_no_line_is_wider_than_the_box(text: str, limit: float) -> None:
    assert all(visible_width(line) <= limit + 1e-6 for line in lines(text, limit))


@given(TEXT, st.floats(1, 30))
def test_a_bad_start_or_end_happens_only_where_no_other_place_was_left(
    text: str, limit: float
) -> None:
    broken = lines(text, limit)
    start = 0
    for line, following in pairwise(broken):
        cut = start + len(line)
        if never_first(following[0]) or never_last(line[-1]):
            others = range(start + 1, cut)
            assert all(
                never_first(text[i]) or never_last(text[i - 1]) or twin(text, i) for i in others
            )
        start = cut


def twin(text: str, place: int) -> bool:
    return text[place] in "…—" and text[place] == text[place - 1]


@given(st.text(st.sampled_from("攀枝花"), max_size=40), st.integers(1, 12))
def test_plain_characters_fill_every_line_but_the_last(text: str, limit: int) -> None:
    assert all(len(line) == limit for line in lines(text, limit)[:-1])


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("补贴一二三四，五六", 6, ["补贴一二三", "四，五六"]),
        ("补贴一二三，四五六", 6, ["补贴一二三，", "四五六"]),
        ("依据（攀人社发）", 3, ["依据", "（攀人", "社发）"]),
        ("合计10,000.00元整", 4, ["合计", "10,000.0", "0元整"]),
        ("合计10,000.00元整", 5, ["合计", "10,000.00", "元整"]),
        ("共￥100元", 2, ["共", "￥10", "0元"]),
        ("等等……再说", 3, ["等", "等……", "再说"]),
        ("吉克·伍呷木", 2, ["吉", "克·", "伍呷", "木"]),
        ("", 5, [""]),
        ("，，，，", 2, ["，，", "，，"]),
    ],
)
def test_worked_lines(text: str, limit: float, expected: list[str]) -> None:
    assert lines(text, limit) == expected


def test_a_date_is_never_broken_inside() -> None:
    text = "有效期至2026年10月30日止"
    for limit in range(11, 20):
        lines = break_lines(text, [1.0] * len(text), limit)
        assert any("2026年10月30日" in line for line in lines)
    since = "自2024年7月起"
    runs = [since[first:last] for first, last in unbroken_runs(since)]
    assert runs == ["自", "2024年7月", "起"]


def test_a_run_longer_than_the_line_is_broken_on_a_line_of_its_own() -> None:
    assert lines("地址" + "a" * 25, 5) == ["地址", "a" * 10, "a" * 10, "a" * 5]


def test_spaces_hang_over_the_end_of_a_line() -> None:
    assert lines("一二三 四", 3) == ["一二三 ", "四"]
    assert lines("一二三　　　四", 3) == ["一二三　　　", "四"]


def test_a_character_wider_than_the_box_stands_alone() -> None:
    assert lines("一二", 0.5) == ["一", "二"]


@pytest.mark.parametrize("char", "，。、；：？！）】》”’％,.;:!?)]}·…—")
def test_stops_and_closing_marks_never_begin_a_line(char: str) -> None:
    assert never_first(char)


@pytest.mark.parametrize("char", "（【《〈「『〔“‘([{￥¥$№")
def test_opening_marks_and_money_signs_never_end_a_line(char: str) -> None:
    assert never_last(char)
