"""Subsidy for internships at a recognised base (三（十） 就业见习补贴)."""

from hrdesk.rules.agency import AGENCY_FIGURES, agency
from hrdesk.rules.base_level import BASE_FACTS, recognised
from hrdesk.rules.conditions import holds, listed, when_code
from hrdesk.rules.fact_types import MONTHS, FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.internship_months import InternshipMonths
from hrdesk.rules.measure import Measure
from hrdesk.rules.monthly import PerMonth, month_conditions
from hrdesk.rules.persons import aged, left_school_within, named
from hrdesk.rules.roster import Roster
from hrdesk.rules.shapes import SumOfLines
from hrdesk.rules.term import applied

_GRADUATE = when_code("category", "graduate")
_YOUTH = when_code("category", "unemployed_youth")
_MONTHS = InternshipMonths("shares", "internship_subsidy.partial_month")

MEASURE = Measure(
    id="internship_subsidy",
    facts=BASE_FACTS,
    matter="",
    figures={
        **AGENCY_FIGURES,
        "categories": Figure(FigureKind.CODES, fact="category"),
        "school_kinds": Figure(FigureKind.CODES, fact="school_kind"),
        "years_after_school": Figure(FigureKind.COUNT),
        "youngest": Figure(FigureKind.COUNT),
        "oldest": Figure(FigureKind.COUNT),
        "shares": Figure(FigureKind.PERCENTAGES, fact="level"),
        "minimum_wage": Figure(FigureKind.MONEY, confirmed=True),
    },
    shape=SumOfLines(),
    conditions=(applied(), *agency(), recognised("shares")),
    roster=Roster(
        facts={
            "category": FactType.CODE,
            "school_kind": FactType.CODE,
            "graduated_on": FactType.DATE,
            "unemployed_before": FactType.BOOL,
            "birth": FactType.DATE,
            "started_on": FactType.DATE,
            "ended_on": FactType.DATE,
            "months": MONTHS,
        },
        matter="started_on",
        conditions=(
            named(),
            listed("category", "categories"),
            listed("school_kind", "school_kinds", _GRADUATE),
            holds("unemployed_before"),
            left_school_within("graduated_on", "started_on", "years_after_school", _GRADUATE),
            aged("birth", "started_on", "youngest", "oldest", _YOUTH),
            *month_conditions(_MONTHS),
        ),
        shape=PerMonth(_MONTHS),
    ),
)
