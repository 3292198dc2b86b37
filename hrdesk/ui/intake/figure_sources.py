"""Where the figures of a finding come from, folded below it: document, clause, day, who."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.domain.finding import ParameterUse
from hrdesk.ui.columns import emptied
from hrdesk.ui.words import button, label, rule, selectable


class FigureSourcesFold(QWidget):
    """One line that opens to the source of each figure that was used."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figure_sources")
        self._uses: tuple[ParameterUse, ...] = ()
        self._fold = button("sources_fold", "", self._turn, "other_link")
        self._list = QWidget()
        self._list.setObjectName("sources_list")
        self._list.hide()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 2, 0, 4)
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        self.hide()

    def show_uses(self, uses: Sequence[ParameterUse]) -> None:
        """Show the figures of a finding; nothing is made anew while they stay the same."""
        if tuple(uses) == self._uses:
            return
        self._uses = tuple(uses)
        self._fold.setText(f"所用标准和来源（{len(uses)} 项）")
        self.setVisible(bool(uses))
        if not self._list.isHidden():
            self._fill()

    def _turn(self) -> None:
        if self._list.isHidden():
            self._fill()
        self._list.setVisible(self._list.isHidden())

    def _fill(self) -> None:
        emptied(self._rows)
        for use in self._uses:
            self._rows.addWidget(label(f"{use.title}：{use.value}", "label", wrap=True))
            self._rows.addWidget(selectable(source_words(use), "small"))


def source_words(use: ParameterUse) -> str:
    """Return from when on a figure holds, by what document and clause, and who confirmed it."""
    words = f"{use.valid_from} 起　{use.document} {use.clause}"
    return f"{words}　{use.confirmed} 确认" if use.confirmed else words
