"""Award to an agency that the province has rated (三（一） 人力资源服务机构奖励)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.coded_shapes import ByCode
from hrdesk.rules.conditions import listed
from hrdesk.rules.earlier import UPGRADE_READINGS, Earlier
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.rating import grade_before
from hrdesk.rules.term import applied, in_force

_BEFORE = Earlier(
    code="rated_before",
    bearing=grade_before("rating", "amounts"),
    facts=("rating",),
    question="agency_rating_award.upgrade",
    readings=UPGRADE_READINGS,
    figures={"amounts": FigureKind.AMOUNTS},
)

MEASURE = Measure(
    id="agency_rating_award",
    facts={"rating": FactType.CODE, "rating_level": FactType.CODE, "rated_on": FactType.DATE},
    matter="rated_on",
    figures={
        **AGENCY_FIGURES,
        "rating_levels": Figure(FigureKind.CODES, fact="rating_level", closed=False),
        "amounts": Figure(FigureKind.AMOUNTS, fact="rating"),
    },
    shape=ByCode("amounts", "rating", _BEFORE),
    conditions=(
        in_force(),
        applied(),
        *agency(),
        listed("rating", "amounts", kind=FigureKind.AMOUNTS),
        listed("rating_level", "rating_levels"),
        _BEFORE.condition,
    ),
    right=OnceRight(Holder.ORGANIZATION, by=("rating",)),
)
