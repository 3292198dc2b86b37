"""Checking the store from outside: it only reads."""

from pathlib import Path

from hrdesk.storage.verify import VerifyReport, verify


def verify_folder(folder: Path, login: str, password: str, *, full: bool) -> VerifyReport:
    """Check the store of a folder; the report carries the exit code of `hrdesk verify`."""
    return verify(folder, login, password, full=full)
