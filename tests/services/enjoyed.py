"""A person whose insurance several employers were paid for, and what was refused on the way."""

from datetime import date

from hrdesk.domain.case import Case
from hrdesk.services.acceptance import accept
from hrdesk.services.session import Session
from tests.people import credit_code, identity_number
from tests.services import counter, insured
from tests.services.insured import HARDSHIP

#: Far from retirement, and exactly 60 months before it in July 2022.
WORKER = identity_number(date(1990, 3, 7), 221)
AT_MARGIN = identity_number(date(1967, 7, 15), 221)
FIRMS = {
    credit_code(body="MA62ABCDX"): "攀枝花汇智人力资源服务有限公司",
    credit_code(body="MA62EFGH1"): "攀枝花金沙江人力资源服务有限公司",
    credit_code(body="MA62JKLM2"): "盐边县阿喇劳务服务有限公司",
}
ELSEWHERE = {"first_month": "2024-05", "used_months": "5"}


def claim(session: Session, firm: int, months: str, identity: str = WORKER, **changes: str) -> Case:
    """An accepted case in which a firm claims months for somebody; `firm` counts from 0.

    Changes of columns of the row go by their names, those of the form by `form_` and theirs.
    """
    code = list(FIRMS)[firm]
    of_form = {key.removeprefix("form_"): text for key, text in changes.items() if "form_" in key}
    of_row = {key.replace("__", "@"): text for key, text in changes.items() if "form_" not in key}
    row = insured.person(HARDSHIP, identity, months, **{**ELSEWHERE, **of_row})
    agency = {"credit_code": code, "agency_name": FIRMS[code], "account_name": FIRMS[code]}
    return accept(session, insured.draft(session, HARDSHIP, row, **{**agency, **of_form}))


def several_employers(session: Session) -> list[Case]:
    """Cases of three firms for one person: a late month, one twice, an officer's, one refused."""
    return [
        claim(session, 0, "2025-01—2025-06", **{"on_time@2025-03": "no"}),
        claim(session, 1, "2025-06—2025-10"),
        claim(session, 2, "2025-11、2025-12", contract_kind="task"),
        claim(session, 2, "2026-01", form_licence_seen="no"),
        counter.accepted(session, 7, identity=WORKER),
    ]
