"""One program for one data folder: the second start brings the first to the front.

This is the one module that may import QtNetwork, and it opens local sockets only. The
store holds its own lock; this is the courtesy before it.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import adler32, crc32

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 2000
_CALL = b"front\n"
_ANSWER = b"done\n"


class SingleInstance(QObject):
    """Listens for later starts on the same folder; `called` says that one came."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _socket_name(folder)
        self._server: QLocalServer | None = None

    def may_be_second(self) -> bool:
        """Tell cheaply whether another program may have the folder already; where in doubt, True.

        Where it is False the first window need not wait for Qt's network module: `claim`
        is asked after it is painted.
        """
        if os.name == "nt":
            return True
        return Path(QDir.tempPath(), self._name).exists()

    def claim(self) -> bool:
        """Return True when this is the first program; otherwise call the first to the front.

        A socket left behind by a killed program answers nobody and is replaced.
        """
        from PySide6.QtNetwork import QLocalServer

        if self._call_first():
            return False
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _call_first(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_CALL)
        socket.waitForBytesWritten(_WAIT_MS)
        # The answer may have come while the call was being written.
        if not socket.bytesAvailable():
            socket.waitForReadyRead(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _answer(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_ANSWER)
            socket.flush()
            self.called.emit()


def _socket_name(folder: Path) -> str:
    if sys.platform == "win32":
        user = os.environ.get("USERNAME", "")
    else:
        user = str(os.getuid())
    place = f"{user}:{folder.resolve()}".encode()
    # Two sums tell one person's few folders apart; hashlib would cost the start 3 ms.
    return f"hrdesk-{crc32(place):08x}{adler32(place):08x}"
