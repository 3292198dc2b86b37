"""Blocks as Excel, WPS and LibreOffice put them on the clipboard are read cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.ui.roster.clipboard_text import read_block, write_block

#: Text as it may stand in a cell; spreadsheets hold no lone surrogates.
CELLS = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
    st.text('"\t\r\n a王', max_size=8),
)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("王强", (("王强",),)),
        ("王强\t1\r\n罗㛃\t2\r\n", (("王强", "1"), ("罗㛃", "2"))),
        ("王强\t1\n罗㛃\t2", (("王强", "1"), ("罗㛃", "2"))),
        ("甲\r乙\r", (("甲",), ("乙",))),
        ("甲\t\t丙\n", (("甲", "", "丙"),)),
        ("甲\n\n丙\n", (("甲",), ("",), ("丙",))),
        ('"王强\n（曾用名 王刚）"\t1\n罗㛃\t2\n', (("王强\n（曾用名 王刚）", "1"), ("罗㛃", "2"))),
        ('"一\t二"\t三\r\n', (("一\t二", "三"),)),
        ('"说""好"""\t三\n', (('说"好"', "三"),)),
        ('5" 管\t"没有收尾\n丙', (('5" 管', '"没有收尾'), ("丙",))),
        ('"甲"乙\t丙', (('"甲"乙', "丙"),)),
        ('=HYPERLINK("x")\t1\n', (('=HYPERLINK("x")', "1"),)),
        ('"=HYPERLINK(""x"")"\t1\n', (('=HYPERLINK("x")', "1"),)),
        ("\n", (("",),)),
        ("", ()),
    ],
)
def test_a_block_is_read_as_spreadsheets_write_it(text: str, block):
    assert read_block(text) == block


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=1)))
def test_what_is_copied_is_read_back_the_same(rows):
    assert read_block(write_block(rows)) == tuple(rows)


@given(st.text('"\t\r\na', max_size=40))
def test_any_text_at_all_is_some_block(text: str):
    assert all(isinstance(cell, str) for row in read_block(text) for cell in row)


@pytest.mark.parametrize("cell", ['"', '""', '"a', 'a"\t"', '"\n'])
def test_a_hostile_clipboard_is_read_in_time_with_its_length(cell: str):
    # A reader that starts over at each quotation mark would not come to an end here.
    assert read_block(cell * 500_000)
