"""Which failed rows were corrected themselves, which only share a case with one that was."""

import pytest

from hrdesk.domain.errors import Refused
from hrdesk.domain.staff import Role
from hrdesk.services import batches, resending
from hrdesk.services.acceptance import accept
from hrdesk.services.mended_rows import Mending
from hrdesk.ui.batches.failure_terms import waiting_words
from tests.people import identity_number
from tests.services import counter, interns
from tests.services.answered import BAD, OK, answer_file, take
from tests.services.corrections import OTHER_ACCOUNT, confirmed, corrected, proposed
from tests.services.second_person import beside

NO_RECORD = "社保缴费记录不符：2026-03未参保"


def failed_case(session, folder, reasons):
    """A roster that was sent row by row, of which the first was accepted; then each reason."""
    interns.confirm(session)
    numbers = [identity_number(sequence=31 + 11 * n) for n in range(len(reasons) + 1)]
    claimed = [interns.intern(number, "2025-09") for number in numbers]
    case = accept(session, interns.draft(session, *claimed))
    batch = batches.make_batch(session, interns.MEASURE, [case.id], folder)
    said = {1: (OK, "", "L1")}
    said |= {place: (BAD, reason, "") for place, reason in enumerate(reasons, 2)}
    take(session, answer_file(folder / batch.file_name, folder / "answer.xlsx", said), batch)
    return case


def mendings(session):
    return [row.mending for row in resending.failures(session)]


def test_a_row_that_nobody_touched_is_not_said_to_be_corrected(session, tmp_path):
    """The account is shared by all rows: it mends the row whose reason names it, no other."""
    case = failed_case(session, tmp_path, ("姓名与银行账号户名不一致", NO_RECORD, ""))
    assert mendings(session) == [Mending.NONE] * 3
    case = corrected(session, case)
    assert mendings(session) == [Mending.MENDED, Mending.ELSEWHERE, Mending.ELSEWHERE]
    counted = resending.count_failures(session)
    assert counted == resending.FailedCount(3, mended=1, elsewhere=2)
    assert "其中 1 行已更正，2 行案件已改、本行未改" in waiting_words(counted)
    corrected(session, case, {("interns", 3, "name"): "沙改名"})
    assert mendings(session) == [Mending.MENDED, Mending.MENDED, Mending.ELSEWHERE]


def test_who_names_a_part_of_the_account_means_all_of_it(session, tmp_path):
    case = failed_case(session, tmp_path, ("户名有误", "银行账号有误"))
    corrected(session, case, {("", 0, "account_number"): OTHER_ACCOUNT})
    assert mendings(session) == [Mending.MENDED] * 2


def test_what_was_corrected_back_is_not_corrected(session, tmp_path):
    case = failed_case(session, tmp_path, ("银行账号有误",))
    former = case.version.entries["account_number"]
    case = corrected(session, case)
    corrected(session, case, {("", 0, "account_number"): former})
    assert mendings(session) == [Mending.ELSEWHERE]


def test_while_a_correction_waits_no_row_of_its_case_can_be_sent(session, tmp_path):
    case = failed_case(session, tmp_path, ("银行账号有误", NO_RECORD))
    waits = proposed(session, case)
    assert mendings(session) == [Mending.WAITING] * 2
    with pytest.raises(Refused, match=r"batch\.correction_waits"):
        resending.begin_again(session, resending.failures(session), tmp_path)
    confirmed(session, waits)
    assert mendings(session) == [Mending.MENDED, Mending.ELSEWHERE]


def test_a_case_that_is_one_row_is_mended_by_any_of_its_entries(session, tmp_path):
    case = counter.accepted(session, 1)
    batch = batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)
    file = tmp_path / batch.file_name
    take(session, answer_file(file, tmp_path / "answer.xlsx", {1: (BAD, NO_RECORD, "")}), batch)
    corrected(session, case)
    assert mendings(session) == [Mending.MENDED]
    assert [row.line.case_id for row in resending.failures_of(session, case.id)] == [case.id]


def test_who_may_close_failed_rows_is_told_of_them(session, tmp_path):
    failed_case(session, tmp_path, ("银行账号有误", NO_RECORD))
    with beside(session) as supervisor:
        assert not supervisor.staff.may(Role.CLERK)
        assert resending.count_failures(supervisor).waiting == 2
