"""A person already paid: the panel says so at the number, and no second right arises."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from hrdesk.domain.errors import Refused
from hrdesk.domain.money import grouped
from hrdesk.services.cases import list_cases
from hrdesk.services.session import Session
from hrdesk.ui.changes import Changes
from hrdesk.ui.intake import filing
from hrdesk.ui.tasks import Tasks
from tests.journeys.intake_page import IntakeDesk
from tests.journeys.office import ENTRIES, REGISTERED, accepted
from tests.people import credit_code, former_number, identity_number
from tests.shipped import amount_on

BIRTH, SEQUENCE = date(1990, 3, 7), 221
PAID = identity_number(BIRTH, SEQUENCE)
ANOTHER_FIRM = credit_code(body="MA6254321")
#: The same person's number as it may be typed the second time.
SPELLINGS = [
    PAID,
    f" {PAID[:6]} {PAID[6:14]} {PAID[14:]} ",
    PAID.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    former_number(BIRTH, SEQUENCE),
]


@pytest.fixture
def desk(qtbot: QtBot, session: Session, tasks: Tasks, changes: Changes) -> Iterator[IntakeDesk]:
    with IntakeDesk(qtbot, session, tasks, changes) as opened_here:
        yield opened_here


@pytest.mark.parametrize("typed", SPELLINGS, ids=["plain", "spaced", "full width", "15 digits"])
def test_the_panel_says_at_the_number_that_the_person_was_paid(desk: IntakeDesk, typed: str):
    accepted(desk.session, identity=PAID)
    page = desk.open({**ENTRIES, "identity": "", "entity": ANOTHER_FIRM})
    assert page.conditions()["once"] == "missing"
    page.enter("identity", typed)
    assert page.conditions()["once"] == "unmet"
    assert "2026-03-18" in page.condition_words("once")
    assert page.outcome() == "unmet"
    assert page.amount() == "0.00"


def test_another_person_of_the_same_firm_goes_to_an_officer(desk: IntakeDesk):
    accepted(desk.session, identity=PAID)
    page = desk.open({**ENTRIES, "identity": identity_number(sequence=333)})
    assert page.conditions()["once"] == "officer"
    assert [given for _words, given in page.readings("once")] == [
        f"符合，{grouped(amount_on(REGISTERED))} 元",
        "不符合",
    ]


def test_a_second_application_is_accepted_as_what_it_is_without_an_amount(desk: IntakeDesk):
    accepted(desk.session, identity=PAID)
    page = desk.open({**ENTRIES, "identity": PAID, "entity": ANOTHER_FIRM})
    page.accept()
    newest = list_cases(desk.session)[0]
    assert (newest.outcome, newest.amount_fen) == ("ineligible", 0)


def test_a_refusal_of_the_store_is_said_with_what_to_do_and_the_form_stays(
    desk: IntakeDesk, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_case: object) -> None:
        raise Refused("right.taken", number="510411-2026-0001")

    monkeypatch.setattr(filing, "accept", refuse)
    page = desk.open(ENTRIES)
    page.press("step.review")
    page.press("accept")
    page.wait_for("intake_notice")
    assert "510411-2026-0001" in page.words()
    assert page.text("intake_notice_remedy")
    page.go_to("phone")
    page.enter("phone", "13900000001")
    assert page.value("phone") == "13900000001"
