"""Sending a PDF to a printer or into a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileDevice, QIODevice, QMarginsF, QRectF, QSaveFile, QStandardPaths, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.ui.preview.pages import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: Fine enough for the smallest strokes of 9 pt characters.
_DOTS_PER_INCH = 300
_OWNER_ALONE = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner


def choose_printer(parent: QWidget, on_chosen: "Callable[[QPrinter], None]") -> None:
    """Ask for a printer; `on_chosen` hears of it unless the person leaves the dialog.

    Raises EnvironmentFault `print.no_printer` when the machine has none.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise EnvironmentFault("print.no_printer")
    printer = a4_printer()
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(partial(on_chosen, printer))
    # QPrintDialog hides the open() without a receiver that every dialog has.
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def a4_printer() -> "QPrinter":
    """Return a printer for A4 sheets whose page reaches to the edges, as our forms expect."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(_DOTS_PER_INCH)
    printer.setFullPage(True)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
    )
    printer.setPageLayout(layout)
    return printer


def print_pages(pdf: bytes, printer: "QPrinter") -> int:
    """Draw every page on a printer and return how many there were; runs on a drawing thread.

    Raises EnvironmentFault `print.failed` when the printer does not take the job.
    """
    painter = QPainter()
    with PdfPages(pdf) as pages:
        if not painter.begin(printer):
            raise EnvironmentFault("print.failed", name=printer.printerName())
        try:
            for number in range(len(pages)):
                if number and not printer.newPage():
                    raise EnvironmentFault("print.failed", name=printer.printerName())
                image = pages.image(number, printer.resolution() / POINTS_PER_INCH)
                painter.drawImage(QRectF(painter.viewport()), image)
        finally:
            painter.end()
        return len(pages)


def choose_target(parent: QWidget, suggested: str, on_chosen: Callable[[Path], None]) -> None:
    """Ask where to save a PDF; `on_chosen` hears of it unless the person leaves the dialog."""
    dialog = QFileDialog(parent, "另存 PDF", str(documents_folder()), "PDF (*.pdf)")
    dialog.setObjectName("save_dialog")
    # Qt's Chinese knows these two only under the words of an older dialog.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "查找范围(&I)：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型(&T)：")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()


def documents_folder() -> Path:
    """Return the person's folder of documents, or the home folder where there is none.

    Qt would open the folder in which the program was started.
    """
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def write_secret(target: Path, content: bytes) -> None:
    """Write a file that its owner alone may read, whole or not at all.

    EnvironmentFault `file.not_written` names the reason. Where the file system knows no such
    rights, as on most sticks, the file has those of its folder.
    """
    file = QSaveFile(str(target))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    file.setPermissions(_OWNER_ALONE)
    if not opened or file.write(content) != len(content) or not file.commit():
        raise EnvironmentFault("file.not_written", name=target.name, reason=file.errorString())
