"""Looking for personal values in whatever lies on a disk, however they may be written there."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
#: Any run of this many characters of a seed counts as a hit.
WINDOW = 10


def spellings(seed: str) -> Iterator[bytes]:
    """The bytes under which a seed might lie in a file."""
    parts = {seed}
    if seed.isascii():
        parts |= {seed[at : at + WINDOW] for at in range(max(1, len(seed) - WINDOW + 1))}
    for part in parts:
        for encoding in ENCODINGS:
            content = part.encode(encoding)
            yield content
            yield content.hex().encode()
        yield from _in_base64(part.encode())
        yield part.encode("unicode_escape")
        yield " ".join(f"{ord(char):x}" for char in part).encode()


def _in_base64(content: bytes) -> Iterator[bytes]:
    # Three bytes make four characters: what stands before a value decides where the cuts fall.
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + content + bytes(3))
        yield encoded[-(-before * 8 // 6) : (before + len(content)) * 8 // 6]


def hits(folders: Iterable[Path], seeds: Iterable[str]) -> tuple[list[tuple[str, str]], int]:
    """Search names and bytes of every file: what was found where, and how many were searched."""
    needles = {needle: seed for seed in seeds for needle in spellings(seed)}
    found, searched = [], 0
    for folder in folders:
        for path in folder.rglob("*"):
            name = str(path.relative_to(folder)).encode()
            content = name + b"\n" + (path.read_bytes() if path.is_file() else b"")
            searched += path.is_file()
            found += [(path.name, seed) for needle, seed in needles.items() if needle in content]
    return found, searched
