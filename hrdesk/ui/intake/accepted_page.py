"""After acceptance: the number, large, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.domain.case import Case
from hrdesk.domain.finding import Finding
from hrdesk.intake.form_spec import FormSpec
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.finding_words import headline, in_one_sentence
from hrdesk.ui.words import label

_SIGN = 44


class AcceptedPage(QFrame):
    """Shows the number of an accepted case; the clerk prints it or begins the next one.

    `print_asked` carries the case's id, `next_asked` its measure.
    """

    print_asked = Signal(str)
    next_asked = Signal(str)

    def __init__(self, case: Case, form: FormSpec, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._sign = QLabel()
        self._number = label("", "case_number")
        self._number.setObjectName("case_number")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = label("", "soft", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._finding = label("", "met", wrap=True)
        self._finding.setAlignment(Qt.AlignmentFlag.AlignCenter)
        printed = terms.PRINT_LETTER if form.refers else terms.PRINT_FORM
        self.print_button = _button("print_form", printed, "primary")
        self._next_button = _button("next_case", terms.NEXT_CASE, "")
        self.print_button.clicked.connect(lambda: self.print_asked.emit(case.id))
        self._next_button.clicked.connect(lambda: self.next_asked.emit(case.measure))
        self._lay_out()
        self._show(case, f"{form.title} · {case.version.entries[form.applicant_name]}", finding)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self._next_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignCenter
        column.addWidget(self._sign, 0, centre)
        column.addWidget(label(terms.ACCEPTED, "title"), 0, centre)
        column.addWidget(self._number, 0, centre)
        column.addWidget(self._words)
        column.addWidget(self._finding)
        column.addSpacing(18)
        column.addLayout(buttons)
        column.addStretch(3)

    def _show(self, case: Case, title: str, finding: Finding) -> None:
        self._sign.setPixmap(theme.icon_pixmap("met", _SIGN, self.devicePixelRatioF(), "met"))
        self._number.setText(case.number)
        self._words.setText(terms.accepted_words(title, case.paper_number))
        theme.role(self._finding, theme.outcome_tone(finding.outcome))
        self._finding.setText(f"{headline(finding)}：{in_one_sentence(finding)}")
        self.setAccessibleName(f"{terms.ACCEPTED} {case.number}")


def _button(name: str, words: str, role: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(True)
    if role:
        theme.role(button, role)
    return button
