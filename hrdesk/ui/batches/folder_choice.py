"""Asking for the folder into which a workbook goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hrdesk.ui.preview.output import documents_folder


def choose_folder(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a folder, at first the documents; unheard when the person leaves the dialog."""
    dialog = QFileDialog(parent, "工作簿放在哪个文件夹", str(documents_folder()))
    dialog.setObjectName("folder_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "查找范围(&I)：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型(&T)：")
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
