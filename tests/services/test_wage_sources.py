"""The document by which a minimum wage was confirmed stands below the table of months."""

import pytest

from hrdesk.printing.sheet import Notes, Table
from hrdesk.services.acceptance import accept
from hrdesk.services.amendment_list import change_lines
from hrdesk.services.amendments import propose_ending
from hrdesk.services.approval_form import case_to_print, print_copy
from hrdesk.services.case_to_print import Copy
from hrdesk.services.intake import judge_entries, missing_wage
from hrdesk.services.people import administrators
from hrdesk.services.sheet_building import approval_sheet
from tests.people import identity_number
from tests.services import interns
from tests.services.paper import pdf_text
from tests.services.second_person import SOURCE, confirmed_unseen

PERSON = identity_number(sequence=31)
FIRST = "自 2022年4月1日 起每月 2,100.00 元：川府规〔2022〕1号（2026年3月18日 确认）。"
LATER = {"from": "2025-10-01", "value": "2330", "document": "川府规〔2025〕9号"}
UNUSED = {"from": "2026-01-01", "value": "2500", "document": "川府规〔2026〕2号"}


def take_in(session, months="2025-09—2025-11", **changes):
    return accept(session, interns.draft(session, interns.intern(PERSON, months, **changes)))


def below_the_months(session, case):
    """The part of the annex that follows the table of months, or None."""
    subject = case_to_print(session, case.id)
    parts = approval_sheet(subject, Copy(0, session.clock.now(), "")).annex.parts
    titles = [part.title for part in parts if isinstance(part, Table)]
    place = next(n for n, part in enumerate(parts) if getattr(part, "title", "") == "逐月计算")
    assert "逐月计算" in titles
    return next(iter(parts[place + 1 :]), None)


@pytest.fixture
def paying(session):
    interns.confirm(session)
    return session


def test_each_wage_that_was_used_is_named_with_its_document_and_day(paying):
    interns.confirm(paying, **LATER)
    interns.confirm(paying, **UNUSED)
    sources = below_the_months(paying, take_in(paying))
    assert isinstance(sources, Notes)
    assert sources.paragraphs[0] == FIRST
    assert "自 2025年10月1日 起每月 2,330.00 元：川府规〔2025〕9号" in sources.paragraphs[1]
    assert len(sources.paragraphs) == 2


def test_a_wage_that_is_ended_later_stays_on_the_form_that_it_decided(paying, tmp_path):
    case = take_in(paying)
    propose_ending(paying, change_lines(paying)[0].id, SOURCE)
    confirmed_unseen(paying)
    assert interns.wages(paying) == ()
    assert below_the_months(paying, case).paragraphs == (FIRST,)
    text = pdf_text(print_copy(paying, case.id).pdf, tmp_path)
    assert "".join(f"所用最低工资标准的依据{FIRST}".split()) in text


def test_without_a_wage_nothing_is_named(session):
    case = take_in(session)
    assert not isinstance(below_the_months(session, case), Notes)
    assert "confirmed" not in case.version.finding


def test_what_is_frozen_beside_the_finding_changes_nothing_in_it(paying):
    case = take_in(paying)
    judged = judge_entries(paying, case.measure, case.version.entries)
    frozen = dict(case.version.finding)
    assert [row["document"] for row in frozen.pop("confirmed")] == ["川府规〔2022〕1号"]
    assert frozen.keys() == judged.finding.as_record().keys()


@pytest.mark.parametrize(("district", "missing"), [("renhe", ""), ("yanbian", "yanbian"), ("", "")])
def test_the_district_whose_wage_is_missing_is_known(paying, district, missing):
    typed = interns.entries(interns.intern(PERSON, "2025-09"), district=district)
    judged = judge_entries(paying, interns.MEASURE, {k: v for k, v in typed.items() if v})
    assert missing_wage(paying.form(interns.MEASURE), judged) == missing


def test_a_month_before_the_first_wage_misses_one_too(session):
    interns.confirm(session, **LATER)
    typed = interns.entries(interns.intern(PERSON, "2025-09"))
    judged = judge_entries(session, interns.MEASURE, typed)
    assert missing_wage(session.form(interns.MEASURE), judged) == "renhe"


def test_who_may_confirm_a_wage_is_known_by_name(session):
    assert administrators(session) == (session.staff.name,)
