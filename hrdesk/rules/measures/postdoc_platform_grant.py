"""Grant for a new postdoctoral platform (三（五） 创新创业平台资助)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency_or_park
from hrdesk.rules.coded_shapes import ByCode
from hrdesk.rules.conditions import holds, listed, when_code
from hrdesk.rules.earlier import UPGRADE_READINGS, Earlier
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.platforms import PLATFORM_FACTS, lesser_platform, same_platform
from hrdesk.rules.term import applied, in_force

_ONCE = Earlier(
    code="granted_before",
    bearing=same_platform,
    facts=PLATFORM_FACTS,
    question="postdoc_platform_grant.again",
)
_AFTER_BASE = Earlier(
    code="after_base",
    bearing=lesser_platform,
    facts=("platform",),
    question="postdoc_platform_grant.after_base",
    readings=UPGRADE_READINGS,
    applies=when_code("platform", "workstation"),
)

MEASURE = Measure(
    id="postdoc_platform_grant",
    facts={
        "platform": FactType.CODE,
        "approved_on": FactType.DATE,
        "newly_built": FactType.BOOL,
        "approval_document": FactType.TEXT,
    },
    matter="approved_on",
    figures={
        **AGENCY_FIGURES,
        "amounts": Figure(FigureKind.AMOUNTS, fact="platform"),
    },
    shape=ByCode("amounts", "platform", _AFTER_BASE),
    conditions=(
        in_force(),
        applied(),
        *agency_or_park(),
        listed("platform", "amounts", kind=FigureKind.AMOUNTS),
        holds("newly_built"),
        _ONCE.condition,
        _AFTER_BASE.condition,
    ),
    right=OnceRight(Holder.ORGANIZATION, by=("platform", "approval_document")),
)
