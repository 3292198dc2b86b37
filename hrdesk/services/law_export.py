"""Handing the law of an office to another: one signed file, written whole and read again."""

import hashlib
import os
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.domain.amendment import NewRuling, NewValues, Successor, standing
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Damaged, InvalidInput, Refused
from hrdesk.domain.law_export import ExportedChange, LawExport, exported_changes, in_order
from hrdesk.packs.office_law import rule_value
from hrdesk.services.amendments import CONFIRMERS
from hrdesk.services.presenting import catalogue_words
from hrdesk.services.session import Session
from hrdesk.storage.files import discard, disk_faults, remove_unfinished, write_whole

if TYPE_CHECKING:
    from hrdesk.packs.law import Law

_SUFFIX = ".toml"
#: What no file of Windows may be called.
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
_ACT = "amendment.export"


@dataclass(frozen=True, slots=True)
class WrittenExport:
    """A file that was handed out: where it lies, how many changes it holds, whose key signed."""

    path: Path
    changes: int
    fingerprint: str


def export_law(session: Session, folder: Path, program: str) -> WrittenExport:
    """Write what stands here into a new file of a folder, signed by the person at work.

    An act of an administrator or a supervisor (Refused `rights.role`), audited with the file's
    hash before the file is there. `program` is the version that writes. Raises Refused
    `export.too_large`, EnvironmentFault as `write_whole`, Damaged `export.unlike` when what was
    read again is not what was written.
    """
    from hrdesk.packs.export_reading import LARGEST_EXPORT
    from hrdesk.packs.export_seal import PURPOSE
    from hrdesk.packs.export_writing import export_bytes

    session.require(*CONFIRMERS)
    export = law_export(session, program)
    versions = {each.id: each.book.version for each in session.law.policies()}
    words = catalogue_words("law_export")
    day = export.exported_on.isoformat()
    head = words["head"].format(office=session.office.name, day=day)
    with session.store.acting(session.staff) as act:
        content = export_bytes(export, versions, head, partial(act.seal, PURPOSE))
        if len(content) > LARGEST_EXPORT:
            raise Refused("export.too_large")
        digest = hashlib.sha256(content).hexdigest()
        act.record(_ACT, export.policy, {"file": digest, "changes": str(len(export.changes))})
    path = _free(folder, words["file_name"].format(office=session.office.name, day=day))
    remove_unfinished(folder, path.name)
    write_whole(path, content)
    try:
        return _read_again(path, export, digest)
    except BaseException:
        discard(path)
        raise


def _read_again(path: Path, export: LawExport, digest: str) -> WrittenExport:
    """Return what stands in the file, which must be what was meant."""
    from hrdesk.packs.export_reading import read_export

    with disk_faults(path.parent):
        content = path.read_bytes()
    try:
        read = read_export(path.name, content)
    except InvalidInput:
        raise Damaged("export.unlike", name=path.name) from None
    if (read.digest, read.export) != (digest, export):
        raise Damaged("export.unlike", name=path.name)
    return WrittenExport(path, len(export.changes), read.fingerprint)


def law_export(session: Session, program: str) -> LawExport:
    """Return what stands here: what no policy here takes changes nothing, and stays here."""
    law = session.law
    standing_here = {each.id for each in law.policies()}
    found = [
        change
        for each in exported_changes(standing(session.amendments()))
        if _counts(law, change := _of_exported(each, standing_here, law.packs.shipped.id))
    ]
    hashes = [each.content.content_hash for each in found if isinstance(each.content, Successor)]
    return LawExport(
        office=(session.office.code, session.office.name),
        exported_on=today(session.clock),
        program=program,
        policy=law.packs.shipped.id,
        changes=in_order(found, law.packs.shipped.id),
        packs={each: law.packs.of(each).files for each in hashes},
    )


def _of_exported(change: ExportedChange, policies: set[str], shipped: str) -> ExportedChange:
    """Return a change under the policy in whose part of the file it stands."""
    if isinstance(change.content, Successor):
        return replace(change, policy=shipped)
    if isinstance(change.content, NewValues) and change.policy not in policies:
        # What holds in one place holds there under any policy.
        placed = any(value.place for value in change.content.values)
        return replace(change, policy=shipped) if placed else change
    return change


def _counts(law: "Law", change: ExportedChange) -> bool:
    """Tell whether a policy that counts here takes a change."""
    policy = next((each for each in law.policies() if each.id == change.policy), None)
    if policy is None:
        return False
    match change.content:
        case NewValues((value, *_)):
            return policy.book.takes_value(value.parameter, rule_value(value.value))
        case NewRuling(question, reading):
            return policy.book.takes_ruling(question, reading)
        case _:
            return True


def _free(folder: Path, stem: str) -> Path:
    """Return a path that nothing lies at: what was handed out before is never replaced."""
    plain = "".join("_" if each in _NOT_IN_NAMES else each for each in stem)
    names = (f"{plain}{_SUFFIX}" if n == 1 else f"{plain}-{n}{_SUFFIX}" for n in count(1))
    return next(path for name in names if not os.path.lexists(path := folder / name))
