"""The approval form: what it says, that copies are counted, and that it is whole or absent."""

import errno
import os
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from hrdesk.domain.capitals import capital_words
from hrdesk.domain.errors import EnvironmentFault, Fault
from hrdesk.domain.money import grouped, to_fen
from hrdesk.domain.print_spec import FILLED_KINDS, PrintSection, SectionKind
from hrdesk.printing import fonts
from hrdesk.services import approval_form
from hrdesk.services.case_to_print import CaseToPrint, Copy
from hrdesk.services.cases import open_case
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.sheet_building import approval_sheet
from hrdesk.services.verification import verify_folder
from tests.services import counter
from tests.services.other_policy import let_hold
from tests.services.paper import pdf_text
from tests.shipped import amount_on

_PAID = amount_on(counter.REGISTERED)
#: The amount in figures and in capitals, as the form writes it.
AMOUNT = (grouped(_PAID), capital_words(to_fen(_PAID)))
LATER_AMOUNT = _PAID * 2
#: No font has it: it is newer than the Unicode tables of the oldest Python that is supported.
NO_FONT = "\U00031351"


@pytest.fixture
def case(session):
    """An accepted case that pays the whole amount."""
    return counter.accepted(session)


@pytest.fixture
def no_system_fonts(monkeypatch):
    """The bundled fonts alone, whatever this machine has."""
    monkeypatch.setattr(fonts, "usual_folders", lambda: ())


def papers(session, case):
    """The counted copies of a case."""
    return open_case(session, case.id).papers


def printed(session, case, folder):
    """The text of the next copy."""
    return pdf_text(approval_form.print_copy(session, case.id).pdf, folder)


def test_the_form_carries_the_case_its_amount_and_every_condition(session, case, tmp_path):
    text = printed(session, case, tmp_path)
    entries = case.version.entries
    for field in ("name", "identity", "phone", "bank", "agency_name", "entity"):
        assert entries[field] in text, field
    assert f"案号：{case.number}" in text
    assert "收件日期：2026年3月18日" in text
    for written in AMOUNT:
        assert written in text
    assert entries["account_number"] in text
    for check in case.version.finding["checks"]:
        for words in (check["title"], check["clause"], check["shown"]):
            assert "".join(words.split()) in text
    for use in case.version.finding["parameters"]:
        assert "".join(use["title"].split()) in text


def test_the_code_carries_number_version_and_content(session, case):
    spec = session.policy.prints[case.measure]
    subject = CaseToPrint(case, session.form(case.measure), spec, session.office)
    sheet = approval_sheet(subject, Copy(1, session.clock.now(), "7-abc"))
    assert sheet.footer.qr_payload == f"hrdesk:1|{case.number}|v1|{case.version.content_hash}"


@pytest.mark.parametrize("kind", SectionKind)
def test_every_kind_of_block_is_drawn_and_filled_where_the_pack_may_fill_it(session, case, kind):
    section = PrintSection("栏", kind, text="由{office}办理")
    spec = replace(session.policy.prints[case.measure], sections=(section,))
    subject = CaseToPrint(case, session.form(case.measure), spec, session.office)
    shown = repr(approval_sheet(subject, Copy(0, session.clock.now(), "")).sections)
    filled = f"由{session.office.name}办理"
    assert (filled in shown) == (kind in FILLED_KINDS)


@pytest.mark.parametrize(
    ("category", "changes", "stands"),
    [
        ("other", {}, ("待定", "由审批决定")),
        ("hardship", {"proof_number": ""}, ("待定", "由审批决定")),
        ("hardship", {"is_founder": "no"}, ("不符合条件，不予补贴", "原因见附页")),
    ],
)
def test_an_amount_that_is_not_granted_is_not_printed(session, tmp_path, category, changes, stands):
    case = counter.accepted(session, 2, category=category, **changes)
    words = session.policy.prints[case.measure].words
    # The annex lays out what each reading would pay; the form itself must not.
    text, annex, _ = printed(session, case, tmp_path).partition(words["annex"])
    assert annex
    assert "".join(stands) in text
    for written in (*AMOUNT, "0.00", "零元整"):
        assert written not in text


