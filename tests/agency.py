"""The agency that applies in most tests, as a clerk types it in.

A further field that every agency has to fill in gets its value here.
"""

from collections.abc import Mapping

from tests.people import card_number, credit_code

NAME = "攀枝花汇智人力资源服务有限公司"
#: It was received, and its licence seen, on the day of the tests.
AGENCY: Mapping[str, str] = {
    "received": "2026-03-18",
    "agency_name": NAME,
    "credit_code": credit_code(body="MA62ABCDX"),
    "phone": "13900000000",
    "agency_kind": "commercial",
    "licence_seen": "yes",
    "licence_number": "虚构5104110012",
    "licence_seen_on": "2026-03-18",
}
ACCOUNT: Mapping[str, str] = {
    "bank": "攀枝花农村商业银行仁和支行",
    "account_name": NAME,
    "account_number": card_number("622848000000000017"),
}
