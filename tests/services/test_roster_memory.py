"""A roster in work, edited row by row, is what the same rows are when they are judged afresh."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.roster import RosterRow
from hrdesk.rules.registry import measure_of
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.intake import judge_entries
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.services.session import Session
from tests.conftest import SHARED_FIXTURES
from tests.hires import hire
from tests.people import identity_number
from tests.services import counter, interns

MEASURE, ROSTER = "startup_loan_firm", "hires"
FORM = {"received": "2026-03-18", "agency_kind": "commercial", "staff": "6"}
ENTERED = date(2026, 3, 18)
NUMBERS = [identity_number(sequence=place) for place in (1, 2, 3)]

rows = st.one_of(
    st.just({}),
    st.builds(
        lambda identity, name, certificate: hire(
            identity=identity, name=name, certificate=certificate
        ),
        # Few people, so that they repeat; a wrong number keeps a row from being judged.
        st.sampled_from([*NUMBERS, NUMBERS[0][:-1], ""]),
        st.sampled_from(["王强", "阿说么约布"]),
        st.sampled_from(["虚构1号", ""]),
    ),
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["change", "change", "add", "remove", "swap", "fill", "undo"]),
        st.integers(0, 9),
        rows,
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def session(prepared: Path, module_folder: Path):
    folder = Path(shutil.copytree(prepared, module_folder / "data"))
    with counter.at_work(folder, counter.SteppingClock()) as opened:
        # What earlier cases say of a person is hinted at in his rows.
        intern = interns.intern(NUMBERS[0], "2025-09", name="李敏")
        interns.confirm(opened)
        counter.accept(opened, interns.draft(opened, intern))
        yield opened


def edited(stood: tuple[RosterRow, ...], act: str, place: int, entries, new_id: str):
    """The rows after one act in a grid; a row that stays is the same object."""
    some = list(stood)
    at = place % len(some) if some else 0
    if act == "add" or not some:
        some.insert(at, RosterRow(new_id, entries))
    elif act == "change":
        some[at] = replace(some[at], entries=entries)
    elif act == "remove":
        del some[at]
    elif act == "swap":
        some[0], some[at] = some[at], some[0]
    elif act == "fill":
        name = {"name": some[at].entries.get("name", "")}
        some[at:] = [replace(row, entries={**row.entries, **name}) for row in some[at:]]
    return tuple(some)


@settings(max_examples=25, suppress_health_check=SHARED_FIXTURES)
@given(st.lists(rows, max_size=6), edits)
def test_edited_row_by_row_it_is_as_if_it_were_read_whole(session: Session, first, steps):
    stood = [tuple(RosterRow(f"r{place}", entries) for place, entries in enumerate(first))]
    memory = RosterMemory({ROSTER: stood[-1]})
    judge_entries(session, MEASURE, FORM, ENTERED, memory)
    for number, (act, place, entries) in enumerate(steps):
        undone = act == "undo" and len(stood) > 1
        now = stood[-2] if undone else edited(stood[-1], act, place, entries, f"n{number}")
        stood.append(now)
        memory.rows[ROSTER] = now
        kept = judge_entries(session, MEASURE, FORM, ENTERED, memory)
        afresh = judge_entries(session, MEASURE, FORM, ENTERED, RosterMemory({ROSTER: now}))
        assert kept == afresh


def test_of_many_rows_one_keystroke_leaves_all_others_the_same_objects(session: Session):
    first = tuple(
        RosterRow(f"r{n}", hire(identity=identity_number(sequence=n + 10))) for n in range(60)
    )
    memory = RosterMemory({ROSTER: first})
    before = judge_entries(session, MEASURE, FORM, ENTERED, memory)
    changed = replace(first[7], entries={**first[7].entries, "certificate": "改1号"})
    memory.rows[ROSTER] = (*first[:7], changed, *first[8:])
    after = judge_entries(session, MEASURE, FORM, ENTERED, memory)
    for old, new in (
        (before.rows[ROSTER], after.rows[ROSTER]),
        (before.finding.lines, after.finding.lines),
    ):
        assert [place for place in range(60) if old[place] is not new[place]] == [7]


def test_what_people_were_granted_is_the_same_whoever_was_asked_for_before(session: Session):
    people = [identity_number(sequence=n + 200) for n in range(12)]
    for months in ("2025-10", "2025-11"):
        rows = [interns.intern(number, months) for number in people]
        counter.accept(session, interns.draft(session, *rows))
    measure, memory = measure_of(interns.MEASURE), GrantMemory()
    for some in (people[:3], people[2:], people, people[5:6], [], people[:2] + people[9:]):
        with session.store.reading() as reader:
            kept = memory.granted(reader, measure, frozenset(some))
            assert kept == GrantMemory().granted(reader, measure, frozenset(some))
        assert len(kept.entries) == 2 * len(some)
