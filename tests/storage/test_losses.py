"""A lost anchor stays open until somebody noted what was found; the note is kept as it was."""

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.storage.layout import anchor_path
from hrdesk.storage.verify import verify
from tests.storage import desk


def losses(store):
    with store.reading() as reader:
        return reader.open_records().losses, reader.record_notes("anchor.replace")


def acknowledge(store, sequence, note="与备份核对一致"):
    with desk.acting(store) as act:
        act.note_record(sequence, note)


@pytest.fixture
def lost(folder, clock):
    """The folder after its anchor was lost at night and the loss was found in the morning."""
    with desk.opened(folder, clock) as store:
        desk.accept(store)
    anchor_path(folder).unlink()
    clock.step(12 * 60 * 60)
    with desk.opened(folder, clock):
        pass
    return folder


def test_a_folder_that_lost_nothing_has_no_loss(store):
    desk.accept(store)
    assert losses(store) == ((), ())


def test_a_loss_says_when_the_anchor_was_last_there_and_how_far_the_chain_went(lost, clock):
    found_at = clock.moment
    clock.step(60)
    with desk.opened(lost, clock) as store:
        ((loss,), notes) = losses(store)
    assert (loss.last_seen, loss.found_at) == (desk.MOMENT, found_at)
    assert loss.last_record == loss.sequence - 1 == 5
    assert notes == ()


def test_each_loss_is_open_until_it_has_its_note(lost, clock):
    anchor_path(lost).write_bytes(b"{}")
    with desk.opened(lost, clock) as store:
        (first, second), _ = losses(store)
        acknowledge(store, first.sequence)
        ((still_open,), (note,)) = losses(store)
        assert still_open == second
        assert (note.record, note.note) == (first.sequence, "与备份核对一致")
        assert (note.noted_at, note.noted_by) == (clock.moment, "柳测试")
        with store.reading() as reader:
            record = reader.audit_of(store._ground.site_id)[-1]
        assert (record.act, record.detail["record"]) == ("record.note", str(first.sequence))
        assert "核对" not in str(record.detail)
    assert verify(lost, desk.LOGIN, desk.PASSWORD, full=True, clock=clock).findings == ()


@pytest.mark.parametrize("which", ["noted", "no loss", "nothing"])
def test_only_an_open_loss_takes_a_note(lost, clock, which):
    with desk.opened(lost, clock) as store:
        ((loss,), _) = losses(store)
        acknowledge(store, loss.sequence)
        before = losses(store)
        sequence = {"noted": loss.sequence, "no loss": 1, "nothing": 999}[which]
        with pytest.raises(Refused, match=r"noting\.known"):
            acknowledge(store, sequence)
        assert losses(store) == before


@pytest.mark.parametrize(
    "script",
    [
        "update record_note set note = 'x'",
        "update record_note set noted_at = 'x'",
        "update record_note set noted_by = (select max(id) from staff where id <> noted_by)",
        "delete from record_note",
        "insert into record_note select 1, note, noted_at, noted_by from record_note",
    ],
)
def test_a_note_altered_past_the_program_is_found(lost, clock, script):
    with desk.opened(lost, clock) as store:
        ((loss,), _) = losses(store)
        acknowledge(store, loss.sequence)
    with desk.without_guards(lost) as connection:
        connection.execute(script)
    report = verify(lost, desk.LOGIN, desk.PASSWORD, clock=clock)
    assert report.exit_code == 2
    assert {problem.key for problem in report.findings} == {"verify.note_changed"}
