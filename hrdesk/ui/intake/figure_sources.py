"""Where the figures of a finding come from, folded below it: document, clause, day, who."""

from collections.abc import Sequence

from hrdesk.domain.finding import ParameterUse
from hrdesk.ui.columns import emptied
from hrdesk.ui.intake.fold import Fold
from hrdesk.ui.words import label, selectable


class FigureSourcesFold(Fold):
    """One line that opens to the source of each figure that was used."""

    def __init__(self) -> None:
        super().__init__("figure_sources", "sources")
        self._uses: tuple[ParameterUse, ...] = ()

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
        super()._turn()

    def _fill(self) -> None:
        emptied(self._rows)
        for use in self._uses:
            self._rows.addWidget(label(f"{use.title}：{use.value}", "label", wrap=True))
            self._rows.addWidget(selectable(source_words(use), "small"))


def source_words(use: ParameterUse) -> str:
    """Return from when on a figure holds, by what document and clause, and who confirmed it."""
    words = f"{use.valid_from} 起　{use.document} {use.clause}"
    return f"{words}　{use.confirmed} 确认" if use.confirmed else words
