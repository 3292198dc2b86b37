"""The limit: a bare PySide6 window with two lines and a button, painted once."""

import sys
import time

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget


class Bare(QWidget):
    """Tells when it was painted, and goes."""

    def event(self, event: QEvent) -> bool:
        """Tell the moment and the CPU time of the first paint."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            print(time.time(), time.process_time())
            QTimer.singleShot(0, QApplication.quit)
        return done


def main() -> None:
    app = QApplication(sys.argv)
    window = Bare()
    column = QVBoxLayout(window)
    for part in (QLineEdit(), QLineEdit(), QPushButton("OK")):
        column.addWidget(part)
    window.resize(560, 560)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
