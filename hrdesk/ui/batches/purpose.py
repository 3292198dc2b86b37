"""What a copy of a batch is for: chosen before its folder is."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox

from hrdesk.domain.batch import CopyPurpose

PURPOSES: Mapping[CopyPurpose, str] = {
    CopyPurpose.UPLOAD: "上传平台",
    CopyPurpose.KEPT: "本单位留存",
    CopyPurpose.HANDED: "报送上级",
}


def folder_title(purpose: CopyPurpose) -> str:
    """Return what is asked of the folder into which a copy goes."""
    return f"拷到哪个文件夹（{PURPOSES[purpose]}）"


class PurposeBox(QComboBox):
    """Offers the purposes, the platform first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("拷出用途")
        self.setToolTip("记在操作记录里：这一份拷出去做什么")
        for purpose, words in PURPOSES.items():
            self.addItem(words, purpose.value)

    @property
    def purpose(self) -> CopyPurpose:
        """What is chosen."""
        return CopyPurpose(self.currentData())
