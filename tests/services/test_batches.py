"""Upload batches: sent once, to the fen as decided, as text, and never half (P4, P14, P16)."""

import errno
import hashlib
import json
import os
import signal
import threading
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hrdesk.domain.batch import CopyPurpose, VoidCause
from hrdesk.domain.batch_spec import CASE_SOURCES, ROW_SOURCES
from hrdesk.domain.errors import Damaged, EnvironmentFault, InvalidInput, Refused
from hrdesk.domain.money import to_fen
from hrdesk.domain.staff import Role
from hrdesk.services import batch_files, batch_writing, batches, voiding
from hrdesk.services.acceptance import accept
from hrdesk.services.batch_building import CASE_READERS, ROW_READERS, batch_sheet
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.presenting import present
from hrdesk.services.verification import verify_folder
from hrdesk.storage.store import Act
from hrdesk.workbooks import rereading
from hrdesk.workbooks.rereading import verify_workbook
from tests.agency import AGENCY
from tests.child_lines import Child, Kills
from tests.hires import hire
from tests.patience import wait_until
from tests.people import identity_number
from tests.services import counter
from tests.services.other_policy import let_hold
from tests.services.second_person import given_roles, voided

DAY = date(2026, 3, 18)
INJECTED = '=HYPERLINK("x")'
FIRM, PERSON = "startup_loan_firm", "startup_loan_individual"
NUMBER = "510411-P2026-0001"
ASKED = "9月3日电话问过平台，没有收到这一批"
#: Makes a batch of all that waits, in a program of its own.
MAKER = f"""
import sys
from datetime import date
from pathlib import Path
from tests.child_lines import say
from tests.services import counter
from tests.storage.desk import SteppingClock
from hrdesk.services import batches
if __name__ == "__main__":
    with counter.at_work(Path(sys.argv[1]), SteppingClock()) as session:
        day = date{DAY.year, DAY.month, DAY.day}
        waiting = batches.candidates(session, counter.MEASURE, day, day)
        ids = [case.id for case in waiting]
        batches.new_batch(session, counter.MEASURE, ids)
        say("ready")
        batches.make_batch(session, counter.MEASURE, ids, Path(sys.argv[2]))
        say("made")
        input()
"""


def full_disk(*arguments):
    """Write as the child does, on a disk that takes no more."""

    def no_space(_handle):
        raise OSError(errno.ENOSPC, "no space")

    os.fsync = no_space
    return WRITE(*arguments)


def torn(*arguments):
    """Write as the child does, and read back something else than was meant."""
    really = rereading.verify_workbook

    def other(path, sheet):
        first = sheet.rows.cases[0]
        row = replace(first.rows[0], cells=("9", *first.rows[0].cells[1:]))
        rows = replace(sheet.rows, cases=(replace(first, rows=(row,)), *sheet.rows.cases[1:]))
        return really(path, replace(sheet, rows=rows))

    rereading.verify_workbook = other
    return WRITE(*arguments)


def unfaithful(*arguments):
    """Write as the child does, onto a drive that does not give back what it took."""

    def pulled_out(*_given):
        raise OSError(errno.EIO, "no medium")

    os.posix_fadvise = pulled_out
    return WRITE(*arguments)


