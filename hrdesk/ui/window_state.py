"""Where the window stood and which page was open: kept in the data folder, nothing personal."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

_FILE = "window.ini"
_YES = "yes"


class WindowState:
    """Reads and writes the window's place in `window.ini`."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / _FILE), QSettings.Format.IniFormat)

    def restore(self, window: QWidget) -> None:
        """Put a window where it stood, or fill the screen if it never was open."""
        kept = self._settings.value("geometry")
        if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
            return
        window.resize(1366, 768)
        screen = window.screen().availableGeometry()
        if screen.width() <= window.width() or screen.height() <= window.height():
            window.setGeometry(screen)

    def place(self, default: str) -> str:
        """Return the page that was open last."""
        return str(self._settings.value("place", default))

    def wide_roster(self) -> bool:
        """Tell whether a roster was given the whole width when it was open last."""
        return str(self._settings.value("wide_roster", "")) == _YES

    def keep_wide_roster(self, wide: bool) -> None:
        """Write whether a roster has the whole width."""
        self._settings.setValue("wide_roster", _YES if wide else "")
        self._settings.sync()

    def keep(self, window: QWidget, place: str) -> None:
        """Write where the window stands now."""
        self._settings.setValue("geometry", window.saveGeometry())
        self._settings.setValue("place", place)
        self._settings.sync()
