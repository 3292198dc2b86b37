"""From one month to another, chosen with the arrows or typed: a small window at a cell."""

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.dates import Month, written_months
from hrdesk.ui import theme
from hrdesk.ui.roster import terms
from hrdesk.ui.words import button, label

_FORMAT = "yyyy-MM"
_FIRST, _LAST = QDate(1900, 1, 1), QDate(2199, 12, 1)
_WIDTH = 112
_MARGIN = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MonthsPicker(QFrame):
    """A range of months; `chosen` carries it as it is written in a cell.

    The last month never lies before the first: moving one over the other takes it along.
    Months that were not touched stay as they are: Enter leaves the cell alone, and a gap
    between them is filled only by a range that the clerk chose.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("months_picker")
        theme.first_role(self, "popup")
        self._first, self._last = _month_field("months_from"), _month_field("months_to")
        self._months: tuple[Month, ...] = ()
        self._touched = False
        self._gaps = label("", "small")
        self._gaps.setObjectName("months_gaps")
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (
            label(terms.FROM),
            self._first,
            label(terms.TO),
            self._last,
            button("months_take", terms.TAKE, self._take, "primary"),
        ):
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._gaps)
        self._first.dateChanged.connect(self._keep_last_behind)
        self._last.dateChanged.connect(self._keep_first_before)

    def open_at(self, place: QPoint, months: tuple[Month, ...]) -> None:
        """Open below a point of the screen with the first and the last of some months."""
        self._months = months
        self._first.setDate(_date_of(months[0]))
        self._last.setDate(_date_of(months[-1]))
        self._touched = False
        gaps = months[-1].count - months[0].count >= len(months)
        self._gaps.setText(terms.gaps(written_months(months)) if gaps else "")
        self._gaps.setVisible(gaps)
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(max(room.left(), left), max(room.top(), top))
        self.show()
        self._first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the range with Enter, leave with Escape."""
        if event.key() in _ENTER and self._touched:
            self._take()
        elif event.key() in _ENTER or event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _keep_last_behind(self, first: QDate) -> None:
        self._notice_touch()
        if self._last.date() < first:
            self._last.setDate(first)

    def _keep_first_before(self, last: QDate) -> None:
        self._notice_touch()
        if self._first.date() > last:
            self._first.setDate(last)

    def _notice_touch(self) -> None:
        # A field tells of its date on Enter too, when it is still the same.
        shown = (_month_of(self._first.date()), _month_of(self._last.date()))
        self._touched = self._touched or shown != (self._months[0], self._months[-1])

    def _take(self) -> None:
        first, last = _month_of(self._first.date()), _month_of(self._last.date())
        span = tuple(first.later(n) for n in range(last.count - first.count + 1))
        self.close()
        self.chosen.emit(written_months(span if self._touched else self._months))


def _month_field(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setObjectName(name)
    field.setDisplayFormat(_FORMAT)
    field.setDateRange(_FIRST, _LAST)
    field.setCurrentSection(QDateEdit.Section.MonthSection)
    line = field.lineEdit()
    line.setProperty("kind", "number")
    line.setTextMargins(_MARGIN, 0, 0, 0)
    field.setFixedWidth(_WIDTH)
    return field


def _date_of(month: Month) -> QDate:
    return QDate(month.year, month.month, 1)


def _month_of(day: QDate) -> Month:
    return Month(day.year(), day.month())
