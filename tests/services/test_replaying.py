"""Every decision is worked out again from what is stored, by the law of its moment (P20)."""

import pytest

from hrdesk.services import amendments
from hrdesk.services.deciding import points_of
from hrdesk.services.replaying import replay_folder
from tests.cli.terminal import hrdesk
from tests.services import counter, test_amendments, test_batches
from tests.services.open_cases import decided, straddling
from tests.services.replayed import replay
from tests.services.second_person import as_second, confirmed
from tests.services.test_forged_case import forge


def test_what_was_decided_before_a_change_is_worked_out_by_the_law_of_then(session):
    with as_second(session):
        pass
    counter.accepted(session, 1)
    test_batches.taken_in(session, test_batches.PERSON, test_batches.person_entries(3))
    test_amendments.propose_amount(session)
    confirmed(session)
    counter.accepted(session, 2)
    amendments.propose_ending(session, session.amendments()[0].id, test_amendments.SOURCE)
    confirmed(session)
    counter.accepted(session, 4)
    found = replay(session)
    assert (found.versions, found.differences) == (4, ())


@pytest.mark.usefixtures("cold_children")
def test_an_officers_decision_is_worked_out_with_it(session):
    open_case = straddling(session)
    (point,) = points_of(session, open_case)
    case = decided(session, open_case, {point.point: point.choices[0].reading})
    assert case.version.number == 2
    found = replay(session)
    assert (found.versions, found.differences) == (2, ())


def test_an_altered_decision_is_named(folder, clock, session):
    case = counter.accepted(session, 1)
    forge(session, "update case_value set finding = json_set(finding, '$.amount', '90000.00')")
    session.store.close()
    found = replay_folder(folder, counter.LOGIN, counter.PASSWORD, clock)
    (difference,) = found.differences
    assert (difference.number, difference.version, difference.amount, difference.amount_now) == (
        case.number,
        1,
        "90000.00",
        "10000.00",
    )
    ran = hrdesk(
        "replay",
        "--data",
        folder,
        "--login",
        counter.LOGIN,
        "--password-stdin",
        stdin=counter.PASSWORD + "\n",
    )
    assert ran.code == 2
    assert case.number in ran.out
    assert "90000.00" in ran.out
    for secret in (counter.person(1), "王强"):
        assert secret not in ran.out + ran.err


def test_the_command_says_that_all_is_as_it_was(folder, session):
    counter.accepted(session, 1)
    session.store.close()
    ran = hrdesk(
        "replay",
        "--data",
        folder,
        "--login",
        counter.LOGIN,
        "--password-stdin",
        stdin=counter.PASSWORD + "\n",
    )
    assert (ran.code, ran.err) == (0, "")
    assert "1" in ran.out
