"""The years with their next number; an administrator registers where an earlier one goes on."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.domain.staff import Role
from hrdesk.services.numbering import (
    Numbering,
    check_start,
    numbering,
    register_start,
    start_of,
)
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.changes import Changes
from hrdesk.ui.columns import emptied
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, selectable

_LABEL_WIDTH = 140
_LINE_WIDTH = 200
_REGISTER = "登记"


class NumbersCard(QFrame):
    """Lists the years; `registered` says that one of them has its start now."""

    registered = Signal()

    def __init__(self, session: Session, tasks: Tasks, changes: Changes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("numbers")
        theme.role(self, "card")
        self._session = session
        self._tasks = tasks
        self._checked = False
        self.notice = Notice(self, "numbers_notice")
        self._explanation = label("", "soft", wrap=True)
        self._rows = QVBoxLayout()
        self._year = _line("start_year", "收件年度", "四位数字")
        self._number = _line("start_number", "登记簿最后一号加 1", "没有登记簿的填 1")
        self._register = button("register_start", _REGISTER, self._go_on)
        self._form = QWidget()
        self._connect(changes)
        self._arrange()
        self._form.setVisible(session.staff.may(Role.ADMINISTRATOR))
        self._show_years()

    def begin(self, year: int) -> None:
        """Ask for the start of a year."""
        self._ask_again()
        self.notice.say(
            Tone.INFO,
            f"登记 {year} 年的案号从几号接着编",
            "由管理员对照当年的纸质登记簿登记，登记后回去受理。",
        )
        self._year.line.setText(str(year))
        self._number.line.setFocus()
        self._number.line.selectAll()

    def _go_on(self) -> None:
        year, number = self._year.number(), self._number.number()
        if self._checked:
            self._set_waiting(waiting=True)
            work = partial(register_start, self._session, year, number)
            self._tasks.run(work, partial(self._done, year), self._refused)
            return
        self.notice.clear()
        try:
            problems = check_start(self._session, year, number)
        except Fault as fault:
            show_fault(self.notice, fault)
            return
        if problems:
            self._refused(InvalidInput("numbers.invalid", problems))
            return
        # What cannot be taken back is read once more before it is done.
        self._checked = True
        self._register.setText("确认登记")
        self._register.setFocus()
        self.notice.say(
            Tone.WARNING,
            f"{year} 年的第一件将是 {start_of(self._session, year, number)}",
            "请与纸质登记簿核对；登记后不能再改。无误请按“确认登记”。",
        )

    def _done(self, year: int, _nothing: None) -> None:
        self._set_waiting(waiting=False)
        self._ask_again()
        for line in (self._year, self._number):
            line.line.clear()
        self._show_years()
        self.notice.say(Tone.DONE, f"{year} 年的起始号已登记，并记入办理记录")
        self._register.setFocus()
        self.registered.emit()

    def _refused(self, fault: Fault) -> None:
        self._set_waiting(waiting=False)
        self._ask_again()
        problems = fault.problems if isinstance(fault, InvalidInput) else ()
        found = {problem.where: problem for problem in problems}
        for line in (self._number, self._year):
            problem = found.get(line.line.objectName())
            line.show_problem(problem)
            if problem is not None:
                line.line.setFocus()
                line.line.selectAll()
        if not found:
            show_fault(self.notice, fault)

    def _ask_again(self) -> None:
        if self._checked:
            self._checked = False
            self.notice.clear()
            self._register.setText(_REGISTER)

    def _set_waiting(self, *, waiting: bool) -> None:
        self._form.setDisabled(waiting)

    def _show_years(self) -> None:
        known = numbering(self._session)
        self._explanation.setText(
            f"每个收件年度一个顺序号，{known.founded} 年起每年自动接着编。"
            "补录以前年度收的件，先由管理员对照纸质登记簿登记一次那一年的起始号。"
        )
        emptied(self._rows)
        self._rows.addWidget(_years(known))

    def _connect(self, changes: Changes) -> None:
        changes.cases.connect(self._show_years)
        self._year.line.returnPressed.connect(self._number.line.setFocus)
        self._number.line.returnPressed.connect(self._go_on)
        for line in (self._year, self._number):
            line.changed.connect(self._ask_again)

    def _arrange(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._year, 0, top)
        row.addWidget(self._number, 0, top)
        press = QVBoxLayout()
        press.setSpacing(4)
        press.addWidget(label(" "))
        press.addWidget(self._register)
        press.addStretch(1)
        row.addLayout(press)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 18)
        column.setSpacing(10)
        column.addWidget(label("案号", "strong"))
        column.addWidget(self._explanation)
        column.addLayout(self._rows)
        column.addWidget(self.notice)
        column.addWidget(self._form)


def _years(known: Numbering) -> QWidget:
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for place, number in enumerate(known.next_numbers):
        value = selectable(f"下一件 {number}", "number")
        value.setObjectName(f"next_number_{number.year}")
        grid.addWidget(label(f"{number.year} 年", "soft"), place, 0)
        grid.addWidget(value, place, 1)
    return rows


def _line(name: str, words: str, hint: str) -> LabelledLine:
    line = QLineEdit()
    line.setProperty("kind", "number")
    made = LabelledLine(name, words, hint, line)
    made.setFixedWidth(_LINE_WIDTH)
    return made
