"""Drafts: begun with what is known, kept as they are typed, never lost to an older state."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.errors import Refused
from hrdesk.services.drafts import discard_draft, drafts, open_draft, save_draft, start_draft
from hrdesk.services.intake import judge_entries
from hrdesk.services.session import log_in
from tests.people import identity_number
from tests.services import counter
from tests.storage.desk import SteppingClock

#: One number as it comes from keyboards, scanners and other programs.
SPELLINGS = (
    "510402199003072217",
    "51040219900307221X",
    "51040219900307221x",
    " 510402199003072217\t",
    "510402 1990 0307 2217",
    "５１０４０２１９９００３０７２２１７",
    "510402900307221",
    "ABC123456789012",
)


@pytest.fixture(scope="module")
def office(prepared, module_folder):
    """A session that many examples share; each leaves its own draft behind."""
    folder = shutil.copytree(prepared, module_folder / "drafts" / "数据")
    session = log_in(folder, counter.LOGIN, counter.PASSWORD, SteppingClock())
    yield session
    session.close()


def test_a_new_draft_is_kept_at_once_with_the_day_of_receipt(session, clock):
    begun = start_draft(session, counter.MEASURE)
    assert begun.entries == {"received": "2026-03-18"}
    assert (begun.revision, begun.owner) == (1, session.staff.id)
    assert begun.created_at == begun.saved_at == clock.moment
    assert open_draft(session, begun.id) == begun


def test_the_day_of_receipt_is_the_day_in_china(session, clock):
    clock.moment = counter.noon(2026, 3, 19).replace(hour=0, minute=5)
    assert start_draft(session, counter.MEASURE).entries["received"] == "2026-03-19"


def test_what_is_typed_is_kept_with_its_moment(session, clock):
    begun = start_draft(session, counter.MEASURE)
    clock.step(90)
    kept = save_draft(session, begun, {"name": "王"})
    assert kept.saved_at == clock.moment
    assert (kept.created_at, kept.revision) == (clock.moment, 2)
    assert open_draft(session, begun.id) == kept


def test_an_older_state_is_refused_and_the_newer_kept(session):
    begun = start_draft(session, counter.MEASURE)
    newer = save_draft(session, begun, {"name": "王强"})
    with pytest.raises(Refused) as caught:
        save_draft(session, begun, {"name": "王"})
    assert caught.value.key == "draft.stale"
    assert open_draft(session, begun.id) == newer


def test_typing_survives_a_new_start(folder, clock):
    with counter.at_work(folder, clock) as session:
        begun = start_draft(session, counter.MEASURE)
        kept = save_draft(session, begun, counter.entries())
    with counter.at_work(folder, clock) as session:
        assert open_draft(session, begun.id) == kept


@given(
    st.dictionaries(
        st.sampled_from(["received", "name", "identity", "entity", "category", "no_such_field"]),
        st.text(st.characters(codec="utf-8"), max_size=40),
    )
)
def test_a_draft_holds_any_error(office, typed):
    kept = save_draft(office, start_draft(office, counter.MEASURE), typed)
    assert open_draft(office, kept.id).entries == typed
    discard_draft(office, kept.id)


@pytest.mark.parametrize(
    "text", ["a\0b", "\ud83d", "\r\n\x1b", "\U0010ffff", "'; drop table draft"]
)
def test_a_draft_holds_what_no_keyboard_gives(session, text):
    kept = save_draft(session, start_draft(session, counter.MEASURE), {"name": text})
    assert open_draft(session, kept.id).entries == {"name": text}


def test_the_list_has_the_last_typed_first(session, clock):
    first = start_draft(session, counter.MEASURE)
    clock.step(60)
    second = start_draft(session, counter.MEASURE)
    assert [row.id for row in drafts(session)] == [second.id, first.id]
    clock.step(60)
    save_draft(session, first, {"name": " 王强 "})
    rows = drafts(session)
    assert [row.id for row in rows] == [first.id, second.id]
    assert (rows[0].applicant_name, rows[0].title) == (
        "王强",
        session.form(counter.MEASURE).title,
    )
    assert rows[0].saved_at == clock.moment


@pytest.mark.parametrize("typed", SPELLINGS, ids=range(len(SPELLINGS)))
def test_the_list_hides_the_birth_date_however_the_number_was_typed(session, typed):
    save_draft(session, start_draft(session, counter.MEASURE), {"identity": typed})
    masked = drafts(session)[0].applicant_masked
    assert "*" * 4 in masked
    for birth in ("19900307", "900307", "１９９００３０７", "1990 0307", "12345678"):
        assert birth not in masked


@given(st.integers(1, 17).flatmap(lambda n: st.text("0123456789X ", min_size=n, max_size=n)))
def test_a_number_that_is_still_being_typed_is_hidden_too(office, typed):
    kept = save_draft(office, start_draft(office, counter.MEASURE), {"identity": typed})
    (row,) = (row for row in drafts(office) if row.id == kept.id)
    shown = row.applicant_masked.replace("*", "")
    assert len(shown) <= 10
    assert len(shown) == 0 or "****" in row.applicant_masked
    discard_draft(office, kept.id)


def test_a_discarded_draft_is_gone(session):
    kept, thrown = (start_draft(session, counter.MEASURE) for _ in range(2))
    discard_draft(session, thrown.id)
    assert [row.id for row in drafts(session)] == [kept.id]
    for act in (
        lambda: open_draft(session, thrown.id),
        lambda: save_draft(session, thrown, {"name": "王强"}),
        lambda: discard_draft(session, thrown.id),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.key == "draft.gone"


def test_a_draft_of_a_colleague_is_not_there(session):
    """The list shows one's own; an id that came from elsewhere opens nothing either."""
    own = start_draft(session, counter.MEASURE)
    session.store._ground.db.raw().execute(
        "update draft set owner = (select id from staff where kind = 'recovery')"
    )
    assert drafts(session) == ()
    for act in (
        lambda: open_draft(session, own.id),
        lambda: save_draft(session, own, {"name": "王强"}),
        lambda: discard_draft(session, own.id),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.key == "draft.gone"


def test_typing_is_not_audited_and_nothing_of_it_lies_open(session, folder):
    def head():
        with session.store.reading() as reader:
            return reader.audit_head()

    before = head()
    typed = counter.entries(identity=identity_number(), name="买买提·艾力")
    save_draft(session, start_draft(session, counter.MEASURE), typed)
    assert head() == before
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (typed["identity"], typed["name"], typed["account_number"]):
        assert secret.encode() not in held


def test_a_draft_begins_anew_when_another_applicant_appears(session, clock):
    blank = start_draft(session, counter.MEASURE)
    clock.step(30 * 24 * 60 * 60)
    typed = save_draft(session, blank, counter.entries(1) | {"received": "2026-03-18"})
    assert typed.created_at == session.clock.now()
    read = judge_entries(session, typed.measure, typed.entries, typed.created_at.date()).reading
    assert {"paper_number", "late_reason"} <= set(read.missing_required)
    clock.step(24 * 60 * 60)
    mended = save_draft(session, typed, counter.entries(1) | {"phone": "13900000000"})
    assert open_draft(session, mended.id).created_at == typed.created_at
    renamed = save_draft(session, mended, counter.entries(1) | {"name": "阿说"})
    assert renamed.created_at == typed.created_at
    other = save_draft(session, renamed, counter.entries(2) | {"name": "吉克"})
    assert other.created_at == session.clock.now()
