"""Out in the official template, answered, corrected by two persons, out again, accepted."""

from pathlib import Path

import openpyxl

from hrdesk.domain.receipt import RowState, Tally
from hrdesk.services import batches, resending
from tests.services import counter
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
