"""Subsidy to a small agency for employing graduates (三（九） 吸纳社保补贴, 第二款)."""

from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import holds, listed
from hrdesk.rules.contract import CONTRACT_FACTS, contract_of_years
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.firm_size import small_or_micro
from hrdesk.rules.insurance_limit import longest_time
from hrdesk.rules.insurance_months import SOCIAL_INSURANCE, USED, InsuranceMonths
from hrdesk.rules.measure import Measure
from hrdesk.rules.monthly import PerMonth, month_conditions
from hrdesk.rules.payments import PAYMENTS
from hrdesk.rules.persons import left_school_within, named
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import SumOfLines
from hrdesk.rules.term import applied

_MONTHS = InsuranceMonths(quota="longest_months", shared=("social_insurance_subsidy",))

MEASURE = Measure(
    id="graduate_insurance_subsidy",
    facts={"staff": FactType.INT, "assets": FactType.MONEY},
    matter="",
    figures={
        **AGENCY_FIGURES,
        "small_staff": Figure(FigureKind.COUNT),
        "small_assets": Figure(FigureKind.MONEY),
        "school_kinds": Figure(FigureKind.CODES, fact="school_kind", closed=False),
        "years_after_school": Figure(FigureKind.COUNT),
        "contract_years": Figure(FigureKind.COUNT),
        "longest_months": Figure(FigureKind.COUNT),
    },
    shape=SumOfLines(),
    conditions=(applied(), *agency(), small_or_micro()),
    cost=SOCIAL_INSURANCE,
    roster=Roster(
        facts={
            "school_kind": FactType.CODE,
            "unemployed_before": FactType.BOOL,
            "graduated_on": FactType.DATE,
            **CONTRACT_FACTS,
            USED: FactType.INT,
            "months": PAYMENTS,
        },
        matter="contract_start",
        conditions=(
            named(),
            listed("school_kind", "school_kinds"),
            holds("unemployed_before"),
            left_school_within("graduated_on", "contract_start", "years_after_school"),
            contract_of_years("contract_years"),
            *month_conditions(_MONTHS),
            longest_time(_MONTHS),
        ),
        shape=PerMonth(_MONTHS),
    ),
)
