"""Pages of a PDF as images. PDFium is not safe between threads: one thread draws."""

from math import pi
from types import TracebackType
from typing import Any, Self

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
#: The direction of text that runs upwards, as PDFium measures it, and how near is near.
_UPWARDS = 1.5 * pi
_ABOUT = 0.1
_CLOCKWISE = 90


class PdfPages:
    """An opened PDF; to be used by one thread and closed by it (a context manager)."""

    def __init__(self, pdf: bytes) -> None:
        # The login window must not wait for PDFium.
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Return a page's width and height in points."""
        width, height = self._document[page].get_size()
        return float(width), float(height)

    def lies_sideways(self, page: int) -> bool:
        """Tell whether most of a page's text runs upwards, as that of a wide table does."""
        from pypdfium2.raw import FPDFText_GetCharAngle

        text = self._document[page].get_textpage()
        count = text.count_chars()
        angles = [FPDFText_GetCharAngle(text.raw, place) for place in range(count)]
        text.close()
        upwards = [angle for angle in angles if abs(float(angle) - _UPWARDS) < _ABOUT]
        return 2 * len(upwards) > int(count)

    def image(self, page: int, scale: float, turn: int = 0) -> QImage:
        """Return a page drawn on white, `scale` pixels to a point, turned clockwise by degrees."""
        bitmap = self._document[page].render(scale=scale, rotation=turn, rev_byteorder=True)
        drawn = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB888,
        )
        copied = drawn.copy()
        bitmap.close()
        return copied


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with PdfPages(pdf) as pages:
        return len(pages)


def page_image(pdf: bytes, page: int, width: int, widest: int) -> QImage:
    """Return a page drawn so that it is `width` pixels wide when it stands upright.

    One that lies sideways is turned, so that it is read like any other: as large, but at most
    `widest` pixels wide. Paper has it as the file does.
    """
    with PdfPages(pdf) as pages:
        upright, long = pages.size(page)
        scale = width / upright
        if not pages.lies_sideways(page):
            return pages.image(page, scale)
        return pages.image(page, min(scale, widest / long), _CLOCKWISE)
