"""What was sent stays as it was sent, below every service: triggers refuse, `verify` finds."""

import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.errors import Refused
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.corrected import changes_between
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rows_of
from hrdesk.storage import corrected_versions, corrections
from hrdesk.storage.verify import verify
from tests.conftest import histories
from tests.storage import desk

PEOPLE, OTHERS = f"{ROSTER_PREFIX}people", f"{ROSTER_PREFIX}recognitions"
ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, None
GUARD = "value_as_sent"


@pytest.fixture
def office(folder, clock):
    """An office with the second person of corrections."""
    desk.with_corrector(folder, clock)
    return folder


@pytest.fixture
def careless(monkeypatch):
    """A program that was altered: it asks nothing of what was sent."""
    for module in (corrections, corrected_versions):
        for name in ("refuse_uncorrectable", "refuse_sent"):
            monkeypatch.setattr(module, name, lambda *_: None)


def findings(folder, clock=None, *, full=True):
    report = verify(folder, desk.LOGIN, desk.PASSWORD, full=full, clock=clock)
    return [each.key for each in report.findings]


def roster(count, stem):
    return roster_text(tuple(RosterRow(f"r{n}", {"name": f"{stem}{n}"}) for n in range(1, count)))


def lined(store, yuan=(2000, 3000, 5000)):
    """A case with two rosters of three rows, of which one is sent row by row."""
    plain = desk.new_case(desk.keep(store), 1)
    entries = {**plain.entries, PEOPLE: roster(4, "名册"), OTHERS: roster(4, "认定")}
    lines = [
        {"outcome": "eligible" if each else "ineligible", "amount": f"{each}.00"} for each in yuan
    ]
    return desk.accept(
        store,
        1,
        entries=entries,
        finding={**plain.finding, "lines": lines},
        application={**plain.application, "lines": [{}, {}, {}]},
    )


def answered(folder, clock, states, yuan=(2000, 3000, 5000), **frame):
    """A case that was sent, told these states by place, and the batch."""
    with desk.opened(folder, clock) as store:
        case = lined(store, yuan)
        paid = tuple(line for line, each in enumerate(yuan, 1) if each)
        new = desk.batch_of_lines(None, (case, paid))
        batch = desk.send(store, replace(new, frame={**new.frame, **frame}))
        told = {place: state for place, state in enumerate(states, 1) if state is not None}
        if told:
            desk.take(store, desk.told(batch, told))
    return case, batch


def forged(folder, clock, case, entries=(), finding=()):
    """Let both persons make a version with these entries and this finding."""
    now = {**case.version.entries, **dict(entries)}
    whole = {**case.version.finding, **dict(finding)}
    with desk.opened(folder, clock) as store:
        changes = changes_between(case.version.entries, now)
        correction = desk.propose_correction(store, case, changes)
    with desk.as_corrector(folder, clock) as store:
        given = {**case.version.facts, "lines": [{}] * len(whole["lines"])}
        desk.confirm_correction(store, correction, finding=whole, application=given)


def with_rows(case, roster_key, **names):
    """The entry of a roster with other names in rows (`r2="..."`)."""
    rows = rows_of(case.version.entries[roster_key])
    kept = tuple(
        RosterRow(row.id, {"name": names.get(row.id, row.entries["name"])}) for row in rows
    )
    return {roster_key: roster_text(kept)}


def with_line(case, line, **values):
    """The finding with other values in one of its lines."""
    lines = [dict(each) for each in case.version.finding["lines"]]
    lines[line - 1] |= values
    return {"lines": lines}


#: What an altered program would confirm of a case whose rows were accepted, wait and failed.
FORGERIES = {
    "a row that was accepted": lambda case: (with_rows(case, PEOPLE, r1="别人"), {}),
    "a row that waits": lambda case: (with_rows(case, PEOPLE, r2="别人"), {}),
    "a failed row with another": lambda case: (with_rows(case, PEOPLE, r2="甲", r3="乙"), {}),
    "what all rows share": lambda case: ({"phone": "13911112222"}, {}),
    "the same row of another roster": lambda case: (with_rows(case, OTHERS, r3="别的认定"), {}),
    "what an accepted row pays": lambda case: (
        with_rows(case, PEOPLE, r3="乙"),
        with_line(case, 1, amount="2001.00"),
    ),
    # Whatever is said of its months: no months and none named differ already.
    "the months of a row that waits": lambda case: (
        with_rows(case, PEOPLE, r3="乙"),
        with_line(case, 2, months=[]),
    ),
    "the outcome of an accepted row": lambda case: (
        with_rows(case, PEOPLE, r3="乙"),
        with_line(case, 1, outcome="ineligible"),
    ),
    "a line that is left out": lambda case: (
        with_rows(case, PEOPLE, r3="乙"),
        {"lines": case.version.finding["lines"][:2]},
    ),
}
STATES = (ACCEPTED, WAITING, FAILED)


