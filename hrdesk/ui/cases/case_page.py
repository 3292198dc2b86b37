"""One case: what was found, what was entered, what happened, which papers were made."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.errors import Fault
from hrdesk.services.cases import HistoryEntry, OpenedCase, open_case
from hrdesk.services.displaying import displayed_date
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.ahead import Ahead, styled_ahead
from hrdesk.ui.cases.batch_card import batch_card
from hrdesk.ui.cases.facts_card import facts_card, shown_value
from hrdesk.ui.cases.finding_card import finding_card
from hrdesk.ui.cases.frozen_finding import frozen_finding
from hrdesk.ui.cases.frozen_lines import frozen_lines
from hrdesk.ui.cases.paper_desk import PaperDesk
from hrdesk.ui.cases.roster_card import roster_card
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.outcome_words import ACTS, PAPERS, STATES
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.words import button, label, styled

_RIGHT_WIDTH = 372


class CasePage(Page):
    """Shows one case read-only; `left` goes back to where the person came from.

    `batches_asked` leads to the place of upload batches, `enjoyment_asked` to what the
    applicant (line 0) or somebody in the roster has enjoyed, by case and line.
    """

    left = Signal()
    batches_asked = Signal()
    enjoyment_asked = Signal(str, int)
    hints = (
        KeyHint("PgUp PgDn", "滚动"),
        KeyHint("Ctrl P", "打印审批表"),
        KeyHint("Ctrl S", "另存 PDF"),
        KeyHint("Ctrl H", "享受记录"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, desk: PaperDesk, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("case_page")
        self._session = session
        self._desk = desk
        self._opened: OpenedCase | None = None
        self._filling = Ahead(iter(()), self)
        self.notice = Notice(self, "case_notice")
        self._head = QVBoxLayout()
        self._area = QScrollArea()
        self._area.setObjectName("case_body")
        self._area.setWidgetResizable(True)
        self.setFocusProxy(self._area)
        self._set_keys()
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(self._head)
        page.addWidget(self.notice)
        page.addWidget(self._area, 1)
        changes.papers.connect(self._read_again)

    @property
    def case_id(self) -> str:
        """The id of the case that is shown, or ""."""
        return self._opened.case.id if self._opened else ""

    @property
    def is_filling(self) -> bool:
        """Whether the case's body is not whole yet."""
        return self._filling.is_under_way

    def show_case(self, case_id: str) -> None:
        """Read a case and show it."""
        self.notice.clear()
        self._show(open_case(self._session, case_id))
        self._area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Let the notices of printing come here."""
        self._desk.speak_on(self.notice)
        super().enter()

    def print_form(self) -> None:
        """Print the next copy of the approval form."""
        self._desk.print_form(self.case_id, self)

    def save_form(self) -> None:
        """Save the next copy of the approval form."""
        if self._opened is not None:
            self._desk.save_form(self.case_id, self._opened.case.number, self)

    def preview_form(self) -> None:
        """Show the approval form as a preview."""
        self._desk.preview(self.case_id)

    def _ask_enjoyment(self, line: int = 0) -> None:
        self.enjoyment_asked.emit(self.case_id, line)

    def _read_again(self) -> None:
        if self._opened is None:
            return
        try:
            self._show(open_case(self._session, self.case_id))
        except Fault as fault:
            show_fault(self.notice, fault)

    def _show(self, opened: OpenedCase) -> None:
        if opened.case.id != self.case_id:
            # What another case says must not stand below this one's number.
            self._area.setWidget(QWidget())
        self._opened = opened
        _put(self._head, self._heading(opened))
        self._filling.stop()
        self._filling = Ahead(self._fill(opened), self, after_ms=0)
        self._filling.begin()
        if self.isVisible():
            # The button that was pressed is gone with the old heading.
            self._area.setFocus()

    def _fill(self, opened: OpenedCase) -> Iterator[None]:
        body = styled(QWidget(self._area.viewport()), "ground")
        body.hide()
        yield from _fill_body(body, opened, self.batches_asked.emit, self._ask_enjoyment)
        yield from styled_ahead(body)
        self._area.setWidget(body)

    def _heading(self, opened: OpenedCase) -> QWidget:
        case, form = opened.case, opened.form
        name = shown_value(form, case.version.entries, form.applicant_name)
        number = label(case.number, "figure")
        number.setObjectName("case_number")
        line = QHBoxLayout()
        line.setSpacing(12)
        back = button("case_back", "返回", self.left.emit)
        back.setIcon(theme.icon("back"))
        line.addWidget(back)
        line.addWidget(number)
        line.addWidget(label(name, "title", wrap=True), 1)
        line.addWidget(button("case_enjoyment", "享受记录", self._ask_enjoyment))
        line.addWidget(button("case_preview", "预览", self.preview_form))
        line.addWidget(button("case_save", "另存 PDF", self.save_form))
        line.addWidget(button("case_print", "打印审批表", self.print_form, "primary"))
        paper = f" · 纸质登记 {case.paper_number}" if case.paper_number else ""
        below = label(
            f"{form.title} · {form.clause} · {STATES[case.state]}"
            f" · 收件 {displayed_date(case.received_on)}{paper}",
            "soft",
            wrap=True,
        )
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(below)
        return head

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+P": self.print_form,
            "Ctrl+S": self.save_form,
            "Ctrl+H": self._ask_enjoyment,
            "Esc": self.left.emit,
            "PgDown": partial(self._scroll, QAbstractSlider.SliderAction.SliderPageStepAdd),
            "PgUp": partial(self._scroll, QAbstractSlider.SliderAction.SliderPageStepSub),
        }
        bind_keys(self, keys)

    def _scroll(self, action: QAbstractSlider.SliderAction) -> None:
        self._area.verticalScrollBar().triggerAction(action)


def _fill_body(
    body: QWidget,
    opened: OpenedCase,
    to_batches: Callable[[], object],
    to_enjoyment: Callable[[int], object],
) -> Iterator[None]:
    # Parents first: Qt works out the style of everything below a widget that moves.
    version = opened.case.version
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 4, 0)
    row.setSpacing(14)
    left, right = QWidget(body), QWidget(body)
    row.addWidget(left, 1)
    row.addWidget(right)
    main = QVBoxLayout(left)
    main.setContentsMargins(0, 0, 0, 0)
    main.setSpacing(12)
    lines = frozen_lines(opened.form, version)
    if lines is not None:
        main.addWidget(roster_card(lines, to_enjoyment))
    yield
    main.addWidget(facts_card(opened.form, version.entries, left))
    main.addStretch(1)
    yield
    right.setFixedWidth(_RIGHT_WIDTH)
    side = QVBoxLayout(right)
    side.setContentsMargins(0, 0, 0, 0)
    side.setSpacing(12)
    side.addWidget(finding_card(frozen_finding(version.finding), right))
    if opened.batch is not None:
        side.addWidget(batch_card(opened.batch, to_batches))
    yield
    side.addWidget(_list_card("papers", "打印记录", _papers(opened), right))
    side.addWidget(_list_card("history", "办理经过", _history(opened.history), right))
    side.addStretch(1)
    yield


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
        f"{entry.at:%Y-%m-%d %H:%M}　{ACTS[entry.act]} · {entry.actor_name}" for entry in entries
    )


def _put(place: QVBoxLayout, widget: QWidget) -> None:
    while (item := place.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    place.addWidget(widget)
