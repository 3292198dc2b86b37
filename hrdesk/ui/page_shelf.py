"""Pages of the window, each made when it is first wanted or while nobody waits.

What a page is to the window stands at the one place that makes it: `@made(place, …)`.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.page import Page

PageT = TypeVar("PageT", bound=Page)


class MadePage(cached_property[PageT], Generic[PageT]):
    """A page by its attribute of a `PageShelf`.

    `place` is the place of the navigation that it belongs to, `begins` whether the place begins
    with it, `ahead` whether it is made while nobody waits.
    """

    def __init__(
        self, make: Callable[[Any], PageT], place: str, *, begins: bool, ahead: bool
    ) -> None:
        super().__init__(make)
        self.place = place
        self.begins = begins
        self.ahead = ahead


def made(
    place: str, *, begins: bool = False, ahead: bool = True
) -> Callable[[Callable[[Any], PageT]], MadePage[PageT]]:
    """Let a method of a `PageShelf` make a page once; see `MadePage`."""
    return lambda make: MadePage(make, place, begins=begins, ahead=ahead)


class PageShelf(QStackedWidget):
    """Holds what its class calls `made`; pages are made ahead and asked in that order.

    `keys_changed` carries the page whose hints are new.
    """

    keys_changed = Signal(object)

    @classmethod
    def makers(cls) -> dict[str, MadePage[Page]]:
        """Return what makes each page, by its attribute."""
        return {name: each for name, each in vars(cls).items() if isinstance(each, MadePage)}

    def home_of(self, place: str) -> Page:
        """Return the page with which a place of the navigation begins."""
        return self._page(
            next(
                name for name, each in self.makers().items() if each.begins and each.place == place
            )
        )

    def is_made(self, name: str) -> bool:
        """Tell whether somebody has wanted a page yet, by the name of its attribute."""
        return name in vars(self)

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        page.be_whole()
        self._hold(page)
        self.setCurrentWidget(page)

    def make_ahead(self) -> Iterator[None]:
        """Make the pages that nobody has been to, a piece at a time."""
        for name, maker in self.makers().items():
            if maker.ahead:
                page = self._page(name)
                yield
                yield from page.make_ahead()
                self._hold(page)
                yield from styled_ahead(page)
                yield

    def unsaved(self, close: Callable[[], object]) -> tuple[str, Page] | None:
        """Return the place and page that hold something typed and not saved, or None.

        The page says so and offers to `close` without it.
        """
        for name, page in self._made():
            if page.holds(close):
                return self.makers()[name].place, page
        return None

    def forget(self) -> None:
        """Let go of what hidden tables hold: a closed session has nothing more to tell."""
        for _, page in self._made():
            page.forget()

    def _made(self) -> Iterator[tuple[str, Page]]:
        for name in self.makers():
            if self.is_made(name):
                yield name, self._page(name)

    def _page(self, name: str) -> Page:
        page: Page = getattr(self, name)
        return page

    def _hold(self, page: Page) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
            page.hints_changed.connect(partial(self.keys_changed.emit, page))