def killed(*_arguments):
    """Die as a process does that somebody ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def slow(*arguments):
    """Write, but take long about it."""
    time.sleep(600)
    return WRITE(*arguments)


def dawdling(*arguments):
    """Write as the child does, but take long over the last look before the file gets its name."""
    really = rereading.verify_workbook

    def look(path, sheet):
        digest = really(path, sheet)
        time.sleep(600)
        return digest

    rereading.verify_workbook = look
    WRITE(*arguments)


def hurried(*arguments):
    """Write both files, and take long about the answer."""
    really = batch_files.write_batch_files

    def write(*given):
        manifest = really(*given)
        time.sleep(600)
        return manifest

    batch_files.write_batch_files = write
    WRITE(*arguments)


WRITE = batch_writing._write


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "上报"
    folder.mkdir()
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def begun(session):
    """The id of a batch of all that waits that was frozen, as a kill leaves it, and never left."""
    ids = [case.id for case in waiting(session) if batches.may_be_sent(case)]
    new = batches.new_batch(session, counter.MEASURE, ids)
    with session.store.acting(session.staff) as act:
        return act.add_batch(new)


def waiting(session, measure=counter.MEASURE):
    return batches.candidates(session, measure, DAY, DAY)


def made(session, folder, measure=counter.MEASURE):
    ids = [case.id for case in waiting(session, measure) if batches.may_be_sent(case)]
    return batches.make_batch(session, measure, ids, folder)


def sheet_rows(path):
    """The lines of the first worksheet from the header on."""
    lines = list(load_workbook(path).worksheets[0].iter_rows())
    return lines[2:]


def taken_in(session, measure, entries):
    return accept(session, save_draft(session, start_draft(session, measure), entries))


def person_entries(n=1, **changes):
    return {
        "received": DAY.isoformat(),
        "name": "吉克伍呷木",
        "identity": counter.person(n),
        "phone": "13900000000",
        "loan_category": "returning_entrepreneur",
        "qualified_seen": "yes",
        "qualified_number": "虚构证明第2号",
        "qualified_on": DAY.isoformat(),
        "self_employed": "yes",
        "requested": "200000.00",
        **{f"material.{each}": "copy" for each in ("identity_card", "qualification")},
        "material.business_licence": "copy",
        **changes,
    }


def firm_entries():
    """A firm with twenty at work that hired three who count, and one who does not."""
    hires = [
        hire(
            name="测试" if n else INJECTED,
            identity=identity_number(sequence=11 + n),
            category="returning_entrepreneur" if n < 3 else "none",
            certificate=f"虚构{n}号" if n < 3 else "",
        )
        for n in range(4)
    ]
    rows = [{"id": f"r{n}", "entries": each} for n, each in enumerate(hires)]
    brought = ("business_licence", "agency_licence", "staff_roster", "contracts", "qualifications")
    return {
        **AGENCY,
        "staff": "20",
        "assets": "6200000.00",
        "requested": "3000000.00",
        **{f"material.{each}": "copy" for each in brought},
        "roster.hires": json.dumps(rows, ensure_ascii=False),
    }


@pytest.mark.usefixtures("cold_children")
def test_what_waits_goes_into_a_workbook_that_adds_up_to_the_ledger(session, target):
    cases = [counter.accepted(session, n) for n in (1, 2, 3)]
    refused = counter.accepted(session, 4, is_founder="no")
    assert {case.number for case in waiting(session)} == {c.number for c in (*cases, refused)}
    batch = made(session, target)
    assert (batch.number, batch.cases, batch.rows) == (NUMBER, 3, 3)
    ledger = sum(case.amount_fen for case in session_cases(session) if case.outcome == "eligible")
    assert batch.sum_fen == ledger > 0
    assert names(target) == [f"{NUMBER}.manifest.json", f"{NUMBER}.xlsx"]
    path = target / batch.file_name
    header, *rows = sheet_rows(path)
    titles = [cell.value for cell in header]
    amounts = [to_fen(Decimal(str(row[titles.index("补贴金额（元）")].value))) for row in rows]
    assert sum(amounts) == ledger
    assert [row[titles.index("案号")].value for row in rows] == [case.number for case in cases]
    assert [row[titles.index("证件号码")].value for row in rows] == [
        counter.person(n) for n in (1, 2, 3)
    ]
    told = json.loads((target / f"{NUMBER}.manifest.json").read_text(encoding="utf-8"))
    assert told["total_fen"] == ledger
    assert told["sha256"] == batch.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [case.number for case in waiting(session)] == [refused.number]
    assert batches.list_batches(session) == (batch,)
    assert verify_folder_code(session) == 0


def session_cases(session):
    with session.store.reading() as reader:
        return reader.cases(limit=1000)


def verify_folder_code(session):
    session.store.close()
    return verify_folder(session.folder, counter.LOGIN, counter.PASSWORD, full=True).exit_code


def test_a_roster_is_sent_line_by_line_and_a_formula_in_a_name_stays_text(session, target):
    case = taken_in(session, FIRM, firm_entries())
    batch = made(session, target, FIRM)
    assert (batch.cases, batch.rows, batch.sum_fen) == (1, 3, None)
    header, *rows = sheet_rows(target / batch.file_name)
    titles = [cell.value for cell in header]
    named = [row[titles.index("姓名")] for row in rows]
    assert (named[0].value, named[0].data_type) == (INJECTED, "s")
    assert len(rows) == 3
    assert {row[titles.index("案号")].value for row in rows} == {case.number}
    assert {row[titles.index("人员类别")].value for row in rows} == {"返乡创业人员"}
    days = {row[titles.index("招用日期")].value.date() for row in rows}
    assert days == {date(2026, 3, 1)}
    with session.store.reading() as reader:
        (sent,) = reader.batch(batch.id).cases
    assert [row.line for row in sent.rows] == [1, 2, 3]


def test_a_personal_loan_is_sent_without_a_sum(session, target):
    taken_in(session, PERSON, person_entries())
    batch = made(session, target, PERSON)
    assert (batch.rows, batch.sum_fen) == (1, None)
    header, row = sheet_rows(target / batch.file_name)
    titles = [cell.value for cell in header]
    assert row[titles.index("申请贷款额度（元）")].value == 200_000
    assert row[titles.index("人员类别")].value == "返乡创业人员"


def test_what_is_not_settled_is_refused_by_number(session, target):
    case = counter.accepted(session, 1, is_founder="no")
    with pytest.raises(Refused) as refused:
        batches.make_batch(session, counter.MEASURE, [case.id], target)
    assert refused.value.key == "batch.not_eligible"
    assert refused.value.values == {"number": case.number}
    assert not batches.may_be_sent(waiting(session)[0])
    assert batches.list_batches(session) == ()


@pytest.mark.parametrize("what", ["batch.empty", "batch.other_measure", "batch.no_template"])
def test_what_is_no_batch_is_refused(session, target, what):
    case = counter.accepted(session, 1)
    without = {key: each for key, each in session.policy.batches.items() if key != FIRM}
    let_hold(session, replace(session.policy, batches=without))
    measure, ids = {
        "batch.empty": (counter.MEASURE, []),
        "batch.other_measure": (PERSON, [case.id]),
        "batch.no_template": (FIRM, [case.id]),
    }[what]
    with pytest.raises(Refused) as refused:
        batches.make_batch(session, measure, ids, target)
    assert refused.value.key == what
    assert present(refused.value).remedy
    assert (batches.list_batches(session), names(target)) == ((), [])


def test_a_file_of_the_same_name_is_not_overwritten(session, target):
    counter.accepted(session, 1)
    (target / f"{NUMBER}.xlsx").write_bytes(b"of another office")
    with pytest.raises(Refused) as refused:
        made(session, target)
    assert refused.value.key == "batch.file_there"
    assert (target / f"{NUMBER}.xlsx").read_bytes() == b"of another office"
    assert batches.list_batches(session) == ()


def test_a_manifest_of_that_name_is_not_overwritten(session, target):
    counter.accepted(session, 1)
    (target / f"{NUMBER}.manifest.json").write_bytes(b"of another office")
    with pytest.raises(Refused) as refused:
        made(session, target)
    assert refused.value.values["name"] == f"{NUMBER}.manifest.json"
    assert (target / f"{NUMBER}.manifest.json").read_bytes() == b"of another office"
    assert batches.list_batches(session) == ()


@pytest.mark.parametrize("ending", [".xlsx", ".manifest.json"])
def test_written_again_no_file_is_replaced_that_is_not_the_same(session, target, ending):
    counter.accepted(session, 1)
    batch = made(session, target)
    other = target / f"{NUMBER}{ending}"
    ours = other.read_bytes()
    other.write_bytes(b"changed by hand")
    with pytest.raises(Refused) as refused:
        counter.copied_again(session, batch.id, target)
    assert refused.value.key == "batch.file_there"
    assert refused.value.values["name"] == other.name
    assert other.read_bytes() == b"changed by hand"
    assert names(target) == [f"{NUMBER}.manifest.json", f"{NUMBER}.xlsx"]
    other.write_bytes(ours)
    assert counter.copied_again(session, batch.id, target).sha256 == batch.sha256


def test_a_cell_that_no_workbook_carries_spends_no_number(session, target):
    counter.accepted(session, 1)
    spec = session.policy.batches[counter.MEASURE]
    needed = replace(spec.columns[1], source="paper_number", required=True)
    changed = replace(spec, columns=(*spec.columns, needed))
    policy = replace(session.policy, batches={counter.MEASURE: changed})
    let_hold(session, policy)
    with pytest.raises(InvalidInput) as caught:
        made(session, target)
    assert [problem.key for problem in caught.value.problems] == ["batch.required"]
    assert (batches.list_batches(session), names(target)) == ((), [])


def test_of_two_who_send_the_same_case_at_once_one_is_refused(session, target):
    ids = [counter.accepted(session, n).id for n in (1, 2)]
    ready, results = threading.Barrier(2), []

    def send():
        ready.wait()
        try:
            results.append(batches.make_batch(session, counter.MEASURE, ids, target).number)
        except Refused as refused:
            results.append(refused.key)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert NUMBER in results
    assert {"batch.case_held", "batch.file_there"} & set(results)
    assert [batch.void for batch in batches.list_batches(session)] == [None]


def test_a_voided_batch_frees_its_cases_and_what_it_sent_stays(session, target):
    counter.accepted(session, 1)
    batch = made(session, target)
    ended = voided(session, batch.id, " 平台退回 ")
    assert (ended.void.cause, ended.void.reason) == (VoidCause.PERSON, "平台退回")
    assert len(waiting(session)) == 1
    assert names(target) == [f"{NUMBER}.manifest.json", f"{NUMBER}.xlsx"]
    for act in (
        lambda: voided(session, batch.id, "再退"),
        lambda: counter.copied_again(session, batch.id, target),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "batch.voided"
    assert made(session, target).number == "510411-P2026-0002"


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("  ", "reason.missing"),
        ("\u200b\u2060", "reason.missing"),
        ("退回\x07", "text.character"),
        ("退回\ud800", "text.character"),
        ("退" * 201, "text.too_long"),
    ],
)
def test_a_reason_that_cannot_be_kept_voids_nothing(session, target, reason, key):
    counter.accepted(session, 1)
    batch = made(session, target)
    with pytest.raises(InvalidInput) as refused:
        voided(session, batch.id, reason)
    (problem,) = refused.value.problems
    assert (refused.value.key, problem.key, problem.where) == ("batch.asked", key, voiding.ASKED)
    assert batches.list_batches(session)[0].void is None


class TestWhoVoids:
    """What left may be at the platform: an approver or a supervisor asks it before he voids."""

    def test_a_clerk_voids_no_batch_that_left_and_hears_who_may(self, session, target):
        counter.accepted(session, 1)
        batch = made(session, target)
        assert not voiding.may_void_left(session)
        with pytest.raises(Refused) as refused:
            voiding.void(session, batch.id, ASKED)
        assert (refused.value.key, refused.value.values) == ("batch.void_role", {"number": NUMBER})
        said = present(refused.value)
        assert "审批人或主管" in said.remedy
        assert batches.list_batches(session)[0].void is None
        assert waiting(session) == ()

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPERVISOR])
    def test_an_approver_or_a_supervisor_voids_it_and_says_how_he_asked(
        self, session, target, role
    ):
        counter.accepted(session, 1)
        batch = made(session, target)
        given_roles(session, role)
        assert voiding.void(session, batch.id, ASKED).void.reason == ASKED
        assert len(waiting(session)) == 1
        session.store.close()
        assert (
            verify_folder(session.folder, counter.LOGIN, counter.PASSWORD, full=True).exit_code == 0
        )

    def test_a_clerk_alone_voids_what_never_left(self, session, target):
        counter.accepted(session, 1)
        batch = begun(session)
        with pytest.raises(InvalidInput) as refused:
            voiding.void(session, batch, " ")
        (problem,) = refused.value.problems
        assert (refused.value.key, problem.where) == ("batch.reason", voiding.REASON)
        session.staff = replace(session.staff, roles=frozenset({Role.SUPERVISOR}))
        with pytest.raises(Refused, match=r"rights\.role"):
            voiding.void(session, batch, "选错了")
        session.staff = session.store.actor
        assert voiding.void(session, batch, "选错了").void.cause is VoidCause.PERSON

    def test_a_first_copy_that_fails_ends_no_batch_of_which_another_left(self, session, target):
        """The platform may have the other one: the batch is no unwritten one."""
        ids = [counter.accepted(session, 1).id]
        elsewhere = target.parent / "elsewhere"
        elsewhere.mkdir()
        writing = batches.begin(session, counter.MEASURE, ids, target)
        counter.copied_again(session, writing.batch.id, elsewhere)
        batches.cancel(session, writing)
        (batch,) = batches.list_batches(session)
        assert (batch.file_name, batch.void) == (f"{NUMBER}.xlsx", None)


def test_a_case_that_is_listed_twice_is_named(session, target):
    case = counter.accepted(session, 1)
    with pytest.raises(Refused) as refused:
        batches.make_batch(session, counter.MEASURE, [case.id, case.id], target)
    assert (refused.value.key, refused.value.values["number"]) == ("batch.twice", case.number)
    assert (batches.list_batches(session), names(target)) == ((), [])


def test_a_folder_whose_name_is_too_long_is_said(session, target):
    counter.accepted(session, 1)
    with pytest.raises(EnvironmentFault) as caught:
        made(session, target / ("深" * 100))
    assert caught.value.key == "disk.name_too_long"
    assert Path(caught.value.values["drive"]).is_mount()
    assert len(waiting(session)) == 1


def test_written_again_the_bytes_are_the_same_whatever_the_template_says_now(
    session, target, tmp_path
):
    counter.accepted(session, 1)
    batch = made(session, target)
    let_hold(session, replace(session.policy, batches={}))
    elsewhere = tmp_path / "再写"
    elsewhere.mkdir()
    again = counter.copied_again(session, batch.id, elsewhere)
    assert again.sha256 == batch.sha256
    assert (elsewhere / again.file_name).read_bytes() == (target / batch.file_name).read_bytes()


def test_a_code_that_the_platform_does_not_word_is_never_sent_as_ours(session, target):
    case = counter.accepted(session, 1)
    spec = session.policy.batches[counter.MEASURE]
    at = next(n for n, column in enumerate(spec.columns) if column.codes)
    column = spec.columns[at]
    fewer = replace(column, codes={"other": "其他"})
    columns = (*spec.columns[:at], fewer, *spec.columns[at + 1 :])
    policy = replace(session.policy, batches={counter.MEASURE: replace(spec, columns=columns)})
    let_hold(session, policy)
    with pytest.raises(Refused) as caught:
        made(session, target)
    assert caught.value.key == "batch.no_code"
    assert caught.value.values == {"number": case.number, "header": column.header}
    assert batches.list_batches(session) == ()


def test_every_source_that_a_template_may_name_has_a_reader():
    """A source without one would leave its cells blank without a word."""
    assert CASE_READERS.keys() == CASE_SOURCES.keys()
    assert ROW_READERS.keys() == ROW_SOURCES.keys()


@pytest.mark.parametrize(
    ("child", "key"),
    [
        (full_disk, "disk.full"),
        (torn, "batch.unlike"),
        (unfaithful, "batch.not_copied"),
        (killed, "batch.writer_ended"),
    ],
)
def test_what_cannot_be_written_is_voided_and_leaves_no_file(
    session, target, monkeypatch, child, key
):
    counter.accepted(session, 1)
    with monkeypatch.context() as patch:
        patch.setattr(batch_writing, "_write", child)
        with pytest.raises((EnvironmentFault, Damaged)) as caught:
            made(session, target)
    assert caught.value.key == key
    assert present(caught.value).remedy
    (batch,) = batches.list_batches(session)
    assert (batch.number, batch.void.cause) == (NUMBER, VoidCause.NOT_WRITTEN)
    assert names(target) == []
    assert len(waiting(session)) == 1
    assert made(session, target).number == "510411-P2026-0002"


def test_a_copy_that_is_not_read_back_is_none_and_the_batch_stays(session, target, monkeypatch):
    counter.accepted(session, 1)
    batch = made(session, target)
    stick = target.with_name("U盘")
    stick.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(batch_writing, "_write", unfaithful)
        with pytest.raises(EnvironmentFault) as caught:
            counter.copied_again(session, batch.id, stick)
    assert caught.value.key == "batch.not_copied"
    assert names(stick) == []
    (copy,) = batches.copies(session, batch.id)
    assert copy.purpose is CopyPurpose.UPLOAD
    counter.copied_again(session, batch.id, stick, CopyPurpose.KEPT)
    assert [copy.purpose for copy in batches.copies(session, batch.id)] == [
        CopyPurpose.KEPT,
        CopyPurpose.UPLOAD,
    ]
    assert batches.list_batches(session)[0].void is None


def test_a_folder_that_is_gone_voids_the_batch(session, target):
    counter.accepted(session, 1)
    target.rmdir()
    with pytest.raises(EnvironmentFault) as caught:
        made(session, target)
    assert caught.value.key == "disk.write_failed"
    assert batches.list_batches(session)[0].void.cause is VoidCause.NOT_WRITTEN


def test_writing_is_ended_at_a_word(session, target, monkeypatch):
    ids = [counter.accepted(session, 1).id]
    monkeypatch.setattr(batch_writing, "_write", slow)
    writing = batches.begin(session, counter.MEASURE, ids, target)
    assert not writing.is_done()
    batches.cancel(session, writing)
    assert names(target) == []
    assert batches.list_batches(session)[0].void.cause is VoidCause.NOT_WRITTEN


def test_a_batch_whose_record_was_not_kept_is_written_again(session, target, monkeypatch):
    counter.accepted(session, 1)

    def full(*_arguments):
        raise EnvironmentFault("disk.full", drive="/", free=0, needed=64)

    with monkeypatch.context() as patch:
        patch.setattr(Act, "add_batch_copy", full)
        with pytest.raises(EnvironmentFault):
            made(session, target)
    (batch,) = batches.list_batches(session)
    assert (batch.file_name, batch.void) == ("", None)
    assert names(target) == []
    assert counter.copied_again(session, batch.id, target).file_name == f"{NUMBER}.xlsx"


def test_a_batch_voided_while_it_was_written_leaves_no_file(session, target):
    ids = [counter.accepted(session, 1).id]
    writing = batches.begin(session, counter.MEASURE, ids, target)
    voiding.void(session, writing.batch.id, "选错了")
    with pytest.raises(Refused) as caught:
        batches.finish(session, writing)
    assert caught.value.key == "batch.voided"
    assert names(target) == []
    assert batches.list_batches(session)[0].file_name == ""


def test_a_file_that_was_there_stays_when_writing_again_is_refused_or_ended(session, target):
    counter.accepted(session, 1)
    batch = made(session, target)
    before = {name: (target / name).read_bytes() for name in names(target)}
    batches.cancel(session, batches.begin_copy(session, batch.id, target))
    writing = batches.begin_copy(session, batch.id, target)
    assert writing.known
    voided(session, batch.id, "选错了")
    with pytest.raises(Refused):
        batches.finish(session, writing)
    assert {name: (target / name).read_bytes() for name in names(target)} == before


@pytest.mark.parametrize("at", ["_proven", "BatchWriting"])
def test_what_fails_after_the_number_was_given_voids_the_batch(session, target, monkeypatch, at):
    counter.accepted(session, 1)

    def fails(*_given, **_named):
        raise EnvironmentFault("disk.full", drive="/", free=0, needed=64)

    with monkeypatch.context() as patch:
        patch.setattr(batches, at, fails)
        with pytest.raises(EnvironmentFault):
            made(session, target)
    (batch,) = batches.list_batches(session)
    assert (batch.number, batch.void.cause) == (NUMBER, VoidCause.NOT_WRITTEN)
    assert len(waiting(session)) == 1


#: Begins a batch whose child takes long, says which process that is, and waits to be killed.
PARENT = f"""
import sys
from datetime import date
from pathlib import Path
from hrdesk.services import batch_writing, batches
from tests.child_lines import say
from tests.services import counter, test_batches
from tests.storage.desk import SteppingClock
if __name__ == "__main__":
    batch_writing._write = getattr(test_batches, sys.argv[3])
    with counter.at_work(Path(sys.argv[1]), SteppingClock()) as session:
        day = date{DAY.year, DAY.month, DAY.day}
        waiting = [case.id for case in batches.candidates(session, counter.MEASURE, day, day)]
        writing = batches.begin(session, counter.MEASURE, waiting, Path(sys.argv[2]))
        say(writing._child._process.pid)
        input()
