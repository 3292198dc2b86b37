"""A correction on the form: the last one in front, all of them with their reasons in the annex."""

import pytest

from hrdesk.printing import sheet as paper
from hrdesk.services.acceptance import accept
from hrdesk.services.approval_form import case_to_print, preview, print_copy
from hrdesk.services.case_to_print import Copy
from hrdesk.services.sheet_building import approval_sheet
from tests.people import card_number
from tests.services import claims, counter, insured
from tests.services.corrections import CAUSE, OTHER_ACCOUNT, corrected
from tests.services.open_cases import roster
from tests.services.paper import page_count, pdf_text
from tests.services.test_corrections import answered


def table_in(session, case):
    sheet = approval_sheet(case_to_print(session, case.id), Copy(0, session.clock.now(), ""))
    return [
        list(part.rows)
        for part in sheet.annex.parts
        if isinstance(part, paper.Table) and part.title == "更正"
    ]


def test_front_and_annex_say_what_was_corrected_by_whom_and_why(session, tmp_path):
    case = counter.accepted(session)
    before = print_copy(session, case.id)
    assert "更正" not in pdf_text(before.pdf, tmp_path)
    made = corrected(session, case)
    ((row,),) = table_in(session, made)
    assert row == (
        "第 1 次\n第 2 版",
        "账号",
        CAUSE,
        "柳测试\n2026年3月18日",
        "贰管理\n2026年3月18日",
    )
    copy = print_copy(session, case.id)
    text = pdf_text(copy.pdf, tmp_path)
    said = "2026年3月18日第1次更正，本表为第2版（柳测试提出，贰管理确认，见附页）。"
    assert said in text
    assert f"案号：{case.number}（更正1）" in text
    assert OTHER_ACCOUNT in text
    assert case.version.entries["account_number"] not in text
    with session.store.reading() as reader:
        papers = reader.papers(case.id)
    assert [(each.copy_number, each.version) for each in papers] == [(1, 1), (2, 2)]


def test_every_correction_stands_in_the_annex_and_the_last_in_front(session, tmp_path):
    case = roster(session)
    made = corrected(session, case, {("interns", 2, "name"): "张改名"})
    made = corrected(session, made)
    (rows,) = table_in(session, made)
    assert [row[0] for row in rows] == ["第 1 次\n第 2 版", "第 2 次\n第 3 版"]
    assert [row[1] for row in rows] == ["第 2 行姓名", "账号"]
    text = pdf_text(preview(session, case.id), tmp_path, 1)
    assert "第2次更正，本表为第3版" in text
    assert "第1次更正" not in text


def test_rows_that_keep_the_former_account_are_counted_beside_the_reason(session, tmp_path):
    case = answered(session)
    made = corrected(session, case)
    ((row,),) = table_in(session, made)
    kept = "更正账户时平台已受理 2 行、等待 0 行，这些行按更正以前的账户上报，没有改变。"
    assert row[2] == f"{CAUSE}\n{kept}"
    assert kept.replace(" ", "") in pdf_text(preview(session, made.id), tmp_path).replace("\n", "")


def test_many_places_are_counted(session):
    case = roster(session)
    names = {("interns", line, "name"): f"改名{line}" for line in (1, 2, 3)}
    unemployed = {("interns", line, "graduated_on"): "2025-06-29" for line in (1, 2, 3)}
    made = corrected(session, case, {**names, **unemployed, ("", 0, "phone"): "13911112222"})
    ((row,),) = table_in(session, made)
    assert row[1].endswith("等 7 处")


@pytest.mark.parametrize("measure", [*claims.CLAIMS, insured.HARDSHIP, counter.MEASURE])
def test_the_line_moves_no_front_onto_another_page(session, tmp_path, measure):
    if measure in claims.CLAIMS:
        case = claims.accepted(session, claims.CLAIMS[measure])
    elif measure == counter.MEASURE:
        case = counter.accepted(session)
    else:
        row = insured.person(measure, counter.person(4), "2025-03")
        case = accept(session, insured.draft(session, measure, row))
    pages = front_pages(preview(session, case.id), tmp_path)
    account = card_number("622848000000000033")
    corrected(session, case, {("", 0, "account_number"): account})
    assert front_pages(preview(session, case.id), tmp_path) == pages


def front_pages(pdf, folder):
    """How many pages come before the annex."""
    texts = [pdf_text(pdf, folder, n) for n in range(1, page_count(pdf, folder) + 1)]
    return next(n for n, text in enumerate(texts) if "附页：" in text)
