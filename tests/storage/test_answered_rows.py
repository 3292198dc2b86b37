"""P14, P7: whatever is sent, answered, withdrawn, voided, closed and sent again, in any order.

At every moment each batch is the sum of its accepted, failed and waiting rows, no line of a case
waits or was accepted in two open batches, what was accepted stays so until its answer is
withdrawn, and a closed row stays failed. The store is compared with a model that knows no SQL.
"""

import contextlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.storage.verify import verify
from tests.storage import desk

LINES = 3
#: Failures are drawn most, or hardly any row would ever go again.
STATES = st.sampled_from([RowState.FAILED, RowState.FAILED, RowState.ACCEPTED, None])


class Machine(RuleBasedStateMachine):
    """Two cases of three lines; batches, answers and ends in any order."""

    founded: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.founded.parent))
        shutil.copytree(self.founded, self.folder / "office")
        self.clock = desk.SteppingClock()
        who = (desk.APPROVER, desk.APPROVER_PASSWORD)
        self.store = desk.open_store_as(self.folder / "office", *who, self.clock)
        with self.store.reading() as reader:
            self.cases = [reader.case(each.id) for each in reversed(reader.cases())]
        #: By batch: which it follows, its rows as (case, line), whether it is void.
        self.batches: dict[str, tuple[str | None, list[tuple[int, int]]]] = {}
        self.void: set[str] = set()
        #: Answers in order: id, batch, states by place, and the count of batches made before.
        self.answers: list[tuple[str, str, dict[int, RowState], int]] = []
        self.gone: set[str] = set()
        #: The rows that are closed, by batch and place.
        self.closed: set[tuple[str, int]] = set()
        #: The rows that were settled, once for each settlement that counts.
        self.settled: list[tuple[str, int]] = []
        self.files = 0

    def teardown(self) -> None:
        """Close; the store is sound."""
        self.store.close()
        report = verify(
            self.folder / "office", desk.LOGIN, desk.PASSWORD, full=False, clock=self.clock
        )
        assert report.findings == ()
        shutil.rmtree(self.folder)

    def open(self) -> list[str]:
        return [each for each in self.batches if each not in self.void]

    def later(self, batch: str, row: tuple[int, int]) -> str | None:
        """The open batch that sends a row again."""
        return next(
            (
                each
                for each in self.open()
                if self.batches[each][0] == batch and row in self.batches[each][1]
            ),
            None,
        )

    def told(self, batch: str, place: int) -> set[RowState]:
        return {
            states[place]
            for answer, of, states, _ in self.answers
            if of == batch and answer not in self.gone and place in states
        }

    def state(self, batch: str, place: int) -> RowState:
        told = self.told(batch, place)
        if self.later(batch, self.batches[batch][1][place - 1]) or (batch, place) in self.closed:
            return RowState.FAILED
        for state in (RowState.ACCEPTED, RowState.FAILED):
            if state in told:
                return state
        return RowState.WAITING

    def may_go(self, follows: str, row: tuple[int, int]) -> bool:
        """Whether a row may be sent again by a batch that follows one."""
        for batch in self.open():
            rows = self.batches[batch][1]
            if row in rows:
                place = rows.index(row) + 1
                told = self.told(batch, place)
                if RowState.ACCEPTED in told or RowState.FAILED not in told:
                    return False
                if (batch, place) in self.closed:
                    return False
        return row in self.batches[follows][1] and self.later(follows, row) is None

    @rule(which=st.sets(st.integers(0, 1), min_size=1))
    def send(self, which: set[int]) -> None:
        """Send whole cases; only those that no open batch holds go."""
        held = {case for batch in self.open() for case, _ in self.batches[batch][1]}
        rows = [(case, line) for case in sorted(which) for line in range(1, LINES + 1)]
        self._send(None, rows, may=not which & held)

    @precondition(lambda self: self.open())
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        """Send lines of an open batch again; they go only when all of them may."""
        follows = data.draw(st.sampled_from(self.open()))
        every = self.batches[follows][1]
        free = [row for row in every if self.may_go(follows, row)]
        chosen = every if not free or data.draw(st.integers(0, 3)) == 0 else free
        rows = data.draw(st.lists(st.sampled_from(chosen), min_size=1, max_size=3, unique=True))
        rows.sort()
        self._send(follows, rows, may=all(self.may_go(follows, row) for row in rows))

    def _send(self, follows: str | None, rows: list[tuple[int, int]], *, may: bool) -> None:
        chosen = [
            (self.cases[case], tuple(line for each, line in rows if each == case))
            for case in sorted({case for case, _ in rows})
        ]
        new = desk.batch_of_lines(follows, *chosen)
        if may:
            self.batches[desk.send(self.store, new)] = (follows, rows)
            return
        with pytest.raises(Refused):
            desk.send(self.store, new)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Answer a batch, open or not."""
        batch = data.draw(st.sampled_from(list(self.batches)))
        places = range(1, len(self.batches[batch][1]) + 1)
        drawn = {place: data.draw(STATES) for place in places}
        states = {place: state for place, state in drawn.items() if state is not None}
        if not states:
            return
        self.files += 1
        new = desk.told(batch, states, self.files)
        if batch in self.void:
            with pytest.raises(Refused):
                desk.take(self.store, new)
            return
        answer = desk.take(self.store, new)
        self.answers.append((answer, batch, states, len(self.batches)))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Take an answer back; it stays once a row that failed by it went again or is closed."""
        answer, batch, states, _ = data.draw(st.sampled_from(self.answers))
        went = any(
            state is RowState.FAILED
            and (
                self.later(batch, self.batches[batch][1][place - 1])
                or (batch, place) in self.closed
            )
            for place, state in states.items()
        )
        with contextlib.ExitStack() as stack:
            if answer in self.gone or batch in self.void or went:
                stack.enter_context(pytest.raises(Refused))
            with desk.acting(self.store) as act:
                act.withdraw_batch_answer(answer, "导错了")
            self.gone.add(answer)

    @precondition(lambda self: self.open())
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        """Void a batch; it stays while it is followed or has an accepted or a closed row."""
        if data.draw(st.integers(0, 3)):
            return
        batch = data.draw(st.sampled_from(self.open()))
        rows = range(1, len(self.batches[batch][1]) + 1)
        followed = any(self.batches[each][0] == batch for each in self.open())
        accepted = any(RowState.ACCEPTED in self.told(batch, place) for place in rows)
        with contextlib.ExitStack() as stack:
            closed = any(batch == each for each, _ in self.closed)
            if followed or accepted or closed:
                stack.enter_context(pytest.raises(Refused))
            desk.void_batch(self.store, batch)
            self.void.add(batch)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        """Close a row; only one goes that failed, is not sent again and not closed yet."""
        left = sorted(self.left())
        if left and data.draw(st.integers(0, 3)):
            batch, place = data.draw(st.sampled_from(left))
        else:
            batch = data.draw(st.sampled_from(list(self.batches)))
            place = data.draw(st.integers(1, len(self.batches[batch][1])))
        if (batch, place) in left:
            desk.close_row(self.store, batch, place)
            self.closed.add((batch, place))
            return
        with pytest.raises(Refused):
            desk.close_row(self.store, batch, place)

    @precondition(lambda self: self.closed)
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        """Open a closed row again."""
        row = data.draw(st.sampled_from(sorted(self.closed)))
        desk.reopen_row(self.store, *row)
        self.closed.remove(row)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        """Settle a row; only one goes that something contradicts which nobody settled yet."""
        against = self.against()
        if against and data.draw(st.integers(0, 3)):
            batch, place = data.draw(st.sampled_from(against))
        else:
            batch = data.draw(st.sampled_from(list(self.batches)))
            place = data.draw(st.integers(1, len(self.batches[batch][1])))
        if (batch, place) in against:
            desk.settle_row(self.store, batch, place)
            self.settled.append((batch, place))
            assert (batch, place) not in self.against()
            return
        with pytest.raises(Refused):
            desk.settle_row(self.store, batch, place)

    @precondition(lambda self: self.settled)
    @rule(data=st.data())
    def unsettle(self, data: st.DataObject) -> None:
        """Take the newest settlement of a row back."""
        row = data.draw(st.sampled_from(self.settled))
        desk.unsettle_row(self.store, *row)
        self.settled.remove(row)

    def against(self) -> list[tuple[str, int]]:
        """The rows that stand in red."""
        with self.store.reading() as reader:
            return [
                (batch, row.place)
                for batch in self.batches
                for row in reader.sent_states(batch)
                if row.is_open_contradiction
            ]

    def left(self) -> set[tuple[str, int]]:
        """The rows that failed and that nothing was done about."""
        return {
            (batch, place)
            for batch in self.open()
            for place, row in enumerate(self.batches[batch][1], 1)
            if self.state(batch, place) is RowState.FAILED
            and not self.later(batch, row)
            and (batch, place) not in self.closed
        }

    @invariant()
    def every_row_is_one_of_three(self) -> None:
        """The store says of each batch what the model says, and the counts are what was sent."""
        with self.store.reading() as reader:
            for batch, (_, rows) in self.batches.items():
                found = [each.state for each in reader.sent_states(batch)]
                assert found == [self.state(batch, n) for n in range(1, len(rows) + 1)]
                tally = reader.batch(batch).batch.tally
                assert tally.sent == len(rows)
                counted = (tally.accepted, tally.failed, tally.waiting)
                assert counted == tuple(map(found.count, RowState))

    @invariant()
    def what_stands_in_red_is_counted_above_every_page(self) -> None:
        """The notice and the list of batches count what the page of each batch shows."""
        with self.store.reading() as reader:
            counted = {each.batch_id: each.rows for each in reader.contradicted_batches()}
        assert counted == Counter(batch for batch, _ in self.against())

    @invariant()
    def no_line_is_under_way_twice(self) -> None:
        """No line waits or was accepted in two open batches."""
        under_way = Counter(
            row
            for batch in self.open()
            for place, row in enumerate(self.batches[batch][1], 1)
            if self.state(batch, place) is not RowState.FAILED
        )
        assert all(count == 1 for count in under_way.values())

    @invariant()
    def the_queue_is_what_failed_and_nothing_was_done_about(self) -> None:
        """The failures of all open batches that are not closed or sent again, each once."""
        with self.store.reading() as reader:
            queue = {(each.batch_id, each.place) for each in reader.failed_queue()}
            assert reader.failed_count() == (len(queue), 0)
            by_case = [
                (each.batch_id, each.place)
                for case in self.cases
                for each in reader.failed_lines(case.id)
            ]
        expected = self.left()
        assert queue == expected
        assert sorted(by_case) == sorted(expected)


@pytest.fixture(scope="module")
def two_cases(module_folder):
    """An office with two cases of three lines, only to be copied."""
    folder = desk.found(module_folder / "test_answered_rows")
    with desk.as_approver(folder, None, Role.CLERK, Role.APPROVER) as store:
        for n in (1, 2):
            desk.lined_case(store, n, 1000, 2000, 3000)
    return folder


def test_at_every_moment_what_was_sent_is_accepted_failed_or_waiting(two_cases):
    Machine.founded = two_cases
    case = Machine.TestCase
    case.settings = settings(
        max_examples=12,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()
