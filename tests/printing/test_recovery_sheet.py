"""The page on which the recovery key is kept."""

from dataclasses import replace
from io import BytesIO

import pytest

from hrdesk.printing.fonts import FontBook, MissingGlyph
from hrdesk.printing.recovery_sheet import render_recovery_sheet
from hrdesk.printing.sheet import RecoverySheet
from tests.printing.samples import recovery_sheet


def rendered(sheet: RecoverySheet, fonts: FontBook) -> bytes:
    target = BytesIO()
    render_recovery_sheet(sheet, target, fonts)
    return target.getvalue()


def test_the_same_key_gives_the_same_page(fonts: FontBook) -> None:
    assert rendered(recovery_sheet(), fonts) == rendered(recovery_sheet(), fonts)


def test_the_key_is_not_readable_in_the_raw_file(fonts: FontBook) -> None:
    content = rendered(recovery_sheet(), fonts)
    assert not any(group.encode() in content for group in recovery_sheet().key_groups)


@pytest.mark.parametrize("count", [1, 4, 5, 16])
def test_any_usual_number_of_groups_fits(fonts: FontBook, count: int) -> None:
    assert rendered(replace(recovery_sheet(), key_groups=("K7QM",) * count), fonts)


def test_more_than_one_page_is_refused_and_writes_nothing(fonts: FontBook) -> None:
    target = BytesIO()
    with pytest.raises(ValueError, match="one page"):
        render_recovery_sheet(replace(recovery_sheet(), key_groups=("K7QM",) * 90), target, fonts)
    assert target.getvalue() == b""


def test_a_character_without_a_font_is_refused(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph):
        rendered(replace(recovery_sheet(), subtitle="\U00031351"), fonts)
