"""A claim of each measure for agencies, as a clerk takes it in, and what it comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.money import grouped
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.session import Session
from tests.agency import ACCOUNT, AGENCY
from tests.people import identity_number
from tests.shipped import amount_on

RECEIVED = AGENCY["received"]
#: The day on which ratings, approvals, recognitions and courses were, and that of the contracts.
DECIDED, PLACED = date(2026, 1, 15), date(2025, 9, 1)
ROSTER = "people"
Rows = tuple[Mapping[str, str], ...]
APPLICANT: Mapping[str, str] = {
    **AGENCY,
    **ACCOUNT,
    "contact": "吉克伍呷木",
    "blacklisted": "no",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one measure asks besides the agency, and the amount in yuan.

    `rows` are those of its roster, `materials` what is handed in besides the licence,
    `printed` words that its form must show, spaces aside, and `sent` how many rows its batch
    has, each with an equal share of the amount.
    """

    measure: str
    entries: Mapping[str, str]
    materials: tuple[str, ...]
    amount: str
    printed: tuple[str, ...]
    rows: Rows = ()
    sent: int = 1

    @property
    def own(self) -> dict[str, str]:
        """What is typed for the measure itself: its fields without the roster, the materials."""
        materials = {f"material.{each}": "copy" for each in ("agency_licence", *self.materials)}
        return {**self.entries, **materials}


def _person(place: int, name: str, **rest: str) -> dict[str, str]:
    return {"name": name, "identity": identity_number(sequence=11 + 11 * place), **rest}


def _introduced(place: int, name: str, **changes: str) -> dict[str, str]:
    return _person(
        place,
        name,
        **{
            "introduced_on": "2026-02-02",
            "shortage_listed": "yes",
            "employer": "攀枝花索玛钒钛有限公司",
            "employer_local_enterprise": "yes",
            "newly_recruited": "yes",
            **changes,
        },
    )


def _placed(place: int, name: str, **changes: str) -> dict[str, str]:
    return _person(
        place,
        name,
        **{
            "category": "returning_migrant",
            "certificate": f"虚构{place + 1}号",
            "employer": "攀枝花索玛钒钛有限公司",
            "employer_enterprise": "yes",
            "organised": "yes",
            "contract_assisted": "yes",
            "own_staff": "no",
            "contract_kind": "fixed",
            "contract_start": PLACED.isoformat(),
            "contract_end": "2026-08-31",
            "insured_months": "2025-09—2025-11",
            **changes,
        },
    )


def _trained(place: int, name: str, **changes: str) -> dict[str, str]:
    certified = {"own_staff": "yes", "certified": "yes", "certificate": f"虚构{place + 1}号"}
    return _person(place, name, **{**certified, **changes})


def _of_three(make: Callable[..., dict[str, str]], **refused: str) -> Rows:
    """Two who count and a third who does not."""
    return (make(0, "罗㛃"), make(1, "阿说么约布"), make(2, "张敏", **refused))


_PLACED = amount_on(PLACED, "placement_service_grant")
CLAIMS: Mapping[str, Claim] = {
    each.measure: each
    for each in (
        Claim(
            "agency_rating_award",
            {
                "rating": "4A",
                "rating_level": "province",
                "rated_on": DECIDED.isoformat(),
                "rating_document": "虚构〔2026〕1号",
            },
            ("rating",),
            str(amount_on(DECIDED, "agency_rating_award", "4A")),
            ("4A级", "省级", "责任部门：县（区）人力资源社会保障局、财政局"),
        ),
        Claim(
            "talent_recruitment_award",
            {"standard": "500.00", "standard_document": "虚构〔2026〕2号"},
            ("catalogue", "employment"),
            "1000.00",
            ("引进人才名册", "2×500.00=1,000.00"),
            sent=2,
            rows=_of_three(_introduced, newly_recruited="no"),
        ),
        Claim(
            "postdoc_platform_grant",
            {
                "platform": "practice_base",
                "approved_on": DECIDED.isoformat(),
                "approval_document": "虚构〔2026〕3号",
                "newly_built": "yes",
            },
            ("approval",),
            str(amount_on(DECIDED, "postdoc_platform_grant", "practice_base")),
            ("博士后创新实践基地", "责任部门：市人力资源社会保障局", "转报"),
        ),
        Claim(
            "incubator_grant",
            {
                "event": "city_first",
                "event_on": DECIDED.isoformat(),
                "event_document": "虚构〔2026〕4号",
            },
            ("recognition",),
            str(amount_on(DECIDED, "incubator_grant", "city_first")),
            ("初次获得市级认定", "责任部门：市人力资源社会保障局", "转报"),
        ),
        Claim(
            "placement_service_grant",
            {},
            ("contracts", "insurance", "certificates"),
            str(2 * _PLACED),
            ("就业人员名册", f"2×{grouped(_PLACED)}={grouped(2 * _PLACED)}"),
            sent=2,
            rows=_of_three(_placed, insured_months="2025-09—2025-10"),
        ),
        Claim(
            "training_subsidy",
            {
                "completed_on": DECIDED.isoformat(),
                "course": "虚构人力资源管理师班",
                "standard": "1200.00",
                "standard_document": "虚构〔2026〕5号",
                "training_school": "no",
            },
            ("standard", "certificates", "attendance"),
            "2400.00",
            ("培训人员名册", "2×1,200.00=2,400.00"),
            sent=2,
            rows=_of_three(_trained, certified="no", certificate=""),
        ),
        Claim(
            "skills_platform_grant",
            {
                "platform": "master_studio",
                "level": "city",
                "approved_on": DECIDED.isoformat(),
                "approval_document": "虚构〔2026〕6号",
                "newly_created": "yes",
                "approved_amount": "80000.00",
            },
            ("approval",),
            "80000.00",
            ("技能大师工作室", "市级", "责任部门：市人力资源社会保障局", "转报"),
        ),
    )
}


def draft(session: Session, claim: Claim, **changes: str) -> Draft:
    """A draft as the window leaves it before acceptance."""
    typed = {**APPLICANT, **claim.own, **changes}
    if claim.rows:
        kept = tuple(RosterRow(f"{ROSTER}{n}", dict(row)) for n, row in enumerate(claim.rows))
        typed[ROSTER_PREFIX + ROSTER] = roster_text(kept)
    return save_draft(session, start_draft(session, claim.measure), typed)


def accepted(session: Session, claim: Claim, **changes: str) -> Case:
    """An accepted case of a claim."""
    return accept(session, draft(session, claim, **changes))
