"""The card of a correction that waits for a second person, on the page of its case."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hrdesk.domain.correction import Correction
from hrdesk.services.cases import OpenedCase
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases.correction_words import summary_words
from hrdesk.ui.cases.platform_words import PlatformWords
from hrdesk.ui.words import button, label, selectable


def correction_card(
    session: Session, opened: OpenedCase, correction: Correction, review: Callable[[], object]
) -> QFrame:
    """Return the card with who wants what corrected and why, and the way to it.

    Above the way stands what the platform says of the rows that failed, as where it is confirmed.
    """
    surface = QFrame()
    surface.setObjectName("waiting_correction")
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(24, 18, 24, 18)
    column.setSpacing(8)
    column.addWidget(label("更正等待确认", "strong"))
    said = selectable(summary_words(correction))
    said.setObjectName("waiting_correction_words")
    column.addWidget(said)
    platform = PlatformWords(session, "waiting_platform")
    column.addWidget(platform.label)
    platform.show(opened, None, {each.line for each in correction.changes})
    away = button("review_asked", "核对…", review, "primary")
    column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
    return surface
