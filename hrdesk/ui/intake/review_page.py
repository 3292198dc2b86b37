"""The last step: everything that was entered, what still hinders, hints, the finding in short."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.finding import Finding
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.services.displaying import displayed_value
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.finding_words import headline, in_one_sentence
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.register_filling import standing_words
from hrdesk.ui.intake.review_notes import Hindrances, SecondLooks
from hrdesk.ui.words import label, rule

_LABEL_WIDTH = 176


class ReviewPage(QWidget):
    """Built anew each time the clerk comes to it; `asked` names the key to go to."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 6, 24, 12)
        self._content: QWidget | None = None

    def show_state(self, state: FormState) -> None:
        """Show a form as it stands."""
        # Parents first: Qt works out the style of everything below a widget that moves.
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Hindrances(state, self.asked.emit))
        if state.hints():
            column.addWidget(SecondLooks(state, self.asked.emit))
        column.addWidget(_finding_line(state.judged.finding))
        if not_judged := state.beside().not_judged:
            said = label(not_judged, "unknown", wrap=True)
            said.setObjectName("review_not_judged")
            column.addWidget(said)
        for place, (page_id, title) in enumerate(state.pages[:-1]):
            keys, rosters = state.shown_keys(place), state.rosters_on(place)
            if keys or rosters:
                first = keys[0] if keys else state.roster_key(rosters[0])
                column.addWidget(self._page_head(page_id, title, first))
                column.addLayout(_values(state, keys))
                column.addLayout(self._rosters(state, rosters))
        column.addStretch(1)
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)

    def _rosters(self, state: FormState, rosters: Sequence[str]) -> QGridLayout:
        """Return the sums of each roster, as they stand below its grid, and a way there."""
        grid = _value_grid()
        for row, roster in enumerate(rosters):
            name = label(state.form.rosters[roster].title, "review_label", wrap=True)
            name.setFixedWidth(_LABEL_WIDTH)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            foot = state.rosters.foot(roster, state.judged)
            words = "\n".join(part for part in (foot.counts, foot.amount, foot.shares) if part)
            value = label(words, "label", wrap=True)
            value.setObjectName(f"roster.{roster}")
            grid.addWidget(value, row, 1)
            way = QPushButton(terms.TO_ROSTER)
            way.setObjectName(f"open_roster.{roster}")
            way.setAccessibleName(f"{terms.TO_ROSTER} {state.form.rosters[roster].title}")
            theme.role(way, "link")
            way.clicked.connect(partial(self.asked.emit, state.roster_key(roster)))
            grid.addWidget(way, row, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def _page_head(self, page_id: str, title: str, first_key: str) -> QWidget:
        head = QWidget()
        change = QPushButton(terms.CHANGE)
        change.setObjectName(f"change.{page_id}")
        change.setAccessibleName(f"{terms.CHANGE} {title}")
        theme.role(change, "link")
        change.clicked.connect(lambda: self.asked.emit(first_key))
        row = QHBoxLayout()
        row.addWidget(label(title, "strong"))
        row.addStretch(1)
        row.addWidget(change)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(rule())
        return head


def _finding_line(finding: Finding) -> QLabel:
    tone = theme.outcome_tone(finding.outcome)
    words = f"{headline(finding)}：{in_one_sentence(finding)}"
    line = label(words, tone, wrap=True)
    line.setObjectName("review_finding")
    return line


def _value_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid


def _values(state: FormState, keys: list[str]) -> QGridLayout:
    grid = _value_grid()
    labels = state.labels()
    for row, key in enumerate(keys):
        name = label(labels[key], "review_label", wrap=True)
        name.setFixedWidth(_LABEL_WIDTH)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        text = _value_text(state, key)
        wrong = key in state.judged.reading.problems
        role = "label" if text else "soft"
        value = label(text or terms.NOT_FILLED, "unmet" if wrong else role, wrap=True)
        value.setObjectName(f"value.{key}")
        grid.addWidget(value, row, 1)
    return grid


def _value_text(state: FormState, key: str) -> str:
    reading = state.judged.reading
    if key.startswith(MATERIAL_PREFIX):
        return terms.MATERIAL_TICKS.get(reading.entries.get(key, ""), "")
    return displayed_value(state.form, reading.entries, key) or standing_words(
        state.form, state.judged, key
    )
