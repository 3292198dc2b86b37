"""The register of organizations: versions of the details, and dated rows that are never changed.

Each row carries a salt, and its audit record the salted digest of all its columns: the record's
signature stands for the row, and would stand when values were erased by law one day (P20).
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from hrdesk.domain.credit_code import normalised_credit_code
from hrdesk.domain.errors import Refused
from hrdesk.domain.organization import DatedFact, NoOther, OrganizationDetails
from hrdesk.storage.audit import append
from hrdesk.storage.canonical import canonical_text, salted_digest
from hrdesk.storage.ground import Author, Ground, new_id
from hrdesk.storage.name_index import index_organization
from hrdesk.storage.organization_content import kind_of, written_content
from hrdesk.storage.organization_tables import (
    OrganizationFactRow,
    OrganizationRow,
    OrganizationVersionRow,
)

if TYPE_CHECKING:
    from peewee import ModelSelect

ADD, CHANGE, ENTER, WITHDRAW = (
    "organization.add",
    "organization.change",
    "organization.enter",
    "organization.withdraw",
)
WITHDRAWAL = "withdrawal"
_SALT_BYTES = 16
_HASHED_VERSION = (
    "id",
    "organization_id",
    "credit_code",
    "number",
    "name",
    "initials",
    "kind",
    "details",
)
_HASHED_FACT = ("id", "organization_id", "kind", "content", "withdraws")


@dataclass(frozen=True, slots=True)
class NewDetails:
    """Details as they are entered; `initials`: the Latin capitals that find the name, or ""."""

    details: OrganizationDetails
    initials: str


def add_organization(ground: Ground, author: Author, credit_code: str, new: NewDetails) -> str:
    """Enter an organization and return its id; Refused `register.known` (its name)."""
    code = normalised_credit_code(credit_code)
    organization = new_id()
    query = (
        OrganizationVersionRow.select(OrganizationVersionRow.name)
        .join(OrganizationRow, on=(OrganizationVersionRow.organization == OrganizationRow.id))
        .where(OrganizationRow.credit_code == code)
        .order_by(OrganizationVersionRow.number.desc())
        .limit(1)
    )
    for (name,) in query.tuples().execute(ground.db):
        raise Refused("register.known", name=name)
    OrganizationRow.insert(
        id=organization, credit_code=code, credit_code_reversed=code[::-1]
    ).execute(ground.db)
    _add_version(ground, author, _Place(organization, code, 1), new)
    return organization


def change_organization(
    ground: Ground, author: Author, organization: str, version: int, new: NewDetails
) -> None:
    """Enter changed details as the next version.

    Refused `register.stale` when another version than the one that was changed is the
    newest: what the other person entered stays, and so does what this one typed.
    """
    query = (
        OrganizationVersionRow.select(OrganizationVersionRow.number, OrganizationRow.credit_code)
        .join(OrganizationRow, on=(OrganizationVersionRow.organization == OrganizationRow.id))
        .where(OrganizationVersionRow.organization == organization)
        .order_by(OrganizationVersionRow.number.desc())
        .limit(1)
    )
    for newest, code in query.tuples().execute(ground.db):
        if newest != version:
            raise Refused("register.stale")
        _add_version(ground, author, _Place(organization, code, version + 1), new)
        return
    raise Refused("lookup.no_organization")


def add_fact(ground: Ground, author: Author, organization: str, fact: DatedFact) -> None:
    """Enter a dated fact; Refused `register.row_known` when the same one stands already.

    That nothing is missing may be confirmed again and again: it is said of the rows that stand.
    """
    kind, content = kind_of(fact), written_content(fact)
    same = _standing(organization, OrganizationFactRow.content == content)
    if not isinstance(fact, NoOther) and _any(ground, same.where(OrganizationFactRow.kind == kind)):
        raise Refused("register.row_known")
    _add_row(ground, author, {"organization_id": organization, "kind": kind, "content": content})


def withdraw_fact(ground: Ground, author: Author, organization: str, row: str, reason: str) -> None:
    """Let a dated row count no more; it stays, with the reason and who said so.

    Refused `register.row_withdrawn` when it was withdrawn before, or is not there.
    """
    if not _any(ground, _standing(organization, OrganizationFactRow.id == row)):
        raise Refused("register.row_withdrawn")
    reasoned = {"kind": WITHDRAWAL, "content": canonical_text({"reason": reason}), "withdraws": row}
    _add_row(ground, author, {"organization_id": organization, **reasoned})


def version_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a version: its number, and the digest of all of it."""
    return {"version": str(row["number"]), "row": _digest(row, _HASHED_VERSION)}


def fact_detail(row: Mapping[str, object]) -> dict[str, str]:
    """Return what the audit says of a dated row: its kind, and the digest of all of it."""
    return {"kind": str(row["kind"]), "row": _digest(row, _HASHED_FACT)}


def act_of_version(number: int) -> str:
    """Return the act that enters a version."""
    return ADD if number == 1 else CHANGE


def act_of_fact(kind: str) -> str:
    """Return the act that enters a dated row."""
    return WITHDRAW if kind == WITHDRAWAL else ENTER


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a version stands."""

    organization: str
    credit_code: str
    number: int


def _add_version(ground: Ground, author: Author, place: _Place, new: NewDetails) -> None:
    written = {key: str(value) for key, value in asdict(new.details).items()}
    row: dict[str, object] = {
        "id": new_id(),
        "organization_id": place.organization,
        "number": place.number,
        "name": written.pop("name"),
        "initials": new.initials,
        "kind": written.pop("kind"),
        "details": canonical_text(written),
        "salt": secrets.token_hex(_SALT_BYTES),
    }
    detail = version_detail({**row, "credit_code": place.credit_code})
    record = append(ground, author, act_of_version(place.number), place.organization, detail)
    OrganizationVersionRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)
    index_organization(ground.db, str(row["id"]), new.details.name, new.initials)


def _add_row(ground: Ground, author: Author, content: Mapping[str, object]) -> None:
    row = {"withdraws": None, **content, "id": new_id(), "salt": secrets.token_hex(_SALT_BYTES)}
    act = act_of_fact(str(row["kind"]))
    record = append(ground, author, act, str(row["organization_id"]), fact_detail(row))
    OrganizationFactRow.insert(**row, audit_sequence=record.sequence).execute(ground.db)


def _standing(organization: str, which: Any) -> "ModelSelect[OrganizationFactRow]":
    """Return the question for rows of an organization that were not withdrawn."""
    withdrawn = OrganizationFactRow.alias()
    withdrawals = withdrawn.select(withdrawn.withdraws).where(
        (withdrawn.organization == organization) & (withdrawn.kind == WITHDRAWAL)
    )
    return OrganizationFactRow.select(OrganizationFactRow.id).where(
        (OrganizationFactRow.organization == organization)
        & (OrganizationFactRow.kind != WITHDRAWAL)
        & OrganizationFactRow.id.not_in(withdrawals)
        & which
    )


def _any(ground: Ground, question: "ModelSelect[OrganizationFactRow]") -> bool:
    return len(question.limit(1).tuples().execute(ground.db)) > 0


def _digest(row: Mapping[str, object], columns: tuple[str, ...]) -> str:
    return salted_digest(str(row["salt"]), [row[column] for column in columns])
