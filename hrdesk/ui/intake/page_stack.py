"""The pages of a form, of which one is open; each is made when the clerk first comes to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hrdesk.intake.form_spec import PageSpec
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.form_page import FormPage
from hrdesk.ui.intake.form_state import MATERIALS_PAGE, REVIEW_PAGE, FormState
from hrdesk.ui.intake.materials_page import MaterialsPage
from hrdesk.ui.intake.review_page import ReviewPage
from hrdesk.ui.intake.roster_page import RosterPage
from hrdesk.ui.intake.roster_state import cell_of
from hrdesk.ui.intake.steady_scroll import SteadyScroll

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

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._places: dict[int, int] = {}
        self._editors: dict[str, Editor] = {}
        self._last_stop: QWidget | None = None

    def open(self, place: int) -> None:
        """Open a page, making it if nobody has been there."""
        if place not in self._places:
            self._places[place] = self._add(place)
        self.setCurrentIndex(self._places[place])
        self.overflows.emit(self._area().is_overflowing)
        self.refresh()

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
            page.grids[cell.roster].focus_cell(cell.row_id, cell.column)
            return
        editor = self._editors[key]
        editor.take_cursor()
        self._area().ensureWidgetVisible(editor.parentWidget() or editor, 0, _BREATH)

    def _area(self) -> SteadyScroll:
        area = self.currentWidget()
        if not isinstance(area, SteadyScroll):
            raise TypeError("a page stands in a scroll area")
        return area

    def _add(self, place: int) -> int:
        # Parents first: Qt works out the style of everything below a widget that moves.
        area = SteadyScroll(self)
        page_id = self._state.pages[place][0]
        if page_id == REVIEW_PAGE:
            review = ReviewPage(area.viewport())
            review.asked.connect(self.asked)
            area.hold(review)
        else:
            area.hold(self._page(place, page_id, area.viewport()))
        area.overflows.connect(self.overflows)
        return self.addWidget(area)

    def _page(self, place: int, page_id: str, parent: QWidget) -> QWidget:
        page: FormPage | MaterialsPage | RosterPage
        if page_id == MATERIALS_PAGE:
            page = MaterialsPage(self._state.form, parent)
        else:
            page = self._form_page(self._state.form.pages[place], parent)
            page.entered.connect(self.entered)
            page.left.connect(self.left)
        page.show_entries(self._state.entries)
        page.edited.connect(self.edited)
        page.stepped.connect(self.stepped)
        self._editors |= page.editors
        for editor in page.editors.values():
            self._put_in_tab_order(editor.focusProxy() or editor)
        return page

    def _form_page(self, spec: PageSpec, parent: QWidget) -> FormPage | RosterPage:
        if not spec.rosters:
            return FormPage(self._state.form, spec, parent)
        page = RosterPage(self._state, spec, parent)
        page.rows_edited.connect(self.rows_edited)
        return page

    def _put_in_tab_order(self, stop: QWidget) -> None:
        if self._last_stop is not None:
            self.setTabOrder(self._last_stop, stop)
        self._last_stop = stop
