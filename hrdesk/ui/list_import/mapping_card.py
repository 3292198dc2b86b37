"""Which column of somebody's file is which of ours: proposed, and changed by a person."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget
from shiboken6 import delete

from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.masking import masked_numbers
from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.choice_box import ChoiceBox
from hrdesk.ui.list_import import terms
from hrdesk.ui.words import label, styled

_CHOICE_WIDTH = 300
_LETTER_WIDTH, _TITLE_WIDTH = 32, 200


class MappingCard(QScrollArea):
    """Shows title, samples and a choice for each column; `changed` says that one is another.

    `columns` are those that may be chosen: words and id of each. `hint` stands above.
    """

    changed = Signal()

    def __init__(self, columns: Sequence[tuple[str, str]], hint: str) -> None:
        super().__init__()
        self.setObjectName("list_mapping")
        self.setWidgetResizable(True)
        self._columns = columns
        self._hint = hint
        self._shown: Sequence[str] = ()
        self._choices: list[QComboBox] = []

    def show_titles(
        self, titles: Sequence[str], samples: Sequence[Sequence[str]], columns: Sequence[str]
    ) -> Iterator[None]:
        """Show the titles of a sheet with what they seem to be, a line at a time.

        Numbers of people are masked: to know a column, nobody needs one whole.
        """
        self._shown = columns
        self._choices = []
        # Styled where it will stand: a widget that gets another parent is styled anew at once.
        inside = styled(QWidget(self.viewport()), "ground")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.addWidget(label(self._hint, "small", wrap=True), 0, 0, 1, 4)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(titles) + 1, 1)
        for n, title in enumerate(titles):
            letter = label(column_letters(n), "soft")
            letter.setFixedWidth(_LETTER_WIDTH)
            name = label(masked_numbers(title), "strong", wrap=True)
            name.setFixedWidth(_TITLE_WIDTH)
            below = label("、".join(map(masked_numbers, samples[n])), "soft", wrap=True)
            grid.addWidget(letter, n + 1, 0)
            grid.addWidget(name, n + 1, 1)
            grid.addWidget(below, n + 1, 2)
            grid.addWidget(self._choice(n, columns[n], title), n + 1, 3)
            yield
        yield from styled_ahead(inside)
        if self._shown is columns:
            self.setWidget(inside)
        else:
            inside.deleteLater()

    def let_go(self) -> Iterator[None]:
        """Take the choices away one after the other: all at once they would stop the window."""
        choices, self._choices = self._choices, []
        for combo in choices:
            delete(combo)
            yield

    def _choice(self, place: int, chosen: str, title: str) -> QComboBox:
        combo = ChoiceBox()
        combo.setObjectName(f"list_column.{place}")
        combo.setAccessibleName(masked_numbers(title))
        combo.setFixedWidth(_CHOICE_WIDTH)
        combo.addItem(terms.NOT_READ, "")
        for words, column in self._columns:
            combo.addItem(words, column)
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

    def columns(self) -> tuple[str, ...]:
        """Return the columns as they are chosen."""
        if len(self._choices) < len(self._shown):
            return tuple(self._shown)
        return tuple(str(combo.currentData()) for combo in self._choices)
