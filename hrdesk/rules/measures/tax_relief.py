"""Tax relief (三（四） 税收优惠): the city's tax bureau decides."""

from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.shapes import Referral
from hrdesk.rules.situation import APPLICATION
from hrdesk.rules.tax_share import key_groups, main_business

MEASURE = Measure(
    id="tax_relief",
    facts={
        "main_income": FactType.MONEY,
        "total_income": FactType.MONEY,
        "key_group_hires": FactType.INT,
    },
    matter=APPLICATION,
    figures={
        "main_share": Figure(FigureKind.COUNT),
        "per_hire": Figure(FigureKind.MONEY),
    },
    shape=Referral(),
    conditions=(main_business("main_share"), key_groups("per_hire")),
)
