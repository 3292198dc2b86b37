"""A clock that jumped is put on record, whichever way it went, and stays open until it is noted."""

from datetime import timedelta

import pytest

from hrdesk.storage.clock_jumps import JumpKind
from hrdesk.storage.verify import verify
from tests.storage import desk

DAY = 24 * 60 * 60


def jumps(store):
    with store.reading() as reader:
        return reader.open_records().jumps


def moved(clock, **by):
    """Set the clock, as a person or a flat battery does: the running time goes on as before."""
    clock.moment += timedelta(**by)


@pytest.mark.parametrize("days", [0, 1, 20])
def test_days_that_pass_are_no_jump(folder, clock, days):
    with desk.opened(folder, clock) as store:
        desk.accept(store)
        clock.step(days * DAY)
        desk.accept(store, 2)
        assert jumps(store) == ()
    clock.step(days * DAY)
    with desk.opened(folder, clock) as store:
        assert jumps(store) == ()


@pytest.mark.parametrize(
    ("by", "kind", "minutes"),
    [
        ({"minutes": -11}, JumpKind.BACK, 11),
        ({"days": -30}, JumpKind.BACK, 30 * 24 * 60),
        ({"days": -36 * 365}, JumpKind.BACK, 36 * 365 * 24 * 60),
        ({"days": 30}, JumpKind.SILENCE, 30 * 24 * 60),
        ({"days": 20 * 365}, JumpKind.SILENCE, 20 * 365 * 24 * 60),
        ({"days": 7973 * 365}, JumpKind.SILENCE, 7973 * 365 * 24 * 60),
    ],
)
def test_a_clock_set_while_the_program_was_closed_is_found_at_the_next_start(
    folder, clock, by, kind, minutes
):
    with desk.opened(folder, clock) as store:
        desk.accept(store)
    last_seen = clock.moment
    moved(clock, **by)
    for _ in range(2):
        with desk.opened(folder, clock) as store:
            (jump,) = jumps(store)
    assert (jump.kind, jump.minutes) == (kind, minutes)
    assert (jump.last_seen, jump.found_at) == (last_seen, clock.moment)
    assert verify(folder, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).findings == ()


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        ({"days": -30}, JumpKind.BACK),
        ({"days": 1}, JumpKind.AHEAD),
        ({"days": 20 * 365}, JumpKind.AHEAD),
    ],
)
def test_a_clock_set_while_the_program_is_open_is_on_record_before_the_next_act(
    store, clock, by, kind
):
    desk.accept(store)
    clock.step(300)
    moved(clock, **by)
    assert store.clock_strays()
    assert jumps(store) == ()
    case = desk.accept(store, 2)
    (jump,) = jumps(store)
    assert jump.kind is kind
    with store.reading() as reader:
        assert reader.audit_of(case.id)[0].sequence == jump.sequence + 1
    assert not store.clock_strays()
    desk.accept(store, 3)
    assert len(jumps(store)) == 1


@pytest.mark.parametrize("by", [{"days": -30}, {"days": 30}])
def test_a_clock_put_right_again_is_on_record_too(store, clock, by):
    desk.accept(store)
    moved(clock, **by)
    desk.accept(store, 2)
    moved(clock, **{unit: -number for unit, number in by.items()})
    desk.accept(store, 3)
    assert {jump.kind for jump in jumps(store)} == {JumpKind.BACK, JumpKind.AHEAD}


def test_a_time_server_s_correction_is_no_jump(store, clock):
    desk.accept(store)
    for n, minutes in enumerate((-9, 18, -9), 2):
        moved(clock, minutes=minutes)
        desk.accept(store, n)
    assert jumps(store) == ()


def test_an_act_that_fails_leaves_the_jump_to_the_next_one(store, clock):
    moved(clock, days=30)
    with pytest.raises(ZeroDivisionError), desk.acting(store):
        1 / 0  # noqa: B018
    assert jumps(store) == ()
    with desk.acting(store):
        pass
    assert len(jumps(store)) == 1


def test_a_jump_takes_a_note_and_is_open_no_more(store, clock):
    moved(clock, days=-30)
    desk.accept(store)
    (jump,) = jumps(store)
    with desk.acting(store) as act:
        act.note_record(jump.sequence, "电池没电，已校正")
    assert jumps(store) == ()
    with store.reading() as reader:
        (note,) = reader.record_notes("clock.jump")
        assert reader.record_notes("anchor.replace") == ()
    assert (note.record, note.note) == (jump.sequence, "电池没电，已校正")
