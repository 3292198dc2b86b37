"""The whole width for a roster: steps and finding beside it fold to slim strips, and back."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout

from hrdesk.domain.finding import CheckOutcome, Finding, Outcome
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.finding_panel import FindingPanel
from hrdesk.ui.intake.finding_words import Beside, amount_in_short, headline, in_one_sentence
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.steps import Steps
from hrdesk.ui.intake.wizard import Wizard
from hrdesk.ui.window_state import WindowState
from hrdesk.ui.words import button

_STRIP = 40
_SIGN = 22
_SIGNS = {
    Outcome.ELIGIBLE: CheckOutcome.MET.value,
    Outcome.INELIGIBLE: CheckOutcome.UNMET.value,
    Outcome.INCOMPLETE: "unknown",
    Outcome.OFFICER: CheckOutcome.OFFICER.value,
    Outcome.REFERRAL: "info",
}


class PanelStrip(QFrame):
    """What is left of the finding panel when it is folded: its outcome as a sign, and the way back.

    The words stand in the foot of the wizard.
    """

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self.setObjectName("finding_strip")
        self.setFixedWidth(_STRIP)
        self.unfold = button("unfold_panel", terms.UNFOLD_SIGN, lambda: None, "small")
        self.unfold.setToolTip(terms.UNFOLD_KEYS)
        self.unfold.setAccessibleName(terms.UNFOLD)
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN, _SIGN)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 12)
        column.setSpacing(12)
        column.addWidget(self.unfold)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_outcome(self, outcome: Outcome, words: str) -> None:
        """Show an outcome; `words` say it to who cannot see the sign, or rests on it."""
        tone = theme.outcome_tone(outcome)
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(theme.icon_pixmap(_SIGNS[outcome], _SIGN, ratio, tone))
        for part in (self, self._sign):
            part.setToolTip(words)
            part.setAccessibleName(words)


class Folding(QObject):
    """Folds what stands beside a step that holds a roster, as it was left last.

    Elsewhere everything stands where it does. The choice is kept with the window's place.
    """

    def __init__(self, state: FormState, kept: WindowState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._kept = kept
        self._wide = kept.wide_roster()
        self.strip = PanelStrip()

    def take(self, steps: Steps, wizard: Wizard, panel: FindingPanel) -> None:
        """Hold the three parts of the page."""
        self._steps, self._wizard, self._panel = steps, wizard, panel
        wizard.width_asked.connect(self.toggle)
        self.strip.unfold.clicked.connect(self.toggle)
        self.follow()

    def toggle(self) -> None:
        """Give the roster the whole width, or take it back; elsewhere it does nothing."""
        if self._state.rosters_on(self._wizard.place):
            self._wide = not self._wide
            self._kept.keep_wide_roster(self._wide)
            at = QApplication.focusWidget()
            self.follow()
            if at is not None and not at.isVisible():
                self._wizard.focus_button()

    def follow(self) -> None:
        """Stand as the step that is open wants it."""
        offered = bool(self._state.rosters_on(self._wizard.place))
        folded = offered and self._wide
        self._steps.fold(folded)
        self._panel.setVisible(not folded)
        self.strip.setVisible(folded)
        self._wizard.show_width(offered=offered, wide=folded)

    def show_finding(self, finding: Finding, beside: Beside) -> None:
        """Say what the panel says, in short."""
        words = f"{headline(finding)}：{in_one_sentence(finding)}"
        parts = (words, beside.not_judged, amount_in_short(finding))
        tone = theme.outcome_tone(finding.outcome)
        self._wizard.say_outcome(" · ".join(filter(None, parts)), tone)
        self.strip.show_outcome(finding.outcome, words)
