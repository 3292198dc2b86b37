"""What stands is set aside while the desk is quiet; garbage among it goes after a long quiet."""

import gc
import weakref

import pytest

from hrdesk.ui.garbage import Garbage


class Knot:
    """Something that holds itself, so that only a look for garbage lets it go."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qapp):
    gc.collect()
    # Only what a test does counts as work.
    gc.disable()
    yield Garbage()
    gc.unfreeze()
    gc.enable()


def work(looks: int = 1) -> None:
    for _ in range(looks):
        gc.collect(0)


def test_while_somebody_works_nothing_is_looked_at(garbage):
    frozen = gc.get_freeze_count()
    for _ in range(20):
        work()
        garbage.beat()
    assert gc.get_freeze_count() == frozen


def test_once_it_is_quiet_what_stands_is_set_aside_once(garbage, monkeypatch):
    done = []
    monkeypatch.setattr("hrdesk.ui.garbage.set_aside", lambda: done.append(gc.freeze()))
    work()
    garbage.beat()
    for _ in range(5):
        garbage.beat()
    assert len(done) == 1
    work()
    garbage.beat()
    garbage.beat()
    assert len(done) == 2


def test_what_was_set_aside_and_let_go_since_is_found_after_a_long_quiet(garbage):
    knot = Knot()
    let_go = weakref.ref(knot)
    work(60)
    garbage.beat()
    garbage.beat()
    del knot
    gc.collect()
    assert let_go() is not None
    for _ in range(12):
        garbage.beat()
    assert let_go() is None


def test_after_the_desk_nothing_is_left_aside(garbage):
    garbage.beat()
    garbage.stop()
    assert gc.get_freeze_count() == 0
