"""The zip file of a filled template: most entries are the template's, packed as they were."""

import copy
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from hrdesk.workbooks.foreign_parts import packed_part

#: Sizes stand behind the bytes of an entry; in a copy they stand before them.
_SIZES_BEHIND = 0x8


class TemplateArchive:
    """Writes the entries of a template in their order into a new file."""

    def __init__(self, target: BinaryIO, template: bytes) -> None:
        self._template = template
        self._archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._stream = target

    def copy(self, entry: zipfile.ZipInfo) -> None:
        """Take over an entry with the very bytes that it is packed in."""
        packed = packed_part(self._template, entry)
        own = copy.copy(entry)
        own.flag_bits &= ~_SIZES_BEHIND
        own.extra = b""
        own.header_offset = self._stream.tell()
        self._stream.write(own.FileHeader(zip64=False))
        self._stream.write(packed)
        self._archive.filelist.append(own)
        self._archive.NameToInfo[own.filename] = own
        self._archive.start_dir = self._stream.tell()

    def write(self, entry: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
        """Write an entry anew, with the name and the moment that it had."""
        own = zipfile.ZipInfo(entry.filename, entry.date_time)
        own.compress_type = zipfile.ZIP_DEFLATED
        own.external_attr, own.create_system = entry.external_attr, entry.create_system
        with self._archive.open(own, "w") as part:
            for piece in pieces:
                part.write(piece)

    def close(self) -> None:
        """Write the directory."""
        self._archive.close()
