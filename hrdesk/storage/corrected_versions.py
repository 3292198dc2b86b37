"""Confirming a correction: the next version of its case, in one act with all that hangs on it.

The version before is proven first, and so is the proposal, so that nothing forged is signed anew
(RELIABILITY P5, P8). What the older versions signed of the case's row and its roster is kept in
`former_register` where the correction changes it: their signatures go on holding.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Correction
from hrdesk.domain.errors import Refused, Tampered
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.right import OnceRight
from hrdesk.domain.roster import RosterPerson
from hrdesk.intake.corrected import corrected
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.canonical import canonical_text
from hrdesk.storage.cases import case
from hrdesk.storage.checks.corrections import proposal_flaws
from hrdesk.storage.checks.decided import version_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.claims import ClaimFrame, free_claims, use_claims
from hrdesk.storage.correctable import refuse_sent, refuse_uncorrectable
from hrdesk.storage.correction_schema import PERSONAL
from hrdesk.storage.corrections import (
    CONFIRMATIONS,
    CONFIRMERS,
    open_correction,
)
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.months import claimed_months
from hrdesk.storage.name_index import reindex_name
from hrdesk.storage.parties import parties_of
from hrdesk.storage.rights import Decided, claimed_rights, require_claim
from hrdesk.storage.roster_people import correct_people, listed_people
from hrdesk.storage.second_person import bar_of
from hrdesk.storage.standing import Standing, standing_of
from hrdesk.storage.tables import CaseRow
from hrdesk.storage.versions import CaseFrame, Predecessor, VersionContent, add_version
from hrdesk.storage.withdrawable import enter_row

_KEEP = "insert into former_register (case_id, last_version, register) values (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class CorrectedCase:
    """What confirming a correction hands over: the case as it is from now on.

    `register` are the personal columns of its row and the identity number, `account` the payee
    account or "", `people` those in the rows of its roster; `right` and `cost` as in `NewCase`.
    `seen` is what the second person was shown, for the record.
    """

    correction: str
    register: Mapping[str, str]
    account: str
    people: tuple[RosterPerson, ...]
    entries: Mapping[str, str]
    application: Mapping[str, object]
    finding: Mapping[str, object]
    right: OnceRight | None
    cost: str
    parameters_hash: str
    seen: Mapping[str, str]


def confirm_correction(ground: Ground, author: Author, new: CorrectedCase) -> Case:
    """Store the version that a correction makes, its claims and its record; see `Act`."""
    correction = open_correction(ground, new.correction)
    _refuse_person(ground, author, correction)
    connection = ground.db.raw()
    refuse(version_flaws(connection, ground.database, correction.case_id))
    refuse(proposal_flaws(connection, ground.database, correction.id))
    before = case(ground, correction.case_id)
    refuse_uncorrectable(ground, before, correction.version)
    refuse_sent(ground, before, correction.changes, new.finding)
    if corrected(before.version.entries, correction.changes) != new.entries:
        raise RuntimeError("a correction would change what nobody proposed")
    standing = standing_of(ground, before.id)
    content = _content(ground, new, before)
    require_claim(ground, before.measure, str(new.finding["outcome"]), content.rights)
    confirmation = {
        "correction_id": correction.id,
        "case_id": before.id,
        "version": before.version.number + 1,
        "seen": canonical_text(dict(new.seen)),
    }
    enter_row(ground, author, CONFIRMATIONS, confirmation)
    person = ground.keyed_identity(content.register["identity"])
    frame = CaseFrame(before.id, before.number, before.measure, person, before.received_on)
    after = Predecessor(before.version.number, before.version.signature)
    version = add_version(ground, author, frame, content, after)
    _keep_former(ground, before, standing, content)
    _correct_row(ground, before, standing, content)
    free_claims(ground, version)
    organization, received = content.register["organization"], standing.received_on
    claims = ClaimFrame(before.measure, new.right, new.cost, organization, received)
    use_claims(ground, claims, version, content)
    return case(ground, before.id)


def _refuse_person(ground: Ground, author: Author, correction: Correction) -> None:
    """Refuse who is no second person, as the guards of the schema do (RELIABILITY P6)."""
    staff = author.staff
    staff.require(*CONFIRMERS)
    if correction.proposer == staff.id:
        raise Refused("correct.own", name=staff.name)
    bar = bar_of(ground, staff, correction.entry.sequence)
    if bar is not None and bar.until is None:
        raise Refused("correct.key_given", name=staff.name)
    if bar is not None:
        raise Refused("correct.key_reset", name=staff.name, until=f"{bar.until:%Y-%m-%d %H:%M}")


def _content(ground: Ground, new: CorrectedCase, before: Case) -> VersionContent:
    identity = normalised_identity(new.register["identity"])
    decided = Decided(identity, new.application, new.finding)
    return VersionContent(
        register={**new.register, "identity": identity},
        people=new.people,
        entries=new.entries,
        application=new.application,
        finding=new.finding,
        rights=claimed_rights(ground, new.right, decided),
        months=claimed_months(ground, new.application, new.finding),
        account_key=ground.keyed_account(new.account),
        form_hash=before.version.form_hash,
        policy_hash=before.version.policy_hash,
        parameters_hash=new.parameters_hash,
    )


def _keep_former(ground: Ground, before: Case, standing: Standing, content: VersionContent) -> None:
    """Keep what the older versions signed, where the newest one signs something else."""
    was = {**standing.register, "people": listed_people(standing.people)}
    now = {**content.register, "people": listed_people(content.people)}
    if was != now:
        kept = (before.id, before.version.number, canonical_text(was))
        ground.db.execute_sql(_KEEP, kept)


def _correct_row(ground: Ground, before: Case, standing: Standing, content: VersionContent) -> None:
    """Let row, person, roster and search follow the newest version."""
    register, identity = content.register, content.register["identity"]
    row = {
        **{name: register[name] for name in PERSONAL},
        "party": parties_of(ground, (identity,))[identity],
        "outcome": str(content.finding["outcome"]),
        "amount_fen": decided_fen(content.finding),
    }
    CaseRow.update(**row).where(CaseRow.id == before.id).execute(ground.db)
    was, now = standing.register["applicant_name"], register["applicant_name"]
    if was != now and not reindex_name(ground.db, before.id, was, now):
        raise Tampered("verify.search_wrong", number=before.number)
    if not correct_people(ground, before.id, standing.people, content.people):
        raise Tampered("verify.roster_search_wrong", number=before.number)
