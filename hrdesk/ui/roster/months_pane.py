"""Below the grid: whose months they are, what they add up to, and the months one by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.domain.dates import Month
from hrdesk.domain.finding import MonthOutcome
from hrdesk.domain.money import grouped
from hrdesk.intake.form_spec import FieldSpec
from hrdesk.intake.monthly import Monthly, month_key
from hrdesk.ui import theme
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.cell_texts import shown_text
from hrdesk.ui.roster.model import FIRST, RosterModel
from hrdesk.ui.roster.month_model import MonthModel
from hrdesk.ui.roster.months_view import HEADER, ROW, MonthsView
from hrdesk.ui.words import button, label

#: Rows that are seen at once where there is room: a year and the one for adding.
_SEEN = 13


class MonthsPane(QFrame):
    """The months of the row on which the cursor stands; shut, it is one line.

    `opened` tells whether the months are shown, `stepped` asks for another row by its id; which
    row it is says `follow`.
    """

    opened = Signal(bool)
    stepped = Signal(str)

    def __init__(self, people: RosterModel, monthly: Monthly, month: Month) -> None:
        super().__init__()
        self.setObjectName("months_pane")
        self._people, self._of = people, monthly
        self.model = MonthModel(people, monthly, parent=self)
        self.view = MonthsView(self.model, month)
        self.view.setVisible(False)
        self._who = label("", "strong")
        self._who.setObjectName("months_who")
        self._sums = label("", "small")
        self._sums.setObjectName("months_sums")
        self._sums.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._toggle = button("months_toggle", terms.MONTHS_OPEN, self.toggle, "small")
        self._toggle.setToolTip(terms.MONTHS_KEYS)
        self._arrange()
        people.dataChanged.connect(self._say)
        self.view.person_wanted.connect(self._go_to_person)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2, 4, 2, 4)
        head.setSpacing(8)
        head.addWidget(self._who)
        head.addWidget(self._sums, 1)
        head.addWidget(self._toggle)
        self._frame = QFrame()
        theme.first_role(self._frame, "grid_frame")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        self._frame.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._frame, 1)

    @property
    def is_open(self) -> bool:
        """Whether the months are shown."""
        return not self._frame.isHidden()

    @property
    def wanted_height(self) -> int:
        """The pixels in which a year is seen whole."""
        return HEADER + ROW * _SEEN

    def follow(self, row_id: str) -> None:
        """Show the months of a row, "" of none."""
        self.model.follow(row_id)
        self._say()

    def toggle(self) -> None:
        """Open the months and go there, or shut them."""
        if self.is_open:
            self.shut()
        else:
            self.open_at(0, FIRST + 1)

    def open_at(self, place: int, column: int) -> None:
        """Open the months at a cell."""
        self._frame.setVisible(True)
        self.view.setVisible(True)
        self._toggle.setText(terms.MONTHS_SHUT)
        self.view.go_to(place, column)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(True)  # noqa: FBT003 - a signal takes its values by place

    def standing_at(self) -> str:
        """Return the cell of the cursor as `<column>@<month>`, or "" while it is elsewhere."""
        here, index = QApplication.focusWidget(), self.view.currentIndex()
        row, column = self.model.row(index.row()), self.model.column(index.column())
        month = Month.parse(row.id) if row is not None else None
        if here is None or not (here is self.view or self.view.isAncestorOf(here)):
            return ""
        return "" if month is None or column is None else month_key(column.id, month)

    def shut(self) -> None:
        """Show one line again."""
        self._frame.setVisible(False)
        self._toggle.setText(terms.MONTHS_OPEN)
        self.opened.emit(False)  # noqa: FBT003 - a signal takes its values by place

    def said_of(self, place: int, column: FieldSpec | None) -> str:
        """Return what is quietly said of a cell of the months."""
        if column is None:
            return self.model.look(place, self.model.outcome).text
        row = self._people.row(self.model.place)
        usual = shown_text(column, row.entries.get(column.id, "")) if row is not None else ""
        if usual and self.model.is_own(place, column):
            return terms.month_hint(usual)
        return column.hint

    def _say(self) -> None:
        """Say whose months they are and what they add up to."""
        place = self.model.place
        row, state = self._people.row(place), self._people.state(place)
        if row is None:
            self._who.setText(terms.MONTHS_TITLE)
            self._sums.setText("")
            return
        name = self._people.spec.columns.get(self._people.spec.name)
        shown = shown_text(name, row.entries.get(name.id, "")) if name is not None else ""
        self._who.setText(terms.months_head(place + 1, shown))
        listed = len(self.model.rows())
        if not listed:
            self._sums.setText(terms.NO_MONTHS)
        elif state is not None:
            months = state.finding.months if state.finding is not None else ()
            paid = sum(month.outcome is MonthOutcome.PAID for month in months if state.shares)
            titles = (self._people.spec.columns[column].label for column in self._of.shares)
            shares = zip(titles, map(grouped, state.shares), strict=False)
            self._sums.setText(terms.months_sums(paid, listed, tuple(shares)))

    def _go_to_person(self, step: int) -> None:
        other = self._people.row(self.model.place + step) if self.model.place + step >= 0 else None
        if other is not None:
            self.stepped.emit(other.id)


def pane_of(people: RosterModel, month: Month, parent: QWidget) -> MonthsPane | None:
    """Return the months below a roster whose columns may differ from month to month."""
    if people.monthly is None:
        return None
    pane = MonthsPane(people, people.monthly, month)
    pane.setParent(parent)
    return pane
