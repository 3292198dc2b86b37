"""Where the parts of a form come to stand, before anything is drawn."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.printing.approval_form import HEIGHT, LEFT, WIDTH, lay_out
from hrdesk.printing.display import MM, IconItem, Item, RuleItem, SealItem, Strip, TextItem
from hrdesk.printing.fonts import FontBook
from hrdesk.printing.pagination import Page, Pages
from hrdesk.printing.sheet import (
    AmountRow,
    Block,
    Cell,
    Cells,
    CheckItem,
    CheckList,
    LineBox,
    Mark,
    OpinionBox,
    Section,
    Sheet,
    TextBlock,
)
from hrdesk.printing.typesetting import SMALL, Typesetter
from tests.printing.samples import DAY, long_sheet, roster_sheet, short_sheet

WORDS = st.text(st.sampled_from("攀枝花市仁和区，。（）〔〕·0123456789ABab. 𬭎ꆈ"), max_size=150)


def items(page: Page) -> Iterator[tuple[float, float, Item]]:
    for placed in page.placed:
        for item in placed.items:
            yield placed.x, placed.y, item


def texts(pages: list[Page]) -> list[str]:
    return [item.text for page in pages for _, _, item in items(page) if isinstance(item, TextItem)]


def sheet_of(*blocks: Block, heading: str = "申请人") -> Sheet:
    return replace(short_sheet(), sections=(Section(heading, blocks),), annex=None, remarks=())


def assert_on_paper(pages: list[Page], fonts: FontBook) -> None:
    for page in pages:
        for x, y, item in items(page):
            if isinstance(item, TextItem):
                right = x + item.x + sum(fonts.widths(item.role, item.text)) * item.size
                assert item.size >= SMALL
                assert x + item.x >= 0
                assert right <= WIDTH + 0.01, item.text
                assert item.size / 2 <= y + item.y + 0.01 <= HEIGHT - item.size / 2 + 0.02
            if isinstance(item, RuleItem):
                assert -0.01 <= y + item.y1 <= y + item.y2 <= HEIGHT + 0.01


@pytest.mark.parametrize("sheet", [short_sheet(), long_sheet(), roster_sheet()])
def test_everything_stands_inside_the_page_and_is_legible(
    sheet: Sheet, setter: Typesetter, fonts: FontBook
) -> None:
    pages = lay_out(sheet, setter)
    assert all(any(isinstance(item, TextItem) for *_, item in items(page)) for page in pages)
    assert_on_paper(pages, fonts)
    assert pages


def test_the_binding_margin_is_at_least_25_mm() -> None:
    assert LEFT >= 25 * MM


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from([3, 4, 6, 12])), min_size=1, max_size=12))
def test_cells_of_any_length_are_printed_whole(
    setter: Typesetter, fonts: FontBook, cells: list[tuple[str, str, int]]
) -> None:
    sheet = sheet_of(Cells(tuple(Cell(label[:12], value, span) for label, value, span in cells)))
    pages = lay_out(sheet, setter)
    assert_on_paper(pages, fonts)
    printed = sorted("".join(texts(pages)).replace(" ", ""))
    expected = [sheet.title, sheet.case_number, sheet.received, sheet.unit, "申请人" * len(pages)]
    expected += [label[:12] + value for label, value, _ in cells]
    assert printed == sorted("".join(expected).replace(" ", ""))


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=8), st.integers(0, 40))
def test_an_opinion_box_never_splits_from_its_seal(
    setter: Typesetter, fonts: FontBook, opinions: list[str], rows: int
) -> None:
    cells = Cells(tuple(Cell("姓名", "张三") for _ in range(rows)))
    boxes = [OpinionBox(text, ("经办：", "复核："), DAY, "盖章处") for text in opinions]
    sections = (Section("申请人", (cells,)), *(Section("初审", (box,)) for box in boxes))
    pages = lay_out(replace(sheet_of(), sections=sections[rows == 0 :]), setter)
    assert_on_paper(pages, fonts)
    for page in pages:
        found = list(items(page))
        seals = [y + item.y for _, y, item in found if isinstance(item, SealItem)]
        dates = [
            y + item.y for _, y, item in found if isinstance(item, TextItem) and item.text == DAY
        ]
        assert len(seals) == len(dates)
        assert all(0 < date - seal < 75 for seal, date in zip(seals, dates, strict=True))


def test_a_seal_has_45_mm_free_of_lines_and_words(setter: Typesetter) -> None:
    pages = lay_out(short_sheet(), setter)
    seals = 0
    for page in pages:
        found = list(items(page))
        for x, y, seal in found:
            if isinstance(seal, SealItem):
                seals += 1
                assert 2 * seal.radius >= 45 * MM
                assert_blank(x + seal.x, y + seal.y, 22.5 * MM, found)
    assert seals == 2


def assert_blank(x: float, y: float, reach: float, found: list[tuple[float, float, Item]]) -> None:
    for left, top, item in found:
        if isinstance(item, TextItem) and item.text != "盖章处":
            beside = (
                left + item.x > x + reach or left + item.x + len(item.text) * item.size < x - reach
            )
            assert beside or abs(top + item.y - y) > reach, item.text
        if isinstance(item, RuleItem) and item.y1 == item.y2:
            assert abs(top + item.y1 - y) > reach or left + item.x2 < x - reach


def test_the_last_cell_of_a_row_takes_what_is_left(setter: Typesetter) -> None:
    page = lay_out(
        sheet_of(Cells((Cell("甲", "1", 6), Cell("乙", "2", 4), Cell("丙", "3", 12)))), setter
    )[0]
    uprights = [
        (round(x + item.x1), round(y))
        for x, y, item in items(page)
        if isinstance(item, RuleItem) and item.x1 == item.x2 and 27 < x + item.x1 < WIDTH - 1
    ]
    rows = sorted({y for _, y in uprights})
    assert [len([1 for _, y in uprights if y == row]) for row in rows] == [3, 1]


def test_a_long_name_makes_its_row_grow(setter: Typesetter) -> None:
    def height_of(name: str) -> float:
        pages = lay_out(sheet_of(Cells((Cell("姓名", name, 6), Cell("性别", "女", 6)))), setter)
        return max(y + item.y2 for _, y, item in items(pages[0]) if isinstance(item, RuleItem))

    assert height_of("吉克·伍呷木" * 10) > height_of("吉克·伍呷木") + 30


def test_words_that_no_page_holds_go_over_several(setter: Typesetter, fonts: FontBook) -> None:
    value = "".join(chr(0x4E00 + number) for number in range(6000))
    pages = lay_out(sheet_of(Cells((Cell("说明", value),))), setter)
    assert len(pages) > 2
    assert_on_paper(pages, fonts)
    assert value in "".join(text for text in texts(pages) if text not in ("申", "请", "人"))


def test_the_heading_is_repeated_on_every_page_of_its_section(setter: Typesetter) -> None:
    pages = lay_out(sheet_of(Cells(tuple(Cell("姓名", "张三") for _ in range(70)))), setter)
    assert [texts([page])[-3:] for page in pages] == [["申", "请", "人"]] * len(pages)


def test_a_heading_without_room_upright_stands_two_abreast(setter: Typesetter) -> None:
    pages = lay_out(sheet_of(LineBox(("无异议",)), heading="公示情况"), setter)
    assert texts(pages)[-2:] == ["公示", "情况"]


def test_a_header_row_is_repeated_and_no_row_is_lost(setter: Typesetter) -> None:
    pages = lay_out(roster_sheet(200), setter)
    with_header = [page for page in pages if "月数" in texts([page])]
    assert len(with_header) > 3
    amounts = [text for page in with_header for text in texts([page]) if text.endswith(",000.00")]
    for number in range(1, 201):
        assert f"{number:,},000.00" in amounts
    assert sum("合计" in texts([page]) for page in pages) == 1


def test_the_annex_begins_on_a_page_of_its_own(setter: Typesetter) -> None:
    pages = lay_out(short_sheet(), setter)
    first = next(page for page in pages if "附页：条件核验明细" in texts([page]))
    assert texts([first])[0] == "附页：条件核验明细"


def test_each_reading_is_laid_out_with_its_result(setter: Typesetter) -> None:
    joined = "".join(texts(lay_out(short_sheet(), setter)))
    for number in range(1, 6):
        assert f"{number}. " in joined
    assert "两个日期都须在5年以内不符合，补贴 0.00 元" in joined


def test_each_check_has_its_icon_on_form_and_annex(setter: Typesetter) -> None:
    pages = lay_out(short_sheet(), setter)
    marks = [
        item.mark for page in pages for _, _, item in items(page) if isinstance(item, IconItem)
    ]
    assert marks.count(Mark.MET) == 6
    assert marks.count(Mark.OFFICER) == marks.count(Mark.MISSING) == marks.count(Mark.UNMET) == 2
    assert (marks.count(Mark.TICKED), marks.count(Mark.OPEN)) == (3, 1)


@settings(max_examples=30)
@given(words=st.lists(WORDS, min_size=1, max_size=6))
def test_every_other_block_is_printed_whole(
    setter: Typesetter, fonts: FontBook, words: list[str]
) -> None:
    blocks = (
        TextBlock(tuple(words), ("签字：", DAY), declaration=True),
        CheckList(tuple(CheckItem(Mark.MET, word, word[:20]) for word in words), tuple(words)),
        LineBox(tuple(words)),
        AmountRow("金额", "¥10,000.00", words[0]),
    )
    pages = lay_out(sheet_of(*blocks), setter)
    assert_on_paper(pages, fonts)
    sheet = short_sheet()
    expected = [sheet.title, sheet.case_number, sheet.received, sheet.unit, "申请人" * len(pages)]
    expected += ["签字：", DAY, "金额¥10,000.00", words[0]]
    expected += [4 * word + word[:20] for word in words]
    assert sorted("".join(texts(pages)).replace(" ", "")) == sorted(
        "".join(expected).replace(" ", "")
    )


def test_a_section_without_blocks_leaves_nothing(setter: Typesetter) -> None:
    assert "申" not in texts(lay_out(sheet_of(), setter))


def test_a_strip_higher_than_a_page_is_refused(setter: Typesetter) -> None:
    pages = Pages(setter, 100, 200)
    with pytest.raises(ValueError, match="higher than a page"):
        pages.put(Strip(201, ()))
    with pytest.raises(ValueError, match="higher than a page"):
        pages.put_table([Strip(50, ()), Strip(201, ())])


@given(st.lists(st.floats(1, 90), min_size=1, max_size=30), st.floats(0, 60))
def test_pages_fill_without_overflow(
    setter: Typesetter, heights: list[float], header: float
) -> None:
    pages = Pages(setter, 100, 160)
    marked = [Strip(height, (SealItem(0, height, 1),)) for height in heights]
    pages.put_table(marked, header=Strip(header, ()))
    seals = [
        (number, y + item.y)
        for number, page in enumerate(pages.pages)
        for _, y, item in items(page)
        if isinstance(item, SealItem)
    ]
    assert len(seals) == len(heights)
    assert seals == sorted(seals)
    assert all(bottom <= 160.02 for _, bottom in seals)


def test_a_long_name_of_the_office_stands_in_one_line_above_a_list(setter: Typesetter) -> None:
    office = "攀枝花市仁和区人力资源和社会保障局"
    pages = lay_out(replace(short_sheet(), case_number=office), setter)
    assert office in texts(pages)
    longer = lay_out(replace(short_sheet(), case_number=office * 3), setter)
    assert office * 3 in "".join(texts(longer))
