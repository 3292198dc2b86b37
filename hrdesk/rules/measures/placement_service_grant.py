"""Grant for placing people in enterprises (三（十一） 就业创业服务补助)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import holds, left_to_officer, listed
from hrdesk.rules.contract import CONTRACT_FACTS, contract_of_years
from hrdesk.rules.earlier import OF_PERSON, REFUSES, Earlier, per_detail, silent_within_years
from hrdesk.rules.fact_types import MONTHS, FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.insured_run import insured_in_a_row
from hrdesk.rules.measure import Measure
from hrdesk.rules.persons import named_once
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import PerHead, SumOfLines
from hrdesk.rules.term import applied, in_force

_BEFORE = Earlier(
    code="placed_before",
    bearing=per_detail(
        "contract_start", "contract_start", silent_within_years("years_between"), REFUSES
    ),
    facts=("contract_start",),
    question="placement_service_grant.again",
    figures={"years_between": FigureKind.COUNT},
    applies=OF_PERSON,
)

MEASURE = Measure(
    id="placement_service_grant",
    facts={},
    matter="",
    figures={
        **AGENCY_FIGURES,
        "categories": Figure(FigureKind.CODES, fact="category"),
        "amount": Figure(FigureKind.MONEY),
        "contract_years": Figure(FigureKind.COUNT),
        "insured_months": Figure(FigureKind.COUNT),
        "years_between": Figure(FigureKind.COUNT),
    },
    shape=SumOfLines(),
    conditions=(applied(), *agency()),
    right=OnceRight(Holder.LINE, by=("contract_start",)),
    roster=Roster(
        facts={
            "category": FactType.CODE,
            "category_proof": FactType.BOOL,
            "employer_enterprise": FactType.BOOL,
            "organised": FactType.BOOL,
            "contract_assisted": FactType.BOOL,
            "own_staff": FactType.BOOL,
            **CONTRACT_FACTS,
            "insured_months": MONTHS,
        },
        matter="contract_start",
        conditions=(
            named_once(),
            in_force(),
            listed("category", "categories"),
            holds("category_proof"),
            holds("employer_enterprise"),
            holds("organised"),
            holds("contract_assisted"),
            left_to_officer("own_staff", "placement_service_grant.own_staff"),
            contract_of_years("contract_years"),
            insured_in_a_row("insured_months", "insured_months"),
            _BEFORE.condition,
        ),
        shape=PerHead(figure="amount"),
    ),
)
