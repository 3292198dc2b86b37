"""The card of a referral: to whom it goes, its letter and notice, what was answered."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.referral import Letter
from hrdesk.services.cases import OpenedCase
from hrdesk.services.displaying import displayed_date
from hrdesk.services.purchases import MEASURE
from hrdesk.ui import theme
from hrdesk.ui.cases.answer_rows import answer_rows
from hrdesk.ui.list_page import FOR_CLERKS
from hrdesk.ui.words import button, label, rule, selectable


class ReferralActs(NamedTuple):
    """What the buttons of the card do; the last two only for who may record anything."""

    preview_notice: Callable[[], object]
    save_notice: Callable[[], object]
    print_notice: Callable[[], object]
    answer: Callable[[], object]
    register_purchase: Callable[[], object]
    may_record: bool


def referral_card(opened: OpenedCase, acts: ReferralActs, parent: QWidget) -> QFrame:
    """Return the card of a case that was handed on, or is to be."""
    surface = QFrame(parent)
    surface.setObjectName("referral")
    theme.role(surface, "card")
    column = QVBoxLayout(surface)
    column.setContentsMargins(24, 16, 24, 18)
    column.setSpacing(8)
    column.addWidget(label("转办", "strong"))
    authority = opened.letter.authority if opened.letter else opened.form.authority
    words = selectable(f"主送：{authority}")
    words.setObjectName("referral_authority")
    column.addWidget(words)
    number = selectable(letter_words(opened.letter), "label" if opened.letter else "soft")
    number.setObjectName("referral_letter")
    column.addWidget(number)
    notice = QHBoxLayout()
    notice.setSpacing(8)
    notice.addWidget(label("给申请单位的告知单", "soft"))
    notice.addStretch(1)
    for name, said, act in (
        ("notice_preview", "预览", acts.preview_notice),
        ("notice_save", "另存 PDF", acts.save_notice),
        ("notice_print", "打印告知单", acts.print_notice),
    ):
        notice.addWidget(button(name, said, act))
    column.addLayout(notice)
    column.addWidget(rule())
    column.addWidget(answer_rows(opened.answers))
    column.addLayout(_further(opened, acts))
    return surface


def letter_words(letter: Letter | None) -> str:
    """Return number and day of a letter, or that it has none yet."""
    if letter is None:
        return "还没有出函：第一次打印或另存时编函号，补印仍用同一个函号。"
    day = displayed_date(letter.given_at.date())
    return f"转办函号：{letter.number}　{day}出函（{letter.given_by}）"


def _further(opened: OpenedCase, acts: ReferralActs) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    pressed = []
    if opened.letter is not None:
        pressed.append(button("answer_asked", "登记答复…", acts.answer))
    if opened.form.measure == MEASURE:
        pressed.append(button("purchase_asked", "登记购买的服务…", acts.register_purchase))
    for each in pressed:
        each.setEnabled(acts.may_record)
        line.addWidget(each)
    if pressed and not acts.may_record:
        line.addWidget(label(FOR_CLERKS, "soft"))
    line.addStretch(1)
    return line
