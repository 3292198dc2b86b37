"""Drafts: kept as typed, never overwritten by an older state, never audited."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import Refused
from hrdesk.storage.canonical import canonical_text
from tests.storage import desk


def test_a_draft_comes_back_as_it_was_kept(store):
    draft = desk.draft_of(store, entries={"name": "𬭎·ꀀ", "identity": "不对", "phone": ""})
    kept = desk.keep(store, draft)
    assert kept == replace(draft, revision=1)
    with store.reading() as reader:
        assert reader.draft(draft.id, desk.me(store)) == kept


@given(st.dictionaries(st.text(), st.text(st.characters(codec=None))))
def test_a_draft_may_hold_any_text(entries):
    # Half a surrogate pair and a null character are what a broken paste leaves.
    assert canonical_text(entries).encode("ascii")


def test_half_a_character_and_a_null_survive(store):
    draft = desk.keep(store, desk.draft_of(store, entries={"a\x00": "\ud83d", "b": "\x00"}))
    with store.reading() as reader:
        assert reader.draft(draft.id, desk.me(store)).entries == {"a\x00": "\ud83d", "b": "\x00"}


def test_each_save_counts(store):
    draft = desk.keep(store)
    for revision in (2, 3, 4):
        draft = desk.keep(store, replace(draft, entries={"n": str(revision)}))
        assert draft.revision == revision
    with store.reading() as reader:
        assert reader.draft(draft.id, desk.me(store)).entries == {"n": "4"}


def test_an_older_state_is_refused_and_the_newer_stays(store):
    first = desk.keep(store)
    newer = desk.keep(store, replace(first, entries={"name": "新"}))
    for stale in (first, replace(first, revision=0), replace(first, revision=7)):
        with pytest.raises(Refused, match=r"draft\.stale"):
            desk.keep(store, replace(stale, entries={"name": "旧"}))
    with store.reading() as reader:
        assert reader.draft(first.id, desk.me(store)) == newer


def test_a_discarded_draft_is_gone_and_cannot_be_saved_again(store):
    draft = desk.keep(store)
    with desk.acting(store) as act:
        act.discard_draft(draft.id)
    for attempt in ("draft", "save", "discard"):
        with pytest.raises(Refused, match=r"draft\.gone"), desk.acting(store) as act:
            if attempt == "save":
                act.save_draft(draft)
            elif attempt == "discard":
                act.discard_draft(draft.id)
            else:
                with store.reading() as reader:
                    reader.draft(draft.id, desk.me(store))


def test_a_draft_of_another_is_not_there(store):
    """Whoever acts: what a colleague typed is neither read, changed, accepted nor thrown away."""
    (mine, other) = (desk.keep(store), desk.draft_of(store, revision=1))
    connection = store._ground.db.raw()
    connection.execute(
        "insert into draft"
        " (id, measure, policy, owner, entries, created_at, saved_at, revision)"
        " select ?, measure, policy, (select id from staff where kind = 'recovery'), entries,"
        " created_at, saved_at, revision from draft",
        (other.id,),
    )
    before = connection.execute("select * from draft order by id").fetchall()
    attempts = {
        "save": lambda act: act.save_draft(other),
        "save as new": lambda act: act.save_draft(replace(other, revision=0)),
        "discard": lambda act: act.discard_draft(other.id),
        "accept": lambda act: act.add_case(desk.new_case(other)),
    }
    for attempt in attempts.values():
        with pytest.raises(Refused, match=r"draft\.gone"), desk.acting(store) as act:
            attempt(act)
    with store.reading() as reader:
        for draft_id, owner in ((other.id, desk.me(store)), (mine.id, "somebody else")):
            with pytest.raises(Refused, match=r"draft\.gone"):
                reader.draft(draft_id, owner)
        assert reader.draft(mine.id, desk.me(store)) == mine
        assert reader.cases() == ()
    assert connection.execute("select * from draft order by id").fetchall() == before


@pytest.mark.parametrize("revision", [0, 1])
def test_nobody_gives_a_draft_to_another_or_takes_one(store, revision):
    mine = desk.keep(store)
    for draft in (desk.draft_of(store), mine):
        with pytest.raises(Refused, match=r"draft\.gone"):
            desk.keep(store, replace(draft, revision=revision, owner="somebody else"))
    with store.reading() as reader:
        assert reader.drafts() == (mine,)


def test_drafts_are_listed_the_last_kept_first(store):
    drafts = [
        desk.keep(store, desk.draft_of(store, saved_at=desk.MOMENT + timedelta(minutes=minutes)))
        for minutes in (5, 1, 9)
    ]
    with store.reading() as reader:
        assert [d.id for d in reader.drafts(desk.me(store))] == [
            drafts[2].id,
            drafts[0].id,
            drafts[1].id,
        ]
        assert reader.drafts("somebody else") == ()
        assert len(reader.drafts(None)) == 3


def test_drafts_leave_no_audit(store):
    desk.keep(store)
    with store.reading() as reader:
        before = reader.audit_head()
    draft = desk.keep(store)
    with desk.acting(store) as act:
        act.discard_draft(draft.id)
    with store.reading() as reader:
        assert reader.audit_head() == before


def test_a_moment_without_time_zone_is_refused(store):
    with pytest.raises(ValueError, match="time zone"):
        desk.keep(store, desk.draft_of(store, saved_at=desk.MOMENT.replace(tzinfo=None)))
