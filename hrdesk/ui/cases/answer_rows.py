"""What an authority answered, row by row; a withdrawn row stays with its reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.referral import Answer, Verdict
from hrdesk.services.displaying import displayed_date
from hrdesk.ui.outcome_words import VERDICTS
from hrdesk.ui.provenance import entered_words
from hrdesk.ui.words import button, label, selectable

_HEAD_HEIGHT = 34
_CHIPS = {Verdict.ACCEPTED: "chip_met", Verdict.REFUSED: "chip_past", Verdict.OTHER: "chip_future"}


def answer_rows(
    answers: Sequence[Answer], on_withdraw: Callable[[Answer], None] | None = None
) -> QWidget:
    """Return the answers in the order of their entry; `on_withdraw` gives each a button."""
    made = QWidget()
    made.setObjectName("answers")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    if not answers:
        column.addWidget(label("还没有登记答复。", "soft"))
    for answer in answers:
        column.addWidget(_answer(answer, on_withdraw))
    return made


def answer_words(answer: Answer) -> str:
    """Return an answer in one line."""
    return f"{displayed_date(answer.received_on)}收到　{answer.authority}　{answer.document}"


def _answer(answer: Answer, on_withdraw: Callable[[Answer], None] | None) -> QWidget:
    made = QWidget()
    made.setObjectName(f"answer_{answer.id}")
    gone = answer.withdrawal
    head = QHBoxLayout()
    head.setSpacing(10)
    # As high with the button that withdraws as without it.
    head.addStrut(_HEAD_HEIGHT)
    chip = "chip_gone" if gone else _CHIPS[answer.verdict]
    verdict = label("已撤销" if gone else VERDICTS[answer.verdict], chip)
    verdict.setObjectName("answer_standing")
    head.addWidget(verdict, 0, Qt.AlignmentFlag.AlignVCenter)
    head.addWidget(selectable(answer_words(answer), "soft" if gone else "label"), 1)
    if gone is None and on_withdraw is not None:
        press = button("withdraw_answer", "撤销…", partial(on_withdraw, answer), "plain")
        press.setAccessibleName(f"撤销 {answer_words(answer)}")
        head.addWidget(press)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addLayout(head)
    if answer.words:
        column.addWidget(selectable(answer.words, "soft" if gone else "label"))
    source = label(entered_words(answer.entry, answer.withdrawal), "small", wrap=True)
    source.setObjectName("answer_source")
    column.addWidget(source)
    return made
