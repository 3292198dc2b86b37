"""What comes of a correction, beside what is: for whoever hands it in and whoever confirms it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.correction_outlook import CorrectionOutlook
from hrdesk.ui import theme
from hrdesk.ui.cases import correction_words as words
from hrdesk.ui.words import label


class CorrectionResult(QFrame):
    """Outcome, amount and the conditions that change, with the acts that follow; hidden at first.

    The acts are pressed, or reached by Tab: Enter alone never does one.
    """

    def __init__(self, name: str, acts: tuple[QPushButton, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._headline = label("", "strong", wrap=True)
        self._headline.setObjectName(f"{name}_outcome")
        self._ground = label("", "small", wrap=True)
        self._ground.setObjectName(f"{name}_ground")
        self._former = label("", "field_warning", wrap=True)
        self._former.setObjectName(f"{name}_former_account")
        self._remarks = label("", "field_warning", wrap=True)
        self._remarks.setObjectName(f"{name}_remarks")
        self._shifts = label("", "label", wrap=True)
        self._shifts.setObjectName(f"{name}_shifts")
        text = QVBoxLayout()
        text.setSpacing(2)
        for part in (self._headline, self._ground, self._former, self._remarks, self._shifts):
            text.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addLayout(text, 1)
        for act in acts:
            row.addWidget(act)
        self.hide()

    def show_outlook(self, seen: CorrectionOutlook, form: FormSpec) -> None:
        """Show what a correction makes of its case."""
        theme.role(self, f"headline_{theme.outcome_tone(seen.now.outcome)}")
        self._headline.setText(words.result_words(seen, pays=form.pays))
        self._ground.setText(words.ground_words(seen))
        for part, lines in (
            (self._former, (words.former_account_words(seen),)),
            (self._remarks, words.remark_lines(seen, form)),
            (self._shifts, words.shift_lines(seen)),
        ):
            part.setText("\n".join(lines))
            part.setVisible(any(lines))
        self.show()
