"""Choosing cases: the measure, and the first and last day of receipt."""

import calendar
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from hrdesk.intake.values import read_date
from hrdesk.services.session import MeasureTitle
from hrdesk.ui.words import label

_DAY_WIDTH = 136


class Sought(QWidget):
    """Measure and period; `changed` says that either is another now.

    `name` begins the names of its parts.
    """

    changed = Signal()

    def __init__(self, name: str, measures: Sequence[MeasureTitle], today: date) -> None:
        super().__init__()
        self._measure = QComboBox()
        self._measure.setObjectName(f"{name}_measure")
        self._measure.setAccessibleName("事项")
        # As wide as its longest title: one that is cut cannot be told from its neighbour.
        self._measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for each in measures:
            self._measure.addItem(each.title, each.id)
        self._measure.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._first = self._day(f"{name}_first", "收件从", today.replace(day=1))
        self._last = self._day(f"{name}_last", "收件到", today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (
            self._measure,
            label("收件日期", "label"),
            self._first,
            label("至", "label"),
            self._last,
        ):
            row.addWidget(part)

    def show_choice(self, measure: str, first: date, last: date) -> None:
        """Choose a measure and a period."""
        self._measure.setCurrentIndex(max(self._measure.findData(measure), 0))
        self._first.setText(first.isoformat())
        self._last.setText(last.isoformat())
        self.changed.emit()

    def show_month(self, measure: str, day: date) -> None:
        """Choose a measure and the month of a day."""
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        self.show_choice(measure, day.replace(day=1), last)

    @property
    def measure(self) -> str:
        """The measure that is chosen."""
        return str(self._measure.currentData())

    def period(self) -> tuple[date, date] | None:
        """Return the first and the last day, or None while they are no days in order."""
        first, last = (read_date(line.text()).value for line in (self._first, self._last))
        if first is None or last is None or first > last:
            return None
        return first, last

    def take_cursor(self) -> None:
        """Take the focus."""
        self._measure.setFocus()

    def _day(self, name: str, words: str, day: date) -> QLineEdit:
        line = QLineEdit(day.isoformat())
        line.setObjectName(name)
        line.setAccessibleName(words)
        line.setToolTip("年-月-日，例如 2026-03-18")
        line.setFixedWidth(_DAY_WIDTH)
        line.textEdited.connect(lambda _: self.changed.emit())
        line.editingFinished.connect(partial(_write_out, line))
        return line


def _write_out(line: QLineEdit) -> None:
    """Show a day as it was read, however it was typed."""
    day = read_date(line.text()).value
    if day is not None:
        line.setText(day.isoformat())
