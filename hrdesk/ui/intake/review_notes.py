"""What the review says above all: what hinders acceptance, and what deserves a second look."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hrdesk.domain.errors import Problem
from hrdesk.reference.messages import Message
from hrdesk.services.presenting import present
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.words import label

Ask = Callable[[str], object]

#: Pixels that the links of one line may take, and between two of them.
_LINE_WIDTH = 350
_LINK_GAP = 12
_TITLE_WIDTH = 150


class Hindrances(QFrame):
    """Each wrong field with its message; what is missing page by page, the remedy once."""

    def __init__(self, state: FormState, ask: Ask) -> None:
        super().__init__()
        keys = state.open_keys()
        self.setObjectName("review_hindrances")
        theme.role(self, "notice_warning" if keys else "notice_done")
        self._ask = ask
        self._lines = _lines(self)
        self._lines.addWidget(label(terms.hindrances(len(keys)), "strong", wrap=True))
        for key in keys:
            if state.is_wrong(key):
                message = present(state.hindrance(key), state.labels())
                self._lines.addLayout(_said(_link("open", key, message.where, ask), message))
        self._list_missing(state, [key for key in keys if not state.is_wrong(key)])

    def _list_missing(self, state: FormState, missing: Sequence[str]) -> None:
        remedies = []
        for place, (_page_id, title) in enumerate(state.pages):
            here = [key for key in missing if state.page_of(key) == place]
            if here:
                message = _hindrance(state, here[0])
                remedies.append(message.remedy)
                self._list_page(state, f"{title}{message.problem.rstrip('。')}：", here)
        for remedy in dict.fromkeys(remedies):
            self._lines.addWidget(label(remedy, "small", wrap=True))

    def _list_page(self, state: FormState, title: str, keys: Sequence[str]) -> None:
        for n, group in enumerate(_in_lines([(key, state.labels()[key]) for key in keys])):
            row = QHBoxLayout()
            row.setSpacing(_LINK_GAP)
            head = label(title if n == 0 else "", "review_problem")
            head.setFixedWidth(_TITLE_WIDTH)
            row.addWidget(head)
            for key, words in group:
                link = _link("open", key, words, self._ask)
                link.setAccessibleDescription(_spoken(_hindrance(state, key)))
                row.addWidget(link)
            row.addStretch(1)
            self._lines.addLayout(row)


class SecondLooks(QFrame):
    """Every hint of the form once more, in amber; none of them hinders acceptance."""

    def __init__(self, state: FormState, ask: Ask) -> None:
        super().__init__()
        self.setObjectName("review_hints")
        theme.role(self, "notice_warning")
        lines = _lines(self)
        hints: Sequence[Problem] = state.hints()
        lines.addWidget(label(terms.second_looks(len(hints)), "strong", wrap=True))
        for hint in hints:
            message = present(hint, state.labels())
            link = _link("hint", hint.where, message.where, ask, "link_unknown")
            lines.addLayout(_said(link, message, "field_warning"))


def _lines(box: QFrame) -> QVBoxLayout:
    lines = QVBoxLayout(box)
    lines.setContentsMargins(14, 10, 14, 10)
    lines.setSpacing(5)
    return lines


def _hindrance(state: FormState, key: str) -> Message:
    return present(state.hindrance(key), state.labels())


def _link(name: str, key: str, words: str, ask: Ask, role: str = "link") -> QPushButton:
    link = QPushButton(words)
    link.setObjectName(f"{name}.{key}")
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    theme.role(link, role)
    link.clicked.connect(lambda: ask(key))
    return link


def _said(link: QPushButton, message: Message, role: str = "review_problem") -> QHBoxLayout:
    link.setAccessibleDescription(_spoken(message))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(f"{message.problem}{message.remedy}", role, wrap=True), 1)
    return row


def _spoken(message: Message) -> str:
    return f"{message.problem} {message.remedy}"


def _in_lines(links: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return links in lines that are no wider than the room; a long one stands alone."""
    metrics = QFontMetrics(theme.word_font())
    lines: list[list[tuple[str, str]]] = [[]]
    taken = 0
    for key, words in links:
        width = metrics.horizontalAdvance(words) + _LINK_GAP
        if lines[-1] and taken + width > _LINE_WIDTH:
            lines.append([])
            taken = 0
        lines[-1].append((key, words))
        taken += width
    return lines
