"""The cards of a case that list what was made and done: its papers, and its history."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hrdesk.services.cases import HistoryEntry, OpenedCase
from hrdesk.ui import theme
from hrdesk.ui.outcome_words import ACTS, PAPERS
from hrdesk.ui.words import label


def papers_card(opened: OpenedCase, parent: QWidget) -> QFrame:
    """Return the card of the copies that were made of a case's papers."""
    return _list_card("papers", "打印记录", _papers(opened), parent)


def history_card(opened: OpenedCase, parent: QWidget) -> QFrame:
    """Return the card of what happened to a case, and by whom."""
    return _list_card("history", "办理经过", _history(opened.history), parent)


def _list_card(name: str, title: str, lines: tuple[str, ...], parent: QWidget) -> QFrame:
    surface = QFrame(parent)
    surface.setObjectName(name)
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(5)
    column.addWidget(label(title, "strong"))
    for line in lines:
        column.addWidget(label(line, "small", wrap=True))
    return surface


def _papers(opened: OpenedCase) -> tuple[str, ...]:
    if not opened.papers:
        return ("还没有打印或另存过。",)
    return tuple(
        f"{paper.made_at:%Y-%m-%d %H:%M}　{PAPERS[paper.kind]} 第 {paper.copy_number} 份"
        for paper in opened.papers
    )


def _history(entries: tuple[HistoryEntry, ...]) -> tuple[str, ...]:
    return tuple(
        f"{entry.at:%Y-%m-%d %H:%M}　{_act(entry)} · {entry.actor_name}" for entry in entries
    )


def _act(entry: HistoryEntry) -> str:
    return f"{ACTS[entry.act]}{PAPERS.get(entry.paper, '')}"
