"""What stands on the front where the amount stands: certain sums, and in words what is refused."""

import pytest

from hrdesk.printing.sheet import AmountRow
from hrdesk.services.acceptance import accept
from hrdesk.services.approval_form import case_to_print
from hrdesk.services.case_to_print import Copy
from hrdesk.services.drafts import save_draft, start_draft
from hrdesk.services.many_forms import save_forms
from hrdesk.services.sheet_building import approval_sheet
from tests.people import identity_number
from tests.services import counter, interns
from tests.services.paper import pdf_text

WHOLE, PARTLY = identity_number(sequence=31), identity_number(sequence=42)


@pytest.fixture
def paying(session):
    interns.confirm(session)
    return session


def take_in(session, person, **changes):
    row = interns.intern(person, "2025-09—2025-11", **changes)
    return accept(session, interns.draft(session, row))


def loan_draft(session, self_employed):
    entries = {
        "received": "2026-03-18",
        "name": "吉克伍呷木",
        "identity": counter.person(),
        "phone": "13900000000",
        "loan_category": "returning_entrepreneur",
        "qualified_seen": "yes",
        "qualified_number": "虚构证明第2号",
        "qualified_on": "2026-03-18",
        "self_employed": self_employed,
        "requested": "200000.00",
        "material.identity_card": "copy",
        "material.qualification": "copy",
        "material.business_licence": "copy",
    }
    return save_draft(session, start_draft(session, "startup_loan_individual"), entries)


def amount_row(session, case):
    subject = case_to_print(session, case.id)
    sheet = approval_sheet(subject, Copy(0, session.clock.now(), ""))
    blocks = [block for section in sheet.sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, AmountRow))


def test_a_sum_that_an_officer_may_change_says_so_on_the_front(paying):
    """三（十）: 2 whole months of 1,680 are certain; September is for an officer."""
    case = take_in(paying, PARTLY, started_on="2025-09-15")
    assert case.version.finding["outcome"] == "officer"
    row = amount_row(paying, case)
    assert row.figures == "3,360.00"
    assert "只是已能确定的部分" in row.words
    assert "仍须审批人决定" in row.words


def test_a_decided_sum_stands_alone(paying):
    row = amount_row(paying, take_in(paying, WHOLE))
    assert (row.figures, row.words) == ("5,040.00", "人民币伍仟零肆拾元整")


def test_a_roster_that_is_paid_nothing_is_refused_in_words(paying):
    take_in(paying, WHOLE)
    again = take_in(paying, WHOLE)
    assert again.version.finding["outcome"] == "ineligible"
    row = amount_row(paying, again)
    assert (row.figures, row.words) == ("不符合条件，不予补贴", "原因见附页")


@pytest.mark.parametrize(
    ("self_employed", "figures", "note"),
    [
        ("no", "资格不符合", "原因见附页"),
        ("yes", "资格符合", "最高可申请"),
    ],
)
def test_a_loan_says_in_words_whether_the_person_qualifies(session, self_employed, figures, note):
    case = accept(session, loan_draft(session, self_employed))
    row = amount_row(session, case)
    assert row.figures == figures
    assert row.words.startswith(note)


def test_a_list_of_loans_alone_names_no_sum(session, tmp_path):
    case = accept(session, loan_draft(session, "yes"))
    target = tmp_path / "forms.pdf"
    assert save_forms(session, [case.id], target) == 1
    text = pdf_text(target.read_bytes(), tmp_path)
    assert "共1件。" in text
    assert "补贴金额合计" not in text


def test_the_roster_of_a_firm_says_the_contract_and_why_a_hire_does_not_count(session):
    (table,) = session.policy.prints["startup_loan_firm"].tables
    sources = [column.source for column in table.columns]
    assert sources[-2:] == ["line.outcome", "line.reason"]
    assert "contract_kind" in sources


def test_the_list_of_forms_adds_up_only_what_is_eligible(paying, tmp_path):
    cases = [take_in(paying, WHOLE), take_in(paying, PARTLY, started_on="2025-09-15")]
    target = tmp_path / "forms.pdf"
    assert save_forms(paying, [case.id for case in cases], target) == 2
    text = pdf_text(target.read_bytes(), tmp_path)
    assert "共2件。补贴金额合计5,040.00元（伍仟零肆拾元整）" in text