"""


def runs(pid):
    """Tell whether a process still works; one that nobody has asked for its end does not."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return False
    return words[0] not in ("Z", "X")


@pytest.mark.parametrize(
    ("child", "left"),
    [("dawdling", f".{NUMBER}.xlsx."), ("hurried", f"{NUMBER}.manifest.json")],
)
def test_the_writer_ends_with_the_program_that_was_killed_and_leaves_nothing(
    folder, clock, target, child, left
):
    with counter.at_work(folder, clock) as session:
        counter.accepted(session, 1)
    with Child("-c", PARENT, folder, target, child) as parent:
        writer = int(parent.hear())
        wait_until(lambda: any(name.startswith(left) for name in names(target)))
        assert runs(writer)
    wait_until(lambda: not runs(writer))
    assert names(target) == []
    with counter.at_work(folder, clock) as session:
        (batch,) = batches.list_batches(session)
        assert (batch.file_name, batch.void) == ("", None)
        assert counter.copied_again(session, batch.id, target).file_name == f"{NUMBER}.xlsx"


@pytest.mark.torture
def test_a_program_killed_at_any_instant_leaves_no_batch_or_one_that_is_written_again(
    folder, clock, tmp_path, torture_scale
):
    kills = Kills(max(6, int(60 * torture_scale)), seconds=2.0, seed=11)
    with counter.at_work(folder, clock) as session:
        for n in range(1, 6):
            counter.accepted(session, n)
    for n, after in enumerate(kills):
        target = tmp_path / str(n)
        target.mkdir()
        with Child("-c", MAKER, folder, target) as maker:
            assert maker.hear() == "ready"
            time.sleep(after)
            said = maker.kill()
        with counter.at_work(folder, clock) as session:
            found = [batch for batch in batches.list_batches(session) if batch.void is None]
            kills.note(bool(found))
            assert len(found) <= 1
            assert len(waiting(session)) == (0 if found else 5)
            for batch in found:
                assert batch.file_name or "made" not in said
                again = counter.copied_again(session, batch.id, target)
                with session.store.reading() as reader:
                    sheet = batch_sheet(reader.batch(batch.id))
                assert verify_workbook(target / again.file_name, sheet) == again.sha256
                voided(session, batch.id, "演练")
    assert kills.seen == {False, True}
    assert verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True).exit_code == 0