@pytest.mark.usefixtures("careless")
@pytest.mark.parametrize("what", FORGERIES)
def test_what_was_sent_is_changed_by_no_altered_program(office, clock, what):
    case, _ = answered(office, clock, STATES)
    entries, finding = FORGERIES[what](case)
    with pytest.raises(sqlcipher.IntegrityError, match="value as sent"):
        forged(office, clock, case, entries, finding)
    with desk.opened(office, clock) as store, store.reading() as reader:
        assert reader.case(case.id).version.number == 1
        (waits,) = reader.corrections_of(case.id)
    with desk.opened(office, clock) as store, desk.acting(store) as act:
        act.withdraw_correction(waits.id, "撤回")
    with unguarded(office):
        forged(office, clock, case, entries, finding)
    assert findings(office, clock, full=False) == ["verify.correction_of_sent"]


@contextlib.contextmanager
def unguarded(folder):
    """Take the guard away, and put it back."""
    with desk.raw(folder) as connection:
        query = "select sql from sqlite_master where name = ?"
        ((guard,),) = connection.execute(query, (GUARD,)).fetchall()
        connection.execute(f"drop trigger {GUARD}")
    yield
    with desk.raw(folder) as connection:
        connection.execute(guard)


@pytest.mark.usefixtures("careless")
def test_whose_case_was_sent_and_not_answered_is_closed(office, clock):
    """The guard of versions speaks first; without both, `verify` still finds it."""
    case, _ = answered(office, clock, (WAITING,) * 3)
    for name in ("correction_of_newest", "version_of_open_case"):
        with desk.raw(office) as connection:
            connection.execute(f"drop trigger {name}")
    with pytest.raises(sqlcipher.IntegrityError, match="value as sent"):
        forged(office, clock, case, {"account_number": desk.OTHER_ACCOUNT})
    with desk.opened(office, clock) as store, store.reading() as reader:
        (waits,) = reader.corrections_of(case.id)
    with desk.raw(office) as connection:
        connection.execute(f"drop trigger {GUARD}")
    with desk.as_corrector(office, clock) as store:
        desk.confirm_correction(store, waits.id)
    assert "verify.correction_of_sent" in findings(office, clock, full=False)


def test_what_failed_and_the_account_are_corrected(office, clock):
    case, batch = answered(office, clock, STATES)
    entries = with_rows(case, PEOPLE, r3="乙") | {"account_number": desk.OTHER_ACCOUNT}
    forged(office, clock, case, entries, with_line(case, 3, amount="4999.00", months=[]))
    with desk.opened(office, clock) as store:
        with store.reading() as reader:
            states = {each.place: each for each in reader.sent_states(batch)}
        assert [states[place].corrected for place in (1, 2, 3)] == [False, False, True]
        # What is told later of the rows, or taken back, was not known when it was confirmed.
        wrong = desk.take(store, desk.told(batch, {2: ACCEPTED, 3: ACCEPTED}, 2))
    with desk.as_approver(office, clock) as store, desk.acting(store) as act:
        act.withdraw_batch_answer(wrong, "导错了文件")
    with desk.opened(office, clock) as store:
        desk.take(store, desk.told(batch, {2: FAILED, 3: ACCEPTED}, 3))
    assert findings(office, clock) == []


@pytest.mark.usefixtures("careless")
def test_an_answer_that_is_taken_back_later_counted_at_its_time(office, clock):
    """The accepted row was corrected while its answer stood; taking that back excuses nothing."""
    with desk.opened(office, clock) as store:
        case = lined(store)
        batch = desk.send(store, desk.batch_of_lines(None, (case, (1, 2, 3))))
        accepting = desk.take(store, desk.told(batch, {1: ACCEPTED}, 1))
        desk.take(store, desk.told(batch, {3: FAILED}, 2))
    with unguarded(office):
        forged(office, clock, case, with_rows(case, PEOPLE, r1="别人"))
    with desk.as_approver(office, clock) as store, desk.acting(store) as act:
        act.withdraw_batch_answer(accepting, "导错了文件")
    with desk.opened(office, clock) as store:
        desk.take(store, desk.told(batch, {1: FAILED, 2: FAILED}, 3))
    assert findings(office, clock, full=False) == ["verify.correction_of_sent"]


def test_a_row_that_was_never_sent_stays_while_others_wait(office, clock):
    case, _ = answered(office, clock, (ACCEPTED, FAILED), (4000, 6000, 0))
    with pytest.raises(Refused, match=r"correct\.row_sent"):
        forged(office, clock, case, with_rows(case, PEOPLE, r3="乙"))
    forged(office, clock, case, with_rows(case, PEOPLE, r2="乙"))
    assert findings(office, clock) == []


@pytest.mark.usefixtures("careless")
def test_a_row_that_was_given_up_is_corrected_once_it_is_opened_again(office, clock):
    case, batch = answered(office, clock, (ACCEPTED, FAILED, FAILED))
    with desk.as_approver(office, clock) as store:
        desk.close_row(store, batch, 3)
    with pytest.raises(sqlcipher.IntegrityError, match="value as sent"):
        forged(office, clock, case, with_rows(case, PEOPLE, r3="乙"))
    drop_waiting(office, case, clock)
    with desk.as_approver(office, clock) as store:
        desk.reopen_row(store, batch, 3)
    forged(office, clock, case, with_rows(case, PEOPLE, r3="乙"))
    assert findings(office, clock) == []


