"""Subsidy for employing people in hardship or out of poverty (三（九） 吸纳社保补贴, 第一款)."""

from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import holds, listed
from hrdesk.rules.contract import CONTRACT_FACTS, contract_of_years
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.insurance_limit import longest_time
from hrdesk.rules.insurance_months import SOCIAL_INSURANCE, USED, InsuranceMonths
from hrdesk.rules.measure import Measure
from hrdesk.rules.monthly import PerMonth, month_conditions
from hrdesk.rules.payments import PAYMENTS
from hrdesk.rules.persons import named
from hrdesk.rules.retirement import RETIREMENT_FACTS, RETIREMENT_FIGURES, listed_kind
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import SumOfLines
from hrdesk.rules.term import applied

_MONTHS = InsuranceMonths(
    quota="longest_months",
    shared=("graduate_insurance_subsidy",),
    margin="months_to_retirement",
    at_margin="social_insurance_subsidy.at_margin",
)

MEASURE = Measure(
    id="social_insurance_subsidy",
    facts={},
    matter="",
    figures={
        **AGENCY_FIGURES,
        "categories": Figure(FigureKind.CODES, fact="category"),
        "contract_years": Figure(FigureKind.COUNT),
        "longest_months": Figure(FigureKind.COUNT),
        "months_to_retirement": Figure(FigureKind.COUNT),
        **{name: Figure(kind, fact="retirement_kind") for name, kind in RETIREMENT_FIGURES.items()},
    },
    shape=SumOfLines(),
    conditions=(applied(), *agency()),
    cost=SOCIAL_INSURANCE,
    roster=Roster(
        facts={
            "category": FactType.CODE,
            "category_proof": FactType.BOOL,
            **CONTRACT_FACTS,
            **RETIREMENT_FACTS,
            USED: FactType.INT,
            "months": PAYMENTS,
        },
        matter="contract_start",
        conditions=(
            named(),
            listed("category", "categories"),
            holds("category_proof"),
            contract_of_years("contract_years"),
            listed_kind(),
            *month_conditions(_MONTHS),
            longest_time(_MONTHS, retires=True),
        ),
        shape=PerMonth(_MONTHS),
    ),
)
