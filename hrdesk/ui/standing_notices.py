"""What is said above every page for as long as it holds, such as the document's end."""

from PySide6.QtWidgets import QVBoxLayout

from hrdesk.services.lapse import Lapse, lapse_notice
from hrdesk.services.session import Session
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS


class StandingNotices(QVBoxLayout):
    """The lasting notices; below them stands what just happened in the window."""

    def __init__(self, session: Session, passing: Notice) -> None:
        super().__init__()
        left, top, right, _ = MARGINS
        self.setContentsMargins(left, top, right, 0)
        self.setSpacing(8)
        lapse = lapse_notice(session)
        if lapse is not None:
            self.addWidget(_lapse_banner(lapse))
        self.addWidget(passing)


def _lapse_banner(lapse: Lapse) -> Notice:
    """Return the banner for a document whose last day has passed (DESIGN 4.1)."""
    banner = Notice(name="lapse")
    day = lapse.last_day
    banner.say(
        Tone.WARNING,
        f"{lapse.document}有效期已于 {day.year}年{day.month}月{day.day}日 届满。"
        "届满前收件的照常判定；届满后收件的，届满前发生的事项转审批人裁量，届满后发生的不予认定。",
    )
    return banner
