"""One case: what was found, what was entered, what happened, which papers were made."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.errors import Fault
from hrdesk.domain.finding import Outcome
from hrdesk.domain.print_spec import PaperKind
from hrdesk.domain.staff import Role
from hrdesk.services.approval_form import main_paper
from hrdesk.services.cases import OpenedCase, open_case
from hrdesk.services.corrections import may_propose
from hrdesk.services.session import Session
from hrdesk.ui.ahead import Ahead, styled_ahead
from hrdesk.ui.cases.batch_card import batch_card
from hrdesk.ui.cases.case_heading import HeadingActs, case_heading
from hrdesk.ui.cases.correction_card import correction_card
from hrdesk.ui.cases.decision_card import DecisionCard, DecisionInWork
from hrdesk.ui.cases.decision_words import signed
from hrdesk.ui.cases.facts_card import facts_card
from hrdesk.ui.cases.finding_card import finding_card
from hrdesk.ui.cases.frozen_finding import frozen_finding
from hrdesk.ui.cases.frozen_lines import all_lines, frozen_lines
from hrdesk.ui.cases.paper_desk import PaperDesk
from hrdesk.ui.cases.record_cards import history_card, papers_card
from hrdesk.ui.cases.referral_card import ReferralActs, referral_card
from hrdesk.ui.cases.roster_card import roster_card
from hrdesk.ui.changes import Changes
from hrdesk.ui.columns import emptied, stacked
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys, scrolling_keys
from hrdesk.ui.words import styled

_RIGHT_WIDTH = 372


class CasePage(Page):
    """Shows one case read-only; `left` goes back to where the person came from.

    `batches_asked` leads to the place of upload batches, `answer_asked` carries the case whose
    letter was answered, `purchase_asked` the credit code of which a service was bought,
    `enjoyment_asked` a case and a line of its roster (0 for the applicant), `correction_asked` a
    case that shall be corrected, `review_asked` one whose correction waits.
    """

    left = Signal()
    batches_asked = Signal()
    enjoyment_asked = Signal(str, int)
    answer_asked = Signal(object)
    purchase_asked = Signal(str)
    correction_asked = Signal(object, object)
    review_asked = Signal(object)
    hints: tuple[KeyHint, ...] = (
        KeyHint("PgUp PgDn", "滚动"),
        KeyHint("Ctrl P", "打印"),
        KeyHint("Ctrl S", "另存 PDF"),
        KeyHint("Ctrl H", "享受记录"),
        KeyHint("Ctrl G", "更正"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, session: Session, desk: PaperDesk, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("case_page")
        self._session = session
        self._desk = desk
        self._changes = changes
        self._work = DecisionInWork()
        self._opened: OpenedCase | None = None
        self._filling = Ahead(iter(()), self)
        self._previewed = PaperKind.APPROVAL_FORM
        self.notice = Notice(self, "case_notice")
        self._head = QVBoxLayout()
        self._area = QScrollArea()
        self._area.setObjectName("case_body")
        self._area.setWidgetResizable(True)
        self.setFocusProxy(self._area)
        self._set_keys()
        if not may_propose(session):
            self.hints = tuple(each for each in self.hints if each.key != "Ctrl G")
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

    def print_main(self) -> None:
        """Print the next copy of the approval form, or of the letter that hands a case on."""
        if self._opened is not None:
            self._print(main_paper(self._opened.form))

    def print_previewed(self) -> None:
        """Print the next copy of what was previewed last."""
        self._print(self._previewed)

    def save_previewed(self) -> None:
        """Save the next copy of what was previewed last."""
        self._save(self._previewed)

    def _print(self, kind: PaperKind) -> None:
        self._desk.print_paper(self.case_id, kind, self)

    def _save(self, kind: PaperKind) -> None:
        if self._opened is not None:
            self._desk.save_paper(self._opened.case, kind, self)

    def _save_main(self) -> None:
        if self._opened is not None:
            self._save(main_paper(self._opened.form))

    def preview_main(self) -> None:
        """Show the approval form, or the letter that hands a case on, as a preview."""
        if self._opened is not None:
            self._preview(main_paper(self._opened.form))

    def _preview(self, kind: PaperKind) -> None:
        self._previewed = kind
        self._desk.preview(self.case_id, kind)

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
        emptied(self._head).addWidget(self._heading(opened))
        self._filling.stop()
        self._filling = Ahead(self._fill(opened), self, after_ms=0)
        self._filling.begin()
        if self.isVisible():
            # The button that was pressed is gone with the old heading.
            self._area.setFocus()

    def _fill(self, opened: OpenedCase) -> Iterator[None]:
        body = styled(QWidget(self._area.viewport()), "ground")
        body.hide()
        yield from self._fill_body(body, opened)
        yield from styled_ahead(body)
        self._area.setWidget(body)

    def _referral_acts(self, opened: OpenedCase) -> ReferralActs:
        notice, form = PaperKind.REFERRAL_NOTICE, opened.form
        code = opened.case.version.entries[form.applicant_identity]
        return ReferralActs(
            preview_notice=partial(self._preview, notice),
            save_notice=partial(self._save, notice),
            print_notice=partial(self._print, notice),
            answer=partial(self.answer_asked.emit, opened.case),
            register_purchase=partial(self.purchase_asked.emit, code),
            may_record=self._session.staff.may(Role.CLERK),
        )

    def _heading(self, opened: OpenedCase) -> QWidget:
        kind = main_paper(opened.form)
        acts = HeadingActs(
            leave=self.left.emit,
            enjoyment=self._ask_enjoyment,
            correct=self._correct if may_propose(self._session) else None,
            preview=self.preview_main,
            save=partial(self._save, kind),
            print=partial(self._print, kind),
        )
        return case_heading(opened, acts)

    def _correct(self) -> None:
        if self._opened is not None and may_propose(self._session):
            self.correction_asked.emit(self._opened, None)

    def _review(self) -> None:
        self.review_asked.emit(self._opened)

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+P": self.print_main,
            "Ctrl+S": self._save_main,
            "Ctrl+H": self._ask_enjoyment,
            "Ctrl+G": self._correct,
            "Esc": self.left.emit,
            **scrolling_keys(self._area),
        }
        bind_keys(self, keys)

    def _decision(self, opened: OpenedCase, parent: QWidget) -> Iterator[QWidget]:
        """Yield the card of what is open in a case, if anything is."""
        case = opened.case
        if case.version.finding["outcome"] != Outcome.OFFICER.value:
            return
        if not self._work.is_of(case):
            self._work = DecisionInWork(case.id, case.version.number)
        card = DecisionCard(self._session, case, self._work, parent)
        card.decided.connect(self._on_decided)
        yield card

    def _on_decided(self) -> None:
        case_id = self.case_id
        self._changes.cases.emit()
        self.show_case(case_id)
        if self._opened is not None:
            self.notice.say(Tone.DONE, signed(self._opened.case.version.number))

    def _fill_body(self, body: QWidget, opened: OpenedCase) -> Iterator[None]:
        # Parents first: Qt works out the style of everything below a widget that moves.
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(14)
        left, right = QWidget(body), QWidget(body)
        row.addWidget(left, 1)
        row.addWidget(right)
        yield from self._fill_left(left, opened)
        yield from self._fill_right(right, opened)

    def _fill_left(self, left: QWidget, opened: OpenedCase) -> Iterator[None]:
        version = opened.case.version
        main = stacked(left)
        if opened.waiting is not None:
            waiting = correction_card(self._session, opened, opened.waiting, self._review)
            main.addWidget(waiting)
        for card in self._decision(opened, left):
            main.addWidget(card)
            yield
        if opened.form.refers:
            main.addWidget(referral_card(opened, self._referral_acts(opened), left))
        lines = frozen_lines(opened.form, version)
        if lines is not None:
            read_all = partial(all_lines, opened.form, version)
            main.addWidget(roster_card(lines, read_all, self._ask_enjoyment))
        yield
        main.addWidget(facts_card(opened.form, version.entries, left))
        main.addStretch(1)
        yield

    def _fill_right(self, right: QWidget, opened: OpenedCase) -> Iterator[None]:
        version = opened.case.version
        right.setFixedWidth(_RIGHT_WIDTH)
        side = stacked(right)
        finding = frozen_finding(version.finding, pays=opened.form.pays)
        side.addWidget(finding_card(finding, right))
        if opened.batch is not None:
            side.addWidget(batch_card(opened.batch, self.batches_asked.emit))
        yield
        side.addWidget(papers_card(opened, right))
        side.addWidget(history_card(opened, right))
        side.addStretch(1)
        yield
