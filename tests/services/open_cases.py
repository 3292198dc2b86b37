"""Cases that leave a question open, and their decision."""

from datetime import date

from hrdesk.services.acceptance import accept
from hrdesk.services.deciding import decide
from hrdesk.services.decision_subject import Order
from tests.people import identity_number
from tests.services import counter, interns

#: Within five years of graduation at founding, not any more at application.
STRADDLING = {"graduated_on": "2021-03-10"}
COUNTED = "startup_grant.counted_from"
PARTIAL = "internship_subsidy.partial_month"
REASON = "注册时在期限内，材料齐全"
FIRST, SECOND = identity_number(date(2003, 5, 1), 11), identity_number(date(2003, 6, 1), 12)


def straddling(session, n=1):
    """An accepted grant whose days leave open from when the years are counted."""
    typed = counter.entries(n, "unemployed_graduate", **STRADDLING)
    return accept(session, counter.draft(session, typed))


def roster(session):
    """An accepted base with two interns who began in the middle of a month, and one who did not."""
    interns.confirm(session)
    third = identity_number(date(2003, 7, 1), 13)
    rows = [
        interns.intern(FIRST, "2025-09,2025-10", started_on="2025-09-15", name="李四"),
        interns.intern(SECOND, "2025-09", started_on="2025-09-20", name="张三"),
        interns.intern(third, "2025-09,2025-10"),
    ]
    return accept(session, interns.draft(session, *rows))


def order(case, taken, reason=REASON):
    return Order(case.id, case.version.number, taken, reason)


def decided(session, case, taken):
    return decide(session, order(case, taken))
