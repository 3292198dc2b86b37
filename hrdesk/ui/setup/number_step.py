"""Step 3: where the case numbers of this year and of the last begin."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from hrdesk.domain.clock import Clock, today
from hrdesk.domain.errors import Problem
from hrdesk.domain.office import Office
from hrdesk.services.office_setup import SetupOrder
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.setup.step import Step
from hrdesk.ui.words import label

_LINE_WIDTH = 200


class NumberStep(Step):
    """Asks for the first numbers; it shows how the first case of each year will be numbered."""

    title = "案号从几号开始"
    explanation = "没有纸质登记簿的填 1。接着纸质登记簿的，填登记簿最后一号加 1，这样号码不重不漏。"

    def __init__(self, clock: Clock) -> None:
        super().__init__("number_step")
        self._year = today(clock).year
        self._county = ""
        self._number = _line("first_number", f"{self._year} 年起始案号", "只填序号，1 至 9999", "1")
        self._number.line.returnPressed.connect(self._go_on)
        self._example = label("", "figure")
        self._example.setObjectName("number_example")
        self._last = _line(
            "last_year_number",
            f"{self._year - 1} 年接着编的案号（选填）",
            "补录去年收的件时用。还不清楚的可以空着，以后在“设置”里登记；登记以后不能再改",
        )
        self._last.line.returnPressed.connect(self.confirmed)
        self._last_example = label("", "number")
        self._last_example.setObjectName("last_year_example")
        for line in (self._number, self._last):
            line.changed.connect(self._show_examples)
        self._arrange()

    def completed(self, order: SetupOrder) -> SetupOrder:
        """Return an order with the numbers that were typed."""
        last = self._last.number() if self._last.text().strip() else None
        return replace(order, first_number=self._number.number(), last_year_number=last)

    def show_office(self, office: Office) -> None:
        """Number the examples for an office."""
        self._county = office.county_code
        self._show_examples()

    def enter(self) -> None:
        """Put the cursor into the number."""
        _begin(self._number)

    def accepts(self, problems: Iterable[Problem]) -> bool:
        """Tell whether none of the problems lies here; the first one is said at its field."""
        lines = {line.line.objectName(): line for line in (self._number, self._last)}
        for problem in problems:
            if problem.where in lines:
                lines[problem.where].show_problem(problem)
                _begin(lines[problem.where])
                return False
        return True

    def _go_on(self) -> None:
        _begin(self._last)

    def _show_examples(self) -> None:
        self._example.setText(self._numbered(self._year, self._number))
        typed = bool(self._last.text().strip())
        words = self._numbered(self._year - 1, self._last) if typed else "还没有登记"
        self._last_example.setText(words)

    def _numbered(self, year: int, line: LabelledLine) -> str:
        sequence = f"{line.number():04d}" if line.number() else "————"
        return f"{self._county}-{year}-{sequence}"

    def _arrange(self) -> None:
        self.column.addWidget(self._number)
        self.column.addWidget(label("今年第一件的案号将是", "soft"))
        self.column.addWidget(self._example)
        self.column.addSpacing(14)
        self.column.addWidget(self._last)
        self.column.addWidget(label("去年补录的第一件将是", "soft"))
        self.column.addWidget(self._last_example)
        self.column.addStretch(1)


def _line(name: str, words: str, hint: str, text: str = "") -> LabelledLine:
    line = QLineEdit(text)
    line.setProperty("kind", "number")
    line.setMaximumWidth(_LINE_WIDTH)
    return LabelledLine(name, words, hint, line)


def _begin(line: LabelledLine) -> None:
    line.line.setFocus()
    line.line.selectAll()
