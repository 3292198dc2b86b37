"""An annex is laid out so that no page carries only a line or two, where that can be."""

from dataclasses import replace

import pytest

from hrdesk.printing.annex_pages import annex_pages
from hrdesk.printing.approval_form import SIZE
from hrdesk.printing.display import RuleItem, TextItem
from hrdesk.printing.pagination import Page
from hrdesk.printing.sheet import Annex, AnnexPart, Column, Notes, Table
from hrdesk.printing.typesetting import SMALL, Typesetter
from tests.printing.samples import wide_roster_sheet


def rows_of(count: int, title: str = "标准") -> Table:
    """A table that always stands upright."""
    rows = tuple((f"{title}{n}", "100.00") for n in range(count))
    return Table(title, (Column("项目", 300), Column("金额", 100)), rows)


def sideways() -> Table:
    """A table of three rows that lies sideways."""
    annex = wide_roster_sheet(3, extra=120.0).annex
    assert annex is not None
    (table,) = [part for part in annex.parts if isinstance(part, Table)]
    return replace(table, title="名册")


def pages_of(setter: Typesetter, *parts: AnnexPart) -> list[Page]:
    return annex_pages(Annex("附页", parts), setter, SIZE)


def texts(pages: list[Page]) -> list[str]:
    placed = [each for page in pages for each in page.placed]
    return [item.text for each in placed for item in each.items if isinstance(item, TextItem)]


@pytest.mark.parametrize("over", [1, 2, 4])
def test_a_few_rows_too_many_stand_closer_instead_of_on_a_page_of_their_own(
    setter: Typesetter, over: int
) -> None:
    whole = next(n for n in range(20, 60) if row_height(pages_of(setter, rows_of(n + 1))) < 20)
    pages = pages_of(setter, rows_of(whole + over))
    assert len(pages) == 1
    assert [f"标准{n}" for n in range(whole + over)] == [
        each for each in texts(pages) if each.startswith("标准") and each != "标准"
    ]
    assert row_height(pages) < 20
    assert all(
        item.size >= SMALL
        for each in pages[0].placed
        for item in each.items
        if isinstance(item, TextItem)
    )
    assert lowest(pages[0]) <= SIZE[1] + 0.01


def test_rows_stand_as_ever_where_the_last_page_is_well_filled(setter: Typesetter) -> None:
    pages = pages_of(setter, rows_of(60))
    assert len(pages) == 2
    assert row_height(pages) == 20


def test_what_stands_upright_goes_before_a_roster_that_lies_if_that_saves_a_page(
    setter: Typesetter,
) -> None:
    pages = pages_of(setter, rows_of(5), sideways(), rows_of(6, "计算"))
    assert [page.sideways for page in pages] == [False, True]
    assert "计算5" in texts(pages[:1])
    assert "名册" in texts(pages[1:])


def test_the_order_stays_where_it_saves_nothing(setter: Typesetter) -> None:
    pages = pages_of(setter, rows_of(30), sideways(), rows_of(30, "计算"))
    said = texts(pages)
    assert said.index("标准29") < said.index("名册") < said.index("计算0")


def test_an_annex_without_a_table_is_left_as_it_is(setter: Typesetter) -> None:
    pages = pages_of(setter, Notes("说明", ("只有一句话。",)))
    assert texts(pages) == ["附页", "说明", "只有一句话。"]


def row_height(pages: list[Page]) -> float:
    """The least height of a row on the first page: of the upright lines between its columns."""
    heights = [
        item.y2 - item.y1
        for each in pages[0].placed
        for item in each.items
        if isinstance(item, RuleItem) and item.x1 == item.x2 and 0 < item.x1 < SIZE[0] - 1
    ]
    return min(heights)


def lowest(page: Page) -> float:
    return max(
        each.y + item.y2
        for each in page.placed
        for item in each.items
        if isinstance(item, RuleItem)
    )
