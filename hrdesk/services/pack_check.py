"""Checking a pack from the command line before it is trusted."""

from pathlib import Path

from hrdesk.packs.check import check_pack as check_files
from hrdesk.reference.messages import catalogue


def check_pack(folder: Path) -> str:
    """Check a pack's folder and return the line that says it is sound.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line.
    """
    count = check_files(folder.resolve())
    return catalogue().words("pack_check")["sound"].format(name=folder.resolve().name, count=count)
