"""The open store: acts that commit whole, and short reads."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import EnvironmentFault, Refused
from hrdesk.domain.office import Office
from hrdesk.domain.staff import StaffMember
from hrdesk.storage import key_change
from hrdesk.storage.account_reading import staff_member
from hrdesk.storage.act import Act
from hrdesk.storage.anchor import Anchor, write_anchor
from hrdesk.storage.audit import AuditHead, head
from hrdesk.storage.backup import Source
from hrdesk.storage.clock_jumps import ClockWatch, record_jump
from hrdesk.storage.faults import breaks_connection, store_faults
from hrdesk.storage.folder import FolderLock
from hrdesk.storage.founding import Founding, create_store
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.layout import anchor_path
from hrdesk.storage.migrations import RELEASED, Plan
from hrdesk.storage.opening import known_author, open_ground
from hrdesk.storage.reader import Reader

__all__ = ["Act", "Founding", "Reader", "Store", "create_store"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class _Held:
    """What the open store gives back when it closes: the folder's lock, the key."""

    lock: FolderLock
    credentials: Credentials


class Store:
    """One data folder, opened by one person, until it is closed.

    Acts may come from any thread, one at a time; each thread reads on its own connection.
    """

    def __init__(self, folder: Path, ground: Ground, author: Author, held: "_Held") -> None:
        self.folder = folder
        self._ground: Ground | None = ground
        self._author = author
        self._held = held
        self._writing = threading.RLock()
        self._watch = ClockWatch(ground.clock)
        #: Whether the anchor file could not be written after the last audited act.
        self.witness_behind = False

    @classmethod
    def open(
        cls, folder: Path, credentials: Credentials, clock: Clock, plan: Plan = RELEASED
    ) -> "Store":
        """Open the store of a data folder and keep others out until `close`.

        The store takes the credentials over: `close` wipes their key, and so does a failure here.
        Raises EnvironmentFault `folder.in_use`, `store.sqlite_too_old`, `store.busy`; TooNew
        `store.too_new` (file unmodified); Damaged `store.damaged`; Tampered `store.tail_cut`,
        `keys.foreign`; WrongKey `store.wrong_key`, `keys.superseded`; Refused `login.inactive`. An
        older file is brought up to date first (P18). Only tests name another plan.
        """
        lock = FolderLock(folder)
        try:
            lock.acquire()
            with store_faults(folder):
                ground, author = open_ground(folder, credentials, clock, plan)
        except BaseException:
            lock.release()
            credentials.wipe()
            raise
        return cls(folder, ground, author, _Held(lock, credentials))

    def close(self) -> None:
        """Close all connections, overwrite the key, let the folder go; harmless a second time."""
        with self._writing:
            ground, self._ground = self._ground, None
            if ground is None:
                return
            ground.db.close_everywhere()
            self._held.credentials.wipe()
            self._held.lock.release()

    def office(self) -> Office:
        """Return the office that owns the folder."""
        return self._open_ground().office

    def staff(self, staff_id: str) -> StaffMember:
        """Return an account; Refused `staff.unknown` if there is none."""
        ground = self._open_ground()
        with store_faults(self.folder):
            return staff_member(ground.db, staff_id)

    @property
    def actor(self) -> StaffMember:
        """The person who opened the store, and acts."""
        return self._author.staff

    @property
    def key_is_given(self) -> bool:
        """Whether another person gave him his password, and so may know it."""
        return self._author.key_is_given

    def sign_as(self, signer: Signer) -> None:
        """Let the person who opened the store sign with keys that were just registered for him."""
        with self._writing, store_faults(self.folder):
            self._author = known_author(self._open_ground(), self.actor.id, signer)

    @contextlib.contextmanager
    def acting(self, actor: StaffMember | str, *, with_given_key: bool = False) -> Iterator[Act]:
        """Run one act: one transaction, committed at the end, undone on any exception.

        `actor` is the person who opened the store. When this returns without an exception the
        act is on the disk. Raises EnvironmentFault `disk.full`, `disk.write_failed`,
        `store.busy`; Damaged `store.damaged`; Refused `session.closed`, and `people.own_password`
        while the password is one that another person set, unless `with_given_key`.
        """
        if (actor if isinstance(actor, str) else actor.id) != self.actor.id:
            raise ValueError("only the person who opened the store can act")
        with self._writing:
            ground = self._open_ground()
            if self.key_is_given and not with_given_key:
                raise Refused("people.own_password")
            act = Act(ground, self._author)
            with store_faults(self.folder), self._transaction(ground, "begin immediate"):
                stray = self._watch.stray(ground)
                if stray is not None:
                    record_jump(ground, self._author, stray)
                yield act
                end = head(ground.db) if act.audited or stray else None
            if stray is not None:
                self._watch.go_on()
            if end is not None:
                self._witness(ground, end)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one consistent state. Keep it short: an act that commits waits for it."""
        ground = self._open_ground()
        with store_faults(self.folder):
            if ground.db.raw().in_transaction:
                yield Reader(ground)
                return
            with self._transaction(ground, "begin"):
                yield Reader(ground)

    def clock_strays(self) -> bool:
        """Tell whether the machine's clock jumped; the next act puts it on record."""
        with self.reading():
            return self._watch.stray(self._open_ground()) is not None

    @contextlib.contextmanager
    def holding_key(self) -> Iterator[Source]:
        """Give connection and key, and let nobody else act meanwhile; for backups and slots."""
        with self._writing, store_faults(self.folder):
            ground, key = self._open_ground(), self._held.credentials.data_key
            yield Source(self.folder, ground.db.raw(), key, ground.database, ground.clock)

    @property
    def key_change_due(self) -> bool:
        """Whether somebody was retired since the data key was changed last."""
        with self.reading():
            return key_change.is_due(self._open_ground().db)

    def change_key_if_due(self) -> None:
        """Change the data key after a retirement; no other thread may be reading.

        Raises what `key_change.change_key` does; it stays due then.
        """
        with self._writing, store_faults(self.folder):
            ground, credentials = self._open_ground(), self._held.credentials
            if key_change.is_due(ground.db):
                end = key_change.change_key(self.folder, ground, self._author, credentials.data_key)
                self._witness(ground, end)

    def _open_ground(self) -> Ground:
        if self._ground is None:
            raise Refused("session.closed")
        return self._ground

    @contextlib.contextmanager
    def _transaction(self, ground: Ground, begin: str) -> Iterator[None]:
        connection = ground.db.raw()
        if connection.in_transaction:
            raise RuntimeError("an act or a read inside another")
        try:
            connection.execute(begin)
            yield
            connection.execute("commit")
        except BaseException as error:
            if breaks_connection(error) or not _undone(connection):
                # The next connection replays the journal: only then is the state certain.
                ground.db.close()
            raise

    def _witness(self, ground: Ground, end: AuditHead) -> None:
        try:
            write_anchor(anchor_path(self.folder), Anchor(ground.database, end))
        except EnvironmentFault as fault:
            # The act is committed: to report it as failed would be wrong. An anchor that lags
            # behind is still true, and the next act writes it again.
            self.witness_behind = True
            _log.warning("anchor not written: %s", fault.key)
        else:
            self.witness_behind = False


def _undone(connection: Any) -> bool:
    try:
        if connection.in_transaction:
            connection.execute("rollback")
    except sqlcipher.Error:
        return False
    return True
