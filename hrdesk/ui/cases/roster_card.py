"""The card of a case's roster: the lines that are not eligible, and what decided each."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from hrdesk.domain.finding import Outcome
from hrdesk.ui.cases.frozen_lines import FrozenLines
from hrdesk.ui.outcome_words import OUTCOMES
from hrdesk.ui.words import card, label, rule, selectable

_ROLES = {
    Outcome.INELIGIBLE: "field_error",
    Outcome.INCOMPLETE: "field_warning",
    Outcome.OFFICER: "officer_line",
}


def roster_card(lines: FrozenLines) -> QFrame:
    """Return the card of the lines of a finding that no longer changes."""
    surface = card("roster_lines")
    column = QVBoxLayout(surface)
    column.setContentsMargins(24, 18, 24, 18)
    column.setSpacing(8)
    column.addWidget(label(lines.title, "strong"))
    counts = label(lines.counts, "soft")
    counts.setObjectName("roster_counts")
    column.addWidget(counts)
    for line in lines.open_lines:
        column.addWidget(rule())
        who = f"第 {line.number} 行　{line.name}　{line.masked}　{OUTCOMES[line.outcome]}"
        heading = selectable(who)
        heading.setObjectName(f"roster_line_{line.number}")
        column.addWidget(heading)
        for reason in line.reasons:
            column.addWidget(selectable(reason, _ROLES[line.outcome]))
    if lines.more:
        rest = label(f"另有 {lines.more} 行没有列出，审批表附表里逐行写明。", "small")
        rest.setObjectName("roster_more")
        column.addWidget(rest)
    return surface
