"""Agencies that pay the insurance of people they employ, as a clerk takes them in (三（九）)."""

from collections.abc import Mapping
from types import MappingProxyType

from hrdesk.domain.case import Draft
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from tests.agency import ACCOUNT, AGENCY

HARDSHIP, GRADUATES = "social_insurance_subsidy", "graduate_insurance_subsidy"
#: What one month costs the employer: 721.76 + 315.77 + 27.07.
MONTHLY: Mapping[str, str] = MappingProxyType(
    {"pension": "721.76", "medical": "315.77", "unemployment": "27.07", "on_time": "yes"}
)
_AGENCY = {
    **AGENCY,
    **ACCOUNT,
    "material.agency_licence": "seen",
    "material.contracts": "copy",
    "material.payments": "copy",
}
#: What is typed of the agency, by measure.
ENTRIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        HARDSHIP: {**_AGENCY, "material.certificates": "copy"},
        GRADUATES: {**_AGENCY, "staff": "46", "material.graduation": "copy"},
    }
)
_CONTRACT = {
    "contract_kind": "fixed",
    "contract_start": "2025-01-01",
    "contract_end": "2026-12-31",
    "used_months": "0",
}
_PEOPLE = {
    HARDSHIP: {
        "name": "阿说么约布",
        "category": "hardship",
        "certificate": "虚构认定17号",
        "first_month": "2025-01",
        **_CONTRACT,
    },
    GRADUATES: {
        "name": "罗㛃",
        "school_kind": "university",
        "graduated_on": "2024-06-30",
        "unemployed_before": "yes",
        **_CONTRACT,
    },
}


def person(measure: str, identity: str, months: str, **changes: str) -> dict[str, str]:
    """A row of the roster: somebody whose months are all paid, unless changed."""
    typed = {**_PEOPLE[measure], "identity": identity, "months": months, **MONTHLY, **changes}
    return {column: text for column, text in typed.items() if text}


def entries(measure: str, *rows: Mapping[str, str], **changes: str) -> dict[str, str]:
    """What is typed for an agency and these people."""
    kept = tuple(RosterRow(f"person{n}", dict(row)) for n, row in enumerate(rows))
    return {**ENTRIES[measure], ROSTER_PREFIX + "people": roster_text(kept), **changes}


def draft(session: Session, measure: str, *rows: Mapping[str, str], **changes: str) -> Draft:
    """A draft as the window leaves it before acceptance."""
    return save_draft(session, start_draft(session, measure), entries(measure, *rows, **changes))
