"""Guaranteed loan to a small agency that hires (三（八） 创业担保贷款)."""

from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.conditions import holds
from hrdesk.rules.contract import CONTRACT_FACTS, contract_of_years
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.firm_size import small_or_micro, someone_works_there
from hrdesk.rules.hiring import hired_in_time, hiring_ratio
from hrdesk.rules.hiring_share import HIRED_ON
from hrdesk.rules.measure import Measure
from hrdesk.rules.persons import named_once
from hrdesk.rules.requested import within_cap
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import Counted, Qualification
from hrdesk.rules.situation import APPLICATION
from hrdesk.rules.term import application_in_force

_OF_A_HIRE = (
    named_once(),
    holds("qualified"),
    hired_in_time(),
    contract_of_years("contract_years"),
)

MEASURE = Measure(
    id="startup_loan_firm",
    facts={
        "staff": FactType.INT,
        "assets": FactType.MONEY,
        "requested": FactType.MONEY,
    },
    matter=APPLICATION,
    figures={
        **AGENCY_FIGURES,
        "small_staff": Figure(FigureKind.COUNT),
        "small_assets": Figure(FigureKind.MONEY),
        "small_share": Figure(FigureKind.COUNT),
        "large_share": Figure(FigureKind.COUNT),
        "large_staff": Figure(FigureKind.COUNT),
        "window_months": Figure(FigureKind.COUNT, confirmed=True),
        "contract_years": Figure(FigureKind.COUNT),
        "cap": Figure(FigureKind.MONEY),
    },
    shape=Qualification("cap"),
    conditions=(
        application_in_force(),
        *agency(),
        small_or_micro(),
        someone_works_there(),
        hiring_ratio(_OF_A_HIRE),
        within_cap("requested", "cap"),
    ),
    roster=Roster(
        facts={"qualified": FactType.BOOL, HIRED_ON: FactType.DATE, **CONTRACT_FACTS},
        matter=HIRED_ON,
        conditions=_OF_A_HIRE,
        shape=Counted(),
        decides=False,
    ),
)
