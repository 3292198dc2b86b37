"""A drive of its own that can be write-protected at any moment, where this user may mount one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Stick:
    """A file system in memory; it is writable until it is protected."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def protect(self) -> None:
        """Move the switch: from now on nothing is written or removed."""
        command = ["mount", "-o", "remount,ro", str(self.place)]
        subprocess.run(command, check=True)


@contextmanager
def mounted(place: Path) -> Iterator[Stick]:
    """Give a stick at a place; the test is skipped where none can be mounted."""
    place.mkdir()
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a drive")
    try:
        yield Stick(place)
    finally:
        # The writer may still be ending.
        subprocess.run(["umount", "--lazy", str(place)], check=True)
