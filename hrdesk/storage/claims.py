"""What a version of a case claims: it uses rights and months, and frees those of older versions."""

from dataclasses import dataclass

from hrdesk.domain.case import CaseVersion
from hrdesk.domain.right import Holder, OnceRight
from hrdesk.storage.ground import Ground
from hrdesk.storage.months import MonthFrame, claim_months
from hrdesk.storage.rights import RightFrame, claim_rights
from hrdesk.storage.tables import RightMonth, RightOnce
from hrdesk.storage.versions import VersionContent


@dataclass(frozen=True, slots=True)
class ClaimFrame:
    """What all claims of a case have in common; see `NewCase`. `granted_on` is in ISO form."""

    measure: str
    right: OnceRight | None
    cost: str
    organization: str
    granted_on: str


def use_claims(
    ground: Ground, frame: ClaimFrame, version: CaseVersion, content: VersionContent
) -> None:
    """Use what a version claims.

    Refused `right.taken`, `right.line_taken`, `right.month_taken` when another case uses it;
    `right.held`, `right.line_held`, `right.month_held` when another case or another line of this
    one used it before it was corrected, and the platform may still pay it (`hold_schema`).
    """
    case_id, number = version.case_id, version.number
    holder = frame.right.holder if frame.right else Holder.PERSON
    rights = RightFrame(
        frame.measure, holder, frame.organization, case_id, number, frame.granted_on
    )
    claim_rights(ground, rights, content.rights)
    claim_months(ground, MonthFrame(frame.cost, frame.measure, case_id, number), content.months)


def free_claims(ground: Ground, version: CaseVersion) -> None:
    """Let go what older versions of the case hold, so that the newest one claims anew."""
    for table in (RightOnce, RightMonth):
        older = (table.case == version.case_id) & (table.version < version.number)
        table.update(active=0).where(older & (table.active == 1)).execute(ground.db)
