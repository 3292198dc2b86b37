"""The Qt application: input method, language, theme."""

import os
import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hrdesk.ui import theme
from hrdesk.ui.qt_words import QtWords
from hrdesk.ui.words import PRODUCT

#: What nobody waits for is done this long after a first window was shown.
AFTER_PAINT_MS = 250

_ICON_SIZE = 32
_FCITX = ("fcitx", "fcitx5")


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the one application of this process, in Chinese and in our theme."""
    if sys.platform.startswith("linux"):
        module = input_method(os.environ)
        if module is not None:
            os.environ["QT_IM_MODULE"] = module
    QLocale.setDefault(QLocale("zh_CN"))
    app = QApplication([*argv, "-style", theme.STYLE])
    app.setApplicationName("hrdesk")
    app.setApplicationDisplayName(PRODUCT)
    app.setDesktopFileName("hrdesk")
    translate(app)
    theme.apply_theme(app)
    return app


def input_method(environ: Mapping[str, str]) -> str | None:
    """Return the input method to set, or None to leave the environment as it is.

    The Qt of a wheel has no plugin for fcitx, but fcitx answers as ibus does; without this
    rule no Chinese can be typed on such a desktop. Any other choice of the user stands.
    """
    chosen = environ.get("QT_IM_MODULE", "")
    if chosen:
        return "ibus" if chosen in _FCITX else None
    hints = (environ.get("XMODIFIERS", ""), environ.get("GTK_IM_MODULE", ""))
    return "ibus" if any("fcitx" in hint for hint in hints) else None


def show_icon() -> None:
    """Give the windows of this process their icon."""
    QGuiApplication.setWindowIcon(theme.icon("window", "accent", _ICON_SIZE))


def translate(app: QApplication) -> None:
    """Put Qt's own words (buttons of file and print dialogs) into Chinese."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    app.installTranslator(QtWords(app))
