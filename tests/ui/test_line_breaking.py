"""Sentences in a table: broken as one writes, and never into a third line."""

from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption

from hrdesk.ui import theme
from hrdesk.ui.line_breaking import broken

SENTENCE = "先把这一列设为“文本”格式，再照证件重新填写，不要只改格式。"


def lines(words: str, width: int) -> list[str]:
    """The lines into which words are broken in a cell of a width."""
    layout = QTextLayout(words, theme.word_font())
    layout.setTextOption(broken(width, words, 2))
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return [words[a:b] for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]


def test_no_full_stop_begins_a_line(qapp):
    width = QFontMetrics(theme.word_font()).horizontalAdvance(SENTENCE[:-1]) + 1
    first, second = lines(SENTENCE, width)
    assert (first[-1], second) == (SENTENCE[-3], SENTENCE[-2:])


def test_a_long_run_of_letters_makes_no_third_line(qapp):
    words = "文件“" + "abcdefghij" * 9 + "”读不了。"
    width = QFontMetrics(theme.word_font()).horizontalAdvance(words) * 55 // 100
    assert broken(width, words, 2).wrapMode() is QTextOption.WrapMode.WrapAnywhere
    assert len(lines(words, width)) == 2
