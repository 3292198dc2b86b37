"""A decision on the form: short on the front, with reason, name and day in the annex."""

from hrdesk.printing import sheet as paper
from hrdesk.services.approval_form import case_to_print, preview, print_copy
from hrdesk.services.case_to_print import Copy
from hrdesk.services.sheet_building import approval_sheet
from tests.services.open_cases import COUNTED, PARTIAL, REASON, decided, roster, straddling
from tests.services.paper import pdf_text


def sheet_of(session, case):
    return approval_sheet(case_to_print(session, case.id), Copy(0, session.clock.now(), ""))


def decisions_in(sheet):
    """The rows of the table of decisions, or nothing."""
    words = "审批人的决定"
    return [
        list(part.rows)
        for part in sheet.annex.parts
        if isinstance(part, paper.Table) and part.title == words
    ]


def test_front_and_annex_say_what_was_decided_by_whom_and_why(session, tmp_path):
    case = straddling(session)
    before = pdf_text(preview(session, case.id), tmp_path)
    assert "由审批决定" in before
    decided(session, case, {(0, COUNTED): "at_founding"})
    sheet = sheet_of(session, case)
    reading = session.policy.book.questions[COUNTED].readings["at_founding"]
    ((row,),) = decisions_in(sheet)
    assert row[0] == "本件"
    assert row[3:] == (reading, REASON, "柳测试\n2026年3月18日")
    assert f"审批人决定（柳测试，2026年3月18日）：本件毕业年限按“{reading}”" in repr(sheet.sections)
    text = pdf_text(print_copy(session, case.id).pdf, tmp_path)
    for words in ("人民币壹万元整", "审批人的决定", REASON, "2026年3月18日"):
        assert words.replace(" ", "") in text


def test_the_qr_code_names_the_newest_version(session):
    case = straddling(session)
    after = decided(session, case, {(0, COUNTED): "both"})
    payload = sheet_of(session, case).footer.qr_payload
    assert f"|v2|{after.version.content_hash}" in payload


def test_rows_that_were_decided_alike_stand_in_one_line(session):
    case = roster(session)
    decided(session, case, {(1, PARTIAL): "none", (2, PARTIAL): "none"})
    ((row,),) = decisions_in(sheet_of(session, case))
    assert row[0] == "第 1、2 行"


def test_a_refusal_is_said_as_one(session):
    case = roster(session)
    decided(session, case, {(1, PARTIAL): "none", (2, PARTIAL): "refused"})
    sheet = sheet_of(session, case)
    (rows,) = decisions_in(sheet)
    assert [row[0] for row in rows] == ["第 1 行", "第 2 行"]
    assert rows[1][3] == "各种理解都不采用，视为不符合"
    assert "第 2 行不满整月，各种理解都不采用" in repr(sheet.sections)


def test_a_case_without_decisions_says_nothing_of_them(session):
    sheet = sheet_of(session, straddling(session))
    assert decisions_in(sheet) == []
    assert "审批人决定（" not in repr(sheet.sections)
