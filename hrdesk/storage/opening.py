"""Opening a store: is it ours, whole, of this version, and does the chain reach its anchor."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hrdesk.domain.clock import Clock
from hrdesk.domain.errors import Damaged, Refused, Tampered, WrongKey
from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.storage.account_reading import key_is_given, owner_of_key, staff_member
from hrdesk.storage.anchor import Anchor, read_anchor, write_anchor
from hrdesk.storage.audit import append, hash_at, head
from hrdesk.storage.clock_jumps import record_jump, stray_at_start
from hrdesk.storage.connection import KeyedDatabase, require_sqlite
from hrdesk.storage.files import remove_unfinished
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.key_change import settle
from hrdesk.storage.keys.credentials import Credentials
from hrdesk.storage.keys.signing import Signer
from hrdesk.storage.keys.slot_file import read_slots
from hrdesk.storage.layout import anchor_path, database_path, keyslots_path, store_path
from hrdesk.storage.migrations import Plan
from hrdesk.storage.record_notes import LOSS_ACT
from hrdesk.storage.tables import MetaRow, Site
from hrdesk.storage.upgrading import bring_up_to_date


def open_ground(
    folder: Path, credentials: Credentials, clock: Clock, plan: Plan
) -> tuple[Ground, Author]:
    """Open the database of a folder and check what can be checked without reading all of it.

    The caller holds the folder's lock.
    """
    require_sqlite()
    if read_slots(keyslots_path(folder)).database != credentials.database:
        raise WrongKey("store.wrong_key")
    remove_unfinished(store_path(folder))
    settle(folder, credentials)
    bring_up_to_date(folder, credentials.data_key, plan, clock)
    db = KeyedDatabase(database_path(folder), credentials.data_key)
    try:
        ground = read_ground(db, clock)
        if ground.database != credentials.database:
            raise Tampered("keys.foreign")
        author = known_author(ground, credentials.staff_id, credentials.signer)
        _check_anchor(folder, ground, author)
        _check_clock(folder, ground, author)
    except BaseException:
        db.close_everywhere()
        raise
    return ground, author


def read_ground(db: KeyedDatabase, clock: Clock) -> Ground:
    """Read what every act stands on; Damaged `store.damaged` if any of it is missing."""
    values = dict(MetaRow.select(MetaRow.key, MetaRow.value).tuples().execute(db))
    sites = list(Site.select().where(Site.own == 1).dicts().execute(db))
    if len(sites) != 1 or not {"database", "identity_key"} <= values.keys():
        raise Damaged("store.damaged")
    site = sites[0]
    office = Office(site["code"], site["name"], OfficeLevel(site["level"]))
    identity_key = bytes.fromhex(values["identity_key"])
    return Ground(db, values["database"], identity_key, site["id"], office, clock)


def known_author(ground: Ground, staff_id: str, signer: Signer) -> Author:
    """Return who acts with a key: it must be the newest of an account that was not retired.

    Raises Tampered `keys.foreign`, WrongKey `keys.superseded`, Refused `login.inactive`.
    """
    if owner_of_key(ground.db, signer.key_id) != staff_id:
        raise Tampered("keys.foreign")
    staff = staff_member(ground.db, staff_id)
    if not staff.active:
        raise Refused("login.inactive")
    if staff.verify_key != signer.verify_key:
        raise WrongKey("keys.superseded")
    return Author(staff, signer, key_is_given(ground.db, staff_id))


def _check_anchor(folder: Path, ground: Ground, author: Author) -> None:
    path = anchor_path(folder)
    anchor = read_anchor(path)
    if anchor is not None:
        if not anchor_holds(anchor, ground):
            raise Tampered("store.tail_cut", sequence=anchor.head.sequence)
        end = head(ground.db)
        if end != anchor.head:
            write_anchor(path, Anchor(ground.database, end))
        return
    # The loss goes on record: nobody cuts the chain unseen by deleting the witness first.
    with _recorded(folder, ground):
        append(ground, author, LOSS_ACT, ground.site_id, {})


def _check_clock(folder: Path, ground: Ground, author: Author) -> None:
    stray = stray_at_start(ground)
    if stray is not None:
        with _recorded(folder, ground):
            record_jump(ground, author, stray)


@contextlib.contextmanager
def _recorded(folder: Path, ground: Ground) -> Iterator[None]:
    connection = ground.db.raw()
    connection.execute("begin immediate")
    yield
    connection.execute("commit")
    write_anchor(anchor_path(folder), Anchor(ground.database, head(ground.db)))


def anchor_holds(anchor: Anchor, ground: Ground) -> bool:
    """Tell whether the chain still has the record that the anchor names."""
    known = hash_at(ground.db, anchor.head.sequence)
    return anchor.database == ground.database and known == anchor.head.hash
