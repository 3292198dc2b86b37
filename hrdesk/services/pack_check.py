"""Checking a policy pack before an office trusts it."""

from pathlib import Path

from hrdesk.packs.check import check_pack as _check_pack
from hrdesk.reference.messages import catalogue


def check_pack(folder: Path) -> str:
    """Check a pack's folder and return the sentence that says it is sound.

    Raises InvalidInput (`pack.invalid`) with every fault by file, line and remedy.
    """
    return catalogue().words("cli")["pack_sound"].format(examples=_check_pack(folder))
