"""A counter at work: an office, its clerk, and applicants whose numbers belong to nobody."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from hrdesk.domain.batch import Batch, CopyPurpose
from hrdesk.domain.case import Case, Draft
from hrdesk.domain.clock import CHINA_TIME
from hrdesk.services import acceptance, batches, office_setup
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.office_setup import SetupOrder
from hrdesk.services.session import Session, log_in
from tests.people import card_number, credit_code, identity_number
from tests.storage.desk import SteppingClock

MEASURE = "startup_grant"
LOGIN, PASSWORD = "lijingban", "three quiet rivers"
OFFICE_CODE = "510411"
FIRST_NUMBER = 381
RECOVERY_KEY = office_setup.new_recovery_key()

#: The day on which the agencies were registered, by whose figures they are judged.
REGISTERED = date(2026, 3, 2)

#: The documents that each category of applicant brings beside the four that all bring.
PROOFS = {
    "student": ("student_status",),
    "grassroots_graduate": ("grassroots_proof",),
    "unemployed_graduate": ("diploma", "unemployment_record"),
    "returning_migrant": ("migrant_proof",),
    "hardship": ("hardship_proof",),
    "other": ("superior_document",),
}
_CERTIFIED = {"proof_seen": "yes", "proof_number": "证明第7号", "proof_seen_on": "2026-03-16"}
#: What makes each category eligible, or goes to an officer where the clause leaves it open.
CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "student": {
        "school": "攀枝花学院",
        "enrolled": "yes",
        "full_time": "yes",
        "school_in_province": "yes",
    },
    "grassroots_graduate": _CERTIFIED,
    "unemployed_graduate": {"graduated_on": "2024-06-30", "unemployed": "yes"},
    "returning_migrant": _CERTIFIED,
    "hardship": _CERTIFIED,
    "other": {"superior_document": "川人社发〔2023〕9号"},
}


def order(**changes: object) -> SetupOrder:
    """What the first start asks, filled in well."""
    office = next(each for each in office_setup.offices() if each.code == OFFICE_CODE)
    plain: dict[str, object] = {
        "office": office,
        "login": LOGIN,
        "name": "柳测试",
        "password": PASSWORD,
        "first_number": FIRST_NUMBER,
    }
    return SetupOrder(**(plain | changes))


def person(n: int = 1) -> str:
    """The identity number of the n-th applicant."""
    return identity_number(date(1990 + n // 300, 1 + n // 28 % 12, 1 + n % 28), 100 + n % 800)


def firm(n: int = 1) -> str:
    """The credit code of the n-th agency."""
    return credit_code(body=f"MA62{n:05d}")


def entries(n: int = 1, category: str = "hardship", **changes: str) -> dict[str, str]:
    """What a clerk types for the n-th applicant; a change to "" leaves a field blank."""
    brought = ("identity_card", "bank_card", "business_licence", "agency_licence")
    typed = {
        "received": "2026-03-18",
        "name": "王强",
        "identity": person(n),
        "phone": "13981234567",
        "bank": "攀枝花农村商业银行仁和支行",
        "account_name": "王强",
        "account_number": card_number(f"622848{n:012d}"),
        "agency_name": "攀枝花凤凰人力资源服务有限公司",
        "entity": firm(n),
        "category": category,
        "registered_on": REGISTERED.isoformat(),
        "licence_seen": "yes",
        "licence_number": "5104110001",
        "licence_seen_on": "2026-03-16",
        "is_founder": "yes",
        "founder_role": "legal_representative",
        **CATEGORIES[category],
        **{f"material.{each}": "copy" for each in (*brought, *PROOFS[category])},
        **changes,
    }
    return {key: text for key, text in typed.items() if text}


def draft(session: Session, typed: Mapping[str, str]) -> Draft:
    """A draft as the window leaves it before acceptance."""
    return save_draft(session, start_draft(session, MEASURE), typed)


def accepted(session: Session, n: int = 1, **changes: str) -> Case:
    """An accepted case of the n-th applicant."""
    return accept(session, draft(session, entries(n, **changes)))


def accepted_past_the_form(session: Session, n: int = 1, **spelled: str) -> Case:
    """An accepted case with texts that the form refuses here: its machine had other fonts."""
    kept = draft(session, entries(n))
    judged = judge_entries(session, MEASURE, kept.entries)
    new = acceptance._new_case(session, session.form(MEASURE), kept, judged)
    new = replace(new, entries={**new.entries, **spelled})
    with session.store.acting(session.staff) as act:
        act.keep_pack(session.policy.files, (session.policy.id, session.policy.book.version))
        return act.add_case(new)


def copied_again(
    session: Session, batch_id: str, folder: Path, purpose: CopyPurpose = CopyPurpose.UPLOAD
) -> Batch:
    """Copy an open batch once more, as the window does, and wait until it is on record."""
    return batches.finish(session, batches.begin_copy(session, batch_id, folder, purpose))


@contextmanager
def at_work(folder: Path, clock: SteppingClock) -> Iterator[Session]:
    """The clerk's session, closed at the end."""
    session = log_in(folder, LOGIN, PASSWORD, clock)
    try:
        yield session
    finally:
        session.close()


def noon(year: int, month: int, day: int) -> datetime:
    """The middle of a day at the counter."""
    return datetime(year, month, day, 12, tzinfo=CHINA_TIME)
