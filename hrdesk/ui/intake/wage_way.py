"""What settles months without a minimum wage: no field of the form, but a figure of the office."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.staff import Role
from hrdesk.services.intake import Judged, missing_wage
from hrdesk.services.people import administrators
from hrdesk.services.session import Session
from hrdesk.services.wages import wage_parameter
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.words import label


class WageWay(QWidget):
    """Leads an administrator to the figure of the district, and tells a clerk whom to ask.

    `asked` carries the parameter and the code of the district. Hidden while no wage is missing.
    """

    asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._parameter = self._district = ""
        self._administers = session.staff.may(Role.ADMINISTRATOR)
        self._link = QPushButton()
        self._link.setObjectName("settle.minimum_wage")
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.role(self._link, "settle")
        self._link.clicked.connect(lambda: self.asked.emit(self._parameter, self._district))
        self._whom = label("", "small", wrap=True)
        self._whom.setObjectName("wage_whom")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 0)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._whom)
        self.hide()

    def show_judged(self, measure: str, judged: Judged) -> None:
        """Show the way for a case that was judged, or none."""
        form = self._session.form(measure)
        district = missing_wage(form, judged)
        self.setVisible(bool(district))
        if not district or district == self._district:
            return
        self._parameter, self._district = wage_parameter(measure), district
        choices = {choice.code: choice.label for choice in form.fields[form.district].choices}
        name = choices[district]
        self._link.setVisible(self._administers)
        self._whom.setVisible(not self._administers)
        if self._administers:
            self._link.setText(terms.register_wage(name))
        else:
            self._whom.setText(terms.ask_for_wage(name, administrators(self._session)))
