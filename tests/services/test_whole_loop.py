"""Out in the official template, answered, corrected by two persons, out again, accepted."""

from pathlib import Path

import openpyxl

from hrdesk.domain.batch_answer import RowState, Tally
from hrdesk.services import batches, resending
from hrdesk.services.acceptance import accept
from tests.people import identity_number
from tests.services import counter, interns
from tests.services.answered import BAD, OK, answer_file, states, take
from tests.services.corrections import OTHER_ACCOUNT, corrected
from tests.services.official import HEADERS, province, registered
from tests.services.test_corrections import is_sound

ACCOUNT, AMOUNT = HEADERS.index("银行账号"), HEADERS.index("补贴金额（元）")


def rows(file: Path) -> list[tuple[object, ...]]:
    """The rows below the headers of the province's sheet."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if any(row)]


def answer_of(file: Path, said) -> Path:
    """What the platform makes of a file: it keeps its headers and knows no batch of ours."""
    target = file.with_name(f"answer-{file.name}")
    return answer_file(file, target, said, is_named=False, key=HEADERS[2])


def tally(session, batch) -> Tally:
    (found,) = [each for each in batches.list_batches(session) if each.id == batch.id]
    return found.tally


def test_a_failed_row_is_corrected_and_goes_out_again_in_the_official_template(
    session, clock, tmp_path
):
    registered(session, counter.MEASURE, province())
    cases = [counter.accepted(session, n) for n in (1, 2)]
    folder = tmp_path / "stick"
    folder.mkdir()
    batch = batches.make_batch(session, counter.MEASURE, [each.id for each in cases], folder)
    sent = rows(folder / batch.file_name)
    said = {1: (BAD, "银行账号与户名不符", ""), 2: (OK, "", "L2")}
    assert take(session, answer_of(folder / batch.file_name, said), batch) == batch.number
    assert tally(session, batch) == Tally(1, 1, 0)

    corrected(session, cases[0])
    (failed,) = resending.failures(session)
    assert failed.line.newest == 2
    again = batches.finish(session, resending.begin_again(session, [failed], folder))
    (row,) = rows(folder / again.file_name)
    assert row[ACCOUNT] == OTHER_ACCOUNT != sent[0][ACCOUNT]
    assert (row[1], row[AMOUNT]) == (sent[0][1], sent[0][AMOUNT])
    assert (tally(session, batch), tally(session, again)) == (Tally(1, 1, 0), Tally(0, 0, 1))
    assert resending.failures(session) == ()

    take(session, answer_of(folder / again.file_name, {1: (OK, "", "L3")}), again)
    assert states(session, again) == [RowState.ACCEPTED]
    assert states(session, batch) == [RowState.FAILED, RowState.ACCEPTED]
    is_sound(session, clock)


def test_the_account_of_failed_rows_is_corrected_while_the_others_keep_theirs(
    session, clock, tmp_path
):
    """The accepted row stays as it was frozen, the failed one goes out with the new account."""
    interns.confirm(session)
    numbers = [identity_number(sequence=n) for n in (31, 42)]
    claimed = [interns.intern(number, "2025-09") for number in numbers]
    case = accept(session, interns.draft(session, *claimed))
    batch = batches.make_batch(session, interns.MEASURE, [case.id], tmp_path)
    said = {1: (OK, "", "L1"), 2: (BAD, "银行账号有误", "")}
    file = tmp_path / batch.file_name
    take(session, answer_file(file, tmp_path / "answer.xlsx", said), batch)

    made = corrected(session, case)
    assert made.version.finding["amount"] == case.version.finding["amount"]
    with session.store.reading() as reader:
        assert [each.corrected for each in reader.sent_states(batch.id)] == [False, True]
    (failed,) = resending.failures(session)
    again = batches.finish(session, resending.begin_again(session, [failed], tmp_path))
    with session.store.reading() as reader:
        was, now = (sent_accounts(reader.batch(each.id)) for each in (batch, again))
    former = case.version.entries["account_number"]
    assert (was, now) == ([former, former], [OTHER_ACCOUNT])
    answer = answer_file(tmp_path / again.file_name, tmp_path / "second.xlsx", {1: (OK, "", "L2")})
    take(session, answer, again)
    assert (states(session, batch)[0], states(session, again)) == (
        RowState.ACCEPTED,
        [RowState.ACCEPTED],
    )
    is_sound(session, clock)


def sent_accounts(frozen):
    """The account in each frozen row of a batch."""
    sources = [each["source"] for each in frozen.frame["columns"]]
    place = sources.index("account_number")
    return [row.cells[place] for case in frozen.cases for row in case.rows]
