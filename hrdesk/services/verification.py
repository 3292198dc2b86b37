"""Checking the store from outside, and bringing a backup back."""

from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.reference.messages import Message, catalogue
from hrdesk.services import data_folder
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.verify import VerifyCode, verify


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict: exit code, the sentence that says it, and each finding in three parts."""

    exit_code: int
    verdict: str
    findings: tuple[Message, ...]


def verify_folder(folder: Path, login: str, password: str, *, full: bool) -> Verification:
    """Check the store of a folder; nothing is changed.

    Raises EnvironmentFault `store.missing` when there is nothing to look at.
    """
    report = verify(folder, login, password, full=full)
    words = catalogue().words("verify")
    sound_in_full = report.code is VerifyCode.SOUND and report.full
    name = "sound_full" if sound_in_full else report.code.name.lower()
    verdict = words[name].format(
        records=report.head.sequence,
        head=report.head.hash[:16],
        cases=report.counts.get("cases", 0),
    )
    findings = tuple(catalogue().render(problem) for problem in report.findings)
    return Verification(report.exit_code, verdict, findings)


def restore_folder(backup: Path, into: Path, login: str, password: str, clock: Clock) -> None:
    """Bring a backup back as a new data folder, checked before it takes its place.

    Raises EnvironmentFault when the new folder would not serve, and what `restore_backup` does.
    """
    data_folder.check(into)
    restore_backup(backup, into, login, password, clock)
