"""Keys that are pressed while a page opens: held, and typed into the page when it is there."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
#: Whatever became of the page, the keyboard is not held longer than this, in milliseconds.
_LONGEST = 3_000


class HeldKeys(QObject):
    """A clerk presses Enter and types on: no key is lost and none reaches the page before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: list[QKeyEvent] = []
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(_LONGEST)
        self._latest.timeout.connect(self.give_back)

    def hold(self) -> None:
        """Hold every key from now on."""
        application = QCoreApplication.instance()
        if application is not None and not self._latest.isActive():
            application.installEventFilter(self)
        self._latest.start()

    def give_back(self) -> None:
        """Type what was held, in its order, where the focus is now."""
        application = QCoreApplication.instance()
        self._latest.stop()
        if application is not None:
            application.removeEventFilter(self)
        held, self._held = self._held, []
        for event in held:
            focus = QApplication.focusWidget()
            if focus is not None:
                QCoreApplication.sendEvent(focus, event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take a key out of the stream of events."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        self._held.append(event.clone())
        return True
