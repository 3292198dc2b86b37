"""One-off grant for founding an agency (三（七） 一次性创业补贴)."""

from hrdesk.domain.right import Holder, OnceRight
from hrdesk.rules.conditions import cited, holds, listed, when_code, when_listed_otherwise
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.graduation import graduated_within
from hrdesk.rules.grants import once_for_person
from hrdesk.rules.measure import Measure
from hrdesk.rules.shapes import Fixed
from hrdesk.rules.term import applied, in_force

_STUDENT = when_code("category", "student")
_GRADUATE = when_code("category", "unemployed_graduate")
_OTHER = when_code("category", "other")
# Whoever else the list names shows a certificate of belonging to it.
_CERTIFIED = when_listed_otherwise(
    "category", "categories", "student", "unemployed_graduate", "other"
)

MEASURE = Measure(
    id="startup_grant",
    facts={
        "category": FactType.CODE,
        "enrolled": FactType.BOOL,
        "full_time": FactType.BOOL,
        "school_in_province": FactType.BOOL,
        "category_proof": FactType.BOOL,
        "graduated_on": FactType.DATE,
        "unemployed": FactType.BOOL,
        "superior_document": FactType.TEXT,
        "founded_agency": FactType.BOOL,
        "is_founder": FactType.BOOL,
        "registered_on": FactType.DATE,
        "entity": FactType.TEXT,
    },
    matter="registered_on",
    figures={
        "amount": Figure(FigureKind.MONEY),
        "graduate_years": Figure(FigureKind.COUNT),
        "categories": Figure(FigureKind.CODES, fact="category"),
    },
    shape=Fixed("amount"),
    conditions=(
        in_force(),
        applied(),
        holds("founded_agency"),
        holds("is_founder"),
        listed("category", "categories"),
        holds("enrolled", _STUDENT),
        holds("full_time", _STUDENT),
        holds("school_in_province", _STUDENT),
        graduated_within("graduated_on", "graduate_years", "startup_grant.counted_from", _GRADUATE),
        holds("unemployed", _GRADUATE),
        holds("category_proof", _CERTIFIED),
        cited("superior_document", "startup_grant.open_list", _OTHER),
        once_for_person("entity", "startup_grant.once_per_entity"),
    ),
    right=OnceRight(Holder.PERSON),
)
