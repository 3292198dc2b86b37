"""Checking a policy pack before an office trusts it, and packing one into a file."""

from pathlib import Path

from hrdesk.domain.errors import EnvironmentFault, Problem
from hrdesk.packs.check import CheckedPack
from hrdesk.packs.check import check_pack as _check_pack
from hrdesk.packs.pack_archive import archive_bytes
from hrdesk.packs.pack_folder import pack_at
from hrdesk.packs.untried import untried_rows
from hrdesk.reference.messages import catalogue


def check_pack(path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Check a pack's folder or file; return the sentence that says it is sound, and remarks.

    A remark (`pack.untried`) names a dated row that no example of its measure is judged by.
    Raises InvalidInput (`pack.invalid`) with every fault by file, line and remedy,
    EnvironmentFault `pack.unreadable`.
    """
    pack = pack_at(path)
    return _said("pack_sound", _check_pack(pack)), untried_rows(pack)


def make_pack(folder: Path, target: Path) -> str:
    """Write a sound pack into a pack file and return the sentence that says so.

    The same texts give the same bytes. Raises as `check_pack` and `write_whole`; a file that is
    there already is not overwritten (EnvironmentFault `pack.is_there`).
    """
    from hrdesk.storage.files import write_whole

    pack = pack_at(folder)
    checked = _check_pack(pack)
    if target.exists():
        raise EnvironmentFault("pack.is_there", name=target.name)
    write_whole(target, archive_bytes(pack))
    return _said("pack_made", checked, file=target.name)


def _said(words: str, checked: CheckedPack, **values: str) -> str:
    hashed = checked.policy.content_hash
    return (
        catalogue()
        .words("cli")[words]
        .format(examples=checked.examples, hash=hashed, policy=checked.policy.id, **values)
    )
