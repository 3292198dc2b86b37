"""Award for recruiting talent in short supply (三（二） 引才奖补)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import holds
from hrdesk.rules.earlier import OF_PERSON, REFUSES, SILENT, Earlier, always, per_detail
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.persons import named_once
from hrdesk.rules.requested import within_cap
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import PerHead, SumOfLines
from hrdesk.rules.term import applied, in_force

_BEFORE = Earlier(
    code="introduced_before",
    bearing=per_detail("introduced_on", "introduced_on", always(SILENT), REFUSES),
    facts=("introduced_on",),
    question="talent_recruitment_award.again",
    applies=OF_PERSON,
)

MEASURE = Measure(
    id="talent_recruitment_award",
    facts={"standard": FactType.MONEY},
    matter="",
    figures={
        **AGENCY_FIGURES,
        "cap": Figure(FigureKind.MONEY),
    },
    shape=SumOfLines("cap"),
    conditions=(applied(), *agency(), within_cap("standard", "cap")),
    right=OnceRight(Holder.LINE, by=("introduced_on",)),
    roster=Roster(
        facts={
            "introduced_on": FactType.DATE,
            "shortage_listed": FactType.BOOL,
            "employer_local_enterprise": FactType.BOOL,
            "newly_recruited": FactType.BOOL,
        },
        matter="introduced_on",
        conditions=(
            named_once(),
            in_force(),
            holds("shortage_listed"),
            holds("employer_local_enterprise"),
            holds("newly_recruited"),
            within_cap("standard", "cap", code="standard_per_head"),
            _BEFORE.condition,
        ),
        shape=PerHead(fact="standard"),
    ),
)
