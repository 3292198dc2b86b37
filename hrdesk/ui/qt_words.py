"""Qt's own words in Chinese, where its translation lacks them or words them oddly."""

from collections.abc import Mapping

from PySide6.QtCore import QTranslator

_KINDS = "QAbstractFileIconProvider"
_WORDS: Mapping[tuple[str, str], str] = {
    ("QFileDialog", "&Look in:"): "查找范围(&I)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "Directory:"): "文件夹(&N)：",
    ("QFileDialog", "Directories"): "文件夹",
    ("QFileDialog", "Parent Directory"): "上一级文件夹",
    ("QFileDialog", "Find Directory"): "查找文件夹",
    ("QFileSystemModel", "Size"): "大小",
    ("QSidebar", "Remove"): "移除",
    ("QLocale", "%n byte(s)"): "%n 字节",
    (_KINDS, "Drive"): "磁盘",
    (_KINDS, "File"): "文件",
    (_KINDS, "%1 File"): "%1 文件",
    (_KINDS, "File Folder"): "文件夹",
    (_KINDS, "Folder"): "文件夹",
    (_KINDS, "Alias"): "快捷方式",
    (_KINDS, "Shortcut"): "快捷方式",
    (_KINDS, "Unknown"): "未知",
}


class QtWords(QTranslator):
    """Asked before Qt's own translation; None leaves a text to that."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str | None:
        """Return the Chinese for a text of Qt, None for one that stays as it is."""
        return _WORDS.get((context, sourceText))

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to be asked for."""
        return False
