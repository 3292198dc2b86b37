"""The page of a list by hand: one prepared statement, rows straight into their values."""

from datetime import date
from typing import Any

from hrdesk.domain.case import CaseState, CaseSummary
from hrdesk.domain.masking import masked_identity

PAGE = """
select c.id, c.number, c.paper_number, c.measure, c.applicant_name, p.identity, c.received_on,
  c.state, c.outcome, c.amount_fen, s.name
from cases c join party p on p.id = c.party_id join staff s on s.id = c.accepted_by
where (c.year, c.sequence, c.number) < (?, ?, ?)
order by c.year desc, c.sequence desc, c.number desc limit 100
"""


def page_after(connection: Any, row: CaseSummary) -> list[CaseSummary]:
    """Return the page of cases that follows a row."""
    _, year, sequence = row.number.rsplit("-", 2)
    return [
        CaseSummary(
            id=a,
            number=b,
            paper_number=c,
            measure=d,
            applicant_name=e,
            applicant_masked=masked_identity(f),
            received_on=date.fromisoformat(g),
            state=CaseState(h),
            outcome=i,
            amount_fen=j,
            accepted_by=k,
        )
        for a, b, c, d, e, f, g, h, i, j, k in connection.execute(
            PAGE, (int(year), int(sequence), row.number)
        )
    ]
