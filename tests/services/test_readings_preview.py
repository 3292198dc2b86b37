"""What each reading of a silent text would give, seen before a ruling is proposed."""

from decimal import Decimal

import pytest

from hrdesk.domain.finding import Outcome
from hrdesk.services import amendments
from hrdesk.services.deciding import points_of
from hrdesk.services.readings_preview import ReadingsPreviewing
from tests.services import counter, interns
from tests.services.open_cases import COUNTED, PARTIAL, decided, roster, straddling
from tests.services.second_person import SOURCE, beside, seen


def preview_of(session, question):
    previewing = ReadingsPreviewing(session, question)
    try:
        while (found := previewing.advance()) is None:
            continue
    finally:
        previewing.cancel()
    return found


@pytest.mark.usefixtures("cold_children")
def test_each_reading_is_counted_over_the_cases_that_wait(session):
    counter.accepted(session)
    waiting = straddling(session, 2)
    (point,) = points_of(session, waiting)
    found = preview_of(session, COUNTED)
    assert (found.judged, found.waiting, found.unreadable) == (2, 1, ())
    given = {each.reading: (each.outcomes, each.after) for each in found.effects}
    for choice in point.choices:
        if choice.reading in given:
            amount = Decimal(choice.amount_fen or 0) / 100
            assert given[choice.reading] == ({choice.outcome: 1}, amount)
    assert len({after for _, after in given.values()}) > 1


def test_lines_of_a_roster_wait_too_and_what_was_decided_does_not(session):
    case = roster(session)
    found = preview_of(session, PARTIAL)
    assert found.waiting == 1
    assert found.before == Decimal(case.version.finding["amount"])
    full = next(each for each in found.effects if each.reading == "full")
    assert full.outcomes == {Outcome.ELIGIBLE: 1}
    after = decided(session, case, {(1, PARTIAL): "full", (2, PARTIAL): "full"})
    assert Decimal(after.version.finding["amount"]) == full.after
    assert preview_of(session, PARTIAL).waiting == 0
    assert interns.wages(session)


@pytest.mark.parametrize("reading", ["at_founding"])
def test_what_a_ruling_settles_waits_no_more(session, reading):
    straddling(session)
    with beside(session) as other:
        typed = {**SOURCE, "amendment_from": "2026-01-01", "amendment_reading": reading}
        amendments.propose_ruling(other, COUNTED, typed)
    change = session.amendments()[-1].id
    amendments.confirm_amendment(session, seen(session, change))
    assert preview_of(session, COUNTED).waiting == 0
