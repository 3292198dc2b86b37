"""What a copy of a batch is for: asked once, where the copy is made, before its folder is."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from hrdesk.domain.batch import CopyPurpose
from hrdesk.ui import theme
from hrdesk.ui.folder_choice import choose_folder
from hrdesk.ui.page import bind_keys
from hrdesk.ui.words import button, label

PURPOSES: Mapping[CopyPurpose, str] = {
    CopyPurpose.UPLOAD: "上传平台",
    CopyPurpose.KEPT: "本单位留存",
    CopyPurpose.HANDED: "报送上级",
}
_MARGINS = (14, 8, 12, 8)

#: What is done once purpose and folder are chosen.
Copying = Callable[[CopyPurpose, Path], None]


def folder_title(purpose: CopyPurpose) -> str:
    """Return what is asked of the folder into which a copy goes."""
    return f"拷到哪个文件夹（{PURPOSES[purpose]}）"


class CopyRow(QFrame):
    """Asks what a copy is for and then for its folder; hidden until a copy is asked for.

    `left` says that it was put away without a copy.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("copy_row")
        theme.first_role(self, "card")
        self._copy: Copying | None = None
        self._what = label("", "strong")
        self._what.setObjectName("copy_what")
        self.purpose = QComboBox()
        self.purpose.setObjectName("batch_purpose")
        self.purpose.setAccessibleName("拷出用途")
        self.purpose.setToolTip("记在操作记录里：这一份拷出去做什么")
        for purpose, words in PURPOSES.items():
            self.purpose.addItem(words, purpose.value)
        self._choose = button("choose_copy_folder", "选择文件夹…", self._ask_folder, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(*_MARGINS)
        row.setSpacing(8)
        row.addWidget(self._what, 1)
        row.addWidget(label("用途", "label"))
        row.addWidget(self.purpose)
        row.addWidget(self._choose)
        row.addWidget(button("copy_left", "取消", self._leave))
        bind_keys(self, {"Esc": self._leave})
        self.hide()

    def ask(self, what: str, copy: Copying) -> None:
        """Ask for purpose and folder, the platform first; `what` says of what a copy is made."""
        self._copy = copy
        self._what.setText(what)
        self.purpose.setCurrentIndex(0)
        self.show()
        self._choose.setFocus()

    def put_away(self) -> None:
        """Ask nothing any more: what was asked about is not what is shown now."""
        self._copy = None
        self.hide()

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def _ask_folder(self) -> None:
        if (copy := self._copy) is not None:
            purpose = CopyPurpose(self.purpose.currentData())
            choose_folder(self.window(), folder_title(purpose), partial(self._go, copy, purpose))

    def _go(self, copy: Copying, purpose: CopyPurpose, folder: Path) -> None:
        self.put_away()
        copy(purpose, folder)