@pytest.mark.usefixtures("careless")
@pytest.mark.parametrize("frame", [{"lines": "recognitions"}, {"lines": ""}])
def test_rows_of_a_roster_that_the_frame_does_not_name_are_no_failed_rows(office, clock, frame):
    case, _ = answered(office, clock, STATES, **frame)
    with pytest.raises(sqlcipher.IntegrityError, match="value as sent"):
        forged(office, clock, case, with_rows(case, PEOPLE, r3="乙"))


@pytest.mark.usefixtures("careless")
def test_no_account_is_corrected_that_the_frame_does_not_name(office, clock):
    case, _ = answered(office, clock, STATES, payee=[])
    with pytest.raises(sqlcipher.IntegrityError, match="value as sent"):
        forged(office, clock, case, {"account_number": desk.OTHER_ACCOUNT})


@pytest.mark.usefixtures("careless")
def test_the_frame_that_tells_rows_apart_is_under_its_record(office, clock):
    answered(office, clock, STATES)
    with desk.without_guards(office) as connection:
        connection.execute("update batch set frame = json_set(frame, '$.lines', 'recognitions')")
    assert findings(office, clock, full=False) == ["verify.batch_changed"]


def test_a_case_that_failed_as_a_whole_is_corrected_as_a_whole(office, clock):
    """Its rows are cases: the rosters of such a case stand in no row."""
    with desk.opened(office, clock) as store:
        case = lined(store)
        sent = desk.sent(case, (case.number, 1), amount=1_000_000)
        new = replace(desk.new_batch(case), cases=(sent,))
        batch = desk.send(store, new)
        desk.take(store, desk.told(batch, {1: FAILED}))
    entries = with_rows(case, PEOPLE, r1="甲") | {"phone": "13911112222"}
    forged(office, clock, case, entries, with_line(case, 1, amount="1.00"))
    assert findings(office, clock) == []


@pytest.mark.parametrize("value", ['{"x": 1}', "[]", '"text"', '{"lines": 1}'])
def test_values_that_are_no_finding_are_found_and_not_stumbled_over(office, clock, value):
    case, _ = answered(office, clock, STATES)
    forged(office, clock, case, with_rows(case, PEOPLE, r3="乙"))
    for column in ("finding", "entries"):
        with desk.without_guards(office) as connection:
            connection.execute(f"update case_value set {column} = ?", (value,))
        assert "verify.correction_of_sent" in findings(office, clock, full=False)


NAMES = st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), st.just("改名"), max_size=2)
CHANGED = st.tuples(
    NAMES,
    st.dictionaries(st.sampled_from(["r1", "r3"]), st.just("改名"), max_size=1),
    st.sampled_from([{}, {"phone": "13911112222"}, {"account_number": desk.OTHER_ACCOUNT}]),
    st.sampled_from([None, 1, 2, 3]),
)


@pytest.mark.torture
@settings(max_examples=histories(12))
@given(states=st.tuples(*[st.sampled_from([ACCEPTED, WAITING, FAILED])] * 3), changed=CHANGED)
def test_service_guard_and_verify_say_the_same(memory, states, changed):
    """Three ways to the same answer: the refusal with its reason, the trigger, `verify`."""
    people, others, plain, pays = changed
    folder = desk.found(memory / desk.new_id())
    desk.with_corrector(folder)
    case, _ = answered(folder, None, states)
    entries = with_rows(case, PEOPLE, **people) | with_rows(case, OTHERS, **others) | plain
    finding = with_line(case, pays, amount="1.00") if pays else {}
    if not changes_between(case.version.entries, {**case.version.entries, **entries}):
        return
    said = attempt(lambda: forged(folder, None, case, entries, finding))
    drop_waiting(folder, case)
    with pytest.MonkeyPatch.context() as patched:
        for module in (corrections, corrected_versions):
            for name in ("refuse_uncorrectable", "refuse_sent"):
                patched.setattr(module, name, lambda *_: None)
        if said:
            assert "IntegrityError" in attempt(lambda: forged(folder, None, case, entries, finding))
            with desk.raw(folder) as connection:
                for name in ("correction_of_newest", "version_of_open_case", GUARD):
                    connection.execute(f"drop trigger {name}")
            drop_waiting(folder, case)
            forged(folder, None, case, entries, finding)
    found = "verify.correction_of_sent" in findings(folder, full=False)
    assert found is bool(said)


def attempt(act):
    try:
        act()
    except (Refused, sqlcipher.IntegrityError) as fault:
        return f"{type(fault).__name__} {json.dumps(str(fault))}"
    return ""


def drop_waiting(folder, case, clock=None):
    """Take back what waits, so that the next attempt may be proposed."""
    with desk.opened(folder, clock) as store:
        with store.reading() as reader:
            waiting = [each for each in reader.corrections_of(case.id) if each.is_open]
        for each in waiting:
            with desk.acting(store) as act:
                act.withdraw_correction(each.id, "撤回")
