"""When a form in work is judged: at once, or a long roster piece by piece while nobody waits."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from hrdesk.domain.errors import Fault
from hrdesk.ui.ahead import Ahead
from hrdesk.ui.intake.form_state import FormState

#: Rows are shown so long before they begin to be judged.
_AFTER_PAINTED_MS = 40


class Judging(QObject):
    """Judges one form; `judged` says that fields and rows stand otherwise, then `told` the finding.

    `failed` carries the fault when it cannot be judged.
    """

    judged = Signal()
    told = Signal()
    failed = Signal(object)

    def __init__(self, state: FormState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._pieces = Ahead(iter(()), self)

    @property
    def is_under_way(self) -> bool:
        """Whether rows still wait to be judged."""
        return self._pieces.is_under_way

    def at_once(self) -> None:
        """Judge all that there is."""
        self._pieces.stop()
        if self._is_judged():
            self.judged.emit()
            self.told.emit()

    def rows_changed(self) -> None:
        """Judge changed rows: many of them piece by piece."""
        if self._state.has_much_to_judge:
            self._pieces.stop()
            # What shows the rows is painted first: both at once would be felt.
            self._pieces = Ahead(self._rows(), self, _AFTER_PAINTED_MS)
            self._pieces.begin()
        else:
            self.at_once()

    def _rows(self) -> Iterator[None]:
        yield from self._state.judge_ahead()
        if not self._is_judged():
            return
        yield
        self.judged.emit()
        yield
        self.told.emit()

    def _is_judged(self) -> bool:
        try:
            return self._state.judge() is not None
        except Fault as fault:
            self.failed.emit(fault)
        return False
