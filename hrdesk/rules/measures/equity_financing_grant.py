"""Grant for equity financing (三（三） 股权融资补助): the city's finance office decides."""

from hrdesk.rules.conditions import holds
from hrdesk.rules.fact_types import FactType
from hrdesk.rules.measure import Measure
from hrdesk.rules.shapes import Referral
from hrdesk.rules.situation import APPLICATION

MEASURE = Measure(
    id="equity_financing_grant",
    facts={"in_listing_pool": FactType.BOOL},
    matter=APPLICATION,
    figures={},
    shape=Referral(),
    conditions=(holds("in_listing_pool"),),
)
