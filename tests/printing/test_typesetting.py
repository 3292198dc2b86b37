"""Text in boxes: shrink a little, then wrap, never clip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.printing.fonts import Role
from hrdesk.printing.sheet import Align
from hrdesk.printing.typesetting import BODY, SMALL, Style, Typesetter

TEN = "攀枝花市就业补贴申请"


@pytest.mark.parametrize(
    ("width", "size", "lines"),
    [
        (105.1, 10.5, 1),
        (105.0, 10.5, 1),
        (104.9, 10.0, 1),
        (100.0, 10.0, 1),
        (99.9, 9.5, 1),
        (90.1, 9.0, 1),
        (90.0, 9.0, 1),
        (89.9, 10.5, 2),
        (20.0, 10.5, 10),
    ],
)
def test_a_text_shrinks_to_nine_points_and_then_wraps(
    setter: Typesetter, width: float, size: float, lines: int
) -> None:
    setting = setter.fit(TEN, width, Style())
    assert (setting.style.size, len(setting.lines)) == (size, lines)


@given(
    text=st.text(st.sampled_from("攀枝花，。（）10,000.00·ꆈ𬭎 abc"), max_size=80),
    width=st.floats(14, 300),
    role=st.sampled_from(Role),
)
def test_whatever_the_text_it_stays_inside_and_legible(
    setter: Typesetter, text: str, width: float, role: Role
) -> None:
    setting = setter.fit(text, width, Style(role=role))
    assert SMALL <= setting.style.size <= BODY
    assert all(line_width <= width + 1e-6 for line_width in setting.widths)
    kept = "".join(setting.lines).replace(" ", "")
    assert kept == text.replace(" ", "")


def test_line_feeds_begin_new_lines(setter: Typesetter) -> None:
    assert setter.fit("一\n\n二三", 200, Style()).lines == ("一", "", "二三")


@pytest.mark.parametrize(("align", "x"), [(Align.LEFT, 5), (Align.CENTRE, 45), (Align.RIGHT, 85)])
def test_alignment_places_the_line_in_its_box(setter: Typesetter, align: Align, x: float) -> None:
    (item,) = setter.fit("一二", 100, Style(size=10, align=align)).items(5, 0, 100)
    assert item.x == pytest.approx(x)


def test_pieces_hold_all_lines_in_order(setter: Typesetter) -> None:
    setting = setter.wrap("\n".join(map(str, range(10))), 100, Style())
    pieces = setting.pieces(setting.leading * 4)
    assert [len(piece.lines) for piece in pieces] == [4, 4, 2]
    assert sum((piece.lines for piece in pieces), ()) == setting.lines
