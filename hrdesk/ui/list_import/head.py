"""What stands above the tables: how far it is, what the list changes, and the acts."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.list_import import Fate
from hrdesk.services.list_plan import LinesSummary
from hrdesk.ui.list_import import terms
from hrdesk.ui.page import KeyHint
from hrdesk.ui.words import button, label


class ImportHead(QFrame):
    """Title, sheet, counts and notes; `sheet_chosen` carries the place of a sheet."""

    cancelled = Signal()
    take_asked = Signal()
    mark_asked = Signal()
    sheet_chosen = Signal(int)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = label(terms.title(title), "title", wrap=True)
        self._sheets = QComboBox()
        self._sheets.setObjectName("list_sheet")
        self._sheets.setAccessibleName("工作表")
        self._sheets.activated.connect(self.sheet_chosen)
        self._sheets.hide()
        self._counts = label("", "strong", wrap=True)
        self._counts.setObjectName("list_counts")
        self._sums = label("", "label", wrap=True)
        self._sums.setObjectName("list_sums")
        self._notes = label("", "soft", wrap=True)
        self._notes.setObjectName("list_notes")
        self._take = button("list_take", terms.TAKE, self.take_asked.emit, "primary")
        self._mark = button("list_mark", terms.MARK, self.mark_asked.emit)
        self._back = button("list_back", terms.CANCEL, self.cancelled.emit)
        self._leavers = QCheckBox()
        self._leavers.setObjectName("list_leavers")
        self._leavers.toggled.connect(self._count_taken)
        self._splits = QCheckBox()
        self._splits.setObjectName("list_splits")
        self._splits.toggled.connect(self._count_taken)
        self._splits.hide()
        self._taken = self._absent = 0
        self._leavers.hide()
        self._take.hide()
        self._mark.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._sheets)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        for act in (self._splits, self._take, self._leavers, self._mark, self._back):
            acts.addWidget(act)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        for part in (self._counts, self._sums, self._notes):
            column.addWidget(part)
        column.addLayout(acts)
        self._sums.hide()
        self._notes.hide()

    @property
    def sheet(self) -> int:
        """The sheet that is chosen."""
        return max(self._sheets.currentIndex(), 0)

    @property
    def takes_out(self) -> bool:
        """Whether those whom the list does not name shall leave the roster."""
        return not self._leavers.isHidden() and self._leavers.isChecked()

    @property
    def may_take(self) -> bool:
        """Whether a person has looked at the cells that may be one amount, where there are any."""
        return self._splits.isHidden() or self._splits.isChecked()

    def hints(self) -> Iterator[KeyHint]:
        """Yield the keys that do something to this list."""
        if self._taken > 0 or not self._leavers.isHidden():
            yield KeyHint("Ctrl Enter", terms.TAKE)
        if self.may_mark:
            yield KeyHint("Ctrl S", terms.MARK)

    @property
    def may_mark(self) -> bool:
        """Whether the list may go back with its errors marked."""
        return not self._mark.isHidden()

    def take_cursor(self) -> None:
        """Put the focus on what is to be done next."""
        takes = self._take.isVisible() and self._take.isEnabled()
        first: QAbstractButton = self._take if takes else self._back
        (first if self.may_take else self._splits).setFocus()

    def say_progress(self, words: str) -> None:
        """Say how far the reading is."""
        self._counts.setText(words)
        self._back.setText(terms.CANCEL)

    def say_failed(self) -> None:
        """Leave the way back alone."""
        self._counts.setText("")
        self._back.setText(terms.BACK)
        self._back.setFocus()

    def show_sheets(self, headings: Sequence[Heading], chosen: int) -> None:
        """Offer the sheets of the file, where it has several."""
        self._sheets.clear()
        self._sheets.addItems([terms.sheet_words(each) for each in headings])
        self._sheets.setCurrentIndex(chosen)
        self._sheets.setVisible(len(headings) > 1)

    def show_summary(
        self, spec: RosterSpec, summary: LinesSummary, notes: Sequence[str], *, wrong: bool
    ) -> None:
        """Show what the list changes; with `wrong` it may go back marked."""
        self._counts.setText(f"{terms.counts(summary)}；{terms.people(summary)}")
        sums = terms.sums(spec, summary)
        self._sums.setText(sums)
        self._sums.setVisible(bool(sums))
        self._notes.setText("；".join(notes))
        self._notes.setVisible(bool(notes))
        self._taken = summary.people.get(Fate.NEW, 0) + summary.people.get(Fate.CHANGED, 0)
        self._absent = len(summary.absent)
        self._leavers.setChecked(False)
        self._leavers.setText(terms.leavers(self._absent))
        self._leavers.setVisible(self._absent > 0 and not summary.nameless)
        self._splits.setChecked(False)
        self._splits.setText(terms.splits_seen(len(summary.splits)))
        self._splits.setVisible(bool(summary.splits))
        self._take.setVisible(True)
        self._count_taken()
        self._mark.setVisible(wrong)
        self._back.setText(terms.BACK)

    def _count_taken(self) -> None:
        """Say at the button how many come in, and how many go."""
        out = self._absent if self.takes_out else 0
        self._take.setText(terms.take(self._taken, out))
        self._take.setEnabled(self._taken + out > 0 and self.may_take)
