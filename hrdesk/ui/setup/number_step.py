"""Step 3: where this year's case numbers begin."""

from PySide6.QtWidgets import QLineEdit

from hrdesk.domain.clock import Clock, today
from hrdesk.domain.errors import Problem
from hrdesk.domain.office import Office
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.setup.step import Step
from hrdesk.ui.words import label


class NumberStep(Step):
    """Asks for the first number; it shows how the first case will be numbered."""

    title = "本年案号从几号开始"
    explanation = "没有纸质登记簿的填 1。接着纸质登记簿的，填登记簿最后一号加 1，这样号码不重不漏。"

    def __init__(self, clock: Clock) -> None:
        super().__init__("number_step")
        self._year = today(clock).year
        self._county = ""
        line = QLineEdit("1")
        line.setProperty("kind", "number")
        line.setMaximumWidth(200)
        self._number = LabelledLine("first_number", "起始案号", "只填序号，1 至 9999", line)
        self._number.changed.connect(self._show_example)
        line.returnPressed.connect(self.confirmed)
        self._example = label("", "figure")
        self._example.setObjectName("number_example")
        self.column.addWidget(self._number)
        self.column.addSpacing(10)
        self.column.addWidget(label("第一件的案号将是", "soft"))
        self.column.addWidget(self._example)
        self.column.addStretch(1)

    @property
    def first_number(self) -> int:
        """The number that was typed; 0, which no order takes, when it is none."""
        text = self._number.text().strip()
        return int(text) if text.isascii() and text.isdigit() else 0

    def show_office(self, office: Office) -> None:
        """Number the example for an office."""
        self._county = office.county_code
        self._show_example()

    def enter(self) -> None:
        """Put the cursor into the number."""
        self._number.line.setFocus()
        self._number.line.selectAll()

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with the number."""
        self._number.show_problem(problem)
        self.enter()

    def _show_example(self) -> None:
        sequence = f"{self.first_number:04d}" if self.first_number else "————"
        self._example.setText(f"{self._county}-{self._year}-{sequence}")
