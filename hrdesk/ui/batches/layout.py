"""How the page of batches is put together: two cards, each with its buttons at its foot."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout

from hrdesk.ui.batches.copies import CopiesView
from hrdesk.ui.batches.purpose import PurposeBox
from hrdesk.ui.batches.template_line import TemplateLine
from hrdesk.ui.page import MARGINS
from hrdesk.ui.table import RowTable
from hrdesk.ui.words import card, label

if TYPE_CHECKING:
    from hrdesk.ui.batches.batch_page import BatchPage

_FOOT_MARGINS = (12, 6, 12, 6)


@dataclass(frozen=True, slots=True)
class BatchParts:
    """The parts of the page that are touched."""

    waiting: RowTable
    made: RowTable
    count: QLabel
    empty: QLabel
    template: TemplateLine
    templates: QPushButton
    make: QPushButton
    forms: QPushButton
    again: QPushButton
    void: QPushButton
    answer: QPushButton
    failures: QPushButton
    show_copies: QPushButton
    stack: QStackedLayout = field(default_factory=QStackedLayout)
    made_stack: QStackedLayout = field(default_factory=QStackedLayout)
    copies: CopiesView = field(default_factory=CopiesView)
    purpose: PurposeBox = field(default_factory=lambda: PurposeBox("batch_purpose"))
    purpose_again: PurposeBox = field(default_factory=lambda: PurposeBox("batch_purpose_again"))


def arrange(page: "BatchPage", parts: BatchParts) -> None:
    """Lay the page out: who waits takes the larger part."""
    head = QHBoxLayout()
    head.addWidget(label("批次上报", "title"))
    head.addSpacing(12)
    head.addWidget(page.sought)
    head.addStretch(1)
    head.addWidget(parts.templates)
    column = QVBoxLayout(page)
    column.setContentsMargins(*MARGINS)
    column.setSpacing(12)
    column.addLayout(head)
    column.addWidget(page.notice)
    column.addWidget(_waiting_card(parts), 3)
    column.addWidget(_made_card(page, parts), 2)


def _waiting_card(parts: BatchParts) -> QFrame:
    surface = card()
    inner = QVBoxLayout(surface)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.setSpacing(0)
    parts.stack.addWidget(parts.waiting)
    parts.stack.addWidget(parts.empty)
    inner.addLayout(parts.stack, 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(*_FOOT_MARGINS)
    foot.setSpacing(8)
    said = QVBoxLayout()
    said.setSpacing(2)
    said.addWidget(parts.count)
    said.addWidget(parts.template)
    foot.addLayout(said)
    foot.addStretch(1)
    foot.addWidget(label("用途", "label"))
    foot.addWidget(parts.purpose)
    foot.addWidget(parts.make)
    inner.addLayout(foot)
    return surface


def _made_card(page: "BatchPage", parts: BatchParts) -> QFrame:
    surface = card()
    inner = QVBoxLayout(surface)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(*_FOOT_MARGINS)
    head.setSpacing(8)
    head.addWidget(label("已编制的批次", "strong"))
    head.addWidget(page.void_row.who)
    head.addStretch(1)
    head.addWidget(parts.answer)
    head.addWidget(parts.failures)
    head.addWidget(parts.show_copies)
    head.addWidget(parts.forms)
    head.addWidget(label("用途", "label"))
    head.addWidget(parts.purpose_again)
    head.addWidget(parts.again)
    head.addWidget(parts.void)
    inner.addLayout(head)
    inner.addWidget(page.void_row)
    parts.made_stack.addWidget(parts.made)
    parts.made_stack.addWidget(parts.copies)
    inner.addLayout(parts.made_stack, 1)
    return surface
