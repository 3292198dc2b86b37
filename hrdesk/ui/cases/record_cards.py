"""The cards of a case that list what was made and done: its papers, and its history."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.cases import HistoryEntry, OpenedCase
from hrdesk.ui import theme
from hrdesk.ui.cases.correction_words import act_words
from hrdesk.ui.cases.correction_words import history_lines as correction_lines
from hrdesk.ui.cases.decision_words import taken_line
from hrdesk.ui.outcome_words import PAPERS
from hrdesk.ui.words import label


def papers_card(opened: OpenedCase, parent: QWidget) -> QFrame:
    """Return the card of the copies that were made of a case's papers."""
    return _list_card("papers", "打印记录", _papers(opened), parent)


def history_card(opened: OpenedCase, parent: QWidget) -> QFrame:
    """Return the card of what happened to a case, and by whom."""
    return _list_card("history", "办理经过", _history(opened), parent)


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


def _history(opened: OpenedCase) -> tuple[str, ...]:
    return tuple(line for entry in opened.history for line in _history_lines(opened.form, entry))


def _history_lines(form: FormSpec, entry: HistoryEntry) -> tuple[str, ...]:
    """Return what an act was, and for one that made a version, which, and what it took or changed.

    A correction says its values once it was confirmed, or while it waits.
    """
    made = f" · 第 {entry.version} 版" if entry.version else ""
    words = f"{act_words(entry)}{PAPERS.get(entry.paper, '')}"
    own = "（受理人本人）" if entry.own else ""
    act = f"{entry.at:%Y-%m-%d %H:%M}　{words} · {entry.actor_name}{own}{made}"
    corrected = correction_lines(form, entry) if entry.correction is not None else ()
    return (act, *(taken_line(each) for each in entry.decided), *corrected)
