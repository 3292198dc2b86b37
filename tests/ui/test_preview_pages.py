"""Pages of a PDF on the screen: as wide as there is room, and turned where they lie sideways."""

from io import BytesIO

import pytest

from hrdesk.printing.approval_form import render_approval_form
from hrdesk.printing.fonts import FontBook
from hrdesk.reference.locations import resources_folder
from hrdesk.ui.preview.pages import PdfPages, page_image
from tests.printing.samples import wide_roster_sheet


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A form whose roster lies sideways: upright, sideways, …, upright."""
    target = BytesIO()
    fonts = FontBook(resources_folder() / "fonts", system_folders=())
    render_approval_form(wide_roster_sheet(40, extra=120.0), target, fonts)
    return target.getvalue()


def test_a_page_that_lies_sideways_is_turned_and_as_large_as_the_others(pdf: bytes):
    first, roster = (page_image(pdf, page, 600, 2000) for page in (0, 1))
    assert (first.width(), first.height()) == (600, 849)
    assert (roster.width(), roster.height()) == (849, 600)


def test_a_turned_page_is_no_wider_than_the_room(pdf: bytes):
    assert page_image(pdf, 1, 600, 700).width() == 700
    assert page_image(pdf, 0, 600, 700).width() == 600


def test_the_turned_page_is_read_from_left_to_right(pdf: bytes):
    """The running head stands at the left or right edge, the table begins at the top."""
    image = page_image(pdf, 1, 600, 2000)
    columns = [each for each in range(image.width()) if dark(image, each, vertical=True)]
    rows = [each for each in range(image.height()) if dark(image, each, vertical=False)]
    assert image.width() - columns[-1] < columns[0] + 40
    assert rows[0] < image.height() / 4


def dark(image, place: int, *, vertical: bool) -> bool:
    length = image.height() if vertical else image.width()
    spots = ((place, n) if vertical else (n, place) for n in range(length))
    return any(image.pixelColor(x, y).lightness() < 128 for x, y in spots)


def test_the_printer_gets_every_page_as_it_lies_in_the_file(pdf: bytes):
    with PdfPages(pdf) as pages:
        shapes = {(image.width(), image.height()) for image in map(pages.image, range(3), [1] * 3)}
        assert shapes == {(596, 842)}
        assert [pages.lies_sideways(page) for page in (0, 1, len(pages) - 1)] == [
            False,
            True,
            False,
        ]
