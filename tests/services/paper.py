"""What a reader finds on a printed page, as poppler copies it out."""

import subprocess
from pathlib import Path


def pdf_text(pdf: bytes, folder: Path, page: int | None = None) -> str:
    """The text of a PDF or of one page, without spaces and line ends: wrapping does not matter."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", *pages, path, "-"], capture_output=True, check=True
    )
    return "".join(done.stdout.decode("utf-8").split())


def page_count(pdf: bytes, folder: Path) -> int:
    """The number of pages of a PDF."""
    path = folder / "counted.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True)
    return int(next(line for line in done.stdout.splitlines() if line.startswith("Pages:"))[6:])
