"""Guaranteed loan to a person who starts a business (三（八） 创业担保贷款)."""

from hrdesk.rules.conditions import holds
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.rules.requested import within_cap
from hrdesk.rules.shapes import Qualification
from hrdesk.rules.situation import APPLICATION
from hrdesk.rules.term import application_in_force

MEASURE = Measure(
    id="startup_loan_individual",
    facts={
        "applicant_qualified": FactType.BOOL,
        "self_employed": FactType.BOOL,
        "requested": FactType.MONEY,
    },
    matter=APPLICATION,
    figures={"cap": Figure(FigureKind.MONEY)},
    shape=Qualification("cap"),
    conditions=(
        application_in_force(),
        holds("applicant_qualified"),
        holds("self_employed"),
        within_cap("requested", "cap"),
    ),
)
