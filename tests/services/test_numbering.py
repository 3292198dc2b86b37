"""A year before the set-up: refused until an administrator said where its numbers go on."""

from dataclasses import replace

import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services import office_setup
from hrdesk.services.acceptance import accept
from hrdesk.services.drafts import drafts
from hrdesk.services.numbering import (
    check_start,
    numbering,
    register_start,
    start_of,
)
from hrdesk.services.presenting import present
from tests.services import counter

LATE = {
    "received": "2025-12-31",
    "paper_number": "登字17",
    "late_reason": "停电",
    "registered_on": "2025-12-01",
}


def known(session):
    return [str(number) for number in numbering(session).next_numbers]


def test_a_late_entry_of_last_year_goes_on_where_set_up_said(tmp_path, clock):
    order = counter.order(last_year_number=118)
    office_setup.set_up(tmp_path / "数据", order, counter.RECOVERY_KEY, clock)
    with counter.at_work(tmp_path / "数据", clock) as session:
        assert counter.accepted(session, 1, **LATE).number == "510411-2025-0118"
        assert counter.accepted(session, 2, **LATE).number == "510411-2025-0119"
        assert known(session) == ["510411-2026-0381", "510411-2025-0120"]


def test_a_late_entry_of_an_unknown_year_is_refused_and_nothing_is_lost(session):
    draft = counter.draft(session, counter.entries(1, **LATE))
    with pytest.raises(Refused) as caught:
        accept(session, draft)
    assert (caught.value.key, caught.value.values) == ("numbers.no_start", {"year": "2025"})
    message = present(caught.value)
    assert all((message.where, message.problem, message.remedy))
    assert "2025" in message.problem
    assert drafts(session)[0].id == draft.id
    register_start(session, 2025, 118)
    assert accept(session, draft).number == start_of(session, 2025, 118) == "510411-2025-0118"


def test_what_the_set_up_knows_is_shown_and_what_it_starts_from(session):
    assert known(session) == ["510411-2026-0381"]
    assert numbering(session).founded == 2026


@pytest.mark.parametrize(
    ("year", "number", "found"),
    [
        (2025, 1, {}),
        (1900, 9999, {}),
        (1899, 1, {"start_year": "numbers.year"}),
        (2026, 1, {"start_year": "numbers.year"}),
        (0, 0, {"start_year": "numbers.year", "start_number": "setup.first_number"}),
        (2024, 7, {"start_year": "numbers.start_known"}),
        (2025, 0, {"start_number": "setup.first_number"}),
        (2025, 10000, {"start_number": "setup.first_number"}),
    ],
)
def test_a_bad_start_is_said_at_its_field_and_changes_nothing(session, year, number, found):
    register_start(session, 2024, 7)
    before = known(session)
    problems = check_start(session, year, number)
    assert {problem.where: problem.key for problem in problems} == found
    if found:
        with pytest.raises(InvalidInput) as caught:
            register_start(session, year, number)
        assert caught.value.problems == problems
        assert known(session) == before


def test_a_start_once_used_is_not_lowered(session):
    register_start(session, 2025, 118)
    counter.accepted(session, 1, **LATE)
    with pytest.raises(InvalidInput) as caught:
        register_start(session, 2025, 1)
    assert caught.value.problems[0].values == {"year": "2025", "next": "510411-2025-0119"}
    assert counter.accepted(session, 2, **LATE).number == "510411-2025-0119"


def test_only_an_administrator_registers_a_start(session):
    session.staff = replace(session.staff, roles=frozenset(Role) - {Role.ADMINISTRATOR})
    with pytest.raises(Refused) as caught:
        register_start(session, 2025, 1)
    assert caught.value.key == "rights.role"
    assert known(session) == ["510411-2026-0381"]
