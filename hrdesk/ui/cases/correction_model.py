"""Tables of corrections: each entry with its old and its new text."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.services.corrections import Place
from hrdesk.services.displaying import displayed_field
from hrdesk.ui.cases.correction_places import CorrectablePlace
from hrdesk.ui.cases.correction_words import NONE_VALUE
from hrdesk.ui.cases.facts_card import is_masked, shown_text
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

WHO, FIELD, BEFORE, AFTER = range(4)
_TITLES = ("位置", "栏目", "原值", "新值")
_FORM = "本件"
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CorrectionModel(PagedModel[CorrectablePlace]):
    """Places with what `texts` puts there; a place that it lacks stays as it is.

    Old texts are masked unless `plain`; new ones are shown as they are typed, for they are
    compared with a paper. `wrong` says what is wrong at a place, `named` are the places that the
    platform's reason names.
    """

    def __init__(
        self,
        texts: Callable[[], Mapping[Place, str]],
        parent: QObject | None = None,
        *,
        plain: bool = False,
    ) -> None:
        super().__init__(_TITLES, parent)
        self._texts = texts
        self._plain = plain
        self.wrong: dict[Place, str] = {}
        self.named: frozenset[Place] = frozenset()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or what is wrong with it."""
        row, column = self.summary(index.row()), index.column()
        if role in _SPOKEN or role == Qt.ItemDataRole.ToolTipRole:
            return self._words(row, column)
        if role == ADDITION and column == AFTER:
            return self.wrong.get(row.place)
        if role == CHIP and column == FIELD and row.place in self.named:
            return "unmet"
        return None

    def changed(self) -> None:
        """Let the view show the texts anew."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, AFTER)
            self.dataChanged.emit(self.index(0, WHO), last)

    def _words(self, row: CorrectablePlace, column: int) -> str:
        if column == WHO:
            return row.who or _FORM
        if column == FIELD:
            return row.spec.label
        if column == BEFORE:
            hidden = is_masked(row.spec) and not self._plain
            shown = shown_text if hidden else displayed_field
            return shown(row.spec, row.before) or NONE_VALUE
        text = self._texts().get(row.place)
        if text is None:
            return ""
        return displayed_field(row.spec, text) or NONE_VALUE
