"""Subsidy for training staff, or others in a licensed school (三（十二） 职业培训补贴)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import given, holds
from hrdesk.rules.earlier import NOTHING, OF_PERSON, Earlier, always, per_detail
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.measure import Measure
from hrdesk.rules.persons import named_once
from hrdesk.rules.requested import above_zero
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import PerHead, SumOfLines
from hrdesk.rules.term import applied, in_force
from hrdesk.rules.trained_staff import own_staff_or_school

_BEFORE = Earlier(
    code="trained_before",
    bearing=per_detail("course", "course", always(NOTHING)),
    facts=("course",),
    applies=OF_PERSON,
)

MEASURE = Measure(
    id="training_subsidy",
    facts={
        "completed_on": FactType.DATE,
        "standard": FactType.MONEY,
        "standard_document": FactType.TEXT,
        "course": FactType.TEXT,
        "training_school": FactType.BOOL,
    },
    matter="completed_on",
    figures=AGENCY_FIGURES,
    shape=SumOfLines(),
    conditions=(
        in_force(),
        applied(),
        *agency(),
        above_zero("standard"),
        given("standard_document"),
        given("course"),
    ),
    right=OnceRight(Holder.LINE, by=("course",)),
    roster=Roster(
        facts={"own_staff": FactType.BOOL, "certified": FactType.BOOL},
        matter="",
        conditions=(
            named_once(),
            own_staff_or_school("own_staff", "training_school"),
            holds("certified"),
            above_zero("standard", code="standard_per_head"),
            _BEFORE.condition,
        ),
        shape=PerHead(fact="standard"),
    ),
)