def test_a_preview_says_so_and_is_not_counted(session, case, tmp_path):
    text = pdf_text(approval_form.preview(session, case.id), tmp_path)
    assert "预览" in text
    assert "审计" not in text
    assert papers(session, case) == ()
    assert [entry.act for entry in open_case(session, case.id).history] == ["case.accept"]


def test_copies_are_counted_and_each_carries_its_audit_record(session, case, clock, tmp_path):
    for number in (1, 2, 3):
        clock.step(60)
        copy = approval_form.print_copy(session, case.id)
        paper = papers(session, case)[-1]
        assert copy.copy_number == paper.copy_number == number
        assert paper.content_hash == case.version.content_hash
        text = pdf_text(copy.pdf, tmp_path)
        assert f"第{number}份" in text
        assert f"审计{paper.anchor}" in text
        assert f"打印{clock.moment:%Y-%m-%d%H:%M}" in text
    with session.store.reading() as reader:
        records = reader.audit_of(case.id)
    assert [record.anchor for record in records[1:]] == [p.anchor for p in papers(session, case)]
    assert [record.act for record in records] == ["case.accept", *["paper.add"] * 3]


def test_each_case_counts_its_own_copies(session, case):
    other = counter.accepted(session, 2)
    approval_form.print_copy(session, case.id)
    assert approval_form.print_copy(session, other.id).copy_number == 1


def test_a_file_is_named_by_the_case_and_never_by_the_person(session, case):
    name = approval_form.print_copy(session, case.id).suggested_name
    assert name == f"{case.number}-startup_grant-1.pdf"


def test_a_saved_copy_is_the_counted_one(session, case, tmp_path):
    target = tmp_path / "审批表.pdf"
    target.write_bytes(b"an older file")
    copy = approval_form.save_copy(session, case.id, target)
    assert target.read_bytes() == copy.pdf
    assert copy.copy_number == len(papers(session, case)) == 1


@pytest.mark.usefixtures("no_system_fonts")
def test_a_character_without_a_font_refuses_before_a_number_is_spent(session, tmp_path):
    name = f"王{NO_FONT}"
    case = counter.accepted_past_the_form(session, 2, name=name, account_name=name)
    for act in (
        approval_form.preview,
        approval_form.print_copy,
        lambda session, case_id: approval_form.save_copy(session, case_id, tmp_path / "x.pdf"),
    ):
        with pytest.raises(Fault) as caught:
            act(session, case.id)
        assert caught.value.key == "print.no_glyph"
        assert caught.value.values["name"] == name
        assert "U+31351" in present(caught.value).problem
    assert papers(session, case) == ()
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_private_character_that_came_past_the_form_refuses_too(session):
    case = counter.accepted_past_the_form(session, name="王\ue863")
    with pytest.raises(Fault) as caught:
        approval_form.print_copy(session, case.id)
    assert (caught.value.key, caught.value.values["code_points"]) == ("print.no_glyph", "U+E863")
    assert papers(session, case) == ()


