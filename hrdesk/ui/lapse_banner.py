"""The end of the document, said plainly on every page (DESIGN 4.1)."""

from PySide6.QtWidgets import QVBoxLayout

from hrdesk.services.lapse import Lapse, lapse_notice
from hrdesk.services.session import Session
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.page import MARGINS


def above_pages(session: Session, notice: Notice) -> QVBoxLayout:
    """Return what stands above every page: the end of the document, and the window's notice."""
    above = QVBoxLayout()
    left, top, right, _ = MARGINS
    above.setContentsMargins(left, top, right, 0)
    above.setSpacing(8)
    lapse = lapse_notice(session)
    if lapse is not None:
        above.addWidget(_lapse_banner(lapse))
    above.addWidget(notice)
    return above


def _lapse_banner(lapse: Lapse) -> Notice:
    """Return the banner for a document whose last day has passed."""
    banner = Notice(name="lapse")
    day = lapse.last_day
    banner.say(
        Tone.WARNING,
        f"{lapse.document}有效期已于 {day.year}年{day.month}月{day.day}日 届满。"
        "届满前收件的照常判定；届满后收件的，届满前发生的事项转审批人裁量，届满后发生的不予认定。",
    )
    return banner
