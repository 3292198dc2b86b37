"""How words that have no room in one line are broken."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from hrdesk.ui import theme


def broken(width: int, words: str, most: int) -> QTextOption:
    """Return how words are broken into lines of a width: as one writes, none begins with a stop.

    Where a run of Latin letters or figures would so make more than `most` lines, it is broken
    anywhere.
    """
    layout = QTextLayout(words, theme.word_font())
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    if layout.lineCount() > most:
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    return option
