"""The minimum wage of each district: what was confirmed, by whom; an administrator adds one."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.errors import Fault, InvalidInput, Problem
from hrdesk.domain.money import parse_money, to_fen
from hrdesk.domain.staff import Role
from hrdesk.intake.wage_form import DISTRICT, DOCUMENT, FROM, MONTHLY
from hrdesk.services.presenting import capital_words, present
from hrdesk.services.session import Session
from hrdesk.services.wages import REASON, confirm_wage, districts, wages_of, withdraw_wage
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.intake.choice_editors import code_buttons
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.settings.wage_rows import wage_rows, wage_words
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label

_EXPLANATION = (
    "就业见习补贴按见习基地所在县（区）的月最低工资标准计算。由管理员对照公布的文件逐条登记，"
    "没有登记的月份算“还不知道”，不计算金额。登记有误的撤销后重新登记，原来的仍可查看。"
)
_DISTRICT = "县（区）"
_SURE = "核对无误，仍然登记"
_TOP = Qt.AlignmentFlag.AlignTop


class WagesCard(QFrame):
    """Lists each district's wages; below them the form, or the reason of a withdrawal.

    `registered` says that a district has one more, `shown` which part is to be read now.
    """

    registered = Signal()
    shown = Signal(QWidget)

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wages")
        theme.role(self, "card")
        self._session = session
        self._tasks = tasks
        self._changes = changes
        self._administers = session.staff.may(Role.ADMINISTRATOR)
        self._withdrawn: ConfirmedFigure | None = None
        self.notice = Notice(self, "wages_notice")
        self._rows_place = QWidget()
        self._rows = QVBoxLayout(self._rows_place)
        self._district = code_buttons(DISTRICT, districts(session))
        self._district_below = label("", "field_error", wrap=True)
        self._district_below.setObjectName(f"{DISTRICT}_below")
        self._lines = {
            FROM: LabelledLine(FROM, "从哪天起", "例如 2025-01-01"),
            MONTHLY: LabelledLine(MONTHLY, "每月（元）", "例如 2,330"),
            DOCUMENT: LabelledLine(DOCUMENT, "文件", "公布标准的文号"),
        }
        self._reason = LabelledLine(REASON, "撤销原因", "会显示在这一条下面，并记入办理记录")
        self._what = label("", "label", wrap=True)
        self._form, self._withdrawal = QWidget(), QWidget()
        self._connect()
        self._arrange()
        self._say_problems({})
        self._ask_reason(None)
        self._show_wages()

    def begin(self, district: str) -> None:
        """Choose a district and take the focus for the day from which its wage holds."""
        self._ask_reason(None)
        self._district.show_text(district)
        self._lines[FROM].line.setFocus()

    def _confirm(self, *, is_sure: bool = False) -> None:
        entries = {name: line.text() for name, line in self._lines.items()}
        entries[DISTRICT] = self._district.text()
        self._set_waiting(waiting=True)
        work = partial(confirm_wage, self._session, entries, is_sure=is_sure)
        self._tasks.run(work, self._confirmed, self._refused)

    def _confirmed(self, _nothing: None) -> None:
        self._set_waiting(waiting=False)
        self._say_problems({})
        for line in self._lines.values():
            line.line.clear()
        self._done("标准已登记，并记入办理记录")
        self._lines[FROM].line.setFocus()
        self.registered.emit()

    def _read_aloud(self) -> None:
        """Show in capital words what is being typed, where a digit too many is seen at once."""
        read = parse_money(self._lines[MONTHLY].text())
        self._lines[MONTHLY].tell("" if read is None else capital_words(to_fen(read)))

    def _withdraw(self) -> None:
        if self._withdrawn is None:
            return
        self._set_waiting(waiting=True)
        work = partial(withdraw_wage, self._session, self._withdrawn.id, self._reason.text())
        self._tasks.run(work, self._was_withdrawn, self._refused)

    def _was_withdrawn(self, _nothing: None) -> None:
        self._set_waiting(waiting=False)
        self._ask_reason(None)
        self._done("已撤销，并记入办理记录")

    def _done(self, words: str) -> None:
        self.notice.say(Tone.DONE, words)
        self._show_wages()
        self.shown.emit(self.notice)
        self._changes.figures.emit()

    def _refused(self, fault: Fault) -> None:
        self._set_waiting(waiting=False)
        self.notice.clear()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        self._say_problems({problem.where: problem for problem in problems})
        if not problems:
            show_fault(self.notice, fault)
        if fault.key == "figures.unlikely":
            self.notice.offer(_SURE, partial(self._confirm, is_sure=True))
            self.shown.emit(self.notice)

    def _say_problems(self, found: Mapping[str, Problem]) -> None:
        lines = {REASON: self._reason, **self._lines}
        for name, line in lines.items():
            line.show_problem(found.get(name))
        district = found.get(DISTRICT)
        if district is not None:
            message = present(district, {DISTRICT: _DISTRICT})
            self._district_below.setText(f"{message.problem}{message.remedy}")
        self._district_below.setVisible(district is not None)
        self._district.mark_wrong(district is not None)
        if district is not None:
            self._district.take_cursor()
        elif found:
            lines[next(iter(found))].line.setFocus()

    def _ask_reason(self, wage: ConfirmedFigure | None) -> None:
        """Ask why a wage is withdrawn, or go back to the form when there is none."""
        self._withdrawn = wage
        self._reason.line.clear()
        self._reason.show_problem(None)
        self._form.setVisible(self._administers and wage is None)
        self._withdrawal.setVisible(wage is not None)
        if wage is not None:
            self.notice.clear()
            names = {choice.code: choice.label for choice in districts(self._session)}
            self._what.setText(f"撤销 {names[wage.scope]} {wage_words(wage)}（{wage.document}）")
            self._reason.line.setFocus()
            self.shown.emit(self._withdrawal)

    def _set_waiting(self, *, waiting: bool) -> None:
        for part in (self._form, self._withdrawal, self._rows_place):
            part.setDisabled(waiting)

    def _show_wages(self) -> None:
        withdraw = self._ask_reason if self._administers else None
        rows = wage_rows(
            [
                (choice.label, wages_of(self._session, choice.code))
                for choice in districts(self._session)
            ],
            withdraw,
        )
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._rows.addWidget(rows)

    def _connect(self) -> None:
        self._district.stepped.connect(self._lines[FROM].line.setFocus)
        self._district.edited.connect(partial(self._say_problems, {}))
        self._lines[FROM].line.returnPressed.connect(self._lines[MONTHLY].line.setFocus)
        self._lines[MONTHLY].line.returnPressed.connect(self._lines[DOCUMENT].line.setFocus)
        self._lines[DOCUMENT].line.returnPressed.connect(self._confirm)
        self._lines[MONTHLY].changed.connect(self._read_aloud)
        for line in self._lines.values():
            line.changed.connect(self.notice.clear)
        self._reason.line.returnPressed.connect(self._withdraw)

    def _arrange(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        lines = _row(*self._lines.values(), _pressed(button("confirm_wage", "登记", self._confirm)))
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        form.addWidget(label(_DISTRICT))
        form.addWidget(self._district)
        form.addWidget(self._district_below)
        form.addLayout(lines)
        withdrawal = QVBoxLayout(self._withdrawal)
        withdrawal.setContentsMargins(0, 0, 0, 0)
        withdrawal.setSpacing(10)
        withdrawal.addWidget(self._what)
        withdrawal.addLayout(
            _row(
                self._reason,
                _pressed(button("withdraw_wage", "撤销", self._withdraw)),
                _pressed(button("keep_wage", "不撤销", partial(self._ask_reason, None), "plain")),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(10)
        column.addWidget(label("最低工资标准", "strong"))
        column.addWidget(label(_EXPLANATION, "soft", wrap=True))
        for part in (self._rows_place, self.notice, self._form, self._withdrawal):
            column.addWidget(part)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, LabelledLine) else 0, _TOP)
    return row


def _pressed(press: QWidget) -> QWidget:
    """Put a button beside lines that stand under their labels."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(" "))
    column.addWidget(press)
    return place
