"""A place of the main window that has several pages and shows one of them."""

from PySide6.QtWidgets import QStackedLayout

from hrdesk.ui.list_page import ListPage
from hrdesk.ui.page import Page


class StackedPlace(Page):
    """Shows its list, or a page that was added."""

    def __init__(self, name: str, first: Page) -> None:
        super().__init__()
        self.setObjectName(name)
        self._first = first
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._add(first)
        self.hints = first.hints

    def enter(self) -> None:
        """Give the focus to the page that is open."""
        self._current().enter()

    def go_to_results(self) -> bool:
        """Take the focus for what was found; tell whether there is anything."""
        first = self._first
        return self._current() is first and isinstance(first, ListPage) and first.go_to_results()

    def forget(self) -> None:
        """Show nothing any more: the session is about to end."""
        self._first.forget()

    def _add(self, page: Page) -> None:
        """Have one page more to show; its hints are the place's while it is shown."""
        self._stack.addWidget(page)
        page.hints_changed.connect(self._show_hints)

    def _show_hints(self) -> None:
        self.hints = self._current().hints
        self.hints_changed.emit()

    def _current(self) -> Page:
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else self._first

    def _show(self, page: Page, *, focus: bool = True) -> None:
        self._stack.setCurrentWidget(page)
        self._show_hints()
        if focus and self.isVisible():
            page.enter()
