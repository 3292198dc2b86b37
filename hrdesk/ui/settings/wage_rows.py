"""The confirmed minimum wages of the districts, row by row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.money import grouped
from hrdesk.ui.provenance import entered_words
from hrdesk.ui.words import button, label

_LABEL_WIDTH = 140
_HEAD_HEIGHT = 34
_NONE = "还没有登记"
_TOP = Qt.AlignmentFlag.AlignTop

Districts = Sequence[tuple[str, tuple[ConfirmedFigure, ...]]]


def wage_rows(
    districts: Districts, on_withdraw: Callable[[ConfirmedFigure], None] | None
) -> QWidget:
    """Return each district with its wages by day; `on_withdraw` gives a standing one a button."""
    made = QWidget()
    made.setObjectName("wage_rows")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for place, (name, wages) in enumerate(districts):
        rows = QVBoxLayout()
        rows.setSpacing(4)
        if not wages:
            rows.addWidget(label(_NONE, "soft"))
        for wage in wages:
            rows.addWidget(_wage(wage, on_withdraw))
        title = label(name, "soft")
        if wages:
            title.setFixedHeight(_HEAD_HEIGHT)
        grid.addWidget(title, place, 0, _TOP)
        grid.addLayout(rows, place, 1)
    return made


def wage_words(wage: ConfirmedFigure) -> str:
    """Return from when on a wage holds and how much it is."""
    return f"{wage.valid_from} 起　每月 {grouped(wage.amount)} 元"


def _wage(wage: ConfirmedFigure, on_withdraw: Callable[[ConfirmedFigure], None] | None) -> QWidget:
    made = QWidget()
    made.setObjectName(f"wage_{wage.scope}_{wage.valid_from}")
    gone = wage.withdrawal
    head = QHBoxLayout()
    head.setSpacing(12)
    # As high with the button that withdraws as without it.
    head.addStrut(_HEAD_HEIGHT)
    head.addWidget(label(wage_words(wage), "number" if gone is None else "number_soft"))
    if gone is not None:
        head.addWidget(label("已撤销", "chip_gone"))
    head.addWidget(label(wage.document, "label" if gone is None else "soft", wrap=True), 1)
    if gone is None and on_withdraw is not None:
        press = button("withdraw_wage_row", "撤销…", partial(on_withdraw, wage), "plain")
        press.setAccessibleName(f"撤销 {wage_words(wage)}")
        head.addWidget(press)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addLayout(head)
    source = label(entered_words(wage.entry, wage.withdrawal), "small", wrap=True)
    source.setObjectName("wage_source")
    column.addWidget(source)
    return made
