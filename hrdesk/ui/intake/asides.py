"""Below the conditions: where a wage is missing, where figures come from, other rights."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.services.intake import Judged
from hrdesk.services.session import Session
from hrdesk.ui.intake.figure_sources import FigureSourcesFold
from hrdesk.ui.intake.other_rights import OtherRightsFold
from hrdesk.ui.intake.wage_way import WageWay
from hrdesk.ui.tasks import Tasks


class Asides(QWidget):
    """Holds all three; `wage_asked` carries a parameter and a district.

    `draft_asked` carries the id of a draft just begun, `refused` the fault why none was. Other
    rights are looked at only while the panel can be seen.
    """

    wage_asked = Signal(str, str)
    draft_asked = Signal(str)
    refused = Signal(object)

    def __init__(
        self, session: Session, tasks: Tasks, measure: str, kept: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__()
        self._measure = measure
        self._wage = WageWay(session)
        self.other = OtherRightsFold(session, tasks, measure, kept)
        self._wage.asked.connect(self.wage_asked)
        self.other.begun.connect(self.draft_asked)
        self.other.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._sources = FigureSourcesFold()
        column.addWidget(self._wage)
        column.addWidget(self._sources)
        column.addWidget(self.other)

    def show_judged(self, judged: Judged) -> None:
        """Show what there is beside a case that was judged."""
        self._wage.show_judged(self._measure, judged)
        self._sources.show_uses(judged.finding.parameters)
        self.other.expect(judged)
        if self.isVisible():
            self.other.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with other rights."""
        super().showEvent(event)
        self.other.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave other rights alone: the store may be closed soon."""
        super().hideEvent(event)
        self.other.stop()
