"""The card of a case's roster: the lines that are not eligible and why, and on demand all."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hrdesk.domain.finding import Outcome
from hrdesk.ui.cases.frozen_lines import FrozenLine, FrozenLines
from hrdesk.ui.cases.roster_table import RosterTable
from hrdesk.ui.outcome_words import OUTCOMES
from hrdesk.ui.words import button, card, label, rule, selectable

_ROLES = {
    Outcome.INELIGIBLE: "field_error",
    Outcome.INCOMPLETE: "field_warning",
    Outcome.OFFICER: "officer_line",
}


def roster_card(
    lines: FrozenLines,
    read_all: Callable[[], Sequence[FrozenLine]],
    to_enjoyment: Callable[[int], object],
) -> QFrame:
    """Return the card of the lines of a finding that no longer changes.

    `read_all` reads all lines once they are wanted, `to_enjoyment` leads to what the person of
    a line has enjoyed.
    """
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
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        act = partial(to_enjoyment, line.number)
        row.addWidget(button(f"line_enjoyment_{line.number}", "享受记录", act, "plain"))
        column.addLayout(row)
        for reason in line.reasons:
            column.addWidget(selectable(reason, _ROLES[line.outcome]))
    if lines.more:
        rest = label(f"另有 {lines.more} 行没有列在这里，点“列出全部”逐行看。", "small")
        rest.setObjectName("roster_more")
        column.addWidget(rest)
    column.addWidget(RosterTable(lines.count, read_all, to_enjoyment))
    return surface
