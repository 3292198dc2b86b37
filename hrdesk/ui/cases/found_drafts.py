"""The drafts that a search found, above the cases."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.drafts import DraftSummary
from hrdesk.ui import theme
from hrdesk.ui.columns import emptied
from hrdesk.ui.words import button, label

_NAME_WIDTH = 260
#: More would push the cases out of sight; all drafts stand under 受理.
_MOST_SHOWN = 3


class FoundDrafts(QFrame):
    """Shows drafts in a card, hidden while there is none; `opened` carries a draft's id."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("found_drafts")
        theme.role(self, "card")
        self._first: QPushButton | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(16, 6, 12, 6)
        self._rows.setSpacing(4)
        self.hide()

    def show_found(self, found: tuple[DraftSummary, ...]) -> None:
        """Show what was found, the first few."""
        emptied(self._rows)
        self._first = None
        for draft in found[:_MOST_SHOWN]:
            self._rows.addWidget(self._row(draft))
        if len(found) > _MOST_SHOWN:
            more = f"还有 {len(found) - _MOST_SHOWN} 件草稿，在“受理”里。"
            self._rows.addWidget(label(more, "small"))
        self.setVisible(bool(found))

    def begin(self) -> bool:
        """Take the focus for the first draft; tell whether there is one."""
        if self._first is None:
            return False
        self._first.setFocus()
        return True

    def _row(self, draft: DraftSummary) -> QWidget:
        resume = button("open_found_draft", "继续填写", partial(self.opened.emit, draft.id))
        if self._first is None:
            self._first = resume
        name = label("", "strong")
        metrics = name.fontMetrics()
        words = draft.applicant_name or "（还没有姓名）"
        name.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, _NAME_WIDTH))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label("草稿", "soft"))
        row.addWidget(name)
        row.addWidget(label(draft.applicant_masked, "number"))
        row.addWidget(label(draft.title, "soft"))
        row.addStretch(1)
        row.addWidget(resume)
        return made
