"""A decision on the form: short on the front, with reason, name and day in the annex."""

import pypdfium2

from hrdesk.printing import sheet as paper
from hrdesk.services.approval_form import case_to_print, preview, print_copy
from hrdesk.services.case_to_print import Copy
from hrdesk.services.sheet_building import approval_sheet
from tests.services.open_cases import COUNTED, PARTIAL, REASON, decided, roster, straddling
from tests.services.paper import pdf_text


def sheet_of(session, case):
    return approval_sheet(case_to_print(session, case.id), Copy(0, session.clock.now(), ""))


def opinions_in(sheet):
    """The lines of the opinions on the front."""
    return [
        line
        for section in sheet.sections
        for block in section.blocks
        if isinstance(block, paper.OpinionBox)
        for line in block.text.split("\n")
    ]


def front_pages(pdf):
    """How many pages come before the annex."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return next(n for n, text in enumerate(pages) if "附页：" in text)


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
    (said,) = (line for line in opinions_in(sheet) if "决定" in line)
    assert said == f"本件毕业年限按“{reading}”（柳测试 2026年3月18日决定，理由见附页）。"
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
    assert opinions_in(sheet)[-1].startswith("共 2 项由审批人决定")


def test_the_front_says_a_single_refusal(session):
    case = straddling(session)
    decided(session, case, {(0, COUNTED): "refused"})
    assert opinions_in(sheet_of(session, case))[-1].startswith("本件毕业年限，各种理解都不采用")


def test_what_is_said_of_a_decision_pushes_nothing_off_the_front(session):
    """The form has as many pages before its annex as without a decision."""
    case = straddling(session)
    before = front_pages(preview(session, case.id))
    decided(session, case, {(0, COUNTED): "at_founding"})
    assert front_pages(preview(session, case.id)) == before == 1


def test_a_case_without_decisions_says_nothing_of_them(session):
    sheet = sheet_of(session, straddling(session))
    assert decisions_in(sheet) == []
    assert not any("决定" in line for line in opinions_in(sheet))
