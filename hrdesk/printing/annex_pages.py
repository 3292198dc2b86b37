"""The pages of an annex: laid out so that no page carries only a line or two, where that can be."""

from collections.abc import Iterator

from hrdesk.printing.annex_blocks import AnnexBlocks
from hrdesk.printing.display import Strip
from hrdesk.printing.fonts import Role
from hrdesk.printing.grid import ROOMY, Density
from hrdesk.printing.pagination import Page, Pages
from hrdesk.printing.sheet import Align, Annex, AnnexPart, Table
from hrdesk.printing.table_blocks import must_turn
from hrdesk.printing.typesetting import Style, Typesetter

_PART_GAP = 8.0
_TITLE = Style(role=Role.HEI, size=14.0, align=Align.CENTRE)
#: How close rows may stand to save a page; the letters stay as large.
_DENSITIES = (ROOMY, Density(17.5, 2.2), Density(16.0, 1.5))
#: A page of which less than such a part is filled is worth another look at the whole annex.
_SPARSE = 0.3
#: Of a longer annex one page more or less does not matter, and to lay it out again takes long.
_FEW_PAGES = 12


def annex_pages(annex: Annex, setter: Typesetter, size: tuple[float, float]) -> list[Page]:
    """Return the pages of an annex; `size` is that of their content in points.

    Where a page would carry little, the rows may stand closer, and tables that lie sideways
    follow those that stand upright, if that saves a page: the first way that needs the fewest.
    """
    ways = _ways(annex, setter, size)
    best = next(ways)
    if best.emptiest() < _SPARSE and len(best.pages) <= _FEW_PAGES:
        best = min((best, *ways), key=lambda pages: len(pages.pages))
    return best.pages


def _ways(annex: Annex, setter: Typesetter, size: tuple[float, float]) -> Iterator[Pages]:
    """Yield the pages of an annex laid out in one way after the other, the best to read first."""
    sides = [
        (part, isinstance(part, Table) and must_turn(part, setter, size[0])) for part in annex.parts
    ]
    upright_first = sorted(sides, key=lambda side: side[1])
    orders = (sides,) if upright_first == sides else (sides, upright_first)
    for density in _DENSITIES:
        for order in orders:
            yield _laid_out(annex.title, order, Pages(setter, *size), (setter, density))


def _laid_out(
    title: str,
    parts: list[tuple[AnnexPart, bool]],
    pages: Pages,
    how: tuple[Typesetter, Density],
) -> Pages:
    """Lay out parts in order; the title stands above the first, the way that it lies."""
    setter, density = how
    pages.lie([sideways for _, sideways in parts[:1]] == [True])
    setting = setter.fit(title, pages.width, _TITLE)
    pages.put(Strip(setting.height + 6, setting.items(0.0, 0.0, pages.width)))
    for number, (part, sideways) in enumerate(parts):
        pages.lie(sideways)
        if number:
            pages.skip(_PART_GAP)
        AnnexBlocks(setter, pages.width, pages.height, density).part(part).put(pages)
    return pages
