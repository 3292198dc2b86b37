"""Rights that are used once: the store itself refuses a second grant.

What a case claims follows from its outcome, its application and what its measure declares
(`OnceRight`); the version holds a digest over its claims, so that its signature stands for each
row. Without facts to go by, a holder has one right to a measure. Measures of one rule share their
rights (`domain.right.rule_of`): a right that is used under one of them is used under each.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from peewee import fn

from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import from_fen, money_text, to_fen
from hrdesk.domain.right import Holder, OnceRight, comparable_detail, rule_of
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.canonical import canonical_text, digest, stored_value
from hrdesk.storage.ground import Ground, new_id
from hrdesk.storage.held_rights import (
    held_at_organization,
    held_rights,
    not_among,
    refuse_held_rights,
)
from hrdesk.storage.many_rows import insert_rows
from hrdesk.storage.months import CLAIMING
from hrdesk.storage.tables import CaseRow, RightOnce, VersionRow

#: SQLite takes a limited number of values with one statement.
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RightClaim:
    """A right that a case claims: for a line of its roster counted from 1, or 0 for itself.

    `holder` is the keyed identity, `subject` what tells this right from others of the holder,
    `detail` what the record of the grant keeps, both as canonical JSON. `amount_fen` is None
    while the amount is open.
    """

    line: int
    holder: str
    subject: str
    detail: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class RightFrame:
    """What the rows of a case's rights have in common."""

    measure: str
    holder: Holder
    organization: str
    case_id: str
    version: int
    granted_on: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for an applicant, in the shape of the assessment contract."""

    applicant: str
    application: Mapping[str, Any]
    finding: Mapping[str, Any]


def claimed_rights(
    ground: Ground, right: OnceRight | None, decided: Decided
) -> tuple[RightClaim, ...]:
    """Return the rights that a case claims; one that cannot be granted claims none.

    A case that claims one right twice is a bug (RuntimeError).
    """
    if right is None or decided.finding["outcome"] not in CLAIMING:
        return ()
    facts = decided.application.get("facts", {})
    if right.holder is not Holder.LINE:
        holder = ground.keyed_identity(decided.applicant)
        return (RightClaim(0, holder, *_details(right, facts), decided_fen(decided.finding)),)
    pairs = zip(decided.application["lines"], decided.finding["lines"], strict=True)
    claims = tuple(
        RightClaim(
            judged["line"],
            ground.keyed_identity(given["person"]),
            *_details(right, facts | given),
            _fen(judged),
        )
        for given, judged in pairs
        if judged["outcome"] in CLAIMING
    )
    if len({(claim.holder, claim.subject) for claim in claims}) < len(claims):
        raise RuntimeError("a case claims a right of one person twice")
    return claims


def rights_digest(claims: Iterable[RightClaim]) -> str:
    """Return the digest of claims, or "" if there are none."""
    ordered = sorted(
        [each.line, each.holder, each.subject, each.detail, each.amount_fen] for each in claims
    )
    return digest(ordered) if ordered else ""


def require_claim(ground: Ground, measure: str, outcome: str, claims: Sequence[object]) -> None:
    """Refuse a case that would go past the rights; such a case is a bug (RuntimeError).

    Once any case used a right to a measure of the same rule, every case that may be granted has
    to use one.
    """
    if outcome in CLAIMING and not claims and _is_guarded(ground, measure):
        raise RuntimeError("a case that may be granted claims no right")


def claim_rights(ground: Ground, frame: RightFrame, claims: Sequence[RightClaim]) -> None:
    """Use rights for a case; Refused if one is held already, with the number of its holder.

    `right.taken` (number) for a right of the applicant, `right.line_taken` (number, row) for
    that of a person of the roster. Identity numbers are compared normalised: x as X, 15 digits
    as 18, full-width as ASCII, without blanks; texts whatever their spelling (`comparable_text`).
    `right.held` and `right.line_held` (number, batch, row) when another case or row used it and
    the platform may still pay it. A unique index and a trigger stand behind the questions.
    Tampered `verify.right_unlike_case` (number) when a
    right of one of them was freed though the newest version of its case claims it.
    """
    _refuse_freed(ground, frame, {each.holder for each in claims})
    held = {
        (row["identity_key"], row["subject"]): row["number"]
        for row in _held(ground, frame.measure, {each.holder for each in claims})
    }
    for claim in claims:
        number = held.get((claim.holder, claim.subject))
        if number is not None and claim.line:
            raise Refused("right.line_taken", number=number, row=claim.line)
        if number is not None:
            raise Refused("right.taken", number=number)
    refuse_held_rights(
        ground,
        (frame.measure, frame.case_id),
        {(each.holder, each.subject): each.line for each in claims},
    )
    insert_rows(ground.db, "right_once", [_row(frame, claim) for claim in claims])


def grants(
    ground: Ground, measure: str, identity: str, organization: str
) -> tuple[Mapping[str, object], ...]:
    """Return what was granted for a measure to an applicant or an organization, oldest first.

    Each entry has the shape of `history` in the assessment contract, and `number`, the case.
    It names the person only who was asked for. A blank organization matches nothing. What a case
    used before it was corrected and the platform may still pay is among them: `held` names the
    batch that sent it.
    """
    person = ground.keyed_identity(identity)
    who = RightOnce.identity_key == person
    if organization:
        who |= RightOnce.organization == organization
    query = _granted(measure).where(who & (RightOnce.holder != Holder.LINE.value))
    rows = list(query.order_by(RightOnce.granted_on, CaseRow.number).dicts().execute(ground.db))
    rows += not_among(rows, held_rights(ground, measure, (person,)))
    # Of the others in an organization what its case has now stands for what it had before.
    others = held_at_organization(ground, measure, organization)
    rows += not_among(rows, others, ("number", "line"))
    rows = sorted((row for row in rows if row["holder"] != Holder.LINE), key=_day_and_case)
    return tuple(_entry(row, identity if row["identity_key"] == person else "") for row in rows)


def grants_to_people(
    ground: Ground, measure: str, people: Collection[str]
) -> tuple[Mapping[str, object], ...]:
    """Return what was granted for a measure to people of rosters, by case and line.

    As `grants`, with each person's number as it was asked for.
    """
    asked = {ground.keyed_identity(person): person for person in people if person}
    held = list(_held(ground, measure, asked.keys()))
    pending = held_rights(ground, measure, asked.keys())
    held = sorted([*held, *not_among(held, pending)], key=_case_and_line)
    return tuple(_entry(row, asked[row["identity_key"]]) for row in held)


def _details(right: OnceRight, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return what tells a right from others of its holder, and what its record keeps.

    The record keeps what was typed; another spelling of it is no other right.
    """
    subject = {name: comparable_detail(facts[name]) for name in right.by if name in facts}
    kept = {name: facts[name] for name in right.details if name in facts}
    return canonical_text(subject), canonical_text(kept)


