"""Grant for training bases and master studios (三（十三） 高技能人才培训基地和技能大师工作室)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.coded_shapes import Approved, ByCode, Chosen
from hrdesk.rules.conditions import holds, listed, listed_by, when_code
from hrdesk.rules.earlier import UPGRADE_READINGS, Earlier
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.platforms import PLATFORM_FACTS, same_platform
from hrdesk.rules.requested import within_cap_of
from hrdesk.rules.term import applied, in_force

_BASE, _STUDIO = "training_base", "master_studio"
_BEFORE = Earlier(
    code="granted_before",
    bearing=same_platform,
    facts=PLATFORM_FACTS,
    question="skills_platform_grant.again",
    readings=UPGRADE_READINGS,
)

MEASURE = Measure(
    id="skills_platform_grant",
    facts={
        "platform": FactType.CODE,
        "level": FactType.CODE,
        "approved_on": FactType.DATE,
        "newly_created": FactType.BOOL,
        "approval_document": FactType.TEXT,
        "approved_amount": FactType.MONEY,
    },
    matter="approved_on",
    figures={
        **AGENCY_FIGURES,
        "platforms": Figure(FigureKind.CODES, fact="platform"),
        "base_amounts": Figure(FigureKind.AMOUNTS, fact="level", closed=False),
        "studio_caps": Figure(FigureKind.AMOUNTS, fact="level", closed=False),
    },
    shape=Chosen(
        "platform",
        {
            _BASE: ByCode("base_amounts", "level", _BEFORE),
            _STUDIO: Approved("approved_amount", "studio_caps", "level", _BEFORE),
        },
    ),
    conditions=(
        in_force(),
        applied(),
        *agency(),
        listed("platform", "platforms"),
        listed_by(
            "level", "platform", {_BASE: "base_amounts", _STUDIO: "studio_caps"}, FigureKind.AMOUNTS
        ),
        holds("newly_created"),
        within_cap_of("approved_amount", "level", "studio_caps", when_code("platform", _STUDIO)),
        _BEFORE.condition,
    ),
    right=OnceRight(Holder.ORGANIZATION, by=("platform", "approval_document")),
)
