"""The pages of a form, of which one is open; each is made when it is wanted or while he reads."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.form_page import FormPage
from hrdesk.ui.intake.form_state import MATERIALS_PAGE, REVIEW_PAGE, FormState
from hrdesk.ui.intake.materials_page import MaterialsPage
from hrdesk.ui.intake.review_page import ReviewPage
from hrdesk.ui.intake.roster_page import RosterPage
from hrdesk.ui.intake.roster_state import Cell, cell_of
from hrdesk.ui.intake.steady_scroll import SteadyScroll
from hrdesk.ui.roster import RosterGrid

_BREATH = 60


class PageStack(QStackedWidget):
    """Shows one page at a time; its signals are those of the page that is open."""

    edited = Signal(str, str)
    entered = Signal(str)
    left = Signal(str)
    stepped = Signal(str)
    asked = Signal(str)
    overflows = Signal(bool)
    rows_edited = Signal(str, object)
    tool_asked = Signal(str, str)

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._places: dict[int, int] = {}
        self._begun: dict[int, tuple[SteadyScroll, FormPage]] = {}
        self._editors: dict[str, Editor] = {}
        self._last_stop: QWidget | None = None
        self._wanted: QWidget | None = None
        self._following: tuple[QWidget, ...] = ()

    def lead_to(self, *following: QWidget) -> None:
        """Let the Tab key go from the last field of a page to these, whenever it was made."""
        self._following = following

    def open(self, place: int) -> None:
        """Open a page, making what of it is not made yet."""
        self._finish(place)
        if self._places[place] != self.currentIndex():
            # A step opens at its top; the cursor scrolls only as far as it must.
            self.setCurrentIndex(self._places[place])
            self._area().verticalScrollBar().setValue(0)
        self.overflows.emit(self._area().is_overflowing)
        self.refresh()

    def make(self, place: int) -> Iterator[None]:
        """Make a page before it is opened, a piece at a time."""
        if place not in self._places and self._holds_fields(place):
            area, page = self._begun[place] = self._begin(place)
            yield
            while place in self._begun and page.make_row():
                yield
            yield from styled_ahead(area)
        self._finish(place)
        yield
        made = self.widget(self._places[place])
        if made is not None:
            yield from styled_ahead(made)

    def make_ahead(self) -> Iterator[None]:
        """Make every page that nobody has been to, a piece at a time."""
        for place in range(len(self._state.pages)):
            if place not in self._places:
                yield from self.make(place)
                yield

    def refresh(self) -> None:
        """Show what the last judgement gave on the page that is open."""
        page = self._area().widget()
        if isinstance(page, FormPage):
            page.show_reading(self._state.judged.reading, self._state.remark, self._state.need)
        elif isinstance(page, RosterPage):
            page.show_state()
        elif isinstance(page, MaterialsPage):
            page.show_reading(self._state.judged.reading)
        elif isinstance(page, ReviewPage):
            page.show_state(self._state)

    def editor(self, key: str) -> Editor | None:
        """Return the editor of a key, or None while its page was not made."""
        return self._editors.get(key)

    def focus(self, key: str) -> None:
        """Put the cursor into an editor of the page that is open and bring it into view."""
        cell = cell_of(key)
        page = self._area().widget()
        if cell is not None and isinstance(page, RosterPage):
            grid = page.grids[cell.roster]
            if not grid.focus_cell(cell.row_id, cell.column):
                grid.setFocus()
            self._area().ensureWidgetVisible(grid, 0, 0)
            return
        editor = self._editors[key]
        editor.take_cursor()
        self._wanted = editor.parentWidget() or editor
        if self.isVisible():
            self._show_wanted()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the cursor into view once the pages have their size."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        """Scroll to the last editor that was asked for, only as far as that needs."""
        wanted, self._wanted = self._wanted, None
        area = self._area()
        if wanted is not None and area.isAncestorOf(wanted):
            area.ensureWidgetVisible(wanted, 0, _BREATH)

    def grid(self, roster: str) -> RosterGrid | None:
        """Return the grid of a roster on the page that is open."""
        page = self._area().widget()
        return page.grids.get(roster) if isinstance(page, RosterPage) else None

    def standing_at(self) -> str:
        """Return the key at which the cursor stands, or "" where it is at none."""
        here, page = QApplication.focusWidget(), self._area().widget()
        if here is None:
            return ""
        grids = page.grids if isinstance(page, RosterPage) else {}
        for roster, grid in grids.items():
            if grid.isAncestorOf(here):
                return Cell(roster, *(grid.current_cell() or ())).key
        return here.objectName()

    def _area(self) -> SteadyScroll:
        area = self.currentWidget()
        if not isinstance(area, SteadyScroll):
            raise TypeError("a page stands in a scroll area")
        return area

    def _finish(self, place: int) -> None:
        if place not in self._places:
            area = self._whole(place)
            area.overflows.connect(self.overflows)
            self._places[place] = self.addWidget(area)

    def _whole(self, place: int) -> SteadyScroll:
        page_id = self._state.pages[place][0]
        if self._holds_fields(place):
            area, page = self._begun.pop(place) if place in self._begun else self._begin(place)
            page.make_rest()
            self._take(page)
            area.hold(page)
            return area
        # Parents first: Qt works out the style of everything below a widget that moves.
        area = SteadyScroll(self)
        area.hide()
        if page_id == REVIEW_PAGE:
            review = ReviewPage(area.viewport())
            review.asked.connect(self.asked)
            area.hold(review)
        elif page_id == MATERIALS_PAGE:
            materials = MaterialsPage(self._state.form, area.viewport())
            self._take(materials)
            area.hold(materials)
        else:
            roster = RosterPage(self._state, self._state.form.pages[place], area.viewport())
            roster.rows_edited.connect(self.rows_edited)
            roster.tool_asked.connect(self.tool_asked)
            # After the layout, which gives what is said its place.
            roster.spoke.connect(self._bring_into_view, Qt.ConnectionType.QueuedConnection)
            self._listen(roster)
            self._take(roster)
            area.hold(roster)
        return area

    def _bring_into_view(self, part: QWidget) -> None:
        self._area().ensureWidgetVisible(part, 0, 0)

    def _begin(self, place: int) -> tuple[SteadyScroll, FormPage]:
        area = SteadyScroll(self)
        area.hide()
        page = FormPage(self._state.form, self._state.form.pages[place], area.viewport())
        self._listen(page)
        return area, page

    def _holds_fields(self, place: int) -> bool:
        pages = self._state.form.pages
        return place < len(pages) and not pages[place].rosters

    def _listen(self, page: FormPage | RosterPage) -> None:
        page.entered.connect(self.entered)
        page.left.connect(self.left)

    def _take(self, page: FormPage | MaterialsPage | RosterPage) -> None:
        page.show_entries(self._state.entries)
        page.edited.connect(self.edited)
        page.stepped.connect(self.stepped)
        self._editors |= page.editors
        for editor in page.editors.values():
            self._put_in_tab_order(editor.focusProxy() or editor)
        for roster, grid in page.grids.items() if isinstance(page, RosterPage) else ():
            tools = page.tools.get(roster) if isinstance(page, RosterPage) else None
            for widget in (*grid.tab_stops(), *(tools.buttons.values() if tools else ())):
                self._put_in_tab_order(widget)
        stop = self._last_stop
        for following in self._following:
            if stop is not None:
                self.setTabOrder(stop, following)
            stop = following

    def _put_in_tab_order(self, stop: QWidget) -> None:
        if self._last_stop is not None:
            self.setTabOrder(self._last_stop, stop)
        self._last_stop = stop
