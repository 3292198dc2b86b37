"""The line that says in what the batches of a measure go out."""

from PySide6.QtWidgets import QLabel

from hrdesk.domain.errors import Fault
from hrdesk.services.session import Session
from hrdesk.services.templates import template_in_use
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.templates.terms import in_use_words


class TemplateLine(QLabel):
    """Names the official template that counts, or the program's own headers."""

    def __init__(self, session: Session, notice: Notice) -> None:
        super().__init__()
        self.setObjectName("batch_template")
        theme.first_role(self, "small")
        self._session, self._notice = session, notice

    def show_measure(self, measure: str) -> None:
        """Say it of a measure; what hinders is said on the notice of the page."""
        try:
            template = template_in_use(self._session, measure)
        except Fault as fault:
            show_fault(self._notice, fault)
        else:
            self.setText(in_use_words(template))
