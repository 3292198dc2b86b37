"""Undoing an import: whoever came goes, whoever changed or left is as before, edits stay."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.list_import import Fate, PersonChange
from hrdesk.intake.list_taking import Taking, undone
from tests.people import identity_number

FATES = st.sampled_from((Fate.NEW, Fate.CHANGED, Fate.SAME, None))
ROWS = st.lists(st.tuples(FATES, st.booleans()), max_size=8)


def taken(rows: tuple[RosterRow, ...], given_to: list) -> Taking:
    fresh = count(1)
    taking = Taking(rows, lambda: f"new{next(fresh)}")
    for row, (fate, _) in zip(rows, given_to, strict=True):
        if fate is Fate.NEW:
            taking.put(PersonChange(Fate.NEW, "", {"name": f"新{row.id}"}, (1,)))
        elif fate is Fate.CHANGED:
            taking.put(PersonChange(Fate.CHANGED, row.id, {"name": "改", "more": "多"}, (1,)))
    out = {
        row.id for row, (fate, leaves) in zip(rows, given_to, strict=True) if _goes(fate, leaves)
    }
    taking.take_out(out)
    return taking


def _goes(fate: Fate | None, leaves: bool) -> bool:
    # Who stands in the list does not leave.
    return leaves and fate in (None, Fate.NEW)


@given(ROWS)
def test_an_import_that_is_undone_leaves_what_stood_before(given_to):
    rows = tuple(RosterRow(f"r{n}", {"name": f"名{n}"}) for n in range(len(given_to)))
    taking = taken(rows, given_to)
    found = undone(taking.taken(), taking.record(""), "identity")
    assert found.rows == rows
    assert found.kept == ()
    assert found.record == ""


@given(ROWS)
def test_a_row_that_was_edited_since_stays_and_nobody_comes_twice(given_to):
    rows = tuple(RosterRow(f"r{n}", {"name": f"名{n}"}) for n in range(len(given_to)))
    taking = taken(rows, given_to)
    edited = tuple(RosterRow(row.id, {**row.entries, "note": "注"}) for row in taking.taken())
    found = undone(edited, taking.record(""), "identity")
    ids = [row.id for row in found.rows]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {row.id for row in (*rows, *edited)}
    assert all(row in found.rows for row in edited)


def test_who_was_taken_out_and_brought_back_by_hand_stays_as_he_is():
    rows = (RosterRow("a", {"name": "甲"}), RosterRow("b", {"name": "乙"}))
    taking = Taking(rows, lambda: "new")
    taking.take_out({"a"})
    back = (*taking.taken(), RosterRow("a", {"name": "甲二"}))
    assert undone(back, taking.record(""), "identity").rows == back


def test_who_was_taken_out_and_typed_again_in_another_row_stands_once_and_is_named():
    former = "510402900307219"
    rows = tuple(
        RosterRow(f"r{n}", {"name": "甲", "identity": number})
        for n, number in enumerate((identity_number(sequence=11), former, ""))
    )
    taking = Taking(rows, lambda: "new")
    taking.take_out({"r0", "r1", "r2"})
    typed = tuple(
        RosterRow(f"typed{n}", {"name": "甲", "identity": number})
        for n, number in enumerate(
            (f" {rows[0].entries['identity']}", normalised_identity(former), "")
        )
    )
    found = undone((*taking.taken(), *typed), taking.record(""), "identity")
    assert {row.id for row in found.rows} == {"typed0", "typed1", "r2", "typed2"}
    assert (found.kept, found.restored) == (("typed0", "typed1"), 1)
