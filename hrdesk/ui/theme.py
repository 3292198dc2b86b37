"""Colours, type and icons of the window; no other module names a colour or a font.

Style sheets lie in `resources/style/`, icons in `resources/icons/`. A widget says what it
is through `role(widget, "card")`; the style sheet says how that looks.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from hrdesk.domain.errors import EnvironmentFault
from hrdesk.reference.locations import resources_folder

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

    from hrdesk.domain.finding import CheckOutcome, Outcome

#: The style of Qt that the style sheet builds on. An application is made with it: to change it
#: afterwards would make Qt's class of styles, which takes the start 10 ms.
STYLE = "Fusion"

#: Every colour of the window. Greys are calm, one blue leads; green, red, amber and violet
#: stand for met, unmet, unknown and officer, and for nothing else.
COLOURS = {
    "ground": "#f4f5f7",
    "paper": "#ffffff",
    "shade": "#f7f8fa",
    "line": "#e1e5ea",
    "line_strong": "#b9c2cd",
    "text": "#1d2733",
    "text_soft": "#5a6675",
    "text_faint": "#7b8794",
    "accent": "#1f5ca8",
    "accent_dark": "#174a8a",
    "accent_wash": "#e8f0fa",
    "on_accent": "#ffffff",
    "met": "#1b7443",
    "met_wash": "#e6f4ec",
    "unmet": "#b3261e",
    "unmet_wash": "#fdeeec",
    "unmet_line": "#f0c4c0",
    "unknown": "#8a5d00",
    "unknown_wash": "#fdf2dd",
    "unknown_line": "#f0d9a8",
    "officer": "#6a3fa0",
    "officer_wash": "#f1ebf9",
    "officer_line": "#d9c8ee",
    # Employers on a line of time: blues and greys of unlike lightness, told apart on grey paper.
    "employer_1": "#1f4f8f",
    "employer_2": "#8fb4dd",
    "employer_3": "#46525f",
    "employer_4": "#cfd8e3",
    "on_employer_1": "#ffffff",
    "on_employer_2": "#1d2733",
    "on_employer_3": "#ffffff",
    "on_employer_4": "#1d2733",
}

#: So many employers have a colour of their own; further ones take them again.
EMPLOYERS = 4

#: Pixel sizes: a clerk reads `base` without glasses at 1366 x 768.
SIZES = {"small": 13, "base": 15, "field": 16, "heading": 18, "title": 21, "figure": 26}

#: Words in Hei, numbers in Song; what one lacks is looked for in the next.
WORD_FAMILIES = (
    "LXGW Neo XiHei",
    "LXGW Neo ZhiSong",
    "Nuosu SIL",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
)
NUMBER_FAMILIES = ("LXGW Neo ZhiSong", "LXGW Neo XiHei", "Nuosu SIL", "Noto Serif CJK SC", "SimSun")

_FONT_FILES = ("LXGWNeoXiHei.ttf", "LXGWNeoZhiSong.ttf", "NuosuSIL-Regular.ttf")

#: Sign and colour of a condition, colour of a whole finding, by the values of their enums.
_CHECK_TONES = {"met": "met", "unmet": "unmet", "missing": "unknown", "officer": "officer"}
_OUTCOME_TONES = {
    "eligible": "met",
    "ineligible": "unmet",
    "incomplete": "unknown",
    "officer": "officer",
    "referral": "officer",
}


def apply_theme(app: QApplication) -> None:
    """Give the application, whose style is `STYLE`, its fonts, palette and style sheet.

    Raises EnvironmentFault `install.resource` when a file of the installation is missing.
    """
    fonts = resources_folder() / "fonts"
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(fonts / name)) < 0:
            raise EnvironmentFault("install.resource", name=f"fonts/{name}")
    app.setFont(word_font())
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())


@lru_cache(maxsize=len(COLOURS))
def colour(name: str) -> QColor:
    """Return a colour of the palette by its name in `COLOURS`; it is shared, nobody changes it."""
    return QColor(COLOURS[name])


@lru_cache(maxsize=2 * len(SIZES))
def word_font(size: str = "base", *, bold: bool = False) -> QFont:
    """Return the font for words in one of `SIZES`; it is shared, nobody changes it."""
    return _font(WORD_FAMILIES, size, bold=bold)


@lru_cache(maxsize=len(SIZES))
def number_font(size: str = "base") -> QFont:
    """Return the font for numbers, identity numbers, dates and amounts; it is shared too."""
    return _font(NUMBER_FAMILIES, size, bold=False)


def first_role(widget: QWidget, name: str) -> None:
    """Say what a widget is that was made just now; it is styled when it is first shown.

    The login window uses no more than this: `role` names Qt's large namespace, whose making
    would take a tenth of the program's start.
    """
    widget.setProperty("role", name)


def role(widget: QWidget, name: str) -> None:
    """Say what a widget is (`card`, `title`, `primary` ...) and style it anew when that changed."""
    from PySide6.QtCore import Qt

    before = widget.property("role")
    if before == name:
        return
    widget.setProperty("role", name)
    # A new widget is styled when it is first shown; one that was styled without a role is not.
    if before is not None or widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def check_pixmap(outcome: "CheckOutcome", size: int, ratio: float) -> "QPixmap":
    """Return the sign of a condition's outcome in its colour; `size` in logical pixels."""
    tone = _CHECK_TONES[outcome.value]
    return icon_pixmap(tone, size, ratio, tone)


def outcome_tone(outcome: "Outcome") -> str:
    """Return the palette name (`met`, `unmet`, `unknown`, `officer`) of a whole finding."""
    return _OUTCOME_TONES[outcome.value]


def icon(name: str, tone: str = "text_soft", size: int = 18) -> "QIcon":
    """Return an icon of `resources/icons/` in a colour, sharp at up to three times its size."""
    from PySide6.QtGui import QIcon

    drawn = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        drawn.addPixmap(icon_pixmap(name, size, ratio, tone))
    return drawn


@lru_cache(maxsize=256)
def icon_pixmap(name: str, size: int, ratio: float, tone: str = "text_soft") -> "QPixmap":
    """Return an icon drawn for a device pixel ratio, in a colour of the palette."""
    from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    drawing = (resources_folder() / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", COLOURS[tone]).encode()))
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _font(families: tuple[str, ...], size: str, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(SIZES[size])
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette() -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.Base: "paper",
        QPalette.ColorRole.AlternateBase: "shade",
        QPalette.ColorRole.Button: "paper",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipBase: "paper",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "text_faint",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Mid: "line_strong",
    }
    palette = QPalette()
    for place, name in roles.items():
        palette.setColor(place, colour(name))
    for place in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, place, colour("text_faint"))
    return palette


def _style_sheet() -> str:
    folder = resources_folder()
    values = dict(COLOURS)
    values |= {f"size_{name}": f"{pixels}px" for name, pixels in SIZES.items()}
    values["words"] = ", ".join(f'"{family}"' for family in WORD_FAMILIES)
    values["numbers"] = ", ".join(f'"{family}"' for family in NUMBER_FAMILIES)
    values["icons"] = (folder / "icons").as_posix()
    sheets = sorted((folder / "style").glob("*.qss"))
    text = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    # The longest first: $line is the beginning of $line_strong.
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"${name}", values[name])
    return text
