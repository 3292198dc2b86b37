"""The calm form in the middle: title, one page at a time, back and onward."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.form_page import FormPage
from hrdesk.ui.intake.form_state import MATERIALS_PAGE, FormState
from hrdesk.ui.intake.materials_page import MaterialsPage
from hrdesk.ui.intake.remarks import grouped_identity
from hrdesk.ui.intake.review_page import ReviewPage
from hrdesk.ui.intake.steady_scroll import SteadyScroll
from hrdesk.ui.notice import Notice
from hrdesk.ui.words import label, rule

_BREATH = 60
_NAME_WIDTH = 220
_SUBLINE_HEIGHT = 22


class Wizard(QFrame):
    """Shows the pages of a form; it decides nothing, its signals tell what the clerk did."""

    edited = Signal(str, str)
    left = Signal(str)
    stepped = Signal(str)
    asked = Signal(str)
    back_asked = Signal()
    onward_asked = Signal()
    accept_asked = Signal()

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._state = state
        self._title = label(state.form.title, "title", wrap=True)
        self._subline = label("", "soft")
        self._saved = label("", "soft")
        self._saved.setObjectName("saved")
        for part in (self._subline, self._saved):
            part.setFixedHeight(_SUBLINE_HEIGHT)
        self.notice = Notice(name="intake_notice")
        self._pages: list[FormPage | MaterialsPage | ReviewPage] = []
        self._stack = QStackedWidget()
        self._areas: list[SteadyScroll] = []
        for place in range(len(state.pages)):
            self._add_page(place)
        self._edge = rule()
        self._still_open = label("", "small")
        self._back = _button("back", terms.BACK, "")
        self._onward = _button("onward", f"{terms.ONWARD}    {terms.ONWARD_KEY}", "primary")
        self._accept = _button("accept", f"{terms.ACCEPT}    {terms.ACCEPT_KEY}", "primary")
        self._back.clicked.connect(self.back_asked)
        self._onward.clicked.connect(self.onward_asked)
        self._accept.clicked.connect(self.accept_asked)
        self._lay_out()

    def _add_page(self, place: int) -> None:
        forms = self._state.form.pages
        page: FormPage | MaterialsPage | ReviewPage
        if place < len(forms):
            page = FormPage(self._state.form, forms[place])
            page.left.connect(self.left)
        elif self._state.pages[place][0] == MATERIALS_PAGE:
            page = MaterialsPage(self._state.form)
        else:
            page = ReviewPage()
            page.asked.connect(self.asked)
        if not isinstance(page, ReviewPage):
            page.edited.connect(self.edited)
            page.stepped.connect(self.stepped)
            page.show_entries(self._state.entries)
        area = SteadyScroll(page)
        area.overflows.connect(self._show_edge)
        self._pages.append(page)
        self._areas.append(area)
        self._stack.addWidget(area)

    def _lay_out(self) -> None:
        subline = QHBoxLayout()
        subline.setSpacing(0)
        subline.addWidget(self._subline)
        subline.addWidget(self._saved)
        subline.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(5)
        head.addWidget(self._title)
        head.addLayout(subline)
        head.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(10)
        for button in (self._back, self._onward, self._accept):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._still_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._edge)
        column.addLayout(foot)

    @property
    def place(self) -> int:
        """The step that is shown."""
        return self._stack.currentIndex()

    def show_page(self, place: int) -> None:
        """Show a step."""
        self._stack.setCurrentIndex(place)
        self._show_edge()
        self.refresh()

    def refresh(self) -> None:
        """Show what the last judgement gave on the page that is open."""
        place = self.place
        page = self._pages[place]
        if isinstance(page, FormPage):
            page.show_reading(self._state.judged.reading, self._state.remark, self._state.need)
        elif isinstance(page, MaterialsPage):
            page.show_reading(self._state.judged.reading)
        else:
            page.show_state(self._state)
        last = isinstance(page, ReviewPage)
        self._back.setEnabled(place > 0)
        self._onward.setVisible(not last)
        self._accept.setVisible(last)
        self._accept.setEnabled(self._state.judged.acceptable)
        hindering = set(self._state.open_keys()).intersection(self._state.shown_keys(place))
        self._still_open.setText(terms.still_open(len(hindering)))
        self._show_subline()

    def _show_edge(self) -> None:
        theme.role(self._edge, "rule" if self._areas[self.place].is_overflowing else "no_rule")

    def _show_subline(self) -> None:
        form, entries = self._state.form, self._state.judged.reading.entries
        name = self._subline.fontMetrics().elidedText(
            entries.get(form.applicant_name, ""), Qt.TextElideMode.ElideRight, _NAME_WIDTH
        )
        number = grouped_identity(entries.get(form.applicant_identity, ""))
        words = "".join(f"{part} · " for part in (name, number) if part)
        self._subline.setText(words)
        self._subline.setVisible(bool(words))

    def say_saved(self, words: str) -> None:
        """Say how the draft is kept."""
        theme.role(self._saved, "soft")
        self._saved.setText(words)

    def say_unsaved(self, words: str) -> None:
        """Say that the draft is not kept."""
        theme.role(self._saved, "unknown")
        self._saved.setText(words)

    def editor(self, key: str) -> Editor | None:
        """Return the editor of a key, or None when no page has it."""
        for page in self._pages:
            if isinstance(page, FormPage) and key in page.blocks:
                return page.blocks[key].editor
            if isinstance(page, MaterialsPage) and key in page.rows:
                return page.rows[key].editor
        return None

    def focus(self, key: str) -> None:
        """Put the cursor into an editor of the page that is open and bring it into view."""
        editor = self.editor(key)
        if editor is None:
            return
        editor.take_cursor()
        block = editor.parentWidget() or editor
        self._areas[self.place].ensureWidgetVisible(block, 0, _BREATH)

    def focus_button(self) -> None:
        """Put the focus on what leads on from a page without fields."""
        (self._accept if self._accept.isEnabled() else self._back).setFocus()


def _button(name: str, words: str, role: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(True)
    if role:
        theme.role(button, role)
    return button
