"""Rosters over pages: every row once and whole, and sums that are those of the rows before."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.printing.approval_form import HEIGHT, WIDTH, lay_out, render_approval_form
from hrdesk.printing.display import Item, RuleItem, TextItem
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.grid import ROOMY
from hrdesk.printing.pagination import Page, Pages
from hrdesk.printing.sheet import Align, Annex, Column, Notes, Sheet, Table
from hrdesk.printing.sums import Summed, Sums, Unit
from hrdesk.printing.typesetting import SMALL, Typesetter
from tests.printing.samples import (
    LONG_NAME,
    SUM_WORDS,
    roster_sheet,
    short_sheet,
    wide_roster_sheet,
)

BROUGHT, CARRIED, TOTAL = SUM_WORDS
COLUMNS = (
    Column("序号", 1, Align.CENTRE),
    Column("姓名", 3),
    Column("月数", 1, Align.RIGHT),
    Column("金额", 2, Align.RIGHT),
)
NAMES = st.text(st.sampled_from("阿卜杜热合曼·买提依𬭎ꆈ"), min_size=1, max_size=60)
PEOPLE = st.lists(
    st.tuples(NAMES, st.integers(0, 12), st.integers(-10_000_000, 1_000_000_000)), max_size=80
)


def money(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def roster(people: list[tuple[str, int, int]], before: int = 0) -> Sheet:
    """A roster behind so many lines of notes, so that it begins anywhere on its page."""
    rows = tuple(
        (f"№{number}", name, str(months), money(fen))
        for number, (name, months, fen) in enumerate(people, start=1)
    )
    sums = Sums(
        (
            Summed(2, tuple(months for _, months, _ in people), Unit.COUNT),
            Summed(3, tuple(fen for _, _, fen in people)),
        ),
        *SUM_WORDS,
    )
    notes = Notes("", ("说明",) * before)
    table = Table("名册", COLUMNS, rows, sums)
    return replace(short_sheet(), sections=(), remarks=(), annex=Annex("附页", (notes, table)))


def placed(page: Page) -> list[tuple[float, float, Item]]:
    return [(p.x, p.y, item) for p in page.placed for item in p.items]


def lines(page: Page) -> list[list[str]]:
    """The texts of a page strip by strip, from left to right and from the top."""
    found = [[item.text for item in p.items if isinstance(item, TextItem)] for p in page.placed]
    return [texts for texts in found if texts]


def number_of(line: list[str]) -> int | None:
    return int(line[0][1:]) if line[0].startswith("№") else None


@settings(max_examples=40)
@given(PEOPLE, st.integers(0, 60))
def test_the_sums_are_those_of_the_rows_before_and_each_row_appears_once(
    setter: Typesetter, people: list[tuple[str, int, int]], before: int
) -> None:
    pages = lay_out(roster(people, before), setter)
    tables = [body for page in pages if (body := table_of(lines(page)))]
    seen: list[int] = []
    for at, body in enumerate(tables):
        first, last = body[0], body[-1]
        assert (first[0] == BROUGHT) is (at > 0)
        assert last[0] == (TOTAL if at == len(tables) - 1 else CARRIED)
        if at > 0:
            assert first[1:] == sums_of(people, len(seen))
        rows = [line for line in body if number_of(line) is not None]
        assert rows or not people
        for line in rows:
            number = number_of(line)
            assert number is not None
            seen.append(number)
            name, months, fen = people[number - 1]
            assert "".join(line[1:]) == f"{name}{months}{money(fen)}"
        assert last[1:] == sums_of(people, len(seen))
        assert len(body) == len(rows) + 1 + (at > 0)
    assert seen == list(range(1, len(people) + 1))


def table_of(found: list[list[str]]) -> list[list[str]]:
    """The rows under the header row of a page."""
    header = [column.title for column in COLUMNS]
    return found[found.index(header) + 1 :] if header in found else []


def sums_of(people: list[tuple[str, int, int]], rows: int) -> list[str]:
    counted = people[:rows]
    return [
        f"{sum(months for _, months, _ in counted):,}",
        money(sum(fen for _, _, fen in counted)),
    ]


@pytest.mark.parametrize("sheet", [wide_roster_sheet(), wide_roster_sheet(120, extra=200.0)])
def test_a_roster_stands_inside_its_page_at_9_points_or_more(
    setter: Typesetter, fonts: FontBook, sheet: Sheet
) -> None:
    for page in lay_out(sheet, setter):
        width, height = (HEIGHT, WIDTH) if page.sideways else (WIDTH, HEIGHT)
        for x, y, item in placed(page):
            if isinstance(item, TextItem):
                assert item.size >= SMALL
                right = x + item.x + sum(fonts.widths(item.role, item.text)) * item.size
                assert 0 <= x + item.x <= right <= width + 0.01, item.text
                assert item.size / 2 <= y + item.y <= height - item.size / 2
            if isinstance(item, RuleItem):
                assert -0.01 <= y + item.y1 <= y + item.y2 <= height + 0.01


def test_300_people_in_nine_columns_stand_upright_on_a4(setter: Typesetter) -> None:
    pages = lay_out(wide_roster_sheet(300), setter)
    assert not any(page.sideways for page in pages)
    assert len(pages) <= 13


def test_a_table_lies_sideways_where_a_number_would_be_broken_upright(setter: Typesetter) -> None:
    pages = lay_out(wide_roster_sheet(60, extra=120.0), setter)
    sideways = [page.sideways for page in pages]
    assert sideways == [False, *[True] * (len(pages) - 2), False]
    assert lines(pages[1])[0] == ["附页：名册"]
    for page in pages:
        numbers = [text for line in lines(page) for text in line if text.startswith("510411199")]
        assert all(len(text) == 18 for text in numbers)
    upright = lay_out(wide_roster_sheet(60, may_turn=False, extra=120.0), setter)
    assert not any(page.sideways for page in upright)


def test_a_name_that_no_page_holds_is_printed_whole_all_the_same(setter: Typesetter) -> None:
    name = LONG_NAME * 60
    pages = lay_out(roster([("张三", 1, 100), (name, 2, 200), ("李四", 3, 300)]), setter)
    tables = [table_of(lines(page)) for page in pages[1:]]
    printed = "".join("".join(line) for body in tables for line in body)
    assert len(tables) > 2
    for words, sums in ((BROUGHT, "33.00"), (CARRIED, "33.00")):
        printed = printed.replace(words + sums, "")
    assert name[:200] in printed
    assert tables[-1][-1] == [TOTAL, "6", "6.00"]


def test_rows_that_no_page_holds_are_refused(setter: Typesetter) -> None:
    pages = Pages(setter, WIDTH, 30.0)
    with pytest.raises(ValueError, match="higher than a page"):
        pages.put_summed(summed_rows(setter))


def summed_rows(setter: Typesetter):
    from hrdesk.printing.table_blocks import TableBlocks

    annex = roster([("张三", 1, 100)] * 3).annex
    assert annex is not None
    table = annex.parts[1]
    assert isinstance(table, Table)
    assert table.sums is not None
    return TableBlocks(table, setter, (WIDTH, HEIGHT / 2), ROOMY).summed_rows(table.sums)


def test_the_sums_are_read_back_from_the_file(
    fonts: FontBook, judge: Callable[..., str], tmp_path: Path
) -> None:
    target = BytesIO()
    render_approval_form(roster_sheet(150), target, fonts)
    path = tmp_path / "roster.pdf"
    path.write_bytes(target.getvalue())
    assert "No syntax or stream encoding errors" in judge("qpdf", "--check", path)
    said = judge("pdftotext", "-layout", path, "-")
    sums: list[str] = []
    months = amount = 0
    for line in said.splitlines():
        words = line.split()
        if words[:1] and words[0] in SUM_WORDS:
            assert words[1:] == [f"{months:,}", money(amount)]
            sums.append(words[0])
        elif "12" in words and words[-1].endswith(",000.00"):
            months += 12
            amount += int(words[-1].replace(",", "").replace(".", ""))
    assert months == 150 * 12
    assert sums == [*[CARRIED, BROUGHT] * (len(sums) // 2), TOTAL]
    assert len(sums) > 8


def test_a_sideways_page_is_a4_upright_like_every_other(
    fonts: FontBook, judge: Callable[..., str], tmp_path: Path
) -> None:
    path = tmp_path / "roster.pdf"
    with path.open("wb") as target:
        render_approval_form(wide_roster_sheet(40, extra=120.0), target, fonts)
    said = judge("pdfinfo", "-f", 1, "-l", 99, path)
    assert said.count("595.276 x 841.89 pts (A4)") == said.count(" size:") - 1
    assert {line.split()[-1] for line in said.splitlines() if " rot:" in line} == {"0"}


#: Ten columns by weights that leave too little room for the longest date.
_INTERNS = tuple(
    Column(title, width)
    for title, width in (
        ("序号", 1.0),
        ("姓名", 2.4),
        ("身份证号", 3.6),
        ("毕业日期", 2.0),
        ("见习起", 2.0),
        ("见习止", 2.0),
        ("申领月份", 3.4),
        ("结果", 1.6),
        ("金额（元）", 2.0),
    )
)
_ENDED = "2024年12月31日"


def test_a_date_stays_whole_where_other_columns_can_spare_the_room(setter: Typesetter) -> None:
    person = ("1", "罗㛃", "510402199003073076", "2023年12月15日", "2024年12月15日", _ENDED)
    rows = ((*person, "2024-03—2024-06", "计入", "5,250.00"),) * 3
    sums = Sums((Summed(8, (525_000,) * 3),), *SUM_WORDS)
    annex = Annex("附页", (Table("名册", _INTERNS, rows, sums, may_turn=True),))
    page = lay_out(replace(short_sheet(), annex=annex), setter)[-1]
    assert page.sideways
    body = lines(page)[3:-1]
    assert body == [list(row) for row in rows]


def test_the_total_of_a_wide_table_stays_whole(setter: Typesetter) -> None:
    total = money(sum((n % 12 + 1) * 168_000 for n in range(1, 301)))
    assert lines(lay_out(wide_roster_sheet(300), setter)[-1])[-3][-1] == total


@pytest.mark.parametrize("before", range(20, 45, 2))
def test_a_short_table_is_not_cut(setter: Typesetter, before: int) -> None:
    people = [("张三", 1, 100), ("罗㛃", 2, 200), ("李四", 3, 300)]
    pages = lay_out(roster(people, before), setter)
    assert [len(body) for page in pages if (body := table_of(lines(page)))] == [4]
    plain = replace(roster(people, before), annex=unsummed(roster(people, before)))
    bodies = [table_of(lines(page)) for page in lay_out(plain, setter)]
    assert [len(body) for body in bodies if body] == [3]


def unsummed(sheet: Sheet) -> Annex:
    assert sheet.annex is not None
    notes, table = sheet.annex.parts
    assert isinstance(table, Table)
    return replace(sheet.annex, parts=(notes, replace(table, sums=None)))
