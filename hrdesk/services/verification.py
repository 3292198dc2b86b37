"""Checking the store from outside, and bringing a backup back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Problem
from hrdesk.domain.office import Office
from hrdesk.reference.messages import Message, catalogue
from hrdesk.services import data_folder
from hrdesk.storage.reader import Reader
from hrdesk.storage.restoring import restore_backup
from hrdesk.storage.verify import VerifyCode, verify, verify_further


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict: exit code, the sentence that says it, and each finding in three parts."""

    exit_code: int
    verdict: str
    findings: tuple[Message, ...]


def verify_folder(folder: Path, login: str, password: str, *, full: bool) -> Verification:
    """Check the store of a folder; nothing is changed.

    With `full` also each row that a batch froze is built again from its case, as `hrdesk replay`
    does it: the store keeps rows and knows no form that they come from.
    Raises EnvironmentFault `store.missing` when there is nothing to look at.
    """
    report = (
        verify_further(folder, login, password, _rows_unlike_their_cases)
        if full
        else verify(folder, login, password)
    )
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


def _rows_unlike_their_cases(reader: Reader, office: Office) -> Iterator[Problem]:
    from hrdesk.services.laws import known_packs
    from hrdesk.services.sent_again import UNREADABLE, SentAgain, SentGround, sent_problem
    from hrdesk.services.sliced_judging import SLICE

    try:
        kept = reader.packs()
        ground = SentGround.of(office.name, reader.templates())
    except UNREADABLE:
        # What of it is damaged is found by itself; that the rows were not looked at is told too.
        yield Problem("verify.sent_unread")
        return
    again, after = SentAgain(known_packs(lambda: kept), tuple(kept), ground), None
    while pieces := reader.sent_pieces(after, SLICE):
        yield from map(sent_problem, again.differences(pieces))
        after = pieces[-1]


def restore_folder(backup: Path, into: Path, login: str, password: str, clock: Clock) -> None:
    """Bring a backup back as a new data folder, checked before it takes its place.

    Raises EnvironmentFault when the new folder would not serve, and what `restore_backup` does.
    """
    data_folder.check(into)
    restore_backup(backup, into, login, password, clock)