def _fen(line: Mapping[str, Any]) -> int | None:
    """Return the amount of a line in fen, or None while an officer has to decide."""
    return to_fen(Decimal(line["amount"])) if line["outcome"] == Outcome.ELIGIBLE else None


def _row(frame: RightFrame, claim: RightClaim) -> dict[str, object]:
    return {
        "id": new_id(),
        "measure": frame.measure,
        "holder": frame.holder.value,
        "identity_key": claim.holder,
        "subject": claim.subject,
        "detail": claim.detail,
        "organization": frame.organization,
        "case_id": frame.case_id,
        "version": frame.version,
        "line": claim.line,
        "granted_on": frame.granted_on,
        "amount_fen": claim.amount_fen,
        "active": 1,
    }


def _granted(measure: str) -> Any:
    # Every right that counts is active; to say so is what lets the unique index answer.
    return (
        RightOnce.select(RightOnce, CaseRow.number)
        .join(CaseRow, on=(RightOnce.case == CaseRow.id))
        .where((RightOnce.rule == rule_of(measure)) & (RightOnce.active == 1))
    )


def _refuse_freed(ground: Ground, frame: RightFrame, holders: Collection[str]) -> None:
    """Refuse to grant again what only somebody past the program can have freed."""
    newest = VersionRow.select(fn.MAX(VersionRow.number)).where(VersionRow.case == RightOnce.case)
    query = (
        RightOnce.select(CaseRow.number)
        .join(CaseRow, on=(RightOnce.case == CaseRow.id))
        .where((RightOnce.rule == rule_of(frame.measure)) & (RightOnce.active == 0))
        .where((RightOnce.case != frame.case_id) & (RightOnce.version == newest))
    )
    for some in _slices(holders):
        rows = query.where(RightOnce.identity_key.in_(some)).limit(1).tuples()
        for (number,) in rows.execute(ground.db):
            raise Tampered("verify.right_unlike_case", number=number)


def _slices(holders: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(holders)
    for start in range(0, len(ordered), _MOST_AT_ONCE):
        yield ordered[start : start + _MOST_AT_ONCE]


def _held(ground: Ground, measure: str, holders: Collection[str]) -> Iterator[Mapping[str, Any]]:
    for some in _slices(holders):
        query = _granted(measure).where(RightOnce.identity_key.in_(some))
        yield from query.dicts().execute(ground.db)


def _is_guarded(ground: Ground, measure: str) -> bool:
    guarded = (RightOnce.rule == rule_of(measure)) & (RightOnce.active == 1)
    used = RightOnce.select(RightOnce.id).where(guarded).limit(1)
    return len(used.tuples().execute(ground.db)) > 0


def _case_and_line(row: Mapping[str, Any]) -> tuple[str, int]:
    return row["number"], row["line"]


def _day_and_case(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["granted_on"], row["number"]


def _entry(row: Mapping[str, Any], person: str) -> Mapping[str, object]:
    entry: dict[str, object] = {
        "measure": row["measure"],
        "on": row["granted_on"],
        "number": row["number"],
    }
    if person and row["holder"] != Holder.ORGANIZATION:
        entry["person"] = person
    if row["organization"]:
        entry["organization"] = row["organization"]
    if row["amount_fen"] is not None:
        entry["amount"] = money_text(from_fen(row["amount_fen"]))
    detail = stored_value(row["detail"])
    if detail:
        entry["detail"] = detail
    if "batch" in row:
        entry["held"] = row["batch"]
    return entry
