"""`hrdesk verify`: is the store sound? It only reads.

The database is opened read-only. If the last program died in the middle of an act, its journal
has to be rolled back first; that is done on a copy.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hrdesk.domain.clock import Clock, MachineClock
from hrdesk.domain.errors import (
    Damaged,
    EnvironmentFault,
    Fault,
    Problem,
    Refused,
    TooNew,
    WrongKey,
)
from hrdesk.domain.office import Office
from hrdesk.storage.audit import AuditHead
from hrdesk.storage.checks.amendments import amendment_flaws, early_end_flaws
from hrdesk.storage.checks.batch_answers import batch_answer_flaws
from hrdesk.storage.checks.batches import batch_flaws
from hrdesk.storage.checks.build import build_flaws, reference_flaws
from hrdesk.storage.checks.chain import chain_flaws, key_flaws
from hrdesk.storage.checks.copies import copy_flaws
from hrdesk.storage.checks.corrections import corrected_flaws, correction_flaws
from hrdesk.storage.checks.decided import (
    constraint_flaws,
    person_flaws,
    roster_search_flaws,
    search_flaws,
    version_flaws,
)
from hrdesk.storage.checks.flaw import Flaw, damaged
from hrdesk.storage.checks.lists import mapping_flaws
from hrdesk.storage.checks.office import (
    account_flaws,
    entitlement_flaws,
    note_flaws,
    office_flaws,
)
from hrdesk.storage.checks.organizations import organization_flaws, organization_search_flaws
from hrdesk.storage.checks.referrals import purchase_flaws, referral_flaws
from hrdesk.storage.checks.rights import month_flaws, right_flaws
from hrdesk.storage.checks.templates import template_flaws
from hrdesk.storage.checks.witnesses import anchor_flaws, backup_flaws, slot_flaws
from hrdesk.storage.connection import KeyedDatabase, keyed_connection
from hrdesk.storage.faults import store_faults
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.key_change import choose_key
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.slot_file import read_slots
from hrdesk.storage.keys.slots import unlock
from hrdesk.storage.layout import database_path, keyslots_path, store_path
from hrdesk.storage.migrations import RELEASED
from hrdesk.storage.opening import read_ground
from hrdesk.storage.reader import Reader
from hrdesk.storage.snapshot import damage_in, facts_of
from hrdesk.storage.upgrading import schema_version

_MOST_FINDINGS = 200


class VerifyCode(IntEnum):
    """The exit codes of `hrdesk verify`."""

    SOUND = 0
    DAMAGED = 1
    TAMPERED = 2
    TOO_NEW = 3
    WRONG_KEY = 4
    IN_USE = 5


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found: the verdict, each finding as a message, and what the store holds.

    `head` is the end of the audit chain to compare with printed forms and manifests.
    """

    code: VerifyCode
    findings: tuple[Problem, ...] = ()
    head: AuditHead = field(default_factory=AuditHead)
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    total_fen: int = 0
    full: bool = False

    @property
    def exit_code(self) -> int:
        """The exit code of the command."""
        return int(self.code)


#: Looks at what the store cannot know by itself; gives what is not as it was signed.
FurtherLook = Callable[[Reader, Office], Iterator[Problem]]


def verify(
    folder: Path, login: str, password: str, *, full: bool = False, clock: Clock | None = None
) -> VerifyReport:
    """Check the store of a data folder.

    Always: key slots, every page, tables and guards, references, the chain, rules between
    records, anchor, backups. With `full` also every signature and every version's content.
    Raises EnvironmentFault if there is nothing to look at (`store.missing`) or no way to.
    """
    opened = partial(unlock, folder, login, password, clock)
    return _verified(folder, opened, None, full=full)


def verify_further(
    folder: Path, login: str, password: str, further: FurtherLook, clock: Clock | None = None
) -> VerifyReport:
    """Check the store of a data folder in full, see `verify`, and what `further` looks at."""
    opened = partial(unlock, folder, login, password, clock)
    return _verified(folder, opened, further, full=True)