def test_rare_characters_are_printed_and_copied_out(session, tmp_path):
    name = "㛃𬭎𠅤䶮·ꆈꌠ"
    case = counter.accepted(session, 2, name=name, account_name=name)
    assert name in printed(session, case, tmp_path)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 16 KiB, or None where this user may not mount one."""
    place = tmp_path / "U盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", place]
    mount = shutil.which("mount")
    mounted = mount is not None and not subprocess.run(command, check=False).returncode
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", "--lazy", place], check=True)


def refused_for_space(session, case, target):
    """What a clerk is told when the copy does not fit."""
    with pytest.raises(EnvironmentFault) as caught:
        approval_form.save_copy(session, case.id, target)
    assert caught.value.key == "disk.full"
    return caught.value


def test_a_full_stick_takes_no_half_form_and_spends_no_number(
    session, case, small_disk, tmp_path, monkeypatch
):
    place = small_disk or tmp_path
    really_sync = os.fsync

    def sync(handle):
        if small_disk is None and os.fstat(handle).st_size > 16 * 1024:
            raise OSError(errno.ENOSPC, "no space")
        really_sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        fault = refused_for_space(session, case, place / "表.pdf")
    if small_disk is not None:
        assert Path(fault.values["drive"]) == small_disk
    assert fault.values["drive"] in present(fault).where
    assert not list(place.glob("*表*"))
    assert papers(session, case) == ()
    assert approval_form.save_copy(session, case.id, tmp_path / "表.pdf").copy_number == 1


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_older_file_stays_when_the_copy_does_not_fit(session, case, tmp_path, monkeypatch, step):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "no space")

    target = tmp_path / "表.pdf"
    target.write_bytes(b"an older file")
    with monkeypatch.context() as patch:
        if step == "replace":
            patch.setattr(Path, "replace", full)
        else:
            patch.setattr(os, "fsync", full)
        refused_for_space(session, case, target)
    assert target.read_bytes() == b"an older file"
    assert [path.name for path in tmp_path.glob("*表*")] == ["表.pdf"]


def test_a_folder_that_is_not_there_is_said_and_no_copy_counted(session, case, tmp_path):
    with pytest.raises(EnvironmentFault) as caught:
        approval_form.save_copy(session, case.id, tmp_path / "gone" / "表.pdf")
    assert caught.value.key == "disk.write_failed"
    assert papers(session, case) == ()


def test_a_later_print_says_what_was_decided_and_not_what_holds_today(
    session, case, clock, tmp_path
):
    before = printed(session, case, tmp_path)
    book = session.policy.book
    rows = {
        key: tuple(
            replace(row, value=LATER_AMOUNT) if isinstance(row.value, Decimal) else row
            for row in old
        )
        for key, old in book.parameters.items()
    }
    words = book.measures[case.measure]
    checks = {code: replace(check, title="另一句话") for code, check in words.checks.items()}
    measures = {case.measure: replace(words, checks=checks)}
    later = replace(session.policy, book=replace(book, parameters=rows, measures=measures))
    clock.moment = counter.noon(2027, 6, 1)
    let_hold(session, later)
    today = judge_entries(session, case.measure, counter.entries(2))
    assert today.finding.amount == LATER_AMOUNT
    after = printed(session, case, tmp_path)
    assert "另一句话" not in after
    assert grouped(LATER_AMOUNT) not in after
    for written in AMOUNT:
        assert written in after
    for check in case.version.finding["checks"]:
        assert "".join(check["shown"].split()) in after
    assert len(before) == len(after)


def test_the_store_is_sound_after_printing_and_failing_to(folder, clock, tmp_path):
    with counter.at_work(folder, clock) as session:
        case = counter.accepted(session)
        approval_form.print_copy(session, case.id)
        with pytest.raises(EnvironmentFault):
            approval_form.save_copy(session, case.id, tmp_path / "gone" / "表.pdf")
        approval_form.save_copy(session, case.id, tmp_path / "表.pdf")
    report = verify_folder(folder, counter.LOGIN, counter.PASSWORD, full=True)
    assert (report.exit_code, report.findings) == (0, ())


def test_the_annex_lists_each_material_as_it_was_handled(session, tmp_path):
    case = counter.accepted(
        session, 3, **{"material.identity_card": "seen", "material.bank_card": "original"}
    )
    text = printed(session, case, tmp_path)
    words = session.policy.prints[case.measure].words
    titles = {each.id: each.title for each in session.form(case.measure).materials}
    for material, handling in (("identity_card", "seen"), ("bank_card", "original")):
        assert f"{titles[material]}{words[f'handling_{handling}']}" in text


def test_a_late_entry_prints_its_reason_and_the_paper_number(session, case, tmp_path):
    late = counter.accepted(
        session, 4, received="2026-03-02", paper_number="登字17", late_reason="停电"
    )
    assert "补录原因：停电。纸质登记号：登字17。" in printed(session, late, tmp_path)
    assert "补录原因" not in printed(session, case, tmp_path)
