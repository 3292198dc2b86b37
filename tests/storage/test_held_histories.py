"""P7: whatever is sent, answered, corrected, closed, withdrawn, voided and sent again in any order.

No right and no month of a person is ever accepted by the platform under two cases, unless the
platform accepts what it must not: a row that a person had closed after asking it, or a row in whose
place it accepted another one already. What the store may not do it says in words: no guard fires.
"""

import contextlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hrdesk.domain.errors import Refused
from hrdesk.storage.verify import verify
from tests.conftest import histories
from tests.storage import desk, held
from tests.storage.held import ACCEPTED, FAILED

PEOPLE = st.integers(1, 2)
MOST_CASES = 4
#: Every row that an answer which counts says was accepted, with the people whom its version named.
_PAID = """
select t.receipt_id, r.case_id, o.identity_key from receipt_told t
join batch_row r on r.batch_id = t.batch_id and r.place = t.sent
join batch_case k on k.batch_id = r.batch_id and k.case_id = r.case_id
join {table} o on o.case_id = r.case_id and o.version = k.version
where t.state = 'accepted'
"""


class Machine(RuleBasedStateMachine):
    """Few cases of few people, each with one row; every act of every kind."""

    founded: Path
    #: How often each act was done and not refused, in all histories.
    done: Counter[str]
    monthly = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.founded.parent))
        clock = desk.SteppingClock()
        shutil.copytree(self.founded, self.folder / "office")
        self.office = held.opened(self.folder / "office", clock, monthly=self.monthly)
        self.cases: dict[str, object] = {}
        #: Batches in order, each with the case that it sends; those that were voided.
        self.batches: dict[str, str] = {}
        self.void: set[str] = set()
        self.closed: dict[str, bool] = {}
        #: Answers with batch and state; those whose acceptance breaks the platform's own word.
        self.answers: dict[str, tuple[str, object]] = {}
        self.gone: set[str] = set()
        self.broken: set[str] = set()

    def teardown(self) -> None:
        """Close; the store is sound."""
        self.office.store.close()
        report = verify(self.office.folder, desk.LOGIN, desk.PASSWORD, clock=self.office.clock)
        assert report.findings == ()
        shutil.rmtree(self.folder)

    def chain(self, batch: str) -> list[str]:
        """The batches that count of the case of a batch, in order."""
        return [
            each
            for each, case in self.batches.items()
            if case == self.batches[batch] and each not in self.void
        ]

    def accepted(self, batch: str) -> bool:
        return any(
            of == batch and state is ACCEPTED
            for answer, (of, state) in self.answers.items()
            if answer not in self.gone
        )

    @initialize(person=st.integers(0, 2))
    def begin(self, person: int) -> None:
        """A case of the first person failed, and may have been corrected since."""
        case = self.office.accept(1)
        batch = self.office.send(case)
        self.batches[batch] = case.id
        self.answers[self.office.tell(batch, FAILED)] = batch, FAILED
        self.cases[case.id] = case if person == 1 else self.office.correct(case, person)

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule(person=PEOPLE)
    def accept(self, person: int) -> None:
        with contextlib.suppress(Refused):
            case = self.office.accept(person)
            self.cases[case.id] = case

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), person=st.integers(0, 2))
    def correct(self, data: st.DataObject, person: int) -> None:
        case = data.draw(st.sampled_from(list(self.cases)))
        with contextlib.suppress(Refused):
            self.cases[case] = self.office.correct(self.cases[case], person)
            self.done["correct"] += 1

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        """Send a case, or its row again after the last batch that holds it."""
        case = self.cases[data.draw(st.sampled_from(list(self.cases)))]
        if case.version.finding["outcome"] != "eligible":
            return
        last = [
            each for each, of in self.batches.items() if of == case.id and each not in self.void
        ]
        with contextlib.suppress(Refused):
            self.batches[self.office.send(case, last[-1] if last else None)] = case.id
            self.done["send"] += 1

    @precondition(lambda self: self.batches)
    @rule(data=st.data(), state=st.sampled_from([FAILED, FAILED, ACCEPTED]))
    def tell(self, data: st.DataObject, state: object) -> None:
        batch = data.draw(st.sampled_from(list(self.batches)))
        with contextlib.suppress(Refused):
            answer = self.office.tell(batch, state)
            self.answers[answer] = batch, state
            self.done["tell"] += 1
            chain = self.chain(batch)
            later = chain[chain.index(batch) + 1 :]
            if any(each in self.closed for each in chain) or any(map(self.accepted, later)):
                self.broken.add(answer)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        answer = data.draw(st.sampled_from(list(self.answers)))
        with contextlib.suppress(Refused):
            self.office.withdraw(answer)
            self.gone.add(answer)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(list(self.batches)))
        with contextlib.suppress(Refused):
            desk.close_row(self.office.store, batch, 1)
            self.closed[batch] = True

    @precondition(lambda self: self.closed)
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(list(self.closed)))
        with contextlib.suppress(Refused):
            desk.reopen_row(self.office.store, batch, 1)
            del self.closed[batch]

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(list(self.batches)))
        with contextlib.suppress(Refused):
            desk.void_batch(self.office.store, batch)
            self.void.add(batch)

    @invariant()
    def nobody_is_accepted_under_two_cases(self) -> None:
        table = "right_month" if self.monthly else "right_once"
        paid: dict[str, set[str]] = {}
        with self.office.store.reading() as reader:
            rows = reader._ground.db.execute_sql(_PAID.format(table=table)).fetchall()
        for answer, case, person in rows:
            if answer not in self.broken:
                paid.setdefault(person, set()).add(case)
        assert all(len(cases) == 1 for cases in paid.values())


class MonthMachine(Machine):
    """The same with months."""

    monthly = True


@pytest.mark.torture
@pytest.mark.parametrize("machine", [Machine, MonthMachine], ids=["rights", "months"])
def test_no_history_lets_the_platform_accept_a_person_under_two_cases(machine, module_folder):
    folder = module_folder / f"test_held_histories_{machine.monthly}"
    machine.founded, machine.done = held.found(folder), Counter()
    case = machine.TestCase
    case.settings = settings(
        max_examples=histories(12),
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()
    # Else a store that refuses whatever is asked of it would pass.
    assert machine.done.keys() == {"correct", "send", "tell"}
