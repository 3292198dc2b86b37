"""An office for tests of the window: made once, copied for each test, opened by its clerk."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.domain.case import Case
from hrdesk.domain.clock import Clock, FixedClock
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.office_setup import SetupOrder, new_recovery_key, offices, set_up
from hrdesk.services.session import Session, log_in
from hrdesk.storage.renewal import NewPerson, add_person, give_password
from hrdesk.storage.store import create_store
from hrdesk.ui.application import translate
from hrdesk.ui.changes import Changes
from hrdesk.ui.program import Program
from hrdesk.ui.tasks import Tasks
from hrdesk.ui.theme import apply_theme
from tests.conftest import TEST_MOMENT
from tests.journeys.pages import Running
from tests.people import credit_code, identity_number
from tests.storage.desk import CHEAP

LOGIN = "lijingban"
NAME = "李经办"
PASSWORD = "correct horse battery"
OFFICE_CODE = "510411"
MEASURE = "startup_grant"

#: The day on which the agency was registered, by whose figures the case is judged.
REGISTERED = date(2026, 3, 2)

#: A case that is complete and meets every condition; tests change what they are about.
ENTRIES: Mapping[str, str] = {
    "name": "罗㛃",
    "identity": identity_number(),
    "phone": "13981234567",
    "bank": "攀枝花农村商业银行仁和支行",
    "account_name": "罗㛃",
    "account_number": "6228480000000000174",
    "category": "hardship",
    "proof_seen": "yes",
    "proof_number": "虚构证明第17号",
    "proof_seen_on": "2026-03-10",
    "agency_name": "攀枝花索玛人力资源服务有限公司",
    "entity": credit_code(),
    "registered_on": REGISTERED.isoformat(),
    "licence_seen": "yes",
    "licence_number": "5104110017",
    "licence_seen_on": "2026-03-10",
    "is_founder": "yes",
    "founder_role": "legal_representative",
    "material.identity_card": "seen",
    "material.bank_card": "copy",
    "material.business_licence": "copy",
    "material.agency_licence": "copy",
    "material.hardship_proof": "copy",
}


#: What makes a case a late entry of the year before the office was set up; of another applicant.
LAST_YEAR: Mapping[str, str] = {
    "identity": identity_number(sequence=415),
    "entity": credit_code(body="MA62ABCDX"),
    "received": "2025-12-30",
    "paper_number": "登2025-117",
    "late_reason": "窗口停电，先在纸质登记簿上登记",
    "registered_on": "2025-12-01",
    "licence_seen_on": "2025-12-30",
    "proof_seen_on": "2025-12-30",
}


def order(first_number: int = 1) -> SetupOrder:
    """Return the order of the tests' office."""
    office = next(each for each in offices() if each.code == OFFICE_CODE)
    return SetupOrder(office, LOGIN, NAME, PASSWORD, first_number)


def accepted(session: Session, **changed: str) -> Case:
    """Take a case in and accept it, as the window does."""
    draft = start_draft(session, MEASURE)
    draft = save_draft(session, draft, {**draft.entries, **ENTRIES, **changed})
    return accept(session, draft)


def at_desk(
    qtbot: QtBot, folder: Path, clock: Clock, login: str = LOGIN, password: str = PASSWORD
) -> Running:
    """Start the program and log in; the window opens where it was left."""
    program = Program(folder, clock)
    assert program.start() == 0
    running = Running(qtbot, program)
    running.log_in(login, password)
    running.wait_for("nav_intake")
    return running


def join_with_a_case(folder: Path, clock: Clock, new: NewPerson, password: str) -> None:
    """Take a case in, and let a colleague join the office who has set a password of his own."""
    first = log_in(folder, LOGIN, PASSWORD, clock)
    accepted(first)
    add_person(first.store, new)
    first.store.close()
    second = log_in(folder, new.login, new.password, clock)
    give_password(second.store, second.staff, password)
    second.store.close()


@pytest.fixture(scope="session")
def office_template(memory: Path) -> Path:
    """A data folder with an office and no case, made once; a guess at its passwords is cheap.

    Several folders of tests have this fixture, and each of them asks for it.
    """
    folder = memory / "office" / "data"
    if folder.exists():
        return folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_store, "__defaults__", (CHEAP,))
        set_up(folder, order(), new_recovery_key(), FixedClock(TEST_MOMENT))
    return folder


@pytest.fixture
def office_folder(office_template: Path, tmp_path: Path) -> Path:
    """A data folder of this test alone."""
    return Path(shutil.copytree(office_template, tmp_path / "data"))


@pytest.fixture
def session(office_folder: Path, clock: Clock) -> Iterator[Session]:
    """The clerk at work; the store is closed after the test if the test did not close it."""
    opened = log_in(office_folder, LOGIN, PASSWORD, clock)
    yield opened
    opened.store.close()


@pytest.fixture
def themed(qapp) -> None:
    """The application in our theme and language."""
    if not qapp.styleSheet():
        apply_theme(qapp)
        translate(qapp)


@pytest.fixture
def tasks(themed) -> Iterator[Tasks]:
    """The writer thread of one test."""
    writer = Tasks()
    yield writer
    writer.finish()


@pytest.fixture
def changes(qapp) -> Changes:
    """The signals of change of one test."""
    return Changes()
