"""A policy pack as bytes in memory: the same whether it came from a folder, a file or the store."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.errors import Problem

_MARK = b"\xef\xbb\xbf"
#: Every file of a pack is a text of this kind.
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of a pack by their names within it, `measure/form.toml` with plain slashes.

    `folder` is the name of the folder that they lay in, "" where there was none. `strangers` are
    the names of what lay beside them and is no file of a pack, `problems` what could not be
    taken over at all.
    """

    files: Mapping[str, bytes]
    folder: str = ""
    strangers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 in hex over names and texts; byte-order marks and line ends do not count."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            text = hashlib.sha256(plain_text(self.files[name])).hexdigest()
            digest.update(f"{name}\n{text}\n".encode())
        return digest.hexdigest()


def plain_text(content: bytes) -> bytes:
    """Return the bytes of a text without byte-order mark and with plain line ends."""
    return content.removeprefix(_MARK).replace(b"\r\n", b"\n")
