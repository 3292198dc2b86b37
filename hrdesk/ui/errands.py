"""What a page sends a person elsewhere for, and the way back to his draft."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hrdesk.ui.notice import Notice
from hrdesk.ui.pages import PURCHASES, SETTINGS

if TYPE_CHECKING:
    from hrdesk.ui.main_window import MainWindow


class Errands(QObject):
    """Goes to the settings, or to a register, for one thing at a time."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.pages.start_wanted.connect(self._ask_for_start)
        window.pages.wage_wanted.connect(self._ask_for_wage)
        window.pages.purchase_wanted.connect(self._ask_for_purchase)
        window.pages.registered.connect(self._offer_draft)

    def see_to_loss(self) -> None:
        """Let an administrator note what was found out about a loss of the anchor."""
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_note()

    def _ask_for_start(self, year: int) -> None:
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_start(year)

    def _ask_for_wage(self, district: str) -> None:
        self._window.go_to(SETTINGS)
        self._window.pages.settings.begin_wage(district)

    def _ask_for_purchase(self, credit_code: str) -> None:
        self._window.go_to(PURCHASES)
        self._window.pages.purchases.begin(credit_code)

    def _offer_draft(self, notice: Notice) -> None:
        if self._window.pages.wizard.is_open:
            notice.offer("回去受理", self._window.back_to_draft)
