"""A window of its own for what keeps the program from opening, and for bugs."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.errors import Fault
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice, Tone
from hrdesk.ui.words import PRODUCT, label, styled

_WIDTH = 620


class MessageWindow(QWidget):
    """Says in three parts why the program cannot go on, and closes."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.setObjectName("message_window")
        self.setWindowTitle(PRODUCT)
        styled(self, "ground")
        self.notice = Notice(self, "message")
        show_fault(self.notice, fault)
        leave = QPushButton("退出")
        leave.setObjectName("message_leave")
        leave.setDefault(True)
        theme.role(leave, "primary")
        leave.clicked.connect(self.close)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 20)
        page.setSpacing(16)
        page.addWidget(label("程序没有打开", "title"))
        page.addWidget(self.notice)
        page.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(_WIDTH)
        leave.setFocus()


class BugWindow(QWidget):
    """Shows the report of a bug, lets it be read and saved, and lets work go on."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self.setObjectName("bug_window")
        self.setWindowTitle("程序出错")
        styled(self, "ground")
        self._report = report
        self.notice = Notice(self, "bug_notice")
        self.text = QPlainTextEdit(report)
        self.text.setObjectName("bug_text")
        self.text.setReadOnly(True)
        self._arrange()
        self.resize(720, 480)

    def save_to(self, target: Path) -> None:
        """Write the report to a file; a file that cannot be written is said on the page."""
        try:
            target.write_text(self._report, "utf-8")
        except OSError:
            self.notice.say(Tone.WARNING, "报告没有保存", "请换一个能写入的位置再试。")
        else:
            self.notice.say(Tone.DONE, "报告已保存")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "保存错误报告", "hrdesk-report.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _arrange(self) -> None:
        save = QPushButton("保存报告…")
        save.setObjectName("bug_save")
        save.clicked.connect(self._ask_where)
        leave = QPushButton("退出程序")
        leave.setObjectName("bug_leave")
        leave.clicked.connect(QApplication.closeAllWindows)
        go_on = QPushButton("继续工作")
        go_on.setObjectName("bug_go_on")
        theme.role(go_on, "primary")
        go_on.clicked.connect(self.close)
        buttons = QHBoxLayout()
        for button in (save, leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 20)
        page.setSpacing(12)
        page.addWidget(label("程序遇到没有预料到的错误", "title"))
        page.addWidget(
            label(
                "刚才的操作没有完成，已经保存的内容不受影响。请保存下面的报告交给维护人员："
                "报告只有出错的位置和版本，不含任何个人信息。",
                wrap=True,
            )
        )
        page.addWidget(self.text, 1)
        page.addWidget(self.notice)
        page.addLayout(buttons)
        go_on.setFocus()
