"""Many new rows are read and judged a piece at a time; how many were done changes nothing."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.roster import RosterRow
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text
from hrdesk.services import roster_memory
from hrdesk.services.granted_before import GrantMemory
from hrdesk.services.intake import PIECE, judge_ahead, judge_entries
from hrdesk.services.roster_memory import RosterMemory
from hrdesk.services.session import Session
from tests.conftest import SHARED_FIXTURES
from tests.hires import hire
from tests.people import identity_number
from tests.services import counter

MEASURE, ROSTER = "startup_loan_firm", "hires"
FORM = {"received": "2026-03-18", "agency_kind": "commercial", "staff": "900"}
ENTERED = date(2026, 3, 18)
ROWS = 2 * PIECE + 7


def listed(place: int) -> RosterRow:
    """A hire who counts, but each fifth has no certificate and each seventh a wrong number."""
    number = identity_number(sequence=place + 1)
    entries = hire(
        name="阿说么约布",
        identity=number if place % 7 else number[:-1],
        certificate=f"虚构{place}号" if place % 5 else "",
    )
    return RosterRow(f"r{place}", entries)


HIRES = tuple(listed(place) for place in range(ROWS))


@pytest.fixture(scope="module")
def session(prepared: Path, module_folder: Path):
    folder = Path(shutil.copytree(prepared, module_folder / "data"))
    with counter.at_work(folder, counter.SteppingClock()) as opened:
        yield opened


def afresh(session: Session, rows: tuple[RosterRow, ...]):
    entries = {**FORM, ROSTER_PREFIX + ROSTER: roster_text(rows)}
    return judge_entries(session, MEASURE, entries, ENTERED)


def pieces(session: Session, memory: RosterMemory):
    return judge_ahead(session, MEASURE, FORM, ENTERED, memory)


def with_memory(session: Session, memory: RosterMemory):
    return judge_entries(session, MEASURE, FORM, ENTERED, memory)


@settings(max_examples=6, suppress_health_check=SHARED_FIXTURES)
@given(
    done=st.lists(st.integers(0, 12), min_size=1, max_size=3),
    order=st.permutations(range(ROWS)).map(lambda places: tuple(HIRES[each] for each in places)),
    kept=st.integers(0, ROWS),
    changed=st.integers(0, ROWS - 1),
)
def test_pieces_that_were_done_change_no_finding(session: Session, done, order, kept, changed):
    memory = RosterMemory({ROSTER: order[:kept]})
    for count in done:
        list(islice(pieces(session, memory), count))
        memory.rows[ROSTER] = order
    row = order[changed]
    edited = replace(row, entries={**row.entries, "certificate": "补来的1号"})
    rows = (*order[:changed], edited, *order[changed + 1 :])
    memory.rows[ROSTER] = rows
    assert with_memory(session, memory) == afresh(session, rows)


def test_after_all_pieces_no_row_is_new(session: Session):
    memory = RosterMemory({ROSTER: HIRES})
    assert memory.has_many_new(PIECE)
    assert len(list(pieces(session, memory))) >= ROWS // PIECE
    assert not memory.has_many_new(0)
    assert with_memory(session, memory) == afresh(session, HIRES)


def test_a_few_new_rows_are_not_many(session: Session):
    memory = RosterMemory({ROSTER: HIRES[:PIECE]})
    assert not memory.has_many_new(PIECE)
    with_memory(session, memory)
    memory.rows[ROSTER] = HIRES[: PIECE + 10]
    assert not memory.has_many_new(PIECE)


def test_no_piece_types_lines_or_asks_for_people_beyond_its_size(session: Session, monkeypatch):
    typed, asked = [], []
    really_type, really_ask = roster_memory.read_line, GrantMemory.ask

    def read_line(*arguments):
        typed.append(arguments)
        return really_type(*arguments)

    def ask(self, reader, measure, people):
        asked.append(len(people))
        really_ask(self, reader, measure, people)

    monkeypatch.setattr(roster_memory, "read_line", read_line)
    monkeypatch.setattr(GrantMemory, "ask", ask)
    memory, before = RosterMemory({ROSTER: HIRES}), 0
    for _ in pieces(session, memory):
        assert len(typed) - before <= PIECE
        before = len(typed)
    by_piece = asked[:-1]
    assert by_piece
    assert max(by_piece) <= PIECE
    judged = with_memory(session, memory)
    assert len(typed) == len(judged.lines)
