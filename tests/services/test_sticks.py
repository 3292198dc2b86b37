"""A stick that is write-protected meanwhile: its drive is named, nothing is counted or held."""

import pytest

from hrdesk.domain.batch import VoidCause
from hrdesk.domain.errors import EnvironmentFault
from hrdesk.services import approval_form, batch_writing, batches, forms_writing, many_forms
from hrdesk.services.cases import open_case
from hrdesk.services.presenting import present
from tests.drives import mounted
from tests.patience import wait_until
from tests.services import counter, test_batches, test_many_forms

NUMBER = test_batches.NUMBER


@pytest.fixture
def stick(tmp_path):
    with mounted(tmp_path / "U盘") as drive:
        yield drive


@pytest.fixture
def case(session):
    return counter.accepted(session, 1)


def assert_named(fault, stick, key="disk.read_only"):
    assert fault.key == key
    assert str(stick.place) in present(fault).where
    assert present(fault).remedy


def assert_free_again(session):
    """The batch is voided as one that was not written, and its case waits anew."""
    (batch,) = batches.list_batches(session)
    assert batch.void.cause is VoidCause.NOT_WRITTEN
    assert len(test_batches.waiting(session)) == 1


def test_a_batch_that_a_protected_stick_refuses_is_voided(session, case, stick):
    stick.protect()
    with pytest.raises(EnvironmentFault) as caught:
        batches.make_batch(session, counter.MEASURE, [case.id], stick.place)
    assert_named(caught.value, stick)
    assert_free_again(session)


def test_stopped_on_a_protected_stick_the_batch_holds_nothing(session, case, stick, monkeypatch):
    monkeypatch.setattr(batch_writing, "_write", test_batches.slow)
    writing = batches.begin(session, counter.MEASURE, [case.id], stick.place)
    stick.protect()
    batches.cancel(session, writing)
    assert_free_again(session)


def test_a_workbook_that_cannot_be_removed_is_said_and_the_batch_voided(
    session, case, stick, monkeypatch
):
    monkeypatch.setattr(batch_writing, "_write", test_batches.hurried)
    writing = batches.begin(session, counter.MEASURE, [case.id], stick.place)
    manifest = stick.place / f"{NUMBER}.manifest.json"
    wait_until(manifest.exists)
    stick.protect()
    with pytest.raises(EnvironmentFault) as caught:
        batches.cancel(session, writing)
    assert_named(caught.value, stick, "batch.file_left")
    assert test_batches.names(stick.place) == [manifest.name, f"{NUMBER}.xlsx"]
    assert f"{manifest.name}, {NUMBER}.xlsx" in present(caught.value).problem
    assert_free_again(session)


def test_forms_that_a_protected_stick_refuses_are_not_counted(session, case, stick):
    stick.protect()
    target = stick.place / "forms.pdf"
    for save in (
        lambda: many_forms.save_forms(session, [case.id], target),
        lambda: approval_form.save_copy(session, case.id, target),
    ):
        with pytest.raises(EnvironmentFault) as caught:
            save()
        assert_named(caught.value, stick)
    assert open_case(session, case.id).papers == ()


def test_forms_are_stopped_on_a_protected_stick(session, case, stick, monkeypatch):
    monkeypatch.setattr(forms_writing, "_write", test_many_forms.slow)
    writing = many_forms.begin(session, [case.id], stick.place / "forms.pdf")
    stick.protect()
    writing.cancel()
    assert open_case(session, case.id).papers == ()
