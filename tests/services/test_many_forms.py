"""The forms of many cases in one file: counted like single ones, whole or not at all (P4)."""

import errno
import os
import signal
import time

import pytest

from hrdesk.domain.errors import EnvironmentFault, InvalidInput, Refused
from hrdesk.services import approval_form, forms_writing, many_forms
from hrdesk.services.cases import list_cases, open_case
from hrdesk.services.presenting import present
from hrdesk.services.verification import verify_folder
from tests.child_lines import Child, Kills
from tests.services import counter
from tests.services.paper import page_count, pdf_text

NOWHERE = "\U00031351"
WRITE = forms_writing._write
#: Prints the forms of all cases, in a program of its own.
PRINTER = """
import sys
from pathlib import Path
from tests.child_lines import say
from tests.services import counter
from tests.storage.desk import SteppingClock
from hrdesk.services import many_forms
from hrdesk.services.cases import list_cases
if __name__ == "__main__":
    with counter.at_work(Path(sys.argv[1]), SteppingClock()) as session:
        ids = [case.id for case in list_cases(session)]
        say("ready")
        many_forms.save_forms(session, ids, Path(sys.argv[2]) / "forms.pdf")
        say("made")
        input()
"""


def full_disk(*arguments):
    """Write as the child does, on a disk that takes no more."""

    def no_space(_handle):
        raise OSError(errno.ENOSPC, "no space")

    os.fsync = no_space
    return WRITE(*arguments)


def full_at_the_end(*arguments):
    """Write as the child does, on a disk that takes everything but the last."""
    really = forms_writing.os.fsync
    asked = []

    def second(handle):
        asked.append(handle)
        if len(asked) > 1:
            raise OSError(errno.ENOSPC, "no space")
        really(handle)

    forms_writing.os.fsync = second
    return WRITE(*arguments)


