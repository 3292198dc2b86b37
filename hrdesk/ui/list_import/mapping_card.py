"""Which column of somebody's list is which of the roster: proposed, and changed by a person."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from hrdesk.domain.cell_address import column_letters
from hrdesk.intake.foreign_rows import Heading
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.list_import import terms
from hrdesk.ui.words import label, styled

_CHOICE_WIDTH = 240
_LETTER_WIDTH, _TITLE_WIDTH = 32, 200


class MappingCard(QScrollArea):
    """Shows title, samples and a choice for each column; `changed` says that one is another."""

    changed = Signal()

    def __init__(self, spec: RosterSpec) -> None:
        super().__init__()
        self.setObjectName("list_mapping")
        self.setWidgetResizable(True)
        self._spec = spec
        self._heading: Heading | None = None
        self._choices: list[QComboBox] = []

    def show_heading(self, heading: Heading) -> Iterator[None]:
        """Show the columns of a sheet with what they seem to be, a line at a time."""
        self._heading = heading
        self._choices = []
        inside = styled(QWidget(), "ground")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.addWidget(label(terms.TITLES_HINT, "small", wrap=True), 0, 0, 1, 4)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(heading.titles) + 1, 1)
        for n, title in enumerate(heading.titles):
            letter = label(column_letters(n), "soft")
            letter.setFixedWidth(_LETTER_WIDTH)
            name = label(title, "strong", wrap=True)
            name.setFixedWidth(_TITLE_WIDTH)
            samples = label("、".join(heading.samples[n]), "soft", wrap=True)
            grid.addWidget(letter, n + 1, 0)
            grid.addWidget(name, n + 1, 1)
            grid.addWidget(samples, n + 1, 2)
            grid.addWidget(self._choice(n, heading.columns[n], title), n + 1, 3)
            yield
        yield from styled_ahead(inside)
        if self._heading is heading:
            self.setWidget(inside)

    def _choice(self, place: int, chosen: str, title: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"list_column.{place}")
        combo.setAccessibleName(title)
        combo.setFixedWidth(_CHOICE_WIDTH)
        # The wheel scrolls the card; it changes no choice on its way.
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.addItem(terms.NOT_READ, "")
        for column in self._spec.columns.values():
            combo.addItem(column.label, column.id)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.activated.connect(lambda _: self._chosen(combo))
        self._choices.append(combo)
        return combo

    def _chosen(self, combo: QComboBox) -> None:
        """Let a column be the one of one title alone: the last that was chosen."""
        for other in self._choices:
            if other is not combo and combo.currentData() and self._same(other, combo):
                other.setCurrentIndex(0)
        self.changed.emit()

    @staticmethod
    def _same(one: QComboBox, other: QComboBox) -> bool:
        return bool(one.currentData() == other.currentData())

    def heading(self) -> Heading:
        """Return the heading with the columns as they are chosen."""
        if self._heading is None:
            raise RuntimeError("no heading is shown")
        if len(self._choices) < len(self._heading.titles):
            return self._heading
        columns = tuple(str(combo.currentData()) for combo in self._choices)
        return replace(self._heading, columns=columns)
