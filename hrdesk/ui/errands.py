"""What a page sends a person elsewhere for, and the way back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hrdesk.domain.errors import Fault
from hrdesk.services.cases import OpenedCase
from hrdesk.services.corrections import Place
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import Page
from hrdesk.ui.places import BATCHES, CASES, LAW, PURCHASES, REGISTER, SETTINGS

if TYPE_CHECKING:
    from hrdesk.ui.main_window import MainWindow


class Errands(QObject):
    """Goes to the settings, the law, a register, a correction, or to what somebody has enjoyed."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._enjoyment_from: Page | None = None
        window.pages.start_wanted.connect(self._ask_for_start)
        window.pages.wage_wanted.connect(self._ask_for_wage)
        window.pages.purchase_wanted.connect(self._ask_for_purchase)
        window.pages.registering_wanted.connect(self._ask_to_register)
        window.pages.templates_wanted.connect(self._show_templates)
        window.pages.registered.connect(self._offer_draft)
        window.pages.log_out_wanted.connect(window.log_out)
        window.pages.enjoyment_wanted.connect(self._show_enjoyment)
        window.pages.enjoyment_left.connect(self._leave_enjoyment)
        window.pages.correction_wanted.connect(self._show_correction)
        window.pages.review_wanted.connect(partial(self._show_correction, review=True))
        window.pages.correction_settled.connect(self._correction_settled)

    def see_to(self, name: str) -> None:
        """Let an administrator note what was found out about a kind of open record."""
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_note(name)

    def see_to_corrections(self) -> None:
        """List the cases whose correction waits for a second person."""
        self._window.go_to(CASES)
        self._window.pages.cases.show_corrections()

    def see_to_failures(self) -> None:
        """List the rows that the platform refused and that were not sent again."""
        self._window.go_to(BATCHES)
        self._window.pages.batches.show_failures()

    def _show_correction(
        self, opened: OpenedCase, place: Place | None = None, *, review: bool = False
    ) -> None:
        self._window.pages.correction.show_case(opened, review=review)
        self._window.visit(CASES, self._window.pages.correction)
        if place is not None:
            self._window.pages.correction.go_to(place)

    def _correction_settled(self, case_id: str, said: str) -> None:
        self._window.open_case(case_id)
        self._window.pages.case.notice.say(Tone.DONE, said)

    def see_changes(self) -> None:
        """Show the changes of law, those that wait for a second person first."""
        self._window.go_to(LAW)
        self._window.pages.law.show_changes()

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
