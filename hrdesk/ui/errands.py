"""What a page sends a person elsewhere for, and the way back.

A further wish of a page (`ui/wishes.py`) gets its errand here.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hrdesk.domain.case import Case, CaseSummary
from hrdesk.domain.errors import Fault
from hrdesk.services.cases import OpenedCase
from hrdesk.services.resending import FailedRow
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.outcome_words import PAPERS
from hrdesk.ui.page import Page
from hrdesk.ui.pages import Pages
from hrdesk.ui.places import BATCHES, CASES, LAW, PURCHASES, REGISTER, SETTINGS

if TYPE_CHECKING:
    from hrdesk.ui.main_window import MainWindow


class Errands(QObject):
    """Sees to the wishes of the pages that lead from one page to another."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._enjoyment_from: Page | None = None
        self._connect(window.pages)

    def see_to(self, name: str) -> None:
        """Let an administrator note what was found out about a kind of open record."""
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_note(name)

    def see_to_corrections(self) -> None:
        """List the cases whose correction waits for a second person."""
        self._window.go_to(CASES)
        self._window.pages.cases.show_corrections()

    def see_changes(self) -> None:
        """Show the changes of law, those that wait for a second person first."""
        self._window.go_to(LAW)
        self._window.pages.law.show_changes()

    def see_to_failures(self) -> None:
        """List the rows that the platform refused and that were not sent again."""
        self._window.go_to(BATCHES)
        self._window.pages.batches.show_failures()

    def _back_to_failures(self, said: str) -> None:
        """Go back to the failed rows from a correction of one, and say what was done."""
        batches = self._window.pages.batches
        batches.come_back_to_failures()
        self._window.visit(BATCHES, batches)
        if said:
            batches.failures.notice.say(Tone.DONE, said)

    def see_to_contradiction(self, batch_id: str) -> None:
        """Show a batch of which answers contradict what was done."""
        self._window.go_to(BATCHES)
        self._window.pages.batches.open(batch_id)

    def _connect(self, pages: Pages) -> None:
        wishes = pages.wishes
        wishes.print_case.connect(self._print_accepted)
        wishes.many_forms.connect(self._print_many)
        wishes.answer.connect(self._answer)
        wishes.correction.connect(self._show_correction)
        wishes.review.connect(partial(self._show_correction, review=True))
        wishes.correction_settled.connect(self._correction_settled)
        wishes.failures.connect(self._back_to_failures)
        wishes.enjoyment.connect(self._show_enjoyment)
        wishes.enjoyment_left.connect(self._leave_enjoyment)
        wishes.start.connect(self._ask_for_start)
        wishes.wage.connect(self._ask_for_wage)
        wishes.purchase.connect(self._ask_for_purchase)
        wishes.registering.connect(self._ask_to_register)
        wishes.registered.connect(self._offer_draft)
        wishes.templates.connect(self._show_templates)
        wishes.log_out.connect(self._window.log_out)
        pages.desk.previewed.connect(self._show_preview)
        wishes.preview_left.connect(lambda: self._window.visit(CASES, pages.case))
        wishes.preview_print.connect(lambda: self._from_preview(pages.case.print_previewed))
        wishes.preview_save.connect(lambda: self._from_preview(pages.case.save_previewed))

    def _print_accepted(self, case_id: str) -> None:
        self._window.open_case(case_id)
        if self._window.pages.case.case_id == case_id:
            self._window.pages.case.print_main()

    def _print_many(self, marked: CaseSummary | None) -> None:
        self._window.pages.forms.begin_with(marked)
        self._window.visit(CASES, self._window.pages.forms)

    def _answer(self, case: Case) -> None:
        self._window.pages.answer.show_case(case)
        self._window.visit(CASES, self._window.pages.answer)

    def _show_correction(
        self, opened: OpenedCase, failed: FailedRow | None = None, *, review: bool = False
    ) -> None:
        self._window.pages.correction.show_case(opened, failed, review=review)
        self._window.visit(CASES, self._window.pages.correction)
        if failed is not None:
            self._window.pages.correction.begin_at_named()

    def _correction_settled(self, case_id: str, said: str) -> None:
        self._window.open_case(case_id)
        self._window.pages.case.notice.say(Tone.DONE, said)

    def _ask_for_start(self, year: int) -> None:
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_start(year)

    def _ask_for_wage(self, parameter: str, district: str) -> None:
        self._window.go_to(LAW)
        self._window.pages.law.begin_value(parameter, district)

    def _ask_for_purchase(self, credit_code: str) -> None:
        self._window.go_to(PURCHASES)
        self._window.pages.purchases.begin(credit_code)

    def _ask_to_register(self, credit_code: str) -> None:
        self._window.go_to(REGISTER)
        self._window.pages.register.begin_adding(credit_code)

    def _show_templates(self) -> None:
        self._window.pages.templates.arrive()
        self._window.visit(BATCHES, self._window.pages.templates)

    def _offer_draft(self, notice: Notice) -> None:
        if self._window.pages.wizard.is_open:
            notice.offer("回去受理", self._window.back_to_draft)

    def _show_enjoyment(self, case_id: str, line: int) -> None:
        pages = self._window.pages
        self._enjoyment_from = pages.case if pages.currentWidget() is pages.case else pages.cases
        try:
            if case_id:
                pages.enjoyment.show_in_case(case_id, line)
            else:
                pages.enjoyment.ask()
        except Fault as fault:
            show_fault(self._window.notice, fault)
            return
        self._window.visit(CASES, pages.enjoyment)

    def _leave_enjoyment(self) -> None:
        self._window.visit(CASES, self._enjoyment_from or self._window.pages.cases)

    def _show_preview(self, pdf: bytes, kind: str) -> None:
        preview = self._window.pages.preview
        preview.show_pdf(pdf, f"{PAPERS[kind]}预览")
        self._from_preview(partial(self._window.visit, CASES, preview))

    def _from_preview(self, act: Callable[[], None]) -> None:
        self._window.pages.desk.speak_on(self._window.pages.preview.notice)
        act()
