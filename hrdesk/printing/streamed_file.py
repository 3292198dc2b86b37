"""Writes a PDF while it is drawn, so that a file of hundreds of forms needs no room in memory.

reportlab keeps every page until the end. Here the pages and pictures that are done are
written and let go; what they share, fonts, outline and page tree, follows at the end, as the
table of a PDF finds its objects in any order (ISO 32000-1, 7.5.4).
"""

from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

#: What reportlab puts at the end of each page.
_PAGE_END = " \n"


class StreamedFile:
    """The file of one canvas of reportlab; `close` takes the place of the canvas's `save`."""

    def __init__(self, canvas: Any, target: BinaryIO) -> None:
        self._canvas = canvas
        self._document = canvas._doc
        self._file = _File(target, self._document._pdfVersion)
        pages = self._document.Reference(self._document.Pages)
        self._shared = {pdfdoc.BasicFonts, pages.name}
        self._next = 1
        self._open: set[str] = set()

    @property
    def pages(self) -> int:
        """Return how many pages were drawn."""
        return len(self._document.Pages.pages)

    def write_pages(self) -> None:
        """Write the pages that are done and keep no more than their places."""
        document = self._document
        pages = document.Pages.pages
        while self._next in document.numberToId:
            name = document.numberToId[self._next]
            if name not in self._shared and name not in self._open:
                self._write(name)
                document.idToObject[name] = None
            self._next += 1
        for place in range(len(pages) - 1, -1, -1):
            if isinstance(pages[place], pdfdoc.PDFObjectReference):
                break
            pages[place] = document.Reference(pages[place])

    def leave_open(self, count: int) -> list[str]:
        """Let the last pages end in a part that `end_page` writes; return their names.

        To its reader a page in two parts is one (ISO 32000-1, 7.7.3.3).
        """
        document = self._document
        names = []
        for page in document.Pages.pages[-count:]:
            body = _stream(page.stream.removesuffix(_PAGE_END))
            parts = [document.Reference(part) for part in (body, _stream(""))]
            page.Contents = pdfdoc.PDFArray(parts)
            names.append(parts[-1].name)
        self._open.update(names)
        return names

    def end_page(self, name: str) -> None:
        """Write what was drawn on the canvas since its last page as the end of an open page."""
        document = self._document
        code = self._canvas._code
        document.idToObject[name].content = "\n".join(code) + "\n" + _PAGE_END
        code.clear()
        self._write(name)
        document.idToObject[name] = None

    def move_to_front(self, count: int) -> None:
        """Let the last `count` pages be the first of the file."""
        pages = self._document.Pages.pages
        if count:
            pages[:] = [*pages[-count:], *pages[:-count]]

    def close(self) -> None:
        """Write fonts, outline, page tree and the table of objects."""
        document = self._document
        self.write_pages()
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.digest(document.signature)
        document.Reference(document.Catalog)
        document.Reference(document.info)
        document.Outlines.prepare(document, self._canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        number = 1
        while number in document.numberToId:
            name = document.numberToId[number]
            if name not in document.idToOffset:
                self._write(name)
            number += 1
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [document.numberToId[place] for place in range(1, number)])
        start = self._file.add(table.format(document))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=number,
            Root=document.Reference(document.Catalog),
            Info=document.Reference(document.info),
            ID=document.ID(),
        )
        self._file.add(trailer.format(document))

    def _write(self, name: str) -> None:
        document = self._document
        content = pdfdoc.PDFIndirectObject(name, document.idToObject[name]).format(document)
        document.idToOffset[name] = self._file.add(content)


def _stream(code: str) -> Any:
    return pdfdoc.PDFStream(content=code, filters=[pdfdoc.PDFZCompress])


class _File(pdfdoc.PDFFile):  # type: ignore[misc]  # reportlab ships no types
    """reportlab's count of places in a file, written to the target at once."""

    def __init__(self, target: BinaryIO, version: tuple[int, int]) -> None:
        super().__init__(version)
        for part in self.strings:
            target.write(part)
        self.strings.clear()
        self.write = target.write
