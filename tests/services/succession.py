"""An office at the end of the document, with the made-up successor beside it."""

from datetime import date, datetime
from pathlib import Path

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.pack_files import PackFiles
from hrdesk.packs.pack_archive import archive_bytes
from hrdesk.services.session import Session
from hrdesk.services.successors import ReadingPack, ReadPack, propose_successor
from tests.packs.successor import FIRST_DAY, successor
from tests.services import counter
from tests.services.second_person import SOURCE, as_second, confirmed

#: A morning in the last days of the shipped pack, on which the successor is installed.
INSTALLED = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA_TIME)
#: A morning on which the successor counts.
AFTER = datetime(2026, 11, 3, 9, 0, tzinfo=CHINA_TIME)
TYPED = {**SOURCE, "amendment_from": FIRST_DAY}
LATE = {"paper_number": "纸登2026-88", "late_reason": "网络中断，先登记在纸上"}


def pack_file(folder: Path, files: PackFiles | None = None) -> Path:
    """The successor, or another pack, as the office receives it."""
    path = folder / "样例政策.hrpack"
    path.write_bytes(archive_bytes(files or successor()))
    return path


def read(session: Session, path: Path) -> ReadPack:
    """What an administrator is shown of a pack file."""
    reading = ReadingPack(session, path)
    try:
        return reading.advance()
    finally:
        reading.cancel()


def install(session: Session, folder: Path, files: PackFiles | None = None) -> None:
    """Let two persons install the successor, or another pack."""
    with as_second(session):
        pass
    propose_successor(session, read(session, pack_file(folder, files)), TYPED)
    confirmed(session)


def typed(n: int, received: date, **changes: str) -> dict[str, str]:
    """What is typed for an applicant whose firm was founded ten days before the receipt."""
    founded = date.fromordinal(received.toordinal() - 10)
    days = {"received": received.isoformat(), "registered_on": founded.isoformat()}
    seen = {"licence_seen_on": received.isoformat(), "proof_seen_on": received.isoformat()}
    return counter.entries(n, **{**days, **seen, **changes})
