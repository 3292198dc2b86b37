"""Pages of a PDF as images. PDFium is not safe between threads: one thread draws."""

from types import TracebackType
from typing import Any, Self

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


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

    def width(self, page: int) -> float:
        """Return a page's width in points."""
        return float(self._document[page].get_size()[0])

    def image(self, page: int, scale: float) -> QImage:
        """Return a page drawn on white, `scale` pixels to a point."""
        bitmap = self._document[page].render(scale=scale, rev_byteorder=True)
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


def page_image(pdf: bytes, page: int, width: int) -> QImage:
    """Return a page drawn so that it is `width` pixels wide."""
    with PdfPages(pdf) as pages:
        return pages.image(page, width / pages.width(page))