def killed(*_arguments):
    """Die as a process does that somebody ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed_when_counted(speaker, *arguments):
    """Die when the copies are told, before they are in the file."""
    really = speaker.ask

    def ask(question):
        told = really(question)
        os.kill(os.getpid(), signal.SIGKILL)
        return told

    speaker.ask = ask
    return WRITE(speaker, *arguments)


def slow(*arguments):
    """Write, but take long about it."""
    time.sleep(600)
    return WRITE(*arguments)


def copies(session, case):
    return [each.copy_number for each in open_case(session, case.id).papers]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def cases(session):
    return [counter.accepted(session, n) for n in (1, 2, 3)]


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "打印"
    folder.mkdir()
    return folder / "forms.pdf"


@pytest.mark.usefixtures("cold_children")
def test_each_form_is_the_next_copy_with_its_own_place_in_the_audit(
    session, cases, target, tmp_path
):
    approval_form.print_copy(session, cases[1].id)
    assert many_forms.save_forms(session, [case.id for case in cases], target) == 3
    assert [copies(session, case) for case in cases] == [[1], [1, 2], [1]]
    text = pdf_text(target.read_bytes(), tmp_path)
    words = session.policy.prints[cases[0].measure].words
    for case in cases:
        paper = open_case(session, case.id).papers[-1]
        number, anchor = paper.copy_number, paper.anchor
        said = words["copy"].format(copy=number), words["audit"].format(anchor=anchor)
        for each in said:
            assert "".join(each.split()) in text
    assert words["preview"] not in text
    assert names(target.parent) == ["forms.pdf"]


def test_a_form_among_many_says_what_it_says_alone(session, cases, target, tmp_path):
    many_forms.save_forms(session, [cases[0].id], target)
    alone = approval_form.print_copy(session, cases[0].id).pdf
    together = pdf_text(target.read_bytes(), tmp_path)
    foot = session.policy.prints[cases[0].measure].words["audit"].split("{")[0].strip()
    front = pdf_text(alone, tmp_path).split(foot)[0]
    assert cases[0].number in front
    assert front in together
    assert page_count(target.read_bytes(), tmp_path) == 2 + page_count(alone, tmp_path)


def test_the_list_names_the_batch(session, cases, target, tmp_path):
    writing = many_forms.begin(session, [case.id for case in cases], target, "510411-P2026-0007")
    assert many_forms.finish(session, writing) == writing.drawn + 1 == 3
    assert "上报批次：510411-P2026-0007" in pdf_text(target.read_bytes(), tmp_path)


@pytest.mark.parametrize(
    ("child", "key"),
    [
        (full_disk, "disk.full"),
        (killed, "print.writer_ended"),
        (killed_when_counted, "print.writer_ended"),
    ],
)
def test_what_cannot_be_written_counts_no_copy_and_leaves_the_older_file(
    session, cases, target, monkeypatch, child, key
):
    target.write_bytes(b"an older file")
    with monkeypatch.context() as patch:
        patch.setattr(forms_writing, "_write", child)
        with pytest.raises(EnvironmentFault) as caught:
            many_forms.save_forms(session, [case.id for case in cases], target)
    assert caught.value.key == key
    assert present(caught.value).remedy
    assert target.read_bytes() == b"an older file"
    assert names(target.parent) == ["forms.pdf"]
    assert [copies(session, case) for case in cases] == [[], [], []]
    assert many_forms.save_forms(session, [case.id for case in cases], target) == 3


def test_a_disk_that_fails_after_the_count_leaves_no_file_that_was_not_counted(
    session, cases, target, monkeypatch
):
    monkeypatch.setattr(forms_writing, "_write", full_at_the_end)
    with pytest.raises(EnvironmentFault) as caught:
        many_forms.save_forms(session, [case.id for case in cases], target)
    assert caught.value.key == "disk.full"
    assert names(target.parent) == []
    assert [copies(session, case) for case in cases] == [[1], [1], [1]]


def test_a_folder_that_is_gone_is_said_and_no_copy_counted(session, cases, target):
    target.parent.rmdir()
    with pytest.raises(EnvironmentFault) as caught:
        many_forms.save_forms(session, [cases[0].id], target)
    assert caught.value.key == "disk.write_failed"
    assert copies(session, cases[0]) == []


def test_printing_is_ended_at_a_word(session, cases, target, monkeypatch):
    monkeypatch.setattr(forms_writing, "_write", slow)
    writing = many_forms.begin(session, [cases[0].id], target)
    assert not writing.is_done()
    writing.cancel()
    assert names(target.parent) == []
    assert copies(session, cases[0]) == []


def test_forms_that_no_font_prints_are_named_by_number_and_none_is_printed(session, cases, target):
    rare = [counter.accepted_past_the_form(session, n, name=f"张{NOWHERE}") for n in (7, 8)]
    ids = [case.id for case in (cases[0], *rare, cases[1])]
    with pytest.raises(InvalidInput) as caught:
        many_forms.save_forms(session, ids, target)
    assert [problem.where for problem in caught.value.problems] == [case.number for case in rare]
    said = present(caught.value)
    assert all(case.number in said.problem for case in rare)
    assert "U+31351" in said.problem
    assert NOWHERE not in str(said)
    assert all(
        case.number in present(each).where
        for case, each in zip(rare, caught.value.problems, strict=True)
    )
    assert names(target.parent) == []
    assert copies(session, cases[0]) == []


def test_nothing_chosen_is_refused(session, target):
    with pytest.raises(Refused) as caught:
        many_forms.begin(session, [], target)
    assert caught.value.key == "print.no_forms"


def test_the_store_is_sound_after_printing_many(folder, clock, target):
    with counter.at_work(folder, clock) as session:
        ids = [counter.accepted(session, n).id for n in (1, 2)]
        many_forms.save_forms(session, ids, target)
    report = verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


@pytest.mark.torture
def test_a_program_killed_at_any_instant_leaves_no_file_that_was_not_counted(
    folder, clock, tmp_path, torture_scale
):
    kills = Kills(max(6, int(60 * torture_scale)), seconds=2.5, seed=23)
    with counter.at_work(folder, clock) as session:
        cases = [counter.accepted(session, n) for n in range(1, 6)]
    for n, after in enumerate(kills):
        place = tmp_path / str(n)
        place.mkdir()
        with counter.at_work(folder, clock) as session:
            before = [len(copies(session, case)) for case in cases]
        with Child("-c", PRINTER, folder, place) as printer:
            assert printer.hear() == "ready"
            # The first one is killed when all is done.
            told = [] if n else [printer.hear()]
            time.sleep(after)
            said = told + printer.kill()
        with counter.at_work(folder, clock) as session:
            counted = {
                len(copies(session, case)) - was for case, was in zip(cases, before, strict=True)
            }
            assert len(list_cases(session)) == len(cases)
        assert counted in ({0}, {1})
        there = (place / "forms.pdf").exists()
        kills.note(there)
        assert not there or counted == {1}
        assert there or "made" not in said
    assert kills.seen == {False, True}
    assert verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True).exit_code == 0
