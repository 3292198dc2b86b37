"""Input method, language, fonts, colours."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from hrdesk.domain.finding import CheckOutcome, Outcome
from hrdesk.ui import theme
from hrdesk.ui.application import input_method
from tests.conftest import ROOT
from tests.patience import PATIENCE_MS

UI = ROOT / "hrdesk" / "ui"
STYLE = ROOT / "resources" / "style"
ICONS = ROOT / "resources" / "icons"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"GTK_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, None),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, None),
        ({"XMODIFIERS": "@im=ibus"}, None),
    ],
)
def test_a_desktop_with_fcitx_is_spoken_to_as_ibus_unless_the_user_chose(
    environ: dict[str, str], expected: str | None
):
    assert input_method(environ) == expected


def test_qt_speaks_chinese(themed):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def said_by(dialog: QFileDialog) -> list[str]:
    """Every word of a dialog for files, besides the names that stand on the disk."""
    tree = dialog.findChild(QTreeView, "treeView")
    model, root = tree.model(), tree.rootIndex()
    kinds = [model.index(row, 2, root).data() for row in range(model.rowCount(root))]
    heads = [tree.header().model().headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    labels = [each.text() for each in dialog.findChildren(QLabel)]
    buttons = [each.text() for each in dialog.findChildren(QPushButton)]
    tips = [each.toolTip() for each in dialog.findChildren(QToolButton)]
    boxes = [box.currentText() for box in dialog.findChildren(QComboBox, "fileTypeCombo")]
    return [*kinds, *heads, *labels, *buttons, *tips, *boxes]


@pytest.mark.parametrize(
    "mode", [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.Directory]
)
def test_the_dialogs_for_files_and_folders_say_no_english_word(
    qtbot: QtBot, themed: None, tmp_path: Path, mode: QFileDialog.FileMode
):
    (tmp_path / "名册").mkdir()
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setFileMode(mode)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "文件夹" in said_by(dialog)[:1], timeout=PATIENCE_MS)
    words = [re.sub(r"\(&.\)", "", word) for word in said_by(dialog)]
    assert not [word for word in words if re.search("[A-Za-z]", word)]
    assert "大小" in words
    assert not any("目录" in word for word in words)


ROLES_OF_BUTTONS = sorted(
    {
        role
        for sheet in STYLE.glob("*.qss")
        for role in re.findall(r'QPushButton\[role="(\w+)"\]', sheet.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("role", ["", *ROLES_OF_BUTTONS])
def test_a_button_that_has_the_focus_has_room_for_its_words_as_before(
    qtbot: QtBot, themed: None, role: str
):
    button = QPushButton("转办未答复")
    button.setProperty("role", role)
    qtbot.addWidget(button)
    button.ensurePolished()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    contents, focus = QStyle.SubElement.SE_PushButtonContents, QStyle.StateFlag.State_HasFocus
    option.state &= ~focus
    without = button.style().subElementRect(contents, option, button)
    option.state |= focus
    assert button.style().subElementRect(contents, option, button) == without


def test_words_are_in_hei_and_numbers_in_song(themed):
    assert QFontInfo(theme.word_font()).family() == "LXGW Neo XiHei"
    assert QFontInfo(theme.number_font()).family() == "LXGW Neo ZhiSong"


@pytest.mark.parametrize("char", ["㛃", "䶮", "𬭎", "𠅤", "ꆈ", "·", "〇"])
def test_one_of_our_fonts_has_each_rare_character(themed, char: str):
    fonts = [QRawFont.fromFont(theme.word_font())]
    for family in theme.WORD_FAMILIES[:3]:
        font = QFont(theme.word_font())
        font.setFamilies([family])
        fonts.append(QRawFont.fromFont(font))
    assert any(font.glyphIndexesForString(char)[0] for font in fonts)


def test_no_module_but_the_theme_names_a_colour_or_a_font():
    for module in UI.rglob("*.py"):
        if module.name == "theme.py":
            continue
        text = module.read_text("utf-8")
        assert not re.search(r"#[0-9a-fA-F]{6}\b|LXGW|QFont\(\"|QColor\(", text), module


def test_the_style_sheets_take_every_colour_from_the_theme():
    for sheet in STYLE.glob("*.qss"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text("utf-8")), sheet


def test_every_role_that_a_widget_takes_has_a_look():
    rules = "".join(sheet.read_text("utf-8") for sheet in STYLE.glob("*.qss"))
    known = set(re.findall(r'\[role="(\w+)"\]', rules))
    for module in UI.rglob("*.py"):
        text = module.read_text("utf-8")
        for role in re.findall(r'(?:theme\.role|styled)\([\w.]+, "(\w+)"\)', text):
            assert role in known, (module, role)


def test_every_icon_is_used_and_every_used_icon_exists(themed):
    words = "".join(path.read_text("utf-8") for path in [*UI.rglob("*.py"), *STYLE.glob("*.qss")])
    for icon in ICONS.glob("*.svg"):
        assert re.search(rf"[\"/]{icon.stem}(\.svg)?\"", words), icon.stem
    for name in re.findall(r'icon(?:_pixmap)?\("(\w+)"', words):
        assert (ICONS / f"{name}.svg").exists(), name


@pytest.mark.parametrize("outcome", list(CheckOutcome))
def test_each_outcome_has_a_sign_in_a_colour_of_its_own(themed, outcome: CheckOutcome):
    pixmap = theme.check_pixmap(outcome, 18, 2.0)
    assert (pixmap.width(), pixmap.deviceIndependentSize().width()) == (36, 18)
    assert pixmap.toImage().pixelColor(18, 18) is not None
    assert any(
        pixmap.toImage().pixelColor(x, y).alpha() > 200 for x in range(36) for y in range(36)
    )


def test_each_outcome_of_a_finding_has_a_tone():
    tones = {theme.outcome_tone(outcome) for outcome in Outcome}
    assert tones == {"met", "unmet", "unknown", "officer"}
