"""The finding beside the form: outcome, every condition with clause and numbers, the amount."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.domain.finding import Finding, Outcome
from hrdesk.domain.money import grouped, to_fen
from hrdesk.services.presenting import capital_words
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.check_row import CheckRow, Way
from hrdesk.ui.intake.finding_words import DECIDING, Beside, headline, in_one_sentence
from hrdesk.ui.intake.said_list import SaidList
from hrdesk.ui.intake.steady_scroll import SteadyScroll
from hrdesk.ui.words import label, rule

PANEL_WIDTH = 344
_NOTHING = Beside()


class FindingPanel(QFrame):
    """Shows one finding and changes it in place; `settle_asked` names the field to go to."""

    settle_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self.setObjectName("finding")
        self.setFixedWidth(PANEL_WIDTH)
        self._headline = _Headline()
        self._amount = _Amount()
        self._rows: list[CheckRow] = []
        self._outcome: Outcome | None = None
        self._decisive: CheckRow | None = None
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_decisive)
        self._of_rows = SaidList()
        self._of_rows.asked.connect(self.settle_asked)
        self._below_rows = QVBoxLayout()
        self._notes = label("", "small", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._area = self._scrolled()
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 6)
        head.addWidget(self._headline)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(rule())
        foot.addWidget(self._amount)
        column.addLayout(foot)

    def _scrolled(self) -> SteadyScroll:
        area = SteadyScroll(self)
        inner = QWidget(area.viewport())
        inner.setObjectName("finding_checks")
        self._checks = inner
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 16, 6)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(8)
        column.addWidget(self._of_rows)
        column.addLayout(self._below_rows)
        column.addWidget(self._notes)
        column.addStretch(1)
        area.hold(inner)
        return area

    def put_below_rows(self, part: QWidget) -> None:
        """Let a part stand below what is said of the rows."""
        self._below_rows.addWidget(part)

    def show_finding(
        self, finding: Finding, ways: Mapping[str, tuple[Way, ...]], beside: Beside = _NOTHING
    ) -> None:
        """Show a finding; `ways` holds for each unknown condition's code what would settle it."""
        self._headline.show_finding(finding, beside.not_judged)
        rows = self._rows_for(len(finding.checks))
        for row, check in zip(rows, finding.checks, strict=True):
            row.show_check(check, ways.get(check.code, ()))
        self._of_rows.show_said(beside.of_rows)
        notes = "\n".join(finding.notes)
        if notes != self._notes.text():
            self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self._amount.show_finding(finding)
        self._follow(finding, rows)

    def _follow(self, finding: Finding, rows: list[CheckRow]) -> None:
        """Bring what changed the outcome into view; while it stays, the clerk reads in peace."""
        before, self._outcome = self._outcome, finding.outcome
        if before in {None, finding.outcome} or finding.outcome not in DECIDING:
            return
        decisive = DECIDING[finding.outcome]
        pairs = zip(rows, finding.checks, strict=True)
        self._decisive = next((row for row, each in pairs if each.outcome is decisive), None)
        # The row has its new height only after the layout.
        self._reveal.start()

    def _show_decisive(self) -> None:
        if self._decisive is not None:
            self._area.ensureWidgetVisible(self._decisive, 0, 0)

    def _rows_for(self, count: int) -> list[CheckRow]:
        while len(self._rows) < count:
            row = CheckRow(self._checks)
            row.asked.connect(self.settle_asked)
            self._rows.append(row)
            self._list.addWidget(row)
        for n, row in enumerate(self._rows):
            row.setVisible(n < count)
        return self._rows[:count]


class _Headline(QFrame):
    """The outcome in its colour, and in one sentence why."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding_headline")
        self._title = label("", "outcome_unknown")
        self._title.setObjectName("finding_outcome")
        self._why = label("", "unknown", wrap=True)
        self._why.setObjectName("finding_why")
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._not_judged = label("", "why_unknown", wrap=True)
        self._not_judged.setObjectName("finding_not_judged")
        self._not_judged.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 11)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addWidget(self._not_judged)

    def show_finding(self, finding: Finding, not_judged: str) -> None:
        """Show the outcome, and that it is none for good while rows are not judged."""
        tone = theme.outcome_tone(finding.outcome)
        title, why = headline(finding), in_one_sentence(finding)
        shown = (self._title.text(), self._why.text(), self._not_judged.text())
        if (title, why, not_judged) == shown:
            return
        self._not_judged.setText(not_judged)
        self._not_judged.setVisible(bool(not_judged))
        theme.role(self, f"headline_{tone}")
        theme.role(self._title, f"outcome_{tone}")
        theme.role(self._why, f"why_{tone}")
        self._title.setText(title)
        self._why.setText(why)
        self.setAccessibleName("：".join(part for part in (title, why, not_judged) if part))


class _Amount(QWidget):
    """The amount in Song with its capital words, or why there is none yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding_amount")
        self._label = label(terms.AMOUNT, "small")
        self._figure = label("—", "figure")
        self._figure.setObjectName("finding_figure")
        self._unit = label(terms.YUAN, "unit")
        self._words = label("", "soft", wrap=True)
        self._words.setObjectName("finding_amount_words")
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._figure)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addLayout(line)
        column.addWidget(self._words)

    def show_finding(self, finding: Finding) -> None:
        """Show the amount of a finding."""
        if finding.outcome is Outcome.REFERRAL:
            self._show_authority(finding.authority)
            return
        refused = finding.outcome is Outcome.INELIGIBLE
        # A large figure over anything but "qualified" would read like a promise.
        most = finding.ceiling if finding.outcome is Outcome.ELIGIBLE else None
        shown = most if finding.qualifies else finding.amount
        known = shown is not None
        figure = grouped(shown) if shown is not None else "—"
        if finding.qualifies:
            words = terms.NOT_QUALIFIED if refused else terms.QUALIFIED
        elif finding.amount is None:
            words = terms.AMOUNT_OPEN.get(finding.outcome, "")
        elif finding.outcome is Outcome.INELIGIBLE:
            words = terms.NOT_PAID
        elif finding.outcome in DECIDING:
            words = terms.AMOUNT_SO_FAR
        else:
            words = capital_words(to_fen(finding.amount))
        if (figure, words) == (self._figure.text(), self._words.text()):
            return
        named = terms.CEILING if finding.qualifies else terms.AMOUNT
        self._label.setText(named)
        self._figure.setText(figure)
        self._unit.setVisible(known)
        self._words.setText(words)
        self.setAccessibleName(f"{named} {figure} {words}")

    def _show_authority(self, authority: str) -> None:
        """Show to whom a case is handed on, where others show what is paid."""
        if self._figure.text() == authority:
            return
        theme.role(self._figure, "heading")
        self._figure.setWordWrap(True)
        self._label.setText(terms.HANDED_TO)
        self._figure.setText(authority)
        self._unit.setVisible(False)
        self._words.setText(terms.REFERRED)
        self.setAccessibleName(f"{terms.HANDED_TO} {authority} {terms.REFERRED}")
