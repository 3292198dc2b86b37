"""Purchase of services by the government (三（十四） 政府购买服务): others decide."""

from hrdesk.rules.measure import Measure
from hrdesk.rules.shapes import Referral
from hrdesk.rules.situation import APPLICATION

MEASURE = Measure(
    id="service_procurement",
    facts={},
    matter=APPLICATION,
    figures={},
    shape=Referral(),
    conditions=(),
)
