"""Versions of a case: what is hashed, what is signed, and how both are checked again.

Hashes run over salted digests of the values, not over the values: when values are erased by law
one day, hash and signature still hold (RELIABILITY P20). `schemes` says which values those are.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hrdesk.domain.case import CaseVersion
from hrdesk.domain.roster import RosterPerson
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.canonical import (
    canonical_bytes,
    canonical_text_of_long,
    digest,
    salted_digest,
    salted_text_digest,
    stored_value,
)
from hrdesk.storage.ground import Author, Ground, new_id, written_moment
from hrdesk.storage.months import MonthClaim, months_digest
from hrdesk.storage.rights import RightClaim, rights_digest
from hrdesk.storage.roster_people import listed_people
from hrdesk.storage.schemes import Scheme, newest_scheme
from hrdesk.storage.tables import ValueRow, VersionRow

PURPOSE = "case version"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class CaseFrame:
    """What a version belongs to: ids, number, measure, keyed person, date that decides."""

    case_id: str
    case_number: str
    measure: str
    person: str
    received_on: date


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a version says.

    `register` are the personal columns of the case's row, `people` those in its roster,
    `account_key` the keyed form of the payee account.
    """

    register: Mapping[str, str]
    people: tuple[RosterPerson, ...]
    entries: Mapping[str, str]
    application: Mapping[str, object]
    finding: Mapping[str, object]
    rights: tuple[RightClaim, ...]
    months: tuple[MonthClaim, ...]
    account_key: str
    form_hash: str
    policy_hash: str
    parameters_hash: str

    def values(self) -> dict[str, Mapping[str, object]]:
        """Return the parts that are kept apart from the version's row, by name."""
        return {
            "entries": self.entries,
            "application": self.application,
            "finding": self.finding,
        }


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The version that a new one follows: its number and signature; 0 and "" before the first."""

    number: int = 0
    signature: str = ""


NO_VERSION = Predecessor()


def content_hash(scheme: Scheme, frame: Mapping[str, object], row: Mapping[str, object]) -> str:
    """Return the hash of a version from its case's frame and its stored columns.

    Office staff see it on paper: it changes with any value of the version.
    """
    return digest([_named(scheme.frame, frame), _named(scheme.content, row)])


def statement(
    scheme: Scheme, database: str, frame: Mapping[str, object], row: Mapping[str, object]
) -> bytes:
    """Return what the acting person signs: canonical JSON over scheme, case, version, person,
    payee account, amount in fen, policy, deciding date and the previous signature.
    """
    framed, signed = _named(scheme.frame, frame), _named(scheme.signed, row)
    return canonical_bytes({"database": database, **framed, **signed})


def frame_fields(frame: CaseFrame) -> dict[str, object]:
    """Return a frame as it is hashed and signed."""
    return {
        "case": frame.case_id,
        "case_number": frame.case_number,
        "measure": frame.measure,
        "person": frame.person,
        "received_on": frame.received_on.isoformat(),
    }


def digests(
    scheme: Scheme, salt: str, register: Mapping[str, object], written: Mapping[str, str]
) -> dict[str, str]:
    """Return the salted digests of the register and the parts of a version, by their columns.

    `written` are the parts as `canonical_text`.
    """
    found = {"register_digest": salted_digest(salt, _named(scheme.register, register))}
    for part in scheme.values:
        found[f"{part}_digest"] = salted_text_digest(salt, written[part])
    return found


def add_version(
    ground: Ground,
    author: Author,
    frame: CaseFrame,
    content: VersionContent,
    before: Predecessor = NO_VERSION,
) -> CaseVersion:
    """Hash, sign and store the version of a case that follows another, or the first."""
    scheme, salt = newest_scheme(), secrets.token_hex(_SALT_BYTES)
    values = content.values()
    register = {**content.register, "people": listed_people(content.people)}
    written = {part: canonical_text_of_long(value) for part, value in values.items()}
    row: dict[str, object] = {
        "id": new_id(),
        "case": frame.case_id,
        "number": before.number + 1,
        "scheme": scheme.number,
        "form_hash": content.form_hash,
        "policy_hash": content.policy_hash,
        "parameters_hash": content.parameters_hash,
        **digests(scheme, salt, register, written),
        "outcome": str(content.finding["outcome"]),
        "amount_fen": decided_fen(content.finding),
        "rights_digest": rights_digest(content.rights),
        "months_digest": months_digest(each.granted for each in content.months),
        "account_key": content.account_key,
        "previous_signature": before.signature,
        "signed_by": author.staff.id,
        "key_id": author.signer.key_id,
        "signed_at": written_moment(ground.clock.now()),
    }
    fields = frame_fields(frame)
    row["content_hash"] = content_hash(scheme, fields, row)
    signed = statement(scheme, ground.database, fields, row)
    row["signature"] = author.signer.sign(PURPOSE, signed)
    VersionRow.insert(**row).execute(ground.db)
    ValueRow.insert(version_id=row["id"], salt=salt, **written).execute(ground.db)
    return _version({**row, **values})


def version_of(row: Mapping[str, Any]) -> CaseVersion:
    """Return stored columns of a version and its values as a value of the domain."""
    parts = ("entries", "application", "finding")
    return _version({**row, **{part: stored_value(row[part]) for part in parts}})


def _version(row: Mapping[str, Any]) -> CaseVersion:
    return CaseVersion(
        id=row["id"],
        case_id=row["case"],
        number=row["number"],
        entries=row["entries"],
        facts=row["application"],
        finding=row["finding"],
        form_hash=row["form_hash"],
        policy_hash=row["policy_hash"],
        parameters_hash=row["parameters_hash"],
        content_hash=row["content_hash"],
        previous_signature=row["previous_signature"],
        signature=row["signature"],
        signed_by=row["signed_by"],
        signed_at=datetime.fromisoformat(row["signed_at"]),
    )


def _named(names: tuple[str, ...], row: Mapping[str, object]) -> dict[str, object]:
    return {name: row[name] for name in names}
