"""Asking for the folder into which something is written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hrdesk.ui.preview.output import documents_folder


def choose_folder(parent: QWidget, title: str, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a folder, at first the documents; unheard when the person leaves the dialog.

    `title` says what goes into it.
    """
    dialog = QFileDialog(parent, title, str(documents_folder()))
    dialog.setObjectName("folder_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
