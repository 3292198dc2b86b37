"""What stands under the title of a form: document, clause, who decides, and who hands on."""

from dataclasses import replace

import pytest

from hrdesk.domain.office import Office, OfficeLevel
from hrdesk.services.approval_form import case_to_print, preview
from hrdesk.services.case_to_print import Copy
from hrdesk.services.sheet_building import approval_sheet
from tests.services import claims
from tests.services.paper import pdf_text

NAME = "虚构市人力资源和社会保障局"
ON, DOWN = "转报责任部门决定", "转责任部门决定"


@pytest.mark.parametrize(
    ("measure", "level", "said"),
    [
        ("agency_rating_award", OfficeLevel.COUNTY, ""),
        ("agency_rating_award", OfficeLevel.COMMITTEE, ""),
        ("agency_rating_award", OfficeLevel.TOWNSHIP, ON),
        ("agency_rating_award", OfficeLevel.CITY, DOWN),
        ("postdoc_platform_grant", OfficeLevel.CITY, ""),
        ("postdoc_platform_grant", OfficeLevel.COUNTY, ON),
        ("postdoc_platform_grant", OfficeLevel.COMMITTEE, ON),
        ("training_subsidy", OfficeLevel.CITY, ""),
        ("training_subsidy", OfficeLevel.COUNTY, ""),
        ("training_subsidy", OfficeLevel.TOWNSHIP, ON),
    ],
)
def test_an_office_that_does_not_decide_hands_on(session, measure, level, said):
    case = claims.accepted(session, claims.CLAIMS[measure])
    subject = replace(case_to_print(session, case.id), office=Office("510400", NAME, level))
    document, decides = approval_sheet(subject, Copy(0, session.clock.now(), "")).basis
    assert f"《{subject.form.document_title}》（{subject.form.document}）" in document
    assert document.endswith(subject.form.clause)
    assert subject.form.authority in decides
    assert (f"{NAME}受理，{said}" in decides) if said else NAME not in decides


def test_the_source_that_names_nobody_of_ours_says_nothing_of_handing_on(session):
    form = replace(session.form("postdoc_platform_grant"), decided_by=())
    assert not any(form.is_handed_on(level) for level in OfficeLevel)


@pytest.mark.parametrize(
    ("measure", "changes"),
    [
        *((measure, {}) for measure in claims.CLAIMS),
        (
            "incubator_grant",
            {
                "event": "annual_pass",
                "assessment_year": "2025",
                "assessment_passed": "yes",
                "paper_number": "仁和〔2026〕0381",
            },
        ),
    ],
)
def test_the_front_of_the_form_is_one_page(session, tmp_path, measure, changes):
    case = claims.accepted(session, claims.CLAIMS[measure], **changes)
    pdf = preview(session, case.id)
    words = session.policy.prints[measure].words
    assert words["seal"] in pdf_text(pdf, tmp_path, page=1)
    assert words["annex"] in pdf_text(pdf, tmp_path, page=2)


def test_what_was_not_asked_leaves_no_empty_box(session):
    claim = claims.CLAIMS["incubator_grant"]
    case = claims.accepted(session, claim)
    sheet = approval_sheet(case_to_print(session, case.id), Copy(0, session.clock.now(), ""))
    labels = {cell.label for section in sheet.sections for cell in _cells(section)}
    assert "考核年度" not in labels
    assert {"申请的资助", "纸质登记号"} <= labels


def _cells(section):
    return [cell for block in section.blocks for cell in getattr(block, "cells", ())]


def test_the_sum_of_a_roster_says_how_it_came_about(session):
    case = claims.accepted(session, claims.CLAIMS["talent_recruitment_award"])
    subject = case_to_print(session, case.id)
    sheet = repr(approval_sheet(subject, Copy(0, session.clock.now(), "")).sections)
    assert "2 × 500.00 = 1,000.00" in sheet
    refused = claims.accepted(
        session, claims.CLAIMS["talent_recruitment_award"], agency_kind="public", licence_seen=""
    )
    sheet = repr(
        approval_sheet(case_to_print(session, refused.id), Copy(0, session.clock.now(), ""))
    )
    assert subject.spec.words["computed_by_row"] in sheet
