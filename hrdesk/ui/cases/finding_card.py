"""The frozen finding of a case: each condition with its sign, its clause and its numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.ui import theme
from hrdesk.ui.cases.frozen_finding import FrozenCheck, FrozenFinding
from hrdesk.ui.outcome_words import OUTCOMES, QUALIFIED
from hrdesk.ui.words import label, rule, selectable

_SIGN = 18
_LINE_ROLES = {
    CheckOutcome.MET: "small",
    CheckOutcome.UNMET: "field_error",
    CheckOutcome.MISSING: "field_warning",
    CheckOutcome.OFFICER: "officer_line",
}


def finding_card(finding: FrozenFinding, parent: QWidget) -> QFrame:
    """Return the card of a finding that no longer changes."""
    surface = QFrame(parent)
    surface.setObjectName("finding")
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(9)
    column.addWidget(_headline(finding))
    for number, check in enumerate(finding.checks):
        if number:
            column.addWidget(rule())
        column.addWidget(_row(check))
    for note in finding.notes:
        column.addWidget(label(note, "small", wrap=True))
    return surface


def _headline(finding: FrozenFinding) -> QFrame:
    head = QFrame()
    tone = theme.outcome_tone(finding.outcome)
    theme.role(head, f"headline_{tone}")
    qualified = finding.ceiling and finding.outcome is Outcome.ELIGIBLE
    words = QLabel(QUALIFIED if qualified else OUTCOMES[finding.outcome])
    words.setObjectName("finding_outcome")
    words.setFont(theme.word_font("heading", bold=True))
    theme.role(words, tone)
    column = QVBoxLayout(head)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(3)
    column.addWidget(words)
    if finding.outcome is Outcome.REFERRAL:
        column.addWidget(label("只作预审", "soft"))
        return head
    amount = _amount(finding)
    if amount:
        # Below the outcome, where the longest sum has the whole width of the card.
        if finding.ceiling:
            column.addWidget(label("最高可申请", "small"))
        figure = label(amount, "figure")
        figure.setObjectName("finding_amount")
        column.addWidget(figure)
    return head


def _amount(finding: FrozenFinding) -> str:
    """Return the sum of a finding, the ceiling of a loan, or "" where there is neither."""
    if finding.outcome is Outcome.INELIGIBLE:
        return ""
    if finding.ceiling:
        return f"{finding.ceiling} 元"
    return f"{finding.amount} 元" if finding.amount else "金额待定"


def _row(check: FrozenCheck) -> QWidget:
    row = QWidget()
    sign = QLabel()
    sign.setPixmap(theme.check_pixmap(check.outcome, _SIGN, row.devicePixelRatioF()))
    sign.setAccessibleName(check.outcome.value)
    title = QHBoxLayout()
    title.setSpacing(8)
    title.addWidget(label(check.title, wrap=True), 1)
    title.addWidget(label(check.clause, "small"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addLayout(title)
    words.addWidget(selectable(check.shown, _LINE_ROLES[check.outcome]))
    for reading in check.readings:
        words.addWidget(label(f"· {reading}", "officer_line", wrap=True))
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return row
