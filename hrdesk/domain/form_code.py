"""What the QR code of a paper says: which case or letter, which version, which content."""

import re
from dataclasses import dataclass

from hrdesk.domain.plain_text import ascii_identifier

#: In front of every code, so that scanners and later versions know what they read.
_MARK = "hrdesk:1"
_SCANNED = re.compile(
    rf"{_MARK.upper()}\|(?P<number>[0-9A-Z-]+)\|V(?P<version>[0-9]{{1,9}})\|(?P<hash>[0-9A-F]{{64}})"
)


@dataclass(frozen=True, slots=True)
class FormCode:
    """Number of a case, or of the letter by which it was handed on; version; its content hash.

    The version is that of the case, its hash SHA-256 in hex.
    """

    number: str
    version: int
    content_hash: str

    def payload(self) -> str:
        """Return the code as it is printed: `hrdesk:1|<number>|v<version>|<hash>`."""
        return f"{_MARK}|{self.number}|v{self.version}|{self.content_hash}"


def read_form_code(text: str) -> FormCode | None:
    """Return what a scanner read from a paper, or None if the text is no such code.

    Scanners type like a keyboard: full-width forms and turned case, as an input method or the
    shift lock makes of it, are the same code.
    """
    scanned = _SCANNED.fullmatch(ascii_identifier(text))
    if scanned is None:
        return None
    return FormCode(scanned["number"], int(scanned["version"]), scanned["hash"].lower())
