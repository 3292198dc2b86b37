"""Step 4: the recovery key, printed, sealed in an envelope and typed back to prove it."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.services.office_setup import SetupOrder, recovery_key_problem, recovery_sheet
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.preview import output
from hrdesk.ui.setup.step import Step
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: What no name of a file holds on Windows; a committee's name is typed.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
#: Names of files hold 255 bytes; a character takes three.
_MOST_OF_OFFICE = 60
_GROUPS_IN_A_ROW = 4


class KeyStep(Step):
    """Shows the key once, prints or saves its sheet and compares what is typed back."""

    title = "恢复密钥"
    explanation = (
        "所有人都忘记密码时，只有它能打开数据。请现在打印，装入信封密封，由单位负责人保管；"
        "程序不保存它，以后不再显示。"
    )

    def __init__(self, key: str, tasks: Tasks, clock: Clock) -> None:
        super().__init__("key_step")
        self.key = key
        self._tasks = tasks
        self._clock = clock
        self._order: SetupOrder | None = None
        self.notice = Notice(self, "key_notice")
        line = QLineEdit()
        line.setProperty("kind", "number")
        line.returnPressed.connect(self.confirmed)
        self._typed = LabelledLine(
            "recovery_key", "照着打印件输入一遍", "大小写、空格和横线不论", line
        )
        self.column.addWidget(self._groups())
        self.column.addLayout(self._buttons())
        self.column.addWidget(self.notice)
        self.column.addWidget(self._typed)
        self.column.addStretch(1)

    def take_order(self, order: SetupOrder) -> None:
        """Hear for whom the sheet is."""
        self._order = order

    def enter(self) -> None:
        """Put the cursor where the key is typed back."""
        self._typed.line.setFocus()

    def is_ready(self) -> bool:
        """Tell whether the key was typed back exactly."""
        problem = recovery_key_problem(self.key, self._typed.text())
        if problem is None:
            return True
        self._typed.show_problem(problem)
        self._typed.line.setFocus()
        return False

    def print_sheet(self) -> None:
        """Print the sheet; without a printer say what can be done."""
        try:
            output.choose_printer(self, self._print_on)
        except EnvironmentFault as fault:
            self._refused(fault)

    def save_sheet(self) -> None:
        """Ask for a file and save the sheet."""
        if self._order is not None:
            office = _NOT_IN_NAMES.sub("", self._order.office.name)[:_MOST_OF_OFFICE]
            output.choose_target(self, f"恢复密钥-{office}.pdf", self._save_to)

    def _print_on(self, printer: "QPrinter") -> None:
        self._make(lambda pdf: output.print_pages(pdf, printer), "恢复密钥已送打印机")

    def _save_to(self, target: Path) -> None:
        words = f"已保存：{target}。打印后请删除这个文件，不要把它留在电脑里。"
        self._make(partial(output.write_secret, target), words)

    def _make(self, use: Callable[[bytes], object], words: str) -> None:
        order = self._order
        if order is None:
            return
        self._tasks.run(
            lambda: use(recovery_sheet(order, self.key, self._clock)),
            lambda _: self.notice.say(Tone.DONE, words),
            self._refused,
        )

    def _refused(self, fault: Fault) -> None:
        show_fault(self.notice, fault)

    def _groups(self) -> QFrame:
        surface = QFrame()
        theme.role(surface, "well")
        grid = QGridLayout(surface)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setVerticalSpacing(10)
        for place, group in enumerate(self.key.split("-")):
            words = label(group, "figure")
            words.setObjectName(f"key_group_{place + 1}")
            pair = QHBoxLayout()
            pair.setSpacing(8)
            pair.addStretch(1)
            # Numbered as on the sheet: a slip is said by the number of its group.
            pair.addWidget(label(str(place + 1), "small"), 0, Qt.AlignmentFlag.AlignBaseline)
            pair.addWidget(words, 0, Qt.AlignmentFlag.AlignBaseline)
            pair.addStretch(1)
            row, column = divmod(place, _GROUPS_IN_A_ROW)
            grid.addLayout(pair, row, column)
        return surface

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(button("print_key", "打印", self.print_sheet))
        row.addWidget(button("save_key", "另存 PDF", self.save_sheet))
        row.addStretch(1)
        return row
