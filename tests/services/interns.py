"""An internship base with its interns, as a clerk takes it in."""

from collections.abc import Mapping

from hrdesk.domain.case import Draft
from hrdesk.domain.confirmed_figure import ConfirmedFigure
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services.asked_twice import propose_figure
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from tests.agency import ACCOUNT, AGENCY
from tests.services.second_person import confirmed_unseen, is_there

MEASURE = "internship_subsidy"
MINIMUM_WAGE = f"{MEASURE}.minimum_wage"
WAGE = {
    "amendment_value": "2,100",
    "amendment_from": "2022-04-01",
    "amendment_clause": "一",
    "amendment_document": "川府规〔2022〕1号",
    "amendment_issued": "2022-03-25",
    "amendment_note": "2022年收文第3号",
}
ENTRIES: Mapping[str, str] = {
    **AGENCY,
    **ACCOUNT,
    "district": "renhe",
    **{
        f"material.{each}": "copy"
        for each in (
            "agency_licence",
            "recognition",
            "agreements",
            "stipends",
            "insurance",
            "graduation",
        )
    },
}
BASE = {"level": "ordinary", "begins": "2022-01-01", "document": "虚构认定1号"}


def intern(identity: str, months: str, **changes: str) -> dict[str, str]:
    """A row of the roster: a graduate of a technical school."""
    return {
        "name": "阿说么约布",
        "identity": identity,
        "category": "graduate",
        "school_kind": "technical",
        "graduated_on": "2025-06-30",
        "unemployed_before": "yes",
        "started_on": "2025-09-01",
        "months": months,
        **changes,
    }


def entries(*rows: Mapping[str, str], **changes: str) -> dict[str, str]:
    """What is typed for a base and these interns."""
    return {
        **ENTRIES,
        **_roster("recognitions", (BASE,)),
        **_roster("interns", rows),
        **changes,
    }


def draft(session: Session, *rows: Mapping[str, str]) -> Draft:
    """A draft as the window leaves it before acceptance."""
    return save_draft(session, start_draft(session, MEASURE), entries(*rows))


def confirm(session: Session, district: str = "renhe", **changes: str) -> None:
    """Let one person propose the minimum wage of a district, and another one confirm it."""
    is_there(session)
    propose(session, district, **changes)
    confirmed_unseen(session)


def propose(session: Session, district: str = "renhe", **changes: str) -> None:
    """Propose the minimum wage of a district; `changes` name fields without `amendment_`."""
    named = {f"amendment_{field}": text for field, text in changes.items()}
    propose_figure(session, MINIMUM_WAGE, district, WAGE | named, is_sure=True)


def wages(session: Session, district: str = "renhe") -> tuple[ConfirmedFigure, ...]:
    """The minimum wages that count in a district."""
    return session.placed.get((MINIMUM_WAGE, district), ())


def _roster(roster: str, rows: tuple[Mapping[str, str], ...]) -> dict[str, str]:
    kept = tuple(RosterRow(f"{roster}{n}", dict(row)) for n, row in enumerate(rows))
    return {ROSTER_PREFIX + roster: roster_text(kept)}
