"""P15: whoever reads a file that somebody else made waits for a while and no longer."""

import os
import time

import pytest

from hrdesk.domain.errors import EnvironmentFault, InvalidInput
from hrdesk.services import file_reader
from hrdesk.services.file_reader import FileReader

pytestmark = pytest.mark.usefixtures("cold_children")


def echo(speaker, word):
    """Say a word, then twice what is told, with a step before each."""
    for done in range(1, 4):
        speaker.step(done)
        word = speaker.ask(word)


def sleep_for_long(speaker):
    speaker.step(0)
    time.sleep(600)


def begin_when_told(speaker):
    speaker.hear()
    speaker.step(0)
    return "facts"


def end_at_once(_speaker):
    os._exit(1)


def end_after_a_word(speaker):
    speaker.ask("facts")
    os._exit(1)


def refuse(_speaker):
    raise InvalidInput("list_file.empty")


@pytest.fixture
def begun():
    """Begin a reading that is ended with the test."""
    readers = []

    def begin(work, *given):
        readers.append(FileReader(work, *given))
        return readers[-1]

    yield begin
    for reader in readers:
        reader.end()


def test_what_is_said_first_and_then_in_turn(begun):
    reader = begun(echo, "facts")
    assert (reader.first(), reader.done) == ("facts", 1)
    reader.tell("more")
    assert (reader.hear(), reader.done) == ("more", 2)
    assert not reader.is_done()


def test_a_file_that_takes_too_long_is_let_go(begun, monkeypatch):
    monkeypatch.setattr(file_reader, "MOST_SECONDS", 0.2)
    reader = begun(sleep_for_long)
    with pytest.raises(InvalidInput) as raised:
        reader.first()
    assert raised.value.key == "list_file.too_slow"
    assert not reader._child._process.is_alive()


def test_a_process_that_starts_late_is_no_fault_of_the_file(begun, monkeypatch):
    reader = begun(begin_when_told)
    late = file_reader.MOST_SECONDS + 1
    monkeypatch.setattr(file_reader, "monotonic", lambda: time.monotonic() + late)
    assert not reader.is_done()
    reader.tell("now")
    assert reader.first() == "facts"


def test_a_process_that_never_starts_is_let_go(begun, monkeypatch):
    reader = begun(begin_when_told)
    monkeypatch.setattr(file_reader, "monotonic", lambda: time.monotonic() + 3600)
    with pytest.raises(InvalidInput) as raised:
        reader.first()
    assert raised.value.values == {"seconds": str(file_reader.START_SECONDS)}


def test_what_comes_after_the_file_has_no_deadline(begun, monkeypatch):
    reader = begun(echo, "facts")
    reader.first()
    monkeypatch.setattr(file_reader, "monotonic", lambda: time.monotonic() + 3600)
    assert not reader.is_done()
    reader.tell("more")
    assert reader.hear() == "more"


def test_a_process_that_is_gone_before_the_file_is_read_took_too_much(begun):
    with pytest.raises(InvalidInput) as raised:
        begun(end_at_once).first()
    assert raised.value.key == "list_file.too_heavy"


def test_a_process_that_is_gone_later_is_said_to_be_gone(begun):
    reader = begun(end_after_a_word)
    reader.first()
    reader._child._line.send("on")
    with pytest.raises(EnvironmentFault) as raised:
        reader.hear()
    assert raised.value.key == "list_file.reader_ended"
    with pytest.raises(EnvironmentFault):
        reader.tell("anything")


def test_what_was_refused_on_purpose_is_told_as_it_was(begun):
    with pytest.raises(InvalidInput) as raised:
        begun(refuse).first()
    assert raised.value.key == "list_file.empty"


def test_who_ends_a_reading_hears_so_and_waits_for_nothing(begun):
    reader = begun(echo, "facts")
    reader.first()
    reader.end()
    with pytest.raises(EnvironmentFault):
        reader.hear()
