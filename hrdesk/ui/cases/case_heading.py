"""What stands above a case: number, applicant, what can be done, and what it is about."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.services.approval_form import main_paper
from hrdesk.services.cases import OpenedCase
from hrdesk.services.displaying import displayed_date
from hrdesk.ui import theme
from hrdesk.ui.cases.facts_card import shown_value
from hrdesk.ui.outcome_words import PAPERS, STATES
from hrdesk.ui.words import button, label


class HeadingActs(NamedTuple):
    """What the buttons do; `correct` is None for who may not propose a correction."""

    leave: Callable[[], object]
    enjoyment: Callable[[], object]
    correct: Callable[[], object] | None
    preview: Callable[[], object]
    save: Callable[[], object]
    print: Callable[[], object]


def case_heading(opened: OpenedCase, acts: HeadingActs) -> QWidget:
    """Return the head of the page of a case."""
    case, form = opened.case, opened.form
    paper = f" · 纸质登记 {case.paper_number}" if case.paper_number else ""
    version = f" · 第 {case.version.number} 版" if case.version.number > 1 else ""
    below = label(
        f"{form.title} · {form.clause} · {STATES[case.state]}{version}"
        f" · 收件 {displayed_date(case.received_on)}{paper}",
        "soft",
        wrap=True,
    )
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addLayout(_line(opened, acts))
    column.addWidget(below)
    return head


def _line(opened: OpenedCase, acts: HeadingActs) -> QHBoxLayout:
    case, form = opened.case, opened.form
    name = shown_value(form, case.version.entries, form.applicant_name)
    number = label(case.number, "figure")
    number.setObjectName("case_number")
    line = QHBoxLayout()
    # Close together, so that the name of a firm stands on one line.
    line.setSpacing(8)
    back = button("case_back", "返回", acts.leave)
    back.setIcon(theme.icon("back"))
    line.addWidget(back)
    line.addWidget(number)
    line.addWidget(label(name, "title", wrap=True), 1)
    line.addWidget(button("case_enjoyment", "享受记录", acts.enjoyment))
    if acts.correct is not None:
        line.addWidget(button("case_correct", "更正…", acts.correct))
    line.addWidget(button("case_preview", "预览", acts.preview))
    line.addWidget(button("case_save", "另存 PDF", acts.save))
    printed = f"打印{PAPERS[main_paper(form)]}"
    line.addWidget(button("case_print", printed, acts.print, "primary"))
    return line
