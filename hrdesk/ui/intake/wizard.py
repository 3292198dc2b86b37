"""The calm form in the middle: title, one page at a time, back and onward."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.day_notice import DayNotice
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.page_stack import PageStack
from hrdesk.ui.intake.remarks import grouped_identity
from hrdesk.ui.notice import Notice
from hrdesk.ui.roster import RosterGrid
from hrdesk.ui.words import button, label, rule

_NAME_WIDTH = 220
_SUBLINE_HEIGHT = 22


class Wizard(QFrame):
    """Shows the pages of a form; it decides nothing, its signals tell what the clerk did."""

    edited = Signal(str, str)
    entered = Signal(str)
    left = Signal(str)
    stepped = Signal(str)
    asked = Signal(str)
    back_asked = Signal()
    onward_asked = Signal()
    accept_asked = Signal()
    width_asked = Signal()
    rows_edited = Signal(str, object)
    tool_asked = Signal(str, str)

    def __init__(self, state: FormState, first: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._state = state
        self._title = label(state.form.title, "title", wrap=True)
        self._subline = label("", "soft")
        self._saved = label("", "soft")
        self._saved.setObjectName("saved")
        for part in (self._subline, self._saved):
            part.setFixedHeight(_SUBLINE_HEIGHT)
        self.notice = Notice(self, name="intake_notice")
        self.day_notice = DayNotice(state.form, self)
        self._edge = rule()
        self._pages = PageStack(state, self)
        self.place = first
        self._is_wide, self._outcome = False, ""
        self._still_open = label("", "small")
        self._still_open.setObjectName("still_open")
        self._result = label("", "why_unknown", wrap=True)
        self._result.setObjectName("folded_finding")
        self._result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._width = button("roster_width", terms.WIDEN, self.width_asked.emit, "small")
        self._back = _button("back", terms.BACK, "")
        self._onward = _button("onward", f"{terms.ONWARD}    {terms.ONWARD_KEY}", "primary")
        self._accept = _button("accept", f"{terms.ACCEPT}    {terms.ACCEPT_KEY}", "primary")
        self._pages.lead_to(self._back, self._onward, self._accept)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_asked)
        self._onward.clicked.connect(self.onward_asked)
        # Enter goes on from field to field; to give a number for good takes more than one too many.
        self._accept.setAutoDefault(False)
        self._accept.clicked.connect(self.accept_asked)
        self._pages.edited.connect(self.edited)
        self._pages.entered.connect(self.entered)
        self._pages.left.connect(self.left)
        self._pages.stepped.connect(self.stepped)
        self._pages.asked.connect(self.asked)
        self._pages.rows_edited.connect(self.rows_edited)
        self._pages.tool_asked.connect(self.tool_asked)
        self._pages.overflows.connect(self._show_edge)

    def _lay_out(self) -> None:
        subline = QHBoxLayout()
        subline.setSpacing(0)
        subline.addWidget(self._subline)
        subline.addWidget(self._saved)
        subline.addStretch(1)
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._width)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(5)
        head.addLayout(title)
        head.addLayout(subline)
        head.addWidget(self.day_notice)
        head.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(10)
        for part in (self._back, self._onward, self._accept):
            foot.addWidget(part)
        foot.addWidget(self._result, 1)
        foot.addWidget(self._still_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addWidget(self._edge)
        column.addLayout(foot)

    def make(self, place: int) -> Iterator[None]:
        """Make a step before it is shown, a piece at a time."""
        return self._pages.make(place)

    def make_ahead(self) -> Iterator[None]:
        """Make the steps that nobody has been to, a piece at a time."""
        return self._pages.make_ahead()

    def show_page(self, place: int) -> None:
        """Show a step."""
        self.place = place
        self._pages.open(place)
        self._show_foot()

    def refresh(self) -> None:
        """Show what the last judgement gave on the page that is open."""
        self._pages.refresh()
        self._show_foot()

    def show_texts(self, keys: Iterable[str]) -> None:
        """Show what the program itself has put into fields."""
        for key in keys:
            editor = self.editor(key)
            if editor is not None:
                editor.show_text(self._state.entries[key])
        self.refresh()

    def _show_foot(self) -> None:
        last = self.place == len(self._state.pages) - 1
        self._back.setEnabled(self.place > 0)
        self._onward.setVisible(not last)
        self._accept.setVisible(last)
        self._accept.setEnabled(self._state.judged.acceptable)
        self._still_open.setText(terms.still_open(len(self._state.to_do(self.place))))
        self._show_subline()

    def show_width(self, *, offered: bool, wide: bool) -> None:
        """Offer the whole width for a roster, or the way back; then the foot says the finding."""
        self._width.setVisible(offered)
        self._width.setText(f"{terms.NARROW if wide else terms.WIDEN}    {terms.WIDTH_KEY}")
        self._is_wide = wide
        self._result.setText(self._outcome if wide else "")

    def say_outcome(self, words: str, tone: str) -> None:
        """Take what the finding says in short; it is shown while the panel is folded."""
        self._outcome = words
        theme.role(self._result, f"why_{tone}")
        self._result.setToolTip(words)
        self._result.setText(words if self._is_wide else "")

    def _show_edge(self, overflowing: bool) -> None:
        theme.role(self._edge, "rule" if overflowing else "no_rule")

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
        """Return the editor of a key, or None while its page was not made."""
        return self._pages.editor(key)

    def focus(self, key: str) -> None:
        """Put the cursor into an editor of the page that is open and bring it into view."""
        self._pages.focus(key)

    def standing_at(self) -> str:
        """Return the key at which the cursor stands, or "" where it is at none."""
        return self._pages.standing_at()

    def grid(self, roster: str) -> RosterGrid | None:
        """Return the grid of a roster on the page that is open."""
        return self._pages.grid(roster)

    def focus_button(self) -> None:
        """Put the focus on what leads on from a page without fields."""
        (self._accept if self._accept.isEnabled() else self._back).setFocus()


def _button(name: str, words: str, role: str) -> QPushButton:
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAutoDefault(True)
    if role:
        theme.role(made, role)
    return made