def _verified(
    folder: Path,
    opened: Callable[[], Credentials],
    further: FurtherLook | None,
    *,
    full: bool,
) -> VerifyReport:
    if not store_path(folder).exists():
        raise EnvironmentFault("store.missing")
    lock = FolderLock(folder)
    try:
        lock.acquire()
    except EnvironmentFault as fault:
        if fault.key != "folder.in_use":
            raise
        return _report(VerifyCode.IN_USE, fault)
    try:
        credentials = opened()
        try:
            with store_faults(folder), _quiet_database(folder) as (path, mode):
                choose_key(path, credentials)
                connection = keyed_connection(path, credentials.data_key, mode)
                looked = _looked(further, path, mode, credentials)
                with contextlib.closing(connection), contextlib.closing(looked):
                    schema_version(connection, path, RELEASED.target)
                    return _verify_file(folder, connection, credentials, full=full, more=looked)
        finally:
            credentials.wipe()
    except (WrongKey, Refused) as fault:
        return _report(VerifyCode.WRONG_KEY, fault)
    except TooNew as fault:
        return _report(VerifyCode.TOO_NEW, fault)
    except Damaged as fault:
        return _report(VerifyCode.DAMAGED, fault)
    finally:
        lock.release()


def _verify_file(
    folder: Path,
    connection: Any,
    credentials: Credentials,
    *,
    full: bool,
    more: Iterable[Flaw] = (),
) -> VerifyReport:
    broken = damage_in(connection)
    if broken:
        pages = (damaged("verify.page", detail=text) for text in broken)
        return VerifyReport(VerifyCode.DAMAGED, _problems(list(islice(pages, _MOST_FINDINGS))))
    flaws = chain(_flaws(connection, folder, credentials, full), more)
    found = list(islice(flaws, _MOST_FINDINGS))
    facts = facts_of(connection)
    code = VerifyCode.SOUND
    if found:
        hurt = any(not flaw.tampered for flaw in found)
        code = VerifyCode.DAMAGED if hurt else VerifyCode.TAMPERED
    return VerifyReport(
        code, _problems(found), facts.head, dict(facts.counts), facts.total_fen, full
    )


def _flaws(connection: Any, folder: Path, credentials: Credentials, full: bool) -> Iterator[Flaw]:
    database = credentials.database
    row = connection.execute("select value from meta where key = 'database'").fetchone()
    if row != (database,):
        raise Damaged("store.damaged")
    version = int(connection.execute("pragma user_version").fetchone()[0])
    yield from chain(
        build_flaws(connection, RELEASED, version),
        reference_flaws(connection),
        slot_flaws(connection, read_slots(keyslots_path(folder)), database),
        chain_flaws(connection, database, full=full),
        key_flaws(connection),
        office_flaws(connection),
        account_flaws(connection),
        entitlement_flaws(connection),
        note_flaws(connection),
        anchor_flaws(connection, folder, database),
        constraint_flaws(connection),
        person_flaws(connection),
        right_flaws(connection),
        month_flaws(connection),
        copy_flaws(connection),
        organization_flaws(connection),
        amendment_flaws(connection),
        correction_flaws(connection),
        early_end_flaws(connection),
        referral_flaws(connection),
        purchase_flaws(connection),
        mapping_flaws(connection),
        template_flaws(connection),
        batch_flaws(connection),
        batch_answer_flaws(connection),
        version_flaws(connection, database) if full else (),
        corrected_flaws(connection) if full else (),
        search_flaws(connection) if full else (),
        roster_search_flaws(connection) if full else (),
        organization_search_flaws(connection) if full else (),
        backup_flaws(connection, folder, database),
    )


def _looked(
    further: FurtherLook | None, path: Path, mode: str, credentials: Credentials
) -> Generator[Flaw, None, None]:
    """Yield what a further look finds, on a connection of its own."""
    if further is None:
        return
    db = KeyedDatabase(path, credentials.data_key, mode)
    try:
        try:
            ground = read_ground(db, MachineClock())
        except (Damaged, ValueError):
            yield damaged("store.damaged")
            return
        for problem in further(Reader(ground), ground.office):
            yield Flaw(problem, tampered=True)
    finally:
        db.close_everywhere()


@contextlib.contextmanager
def _quiet_database(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give the file to look at and how to open it; only a copy is ever written to."""
    path = database_path(folder)
    if not path.exists():
        raise Damaged("store.damaged")
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists() or journal.stat().st_size == 0:
        yield path, "ro"
        return
    with tempfile.TemporaryDirectory(prefix="hrdesk-verify-") as name:
        copy = Path(name) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, copy.with_name(journal.name))
        yield copy, "rw"


def _problems(flaws: list[Flaw]) -> tuple[Problem, ...]:
    return tuple(flaw.problem for flaw in flaws)


def _report(code: VerifyCode, fault: Fault) -> VerifyReport:
    return VerifyReport(code, (Problem(fault.key, values=fault.values),))
