"""Referrals: handed on by a numbered letter with a notice, answered, never decided here."""

import pypdfium2
import pytest

from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.print_spec import PaperKind
from hrdesk.domain.referral import Verdict
from hrdesk.services import approval_form
from hrdesk.services.case_to_print import Copy
from hrdesk.services.cases import find_cases, list_cases, open_case
from hrdesk.services.intake import judge_entries
from hrdesk.services.presenting import present
from hrdesk.services.referrals import answers_of, enter_answer, unanswered, withdraw_answer
from hrdesk.services.sheet_building import sheet_of
from tests.services import counter, referred

LETTER, NOTICE = PaperKind.REFERRAL_LETTER, PaperKind.REFERRAL_NOTICE


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(words.split())


@pytest.mark.parametrize("measure", referred.ASKED)
def test_a_referral_is_judged_but_never_decided_and_accepted_with_a_number(session, measure):
    entries = referred.APPLICANT | referred.ASKED[measure]
    finding = judge_entries(session, measure, entries).finding
    assert (finding.outcome, finding.amount) == ("referral", None)
    assert finding.authority == referred.AUTHORITIES[measure]
    case = referred.refer(session, measure)
    (row,) = list_cases(session)
    assert (row.number, row.amount_fen) == (case.number, None)
    assert (row.referred.letter, row.referred.answered) == ("", None)


@pytest.mark.parametrize("measure", referred.ASKED)
def test_letter_and_notice_bear_one_number_and_name_the_authority(session, measure):
    case = referred.refer(session, measure)
    preview = text_of(approval_form.preview(session, case.id))
    assert "打印时编号" in preview
    assert open_case(session, case.id).letter is None
    papers = [approval_form.print_copy(session, case.id, kind) for kind in (LETTER, NOTICE)]
    letter = open_case(session, case.id).letter
    assert letter.number == "510411-Z2026-0001"
    for paper in papers:
        words = text_of(paper.pdf)
        assert letter.number in words
        assert case.number in words
        assert referred.AUTHORITIES[measure] in words
        assert "元整" not in words
        assert "待定" not in words
    reprint = approval_form.print_copy(session, case.id, LETTER)
    assert letter.number in text_of(reprint.pdf)
    made = [(each.kind, each.copy_number) for each in open_case(session, case.id).papers]
    assert made == [(LETTER, 1), (NOTICE, 1), (LETTER, 2)]


@pytest.mark.parametrize("measure", referred.ASKED)
@pytest.mark.parametrize(
    ("day", "said"), [("2026-10-23", ""), ("2026-10-24", "第二百零二条"), ("2026-11-02", "届满")]
)
def test_an_application_after_the_end_of_the_document_says_so_on_both_papers(
    session, clock, measure, day, said
):
    clock.moment = counter.noon(2026, 11, 2)
    case = referred.refer(session, measure, received=day, late_reason="补录", paper_number="9")
    notes = case.version.finding["notes"]
    assert len(notes) == bool(said)
    for kind in (LETTER, NOTICE):
        words = text_of(approval_form.print_copy(session, case.id, kind).pdf)
        for note in notes:
            assert said in note
            assert words.count("".join(note.split())) == 1
        assert ("本文件有效期" in words) is bool(said)


@pytest.mark.parametrize("kind", [LETTER, NOTICE])
def test_the_code_on_letter_and_notice_names_the_letter_and_finds_its_case(session, kind):
    case = referred.refer(session)
    referred.refer(session)

    def code():
        subject = approval_form.case_to_print(session, case.id, kind)
        return sheet_of(subject, Copy(0, session.clock.now(), "")).footer.qr_payload

    content = f"v1|{case.version.content_hash}"
    assert code() == f"hrdesk:1|{case.number}|{content}"
    approval_form.print_copy(session, case.id)
    assert code() == f"hrdesk:1|510411-Z2026-0001|{content}"
    assert [each.id for each in find_cases(session, code()).rows] == [case.id]


def test_the_letter_is_the_main_paper_and_an_approval_form_there_is_none(session):
    referral, paid = referred.refer(session), counter.accepted(session)
    assert "转办函" in text_of(approval_form.print_copy(session, referral.id).pdf)
    assert "审批" in text_of(approval_form.print_copy(session, paid.id).pdf)
    assert open_case(session, paid.id).letter is None


def test_a_paper_that_cannot_be_saved_spends_no_number(session, tmp_path):
    case = referred.refer(session)
    with pytest.raises(Exception, match="disk"):
        approval_form.save_copy(session, case.id, tmp_path / "missing" / "letter.pdf")
    assert open_case(session, case.id).letter is None
    assert open_case(session, case.id).papers == ()


def test_an_answer_is_recorded_withdrawn_and_verified(session):
    case = referred.refer(session)
    with pytest.raises(Refused, match=r"answers\.no_letter"):
        enter_answer(session, case.id, referred.ANSWER)
    approval_form.print_copy(session, case.id)
    assert [each.id for each in unanswered(session, 0)] == [case.id]
    assert unanswered(session, 1) == ()
    assert unanswered(session, 9_999_999) == ()
    enter_answer(session, case.id, referred.ANSWER)
    assert unanswered(session, 0) == ()
    _, (answer,) = answers_of(session, case.id)
    assert (answer.verdict, answer.entry.by) == (Verdict.ACCEPTED, session.staff.name)
    withdraw_answer(session, answer.id, "文号抄错")
    _, (answer,) = answers_of(session, case.id)
    assert answer.withdrawal.reason == "文号抄错"
    with pytest.raises(Refused, match=r"answers\.withdrawn"):
        withdraw_answer(session, answer.id, "再撤一次")
    acts = [entry.act for entry in open_case(session, case.id).history]
    assert acts == ["case.accept", "letter.give", "paper.add", "answer.enter", "answer.withdraw"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            dict.fromkeys(referred.ANSWER, ""),
            {
                "answer_received": "answers.required",
                "answer_authority": "answers.required",
                "answer_document": "answers.required",
                "answer_verdict": "answers.required",
            },
        ),
        ({"answer_received": "2026-03-17"}, {"answer_received": "answers.before_letter"}),
        ({"answer_received": "2026-03-19"}, {"answer_received": "date.future"}),
        ({"answer_verdict": "other"}, {"answer_words": "answers.no_words"}),
        ({"answer_verdict": "perhaps"}, {"answer_verdict": "choice.unknown"}),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_at_its_field(session, changes, found):
    case = referred.refer(session)
    approval_form.print_copy(session, case.id)
    with pytest.raises(InvalidInput) as caught:
        enter_answer(session, case.id, referred.ANSWER | changes)
    assert {problem.where: problem.key for problem in caught.value.problems} == found
    for problem in caught.value.problems:
        message = present(problem)
        assert all((message.where, message.problem, message.remedy))
    assert answers_of(session, case.id)[1] == ()


def test_a_withdrawal_needs_its_reason(session):
    case = referred.refer(session)
    approval_form.print_copy(session, case.id)
    enter_answer(session, case.id, referred.ANSWER)
    _, (answer,) = answers_of(session, case.id)
    with pytest.raises(InvalidInput) as caught:
        withdraw_answer(session, answer.id, " ")
    (problem,) = caught.value.problems
    assert (problem.key, problem.where) == ("reason.missing", "answer_reason")
