"""The line in which a person says why a batch is voided; hidden until it is asked for."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hrdesk.domain.batch import Batch
from hrdesk.ui.words import button, label


class VoidRow(QWidget):
    """Carries the reason: `given` with the batch and the text; Escape or 取消 puts it away.

    It is given once; who hears it puts the line away, or asks again.
    """

    given = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("void_row")
        self._batch: Batch | None = None
        self._what = label("", "label")
        self.line = QLineEdit()
        self.line.setObjectName("void_reason")
        self.line.setAccessibleName("作废原因")
        self.line.setPlaceholderText("作废原因，例如：平台退回、选错了月份；会记入办理记录")
        self.line.returnPressed.connect(self._give)
        self.line.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._what)
        row.addWidget(self.line, 1)
        row.addWidget(button("void_confirmed", "确认作废", self._give, "danger"))
        row.addWidget(button("void_left", "取消", self.put_away))
        self.hide()

    def ask(self, batch: Batch) -> None:
        """Ask why this batch is voided."""
        self._batch = batch
        self._what.setText(f"作废 {batch.number}，它的 {batch.cases} 件可以重新上报：")
        self.line.clear()
        self.show()
        self.ask_again()

    def ask_again(self) -> None:
        """Ask once more, with the reason as it was typed."""
        self.setEnabled(True)
        self.line.setFocus()

    def put_away(self) -> None:
        """Ask nothing any more."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the line away."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return True
        return super().eventFilter(watched, event)

    def _give(self) -> None:
        if self._batch is not None and self.isEnabled():
            self.setEnabled(False)
            self.given.emit(self._batch, self.line.text())
