"""The card of the upload batch that holds a case."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from hrdesk.domain.batch import Batch
from hrdesk.services.displaying import displayed_date
from hrdesk.ui.batches.answer_terms import tally_words
from hrdesk.ui.batches.batch_model import state_words
from hrdesk.ui.words import button, card, label, selectable


def batch_card(batch: Batch, to_batches: Callable[[], object]) -> QFrame:
    """Return the card with number, day and state of a batch, and the way to the batches."""
    surface = card("case_batch")
    column = QVBoxLayout(surface)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(5)
    column.addWidget(label("上报批次", "strong"))
    made = displayed_date(batch.made_at.date())
    words = selectable(f"{batch.number}　{made}　{state_words(batch)}", "small")
    words.setObjectName("case_batch_words")
    column.addWidget(words)
    if batch.void is None:
        told = label(tally_words(batch.tally), "small", wrap=True)
        told.setObjectName("case_batch_tally")
        column.addWidget(told)
    away = button("case_to_batches", "去批次上报", to_batches)
    column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
    return surface
