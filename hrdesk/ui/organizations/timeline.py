"""The dated rows of an organization on one line of time: what holds today is green, else grey."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.organization import DatedFact, Licence, NoOther, Organization, RegisterRow
from hrdesk.ui import theme
from hrdesk.ui.organizations.terms import number_of, period_words, standing, title_of
from hrdesk.ui.words import button, label

_RAIL_WIDTH = 26
_DOT_RADIUS = 5.0
_DOT_TOP = 22
_HEAD_HEIGHT = 34
_DOTS = {"met": "met", "future": "accent", "past": "line_strong", "gone": "line_strong"}
_NOTHING = "还没有登记。看到许可证、备案凭证或认定文件后登记，办件时按当天取用。"


class _Rail(QWidget):
    """The line of time beside one row, with its dot."""

    def __init__(self, tone: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self.setFixedWidth(_RAIL_WIDTH)
        self._tone = tone
        self._first = first
        self._last = last

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line from the row above to the row below, and the dot upon it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        top = _DOT_TOP if self._first else 0
        bottom = _DOT_TOP if self._last else self.height()
        painter.setPen(QPen(theme.colour("line"), 2))
        painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))
        hollow = self._tone in {"past", "gone"}
        painter.setPen(QPen(theme.colour(_DOTS[self._tone]), 2))
        painter.setBrush(theme.colour("paper" if hollow else _DOTS[self._tone]))
        painter.drawEllipse(QPointF(middle, _DOT_TOP), _DOT_RADIUS, _DOT_RADIUS)


def timeline(
    organization: Organization, day: date, on_withdraw: Callable[[RegisterRow], None] | None
) -> QWidget:
    """Return every dated row, the one that began last first, as it stands on a day.

    Without `on_withdraw` no row can be withdrawn.
    """
    rows = sorted(organization.rows, key=_begins, reverse=True)
    made = QWidget()
    made.setObjectName("timeline")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if not rows:
        empty = label(_NOTHING, "soft", wrap=True)
        empty.setObjectName("timeline_empty")
        column.addWidget(empty)
    for place, row in enumerate(rows):
        tone = _tone(row, day)
        rail = _Rail(tone[1], first=place == 0, last=place == len(rows) - 1)
        column.addWidget(_entry(row, tone, rail, on_withdraw))
    return made


def _begins(row: RegisterRow) -> tuple[date, int]:
    fact = row.fact
    first = fact.confirmed_on if isinstance(fact, NoOther) else fact.period.first
    return first, row.entry.sequence


def _tone(row: RegisterRow, day: date) -> tuple[str, str]:
    if row.withdrawal is not None:
        return "已撤销", "gone"
    if isinstance(row.fact, NoOther):
        return "已核实", "past"
    return standing(row.fact.period, day)


def _entry(
    row: RegisterRow,
    tone: tuple[str, str],
    rail: _Rail,
    on_withdraw: Callable[[RegisterRow], None] | None,
) -> QFrame:
    words, kind = tone
    plain = kind in {"met", "future"}
    made = QFrame()
    made.setObjectName(f"row_{row.id}")
    head = QHBoxLayout()
    head.setSpacing(10)
    # As high with the button that withdraws as without it.
    head.addStrut(_HEAD_HEIGHT)
    chip = label(words, f"chip_{kind}")
    chip.setObjectName("row_standing")
    head.addWidget(label(title_of(row.fact), "strong" if plain else "soft"))
    head.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
    head.addStretch(1)
    if row.withdrawal is None and on_withdraw is not None:
        withdraw = button("withdraw_row", "撤销…", partial(on_withdraw, row), "plain")
        withdraw.setAccessibleName(f"撤销 {title_of(row.fact)} {number_of(row.fact)}")
        head.addWidget(withdraw)
    texts = QVBoxLayout()
    texts.setContentsMargins(0, 6, 0, 12)
    texts.setSpacing(2)
    texts.addLayout(head)
    period = label(period_words(row.fact), "number" if plain else "number_soft")
    period.setObjectName("row_period")
    texts.addWidget(period)
    texts.addWidget(label(number_of(row.fact), _number_role(row.fact, plain=plain), wrap=True))
    texts.addWidget(label(_source(row), "small", wrap=True))
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(rail)
    line.addLayout(texts, 1)
    return made


def _number_role(fact: DatedFact, *, plain: bool) -> str:
    if isinstance(fact, Licence):
        return "number" if plain else "number_soft"
    return "label" if plain else "soft"


def _source(row: RegisterRow) -> str:
    if row.withdrawal is not None:
        gone = row.withdrawal
        return f"撤销：{gone.reason} · {gone.entry.by} {gone.entry.at:%Y-%m-%d}"
    seen = ""
    if isinstance(row.fact, Licence):
        seen = f"{row.fact.issued_by} · {row.fact.seen_on} 查验 · "
    return f"{seen}{row.entry.by} {row.entry.at:%Y-%m-%d} 登记"
