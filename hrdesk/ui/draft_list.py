"""The drafts that wait: above the measures, the last typed first, so that none is overlooked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.services.drafts import DraftSummary
from hrdesk.ui import theme
from hrdesk.ui.columns import emptied
from hrdesk.ui.words import button, label, rule

_NAME_WIDTH = 300
_MASKED_WIDTH = 180
#: So many stand there at once: more would push the measures out of sight.
_AT_ONCE = 3
Acts = Callable[[str], None]


class DraftList(QWidget):
    """The drafts of the person at work: the newest few, all of them when asked for."""

    def __init__(self, on_open: Acts, on_discard: Acts) -> None:
        super().__init__()
        self.setObjectName("drafts")
        self._acts = on_open, on_discard
        self._shown: tuple[Sequence[DraftSummary], datetime] | None = None
        self._all = False
        self._title = label("", "heading")
        self._title.setObjectName("drafts_title")
        self._more = button("drafts_more", "", self._turn, "plain")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._more)
        surface = QFrame()
        theme.role(surface, "card")
        self._rows = QVBoxLayout(surface)
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(1, 1, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(surface)

    def show_drafts(self, kept: Sequence[DraftSummary], now: datetime) -> None:
        """Show drafts, the first at the top; without one there is nothing to see."""
        self._shown = kept, now
        self.setVisible(bool(kept))
        emptied(self._rows)
        for number, draft in enumerate(kept if self._all else kept[:_AT_ONCE]):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(DraftRow(draft, now, *self._acts))
        self._title.setText(f"未完成的草稿　{len(kept)} 件")
        self._more.setVisible(len(kept) > _AT_ONCE)
        self._more.setText("只看最近几件" if self._all else f"另有 {len(kept) - _AT_ONCE} 件…")

    def _turn(self) -> None:
        self._all = not self._all
        if self._shown is not None:
            self.show_drafts(*self._shown)


class DraftRow(QWidget):
    """One draft: open it, or throw it away after a second look."""

    def __init__(
        self,
        draft: DraftSummary,
        now: datetime,
        on_open: Acts,
        on_discard: Acts,
    ) -> None:
        super().__init__()
        self.setObjectName(f"draft_{draft.id}")
        self._buttons = {
            "open": button("open_draft", "继续填写", partial(on_open, draft.id)),
            "ask": button("ask_discard", "删除", self._ask, "plain"),
            "sure": button("discard_draft", "确定删除", partial(on_discard, draft.id), "danger"),
            "keep": button("keep_draft", "保留", self._keep),
        }
        self._question = label("删除后不能恢复。", "unmet")
        name = label("", "strong")
        name.setFixedWidth(_NAME_WIDTH)
        name.setText(
            name.fontMetrics().elidedText(
                draft.applicant_name or "（还没有姓名）", Qt.TextElideMode.ElideRight, _NAME_WIDTH
            )
        )
        name.setToolTip(draft.applicant_name)
        masked = label(draft.applicant_masked, "number")
        masked.setFixedWidth(_MASKED_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(masked)
        # A long title breaks: a row wider than the page would push the cards aside.
        row.addWidget(label(draft.title, "soft", wrap=True), 1)
        row.addWidget(label(f"保存于 {saved_words(draft.saved_at, now)}", "small"))
        row.addWidget(self._question)
        for part in self._buttons.values():
            row.addWidget(part)
        self._keep()

    def _ask(self) -> None:
        self._show_question(asking=True)
        self._buttons["keep"].setFocus()

    def _keep(self) -> None:
        self._show_question(asking=False)

    def _show_question(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        for name, part in self._buttons.items():
            part.setVisible(asking is (name in {"sure", "keep"}))


def saved_words(moment: datetime, now: datetime) -> str:
    """Return when a draft was saved: the time today, otherwise the date too."""
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}"
