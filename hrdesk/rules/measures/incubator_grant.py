"""Grant for incubators (三（六） 创新创业孵化基地资助)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency_or_park
from hrdesk.rules.coded_shapes import ByCode
from hrdesk.rules.conditions import holds, listed
from hrdesk.rules.earlier import Earlier
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.incubator import (
    EVENT,
    EVENT_ON,
    EVENTS_OF_ONCE,
    OF_ANNUAL,
    YEAR,
    assessed_year,
    city_recognised,
    once,
    province_before,
    year_after_recognition,
)
from hrdesk.rules.measure import Measure
from hrdesk.rules.term import applied, in_force

_ONCE = Earlier(
    code="granted_before",
    bearing=once,
    facts=("event", "assessment_year"),
    applies=EVENTS_OF_ONCE,
)
_AFTER_PROVINCE = Earlier(
    code="after_province",
    bearing=province_before,
    facts=("event",),
    question="incubator_grant.after_province",
    applies=OF_ANNUAL,
)

MEASURE = Measure(
    id="incubator_grant",
    facts={
        "event": FactType.CODE,
        "event_on": FactType.DATE,
        "assessment_year": FactType.INT,
        "assessment_passed": FactType.BOOL,
    },
    matter="event_on",
    figures={
        **AGENCY_FIGURES,
        "amounts": Figure(FigureKind.AMOUNTS, fact="event"),
    },
    shape=ByCode("amounts", "event"),
    conditions=(
        in_force(),
        applied(),
        *agency_or_park(),
        listed("event", "amounts", kind=FigureKind.AMOUNTS),
        assessed_year(),
        holds("assessment_passed", OF_ANNUAL),
        _ONCE.condition,
        city_recognised(),
        year_after_recognition(),
        _AFTER_PROVINCE.condition,
    ),
    right=OnceRight(Holder.ORGANIZATION, by=(EVENT, YEAR), noted=(EVENT_ON,)),
)
