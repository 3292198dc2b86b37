"""Asking for a file to open, or for a place and name to save one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hrdesk.ui.preview.output import documents_folder

LISTS = "名册表格 (*.xlsx *.xls *.et *.csv *.txt);;所有文件 (*)"
WORKBOOK = "Excel 工作簿 (*.xlsx)"


def choose_list(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a list to read; `on_chosen` hears of it unless the person leaves the dialog."""
    _choose_file(parent, "选择名册表格", on_chosen)


def choose_answer(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a platform's answer to read, as `choose_list` does."""
    _choose_file(parent, "选择平台的回执", on_chosen)


def _choose_file(parent: QWidget, title: str, on_chosen: Callable[[Path], None]) -> None:
    dialog = _dialog(parent, title, LISTS)
    dialog.setObjectName("open_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()


def choose_template(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a platform's template; `on_chosen` hears of it unless the person leaves."""
    dialog = _dialog(parent, "选择官方模板", WORKBOOK)
    dialog.setObjectName("template_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()


def choose_workbook(parent: QWidget, suggested: str, on_chosen: Callable[[Path], None]) -> None:
    """Ask where to save a workbook; `suggested` names a measure and a day, never a person."""
    dialog = _dialog(parent, "另存表格", WORKBOOK)
    dialog.setObjectName("save_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(documents_folder()), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
