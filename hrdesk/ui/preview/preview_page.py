"""The preview: one page at a time, as wide as the window, read on from screen to screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault
from hrdesk.ui import theme
from hrdesk.ui.faults import show_fault
from hrdesk.ui.notice import Notice
from hrdesk.ui.page import MARGINS, KeyHint, Page, bind_keys
from hrdesk.ui.preview.pages import page_count, page_image
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.words import button, label, styled

_ZOOMS = (0.6, 0.8, 1.0, 1.25, 1.5, 2.0)
_FIT = 2
_MARGIN = 28
_WIDEST_FIT = 920
_SETTLE_MS = 80


class PreviewPage(Page):
    """Shows a PDF; `print_wanted`, `save_wanted` and `left` say what the person wants next."""

    print_wanted = Signal()
    save_wanted = Signal()
    left = Signal()
    hints = (
        KeyHint("PgUp PgDn", "滚动"),
        KeyHint("Ctrl PgUp PgDn", "翻页"),
        KeyHint("Ctrl + −", "缩放"),
        KeyHint("Ctrl P", "打印"),
        KeyHint("Esc", "返回"),
    )

    def __init__(self, drawing: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_page")
        self._drawing = drawing
        self._pdf = b""
        self._count = 0
        self._number = 0
        self._zoom = _FIT
        self._title = label("", "title")
        self._place = label("", "soft")
        self._place.setObjectName("preview_place")
        self.notice = Notice(self, "preview_notice")
        self.sheet = QLabel()
        self.sheet.setObjectName("preview_sheet")
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidget(self.sheet)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        styled(self.sheet, "ground")
        self._arrange()
        self._set_keys()
        self.setFocusProxy(self._area)

    @property
    def page_count(self) -> int:
        """How many pages the shown PDF has; 0 until it was read."""
        return self._count

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a PDF from its first page."""
        self._pdf, self._number, self._count = pdf, 0, 0
        self._zoom = _FIT
        self._title.setText(title)
        self.sheet.clear()
        self.notice.clear()
        self._drawing.run(partial(page_count, pdf), self._counted, self._refused)

    def turn(self, pages: int) -> None:
        """Turn forward or back."""
        number = min(max(self._number + pages, 0), max(self._count - 1, 0))
        if number != self._number:
            self._number = number
            self._area.verticalScrollBar().setValue(0)
            self._draw()

    def read_on(self, screens: int) -> None:
        """Move by a screen; at the end of a page go to the next, at its beginning to the last."""
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + screens * bar.pageStep())
        if bar.value() == before:
            at = self._number
            self.turn(screens)
            if screens < 0 and self._number != at:
                bar.setValue(bar.maximum())

    def zoom(self, steps: int) -> None:
        """Draw larger or smaller; 0 fits the width again."""
        self._zoom = _FIT if steps == 0 else min(max(self._zoom + steps, 0), len(_ZOOMS) - 1)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew once the size has settled."""
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the page was not seen."""
        super().showEvent(event)
        self._settle.start()

    def _counted(self, count: int) -> None:
        self._count = count
        self._draw()

    def _draw(self) -> None:
        # A page that is not seen is drawn when it is; behind the farewell nothing may be drawn.
        if not self._count or not self.isVisible():
            return
        self._place.setText(f"第 {self._number + 1} 页 / 共 {self._count} 页")
        room = self._area.viewport().width() - 2 * _MARGIN
        ratio = self.devicePixelRatioF()
        dots = _ZOOMS[self._zoom] * ratio
        width, widest = (max(round(each * dots), 1) for each in (min(room, _WIDEST_FIT), room))
        self._drawing.run(
            partial(page_image, self._pdf, self._number, width, widest),
            partial(self._drawn, self._pdf, ratio),
            self._refused,
        )

    def _drawn(self, pdf: bytes, ratio: float, image: QImage) -> None:
        if pdf is not self._pdf:
            return
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(pixmap)

    def _refused(self, fault: Fault) -> None:
        show_fault(self.notice, fault)

    def _set_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "PgDown": partial(self.read_on, 1),
            "PgUp": partial(self.read_on, -1),
            "Ctrl+PgDown": partial(self.turn, 1),
            "Ctrl+PgUp": partial(self.turn, -1),
            "Ctrl++": partial(self.zoom, 1),
            "Ctrl+=": partial(self.zoom, 1),
            "Ctrl+-": partial(self.zoom, -1),
            "Ctrl+0": partial(self.zoom, 0),
            "Ctrl+P": self.print_wanted.emit,
            "Ctrl+S": self.save_wanted.emit,
            "Esc": self.left.emit,
        }
        bind_keys(self, keys)

    def _arrange(self) -> None:
        back = button("preview_back", "返回", self.left.emit)
        back.setIcon(theme.icon("back"))
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (back, self._title, self._place):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(button("preview_save", "另存 PDF", self.save_wanted.emit))
        head.addWidget(button("preview_print", "打印", self.print_wanted.emit, "primary"))
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.notice)
        page.addWidget(self._area, 1)
