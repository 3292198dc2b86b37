"""A lost anchor is said until an administrator has noted what was found."""

from dataclasses import replace

import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.services.presenting import present
from hrdesk.services.verification import verify_folder
from hrdesk.services.witness import acknowledge, loss_notes, open_losses
from hrdesk.storage.layout import anchor_path
from tests.services import counter


@pytest.fixture
def bereft(folder, clock):
    """The clerk at work after the anchor was lost twice."""
    for _ in range(2):
        anchor_path(folder).unlink()
        clock.step(60)
        with counter.at_work(folder, clock):
            pass
    with counter.at_work(folder, clock) as session:
        yield session


def test_an_office_that_lost_nothing_hears_nothing(session):
    assert open_losses(session) == loss_notes(session) == ()


def test_losses_are_said_at_every_login_until_they_are_acknowledged(bereft, folder, clock):
    losses = open_losses(bereft)
    assert len(losses) == 2
    acknowledge(bereft, losses, "  与3月17日备份、\t末份审批表核对，一致 ")
    assert open_losses(bereft) == ()
    bereft.close()
    with counter.at_work(folder, clock) as session:
        assert open_losses(session) == ()
        notes = loss_notes(session)
    assert [note.record for note in notes] == [losses[1].sequence, losses[0].sequence]
    assert {note.noted_by for note in notes} == {session.staff.name}
    report = verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("", "noting.nothing"),
        (" \u200b", "noting.nothing"),
        ("核\ue000对", "text.character"),
        ("对" * 201, "text.too_long"),
    ],
)
def test_a_note_that_says_nothing_acknowledges_nothing(bereft, note, key):
    losses = open_losses(bereft)
    with pytest.raises(InvalidInput) as caught:
        acknowledge(bereft, losses, note)
    (problem,) = caught.value.problems
    assert (problem.where, problem.key) == ("note", key)
    assert present(problem, {"note": "核对说明"}).where == "核对说明"
    assert open_losses(bereft) == losses


def test_only_an_administrator_acknowledges_and_all_or_nothing(bereft):
    losses = open_losses(bereft)
    administrator = bereft.staff
    bereft.staff = replace(administrator, roles=frozenset(Role) - {Role.ADMINISTRATOR})
    with pytest.raises(Refused) as caught:
        acknowledge(bereft, losses, "一致")
    assert caught.value.key == "rights.role"
    bereft.staff = administrator
    acknowledge(bereft, losses[:1], "一致")
    with pytest.raises(Refused) as caught:
        acknowledge(bereft, (losses[1], losses[0]), "一致")
    assert caught.value.key == "noting.known"
    assert open_losses(bereft) == losses[1:]
