"""What the register says of an organization today, as a case received today would take it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from hrdesk.domain.masking import masked_account, masked_phone
from hrdesk.domain.organization import (
    AgencyKind,
    Organization,
    agency_facts,
    base_level_on,
)
from hrdesk.ui import theme
from hrdesk.ui.organizations.terms import KINDS, LEVELS, LICENSED
from hrdesk.ui.words import card, label, selectable

_SIGN = 18
_SIGNS = {True: ("met", "met"), False: ("unmet", "unmet"), None: ("unknown", "unknown")}
_LABEL_WIDTH = 84
_NOT_SAID = "未登记"


def day_card(organization: Organization, day: date) -> QFrame:
    """Return the card with the facts of a day; what is unknown is said as unknown."""
    facts = agency_facts(organization, day)
    surface = card("day_facts")
    column = _column(surface, f"今天（{day}）办件时取用")
    grid = _grid()
    _put(grid, 0, "许可或备案", _known(facts.get("licensed"), "licensed"))
    row = 1
    if organization.details.kind is AgencyKind.PARK or "park_recognised" in facts:
        _put(grid, row, "园区认定", _known(facts.get("park_recognised"), "park_recognised"))
        row += 1
    level = base_level_on(organization, day)
    base = label(f"{LEVELS[level]}，今天有效" if level else "名册里今天没有有效的", "label")
    base.setObjectName("day_base")
    if level or "recognitions" in facts:
        _put(grid, row, "见习基地", (None, base))
    column.addLayout(grid)
    return surface


def details_card(organization: Organization) -> QFrame:
    """Return the card with contact and account; telephone and account are masked (P12)."""
    details = organization.details
    surface = card("organization_details")
    column = _column(surface, "联系和账户")
    grid = _grid()
    lines = (
        ("类别", KINDS[details.kind], "label"),
        ("联系人", details.contact, "label"),
        ("电话", masked_phone(details.phone), "number"),
        ("开户行", details.bank, "label"),
        ("户名", details.holder, "label"),
        ("账号", masked_account(details.account), "number"),
    )
    for row, (words, value, role) in enumerate(lines):
        shown = selectable(value, role) if value else label(_NOT_SAID, "soft")
        _put(grid, row, words, (None, shown))
    column.addLayout(grid)
    return surface


def _known(value: object, name: str) -> tuple[QLabel, QLabel]:
    known = value if isinstance(value, bool) else None
    drawing, tone = _SIGNS[known]
    sign = QLabel()
    sign.setFixedSize(_SIGN, _SIGN)
    sign.setPixmap(theme.icon_pixmap(drawing, _SIGN, sign.devicePixelRatioF(), tone))
    words = label(LICENSED[known], tone)
    words.setObjectName(f"day_{name}")
    return sign, words


def _column(surface: QFrame, title: str) -> QVBoxLayout:
    column = QVBoxLayout(surface)
    column.setContentsMargins(16, 14, 16, 16)
    column.setSpacing(10)
    column.addWidget(label(title, "strong"))
    return column


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(2, 1)
    return grid


def _put(grid: QGridLayout, row: int, words: str, value: tuple[QLabel | None, QLabel]) -> None:
    top = Qt.AlignmentFlag.AlignTop
    sign, shown = value
    grid.addWidget(label(words, "soft"), row, 0, top)
    if sign is None:
        grid.addWidget(shown, row, 1, 1, 2, top)
    else:
        grid.addWidget(sign, row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(shown, row, 2, Qt.AlignmentFlag.AlignVCenter)
