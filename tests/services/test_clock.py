"""The machine's clock moves no decision (P21), and a clock that jumped is said to people."""

from datetime import datetime, timedelta

import pytest

from hrdesk.domain.clock import CHINA_TIME
from hrdesk.domain.errors import InvalidInput
from hrdesk.services import witness
from hrdesk.services.acceptance import accept
from hrdesk.services.deciding import decide, outlook, points_of
from hrdesk.services.intake import judge_entries
from tests.services import counter, interns
from tests.services.claims import CLAIMS
from tests.services.claims import draft as claim_draft
from tests.services.open_cases import COUNTED, FIRST, SECOND, STRADDLING, order, straddling
from tests.services.replayed import replay
from tests.storage.desk import MOMENT

#: RELIABILITY P21's figure.
BEFORE = {
    "1990": datetime(1990, 1, 1, 8, tzinfo=CHINA_TIME),
    "30 days back": MOMENT - timedelta(days=30),
}
AFTER = {
    "30 days ahead": MOMENT + timedelta(days=30),
    "20 years ahead": MOMENT + timedelta(days=20 * 365),
}
CLOCKS = BEFORE | AFTER
#: What a late entry says besides: seen from a clock that is ahead, every entry is one.
LATE = {"late_reason": "停电", "paper_number": "登字17"}


def typed(**changes):
    """What clerks type for each category of applicant, for interns, and for an open question."""
    rows = (
        interns.intern(FIRST, "2025-09,2025-10", started_on="2025-09-15"),
        interns.intern(SECOND, "2025-10"),
    )
    for n, category in enumerate(counter.CATEGORIES, 1):
        yield counter.MEASURE, counter.entries(n, category, **changes)
    yield counter.MEASURE, counter.entries(20, "unemployed_graduate", **STRADDLING, **changes)
    yield counter.MEASURE, counter.entries(21, "student", **{"enrolled": "no", **changes})
    yield interns.MEASURE, interns.entries(*rows, **changes)


def findings(session, **changes):
    return [
        judge_entries(session, measure, entries).finding.as_record()
        for measure, entries in typed(**changes)
    ]


def outcomes(version):
    return [(check["check"], check["outcome"]) for check in version.finding["checks"]]


@pytest.mark.parametrize("moment", CLOCKS.values(), ids=CLOCKS)
def test_what_is_typed_is_judged_alike_under_every_clock(session, clock, moment):
    interns.confirm(session)
    expected = findings(session)
    assert {record["outcome"] for record in expected} >= {"eligible", "ineligible", "officer"}
    clock.moment = moment
    assert findings(session, **LATE) == expected


@pytest.mark.parametrize("measure", CLAIMS)
@pytest.mark.parametrize("moment", CLOCKS.values(), ids=CLOCKS)
def test_every_measure_is_judged_alike_under_every_clock(session, clock, moment, measure):
    claim = CLAIMS[measure]
    kept = claim_draft(session, claim)
    expected = judge_entries(session, claim.measure, kept.entries).finding
    clock.moment = moment
    assert judge_entries(session, claim.measure, kept.entries).finding == expected


@pytest.mark.parametrize("moment", AFTER.values(), ids=AFTER)
def test_what_is_accepted_under_a_clock_ahead_is_what_was_right(session, clock, moment):
    right = accept(session, counter.draft(session, counter.entries(1)))
    clock.moment = moment
    case = accept(session, counter.draft(session, counter.entries(2, **LATE)))
    assert case.received_on == right.received_on
    assert case.version.finding["checks"] == right.version.finding["checks"]
    assert case.version.finding["parameters"] == right.version.finding["parameters"]
    assert case.version.finding["amount"] == right.version.finding["amount"]
    assert case.number[:-4] == right.number[:-4]


@pytest.mark.parametrize("moment", BEFORE.values(), ids=BEFORE)
def test_under_a_clock_set_back_the_day_of_receipt_alone_hinders_and_says_why(
    session, clock, moment
):
    clock.moment = moment
    kept = counter.draft(session, counter.entries(1))
    with pytest.raises(InvalidInput) as caught:
        accept(session, kept)
    (problem,) = caught.value.problems
    assert (problem.where, problem.key) == ("received", "date.future")
    assert problem.values["today"] == f"{moment:%Y-%m-%d}"
    clock.moment = MOMENT
    assert accept(session, counter.draft(session, counter.entries(1))).number


@pytest.mark.parametrize("moment", CLOCKS.values(), ids=CLOCKS)
def test_an_open_case_is_decided_alike_under_every_clock(session, clock, moment):
    first, second = straddling(session, 1), straddling(session, 2)
    taken = {(0, COUNTED): "at_founding"}
    expected = decide(session, order(first, taken)).version
    choices = points_of(session, second)[0].choices
    clock.moment = moment
    assert points_of(session, second)[0].choices == choices
    seen = outlook(session, order(second, taken))
    made = decide(session, order(second, taken)).version
    assert seen.outcome == made.finding["outcome"]
    # The sentence names the day on which it was decided, which is the clock's.
    for part in ("outcome", "amount", "parameters"):
        assert made.finding[part] == expected.finding[part]
    assert outcomes(made) == outcomes(expected)
    assert replay(session).differences == ()


@pytest.mark.parametrize("moment", CLOCKS.values(), ids=CLOCKS)
def test_a_jump_is_said_at_every_login_until_it_is_acknowledged(folder, clock, moment):
    with counter.at_work(folder, clock) as session:
        counter.accepted(session)
    clock.moment = moment
    for _ in range(2):
        with counter.at_work(folder, clock) as session:
            jumps = witness.open_jumps(session)
            assert [jump.found_at for jump in jumps] == [moment]
    with counter.at_work(folder, clock) as session:
        witness.acknowledge(session, jumps, "主板电池没电，已换")
        assert witness.open_jumps(session) == ()
        (note,) = witness.jump_notes(session)
        assert (note.record, note.noted_by) == (jumps[0].sequence, session.staff.name)
        assert witness.loss_notes(session) == ()


def test_a_jump_while_nobody_acts_is_put_on_record_once(session, clock):
    witness.watch_clock(session)
    assert witness.open_jumps(session) == ()
    clock.moment += timedelta(days=30)
    assert witness.clock_strays(session)
    for _ in range(2):
        witness.watch_clock(session)
    assert len(witness.open_jumps(session)) == 1
    assert not witness.clock_strays(session)
