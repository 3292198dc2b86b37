"""The rosters that `judgement` judges: rows that are counted, and rows paid month by month."""

from datetime import date, timedelta
from typing import Any

from hrdesk.domain.dates import Month, add_months
from tests.people import identity_number

FIRM = "91510402MA62123453"
AGENCY = {"agency_kind": "commercial", "licensed": True}
LOAN = {**AGENCY, "requested": "1000000.00"}
BASE = {
    **AGENCY,
    "recognitions": [
        {"level": "ordinary", "from": "2021-01-01", "to": "2024-02-29"},
        {"level": "province", "from": "2024-03-01"},
    ],
    "minimum_wage": [
        {"from": "2022-04-01", "monthly": "1970.00"},
        {"from": "2024-06-01", "monthly": "2100.00"},
    ],
}
RECEIVED = date(2024, 7, 10)
#: Months that each row of a roster claims; what a person was granted before are others.
CLAIMED, GRANTED = 6, 3


def loan_case(hires: int, staff: int, later: int) -> dict[str, Any]:
    """Return the case of a firm with so many rows, the last but one hired a year too early.

    Each day other people are hired on another day.
    """
    on = RECEIVED + timedelta(later)
    lines = []
    for row in range(hires + 1):
        hired = date(on.year, 1, 2) + timedelta(row % 7 + later % 5)
        if row == hires - 1:
            hired = hired.replace(year=on.year - 1)
        end = hired.replace(year=hired.year + 1)
        lines.append(
            {
                "person": identity_number(date(1970, 1, 1) + timedelta(later), row),
                "qualified": True,
                "hired_on": hired.isoformat(),
                "contract_start": hired.isoformat(),
                "contract_end": end.isoformat(),
            }
        )
    return {
        "measure": "startup_loan_firm",
        "on": on.isoformat(),
        "applicant": FIRM,
        "facts": {**LOAN, "staff": staff},
        "lines": lines,
    }


def intern_case(rows: int, kind: str, later: int) -> dict[str, Any]:
    """Return the case of a base with so many interns, each for the six months before.

    Every third is a young person without work, all others left school. Of `kind` "before"
    all were granted the three months that precede, of which two are claimed again; of
    "partly" each began within his first month.
    """
    on = RECEIVED + timedelta(later)
    first = Month.of(on).later(-CLAIMED)
    started = add_months(first.first_day, -GRANTED)
    if kind == "partly":
        started = first.first_day + timedelta(1 + later % 20)
    lines: list[dict[str, Any]] = []
    for row in range(rows):
        birth = date(2001, 1, 1) + timedelta(later + row)
        begins = first.later(-2) if kind == "before" else first
        line = {
            "person": identity_number(birth, row),
            "unemployed_before": True,
            "started_on": started.isoformat(),
            "months": [str(begins.later(place)) for place in range(CLAIMED)],
        }
        if row % 3 == 2:
            line |= {"category": "unemployed_youth", "birth": birth.isoformat()}
        else:
            left = started - timedelta(30 + row)
            line |= {"category": "graduate", "school_kind": "university"}
            line["graduated_on"] = left.isoformat()
        lines.append(line)
    return {
        "measure": "internship_subsidy",
        "on": on.isoformat(),
        "applicant": FIRM,
        "facts": BASE,
        "lines": lines,
        "history": granted("internship_subsidy", lines, first) if kind == "before" else [],
    }


def granted(measure: str, lines: list[dict[str, Any]], first: Month) -> list[dict[str, Any]]:
    """Return that each person was granted the months before one."""
    return [
        {
            "measure": measure,
            "organization": FIRM,
            "person": line["person"],
            "on": first.first_day.isoformat(),
            "amount": "5040.00",
            "detail": {"months": [str(first.later(-place)) for place in range(GRANTED, 0, -1)]},
        }
        for line in lines
    ]
