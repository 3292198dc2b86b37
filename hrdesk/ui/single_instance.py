"""One program for one data folder: the second start brings the first to the front.

This is the one module that may import QtNetwork, and it opens local sockets only. The
store holds its own lock; this is the courtesy before it.
"""

import contextlib
import os
import stat
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
    """Listens for later starts on the same folder; `called` says that one came.

    `met_silence` tells after `claim` that somebody had the socket and did not answer.
    """

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.met_silence = False
        self._name = _socket_name(folder)
        self._server: QLocalServer | None = None

    def may_be_second(self) -> bool:
        """Tell cheaply whether another program may have the folder already; where in doubt, True.

        Where it is False the first window need not wait for Qt's network module: `claim`
        is asked after it is painted.
        """
        if os.name == "nt":
            return True
        return self._name is not None and Path(self._name).exists()

    def claim(self) -> bool:
        """Return True when this is the first program; otherwise call the first to the front.

        Only who answers is the first: a socket whose owner was killed, hangs or is no program
        of ours is replaced. Where nobody can listen safely this is the first, too; the store's
        lock guards the data.
        """
        from PySide6.QtNetwork import QLocalServer

        if self._name is None:
            return True
        if self._first_answers(self._name):
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

    def _first_answers(self, name: str) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_CALL)
        socket.waitForBytesWritten(_WAIT_MS)
        # The answer may have come while the call was being written.
        if not socket.bytesAvailable():
            socket.waitForReadyRead(_WAIT_MS)
        answered = socket.readAll().startsWith(_ANSWER)
        socket.disconnectFromServer()
        self.met_silence = not answered
        return answered

    def _answer(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_ANSWER)
            socket.flush()
            self.called.emit()


def _sums(user: str, folder: Path) -> str:
    place = f"{user}:{folder.resolve()}".encode()
    # Two sums tell one person's few folders apart; hashlib would cost the start 3 ms.
    return f"hrdesk-{crc32(place):08x}{adler32(place):08x}"


if sys.platform == "win32":

    def _socket_name(folder: Path) -> str | None:
        return _sums(os.environ.get("USERNAME", ""), folder)

else:

    def _socket_name(folder: Path) -> str | None:
        """Return the path of the socket for a folder; None where nobody could listen safely."""
        name = _sums(str(os.getuid()), folder)
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        if runtime and _is_private(Path(runtime)):
            return str(Path(runtime, name))
        own = Path(QDir.tempPath(), f"hrdesk-{os.getuid()}")
        with contextlib.suppress(OSError):
            own.mkdir(mode=0o700)
        return str(own / name) if _is_private(own) else None

    def _is_private(folder: Path) -> bool:
        """Tell whether nobody else can put anything into a folder, or swap it for a link."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
        return own and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
