"""Deciding what a version left open: the next version of the case, signed by who decides.

What was accepted stays: application, entries, account, register and people are those of the
version before, which is proven first, so that nothing forged is signed anew (RELIABILITY P5, P8).
Of the application only figures of the office and the history change, where the law was changed
since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hrdesk.domain.case import Case, CaseVersion
from hrdesk.domain.decision import Point
from hrdesk.domain.errors import Refused
from hrdesk.domain.finding import Outcome
from hrdesk.domain.right import OnceRight
from hrdesk.domain.staff import Role
from hrdesk.storage.amounts import decided_fen
from hrdesk.storage.audit import append
from hrdesk.storage.cases import case
from hrdesk.storage.checks.decided import DECIDE, version_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.claims import ClaimFrame, free_claims, use_claims
from hrdesk.storage.ground import Author, Ground
from hrdesk.storage.months import claimed_months
from hrdesk.storage.rights import Decided, claimed_rights, require_claim
from hrdesk.storage.standing import Standing, standing_of
from hrdesk.storage.tables import CaseRow
from hrdesk.storage.versions import CaseFrame, Predecessor, VersionContent, add_version


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What deciding hands over.

    `version` is the number of the version that was decided on, `taken` the reading taken at each
    point now, `finding` the judgement under all that was decided, whose amount is that of the
    case from now on. `right` and `cost` are as in `NewCase`. `figures` are facts that are figures
    of the office and stand otherwise by now, None for one that counts no more; `history` is what
    other cases were granted by now, where the case was judged by that.
    """

    case_id: str
    version: int
    taken: Mapping[Point, str]
    finding: Mapping[str, object]
    right: OnceRight | None
    cost: str
    figures: Mapping[str, object]
    history: Sequence[Mapping[str, object]] | None
    policy_hash: str
    parameters_hash: str


def add_decision(ground: Ground, author: Author, new: NewDecision) -> Case:
    """Store the version that a decision makes, its claims and its record; see `Act.decide`."""
    author.staff.require(Role.CLERK, Role.APPROVER)
    refuse(version_flaws(ground.db.raw(), ground.database, new.case_id))
    before = case(ground, new.case_id)
    _refuse_closed(new, before)
    standing = standing_of(ground, new.case_id)
    content = _content(ground, new, before.version, standing)
    require_claim(ground, before.measure, str(new.finding["outcome"]), content.rights)
    person = ground.keyed_identity(standing.identity)
    frame = CaseFrame(before.id, before.number, before.measure, person, before.received_on)
    after = Predecessor(before.version.number, before.version.signature)
    version = add_version(ground, author, frame, content, after)
    decided = {"outcome": str(new.finding["outcome"]), "amount_fen": decided_fen(new.finding)}
    CaseRow.update(**decided).where(CaseRow.id == new.case_id).execute(ground.db)
    free_claims(ground, version)
    organization, received = standing.organization, standing.received_on
    claims = ClaimFrame(before.measure, new.right, new.cost, organization, received)
    use_claims(ground, claims, version, content)
    append(ground, author, DECIDE, before.id, _detail(before.number, version, new.taken))
    return case(ground, new.case_id)


def _refuse_closed(new: NewDecision, before: Case) -> None:
    """Refuse what is not, or no longer, to be decided; what is to be is in no open batch."""
    number = before.number
    if before.version.number != new.version:
        raise Refused("decide.stale", number=number)
    if before.version.finding["outcome"] != Outcome.OFFICER.value:
        raise Refused("decide.nothing_open", number=number)


def _content(
    ground: Ground, new: NewDecision, before: CaseVersion, standing: Standing
) -> VersionContent:
    is_same = not new.figures and new.history is None
    application = before.facts if is_same else _application(new, before)
    decided = Decided(standing.identity, application, new.finding)
    return VersionContent(
        register=standing.register,
        people=standing.people,
        entries=before.entries,
        application=application,
        finding=new.finding,
        rights=claimed_rights(ground, new.right, decided),
        months=claimed_months(ground, application, new.finding),
        account_key=standing.account_key,
        form_hash=before.form_hash,
        policy_hash=new.policy_hash,
        parameters_hash=new.parameters_hash,
    )


def _application(new: NewDecision, before: CaseVersion) -> Mapping[str, Any]:
    """Return the case as the version before keeps it, with figures and history as of today."""
    kept: Mapping[str, Any] = before.facts
    if new.history is not None:
        kept = {**kept, "history": list(new.history)}
    facts = {**kept.get("facts", {}), **new.figures}
    gone = {name for name, fact in new.figures.items() if fact is None}
    return {**kept, "facts": {name: facts[name] for name in facts if name not in gone}}


def _detail(number: str, version: CaseVersion, taken: Mapping[Point, str]) -> dict[str, str]:
    """Return what the audit says: each point and its reading, nothing of a person."""
    points = {f"{line}:{question}": reading for (line, question), reading in taken.items()}
    return {"number": number, "version": str(version.number), **points}
