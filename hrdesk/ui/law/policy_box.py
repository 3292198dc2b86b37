"""Which policy is meant while cases of an older one are still open: today's unless chosen."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from hrdesk.services.session import Session

_WIDTH = 320


class PolicyBox(QComboBox):
    """Offers the policies by their documents, today's first; unseen while there is only one.

    `chosen` carries the id of a policy, "" for today's.
    """

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("law_policy")
        self.setAccessibleName("政策文件")
        self.setFixedWidth(_WIDTH)
        self.setVisible(False)
        self.currentIndexChanged.connect(lambda _: self.chosen.emit(self.currentData() or ""))

    def offer(self) -> None:
        """Read anew which policies there are; what was chosen stays, where it is still there."""
        today = self._session.policy
        offered = [("", f"{today.book.document}（今天适用）")]
        others = (each for each in self._session.law.policies() if each.id != today.id)
        offered += [(each.id, each.book.document) for each in others]
        if offered == [(self.itemData(n), self.itemText(n)) for n in range(self.count())]:
            return
        before = self.currentData() or ""
        with QSignalBlocker(self):
            self.clear()
            for policy, document in offered:
                self.addItem(document, policy)
            self.setCurrentIndex(max(self.findData(before), 0))
        self.setVisible(len(offered) > 1)
        if self.currentData() != before:
            self.chosen.emit("")
