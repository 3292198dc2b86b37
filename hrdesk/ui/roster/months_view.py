"""The months of one row on the screen, in the manners of the grid above."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from hrdesk.domain.dates import Month
from hrdesk.intake.form_spec import FieldType
from hrdesk.ui.roster.model import FIRST, NUMBER
from hrdesk.ui.roster.month_model import MonthModel
from hrdesk.ui.roster.view import RosterView

ROW = 28
HEADER = 30
#: Pixels of a sum of six figures, of a month and of yes or no.
_AMOUNT, _SHORT = 82, 78
_CTRL = Qt.KeyboardModifier.ControlModifier


class MonthsView(RosterView):
    """Shows a `MonthModel`; `person_wanted` asks for the row above (-1) or below (1)."""

    row_height = ROW
    ends_by_enter = False
    person_wanted = Signal(int)

    def __init__(self, months: MonthModel, month: Month) -> None:
        super().__init__(months, month)
        self.horizontalHeader().setFixedHeight(HEADER)
        self.setColumnHidden(NUMBER, True)  # noqa: FBT003 - Qt takes it by place
        for place, column in enumerate(months.columns, start=FIRST):
            width = _AMOUNT if column.type is FieldType.MONEY else _SHORT
            self.horizontalHeader().resizeSection(place, width)

    def _keys(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]:
        key, none = Qt.Key, Qt.KeyboardModifier.NoModifier
        return super()._keys() | {
            (key.Key_Escape, none): self.months_wanted.emit,
            (key.Key_PageDown, _CTRL): lambda: self.person_wanted.emit(1),
            (key.Key_PageUp, _CTRL): lambda: self.person_wanted.emit(-1),
        }
