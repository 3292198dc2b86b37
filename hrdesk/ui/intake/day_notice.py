"""The way onto the form of the policy that counts on the day of receipt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hrdesk.intake.form_spec import FormSpec
from hrdesk.services.intake import Judged
from hrdesk.ui.intake import terms
from hrdesk.ui.notice import Notice, Tone

_OTHER_POLICY = "receipt.other_policy"


class DayNotice(Notice):
    """Offers the form of the other policy; hidden while the draft is on the right one."""

    asked = Signal()

    def __init__(self, form: FormSpec, parent: QWidget) -> None:
        super().__init__(parent, "other_policy")
        self._received = form.received
        self._said = ""

    def show_judged(self, judged: Judged) -> None:
        """Say for a case that was judged that another policy counts, or nothing."""
        problem = judged.reading.problems.get(self._received)
        other = problem is not None and problem.key == _OTHER_POLICY
        document = problem.values["document"] if problem is not None and other else ""
        if document == self._said:
            return
        self._said = document
        if not document:
            self.clear()
            return
        self.say(Tone.WARNING, terms.other_policy(document), terms.FOLLOWING_DAY)
        self.offer(terms.follow_day(document), self.asked.emit)
