"""Whatever two batches sent and whatever a platform leaves out or masks: no file of one of them
is matched in the other without being told to fit both.
"""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.batch_answer import RowState
from hrdesk.domain.batch_spec import BatchColumn, CellFormat
from hrdesk.domain.foreign_sheet import ForeignSheet
from hrdesk.intake.answer_matching import AnswerGround, read_answer
from hrdesk.intake.answer_sheet import AnswerWords, SentColumns, answer_heading
from hrdesk.services.fitting_batches import fits

SOURCES = ("row.number", "case.number", "line.name", "line.identity", "row.months", "row.amount")
HEADERS = ("序号", "案号", "姓名", "证件号码", "计发月份", "补贴金额（元）")
FORMATS = (CellFormat.COUNT, *[CellFormat.TEXT] * 4, CellFormat.MONEY)
COLUMNS = tuple(
    BatchColumn(header=header, source=source, format=kind, width=12)
    for header, source, kind in zip(HEADERS, SOURCES, FORMATS, strict=True)
)
SENT = SentColumns(HEADERS, FORMATS, keys=(1, 3, 4), numbers=(0,), months=(4,))
WORDS = AnswerWords({"处理结果": "state"}, {"成功": RowState.ACCEPTED, "失败": RowState.FAILED})

#: Few values, so that batches have rows in common and rows that differ in one cell.
rows = st.tuples(
    st.sampled_from(["510411-2026-0001", "510411-2026-0002"]),
    st.sampled_from(["测试甲", "测试乙"]),
    st.sampled_from(["510402199003070991", "510402199003071011"]),
    st.sampled_from(["2025-09", "2025-10"]),
    st.sampled_from([168_000, 336_000]),
)
batches = st.lists(rows, min_size=1, max_size=4, unique=True).map(
    lambda chosen: [(n, *row) for n, row in enumerate(chosen, 1)]
)


def shown(cell, kind, masked):
    """A cell as a platform gives it back."""
    if kind is CellFormat.MONEY:
        return f"{cell / 100:.2f}"
    text = str(cell)
    return f"{text[:4]}****{text[-4:]}" if masked and len(text) > 8 else text


@settings(max_examples=400, deadline=None)
@given(
    real=batches,
    marked=batches,
    kept=st.sets(st.integers(0, 5), min_size=1),
    masked=st.sets(st.integers(0, 5)),
    data=st.data(),
)
def test_a_file_that_is_matched_in_another_batch_is_told_to_fit_both(
    real, marked, kept, masked, data
):
    chosen = data.draw(st.lists(st.sampled_from(real), min_size=1, unique=True))
    columns = sorted(kept)
    lines = [[*(shown(row[n], FORMATS[n], n in masked) for n in columns), "失败"] for row in chosen]
    sheet = ForeignSheet("结果", [[*(HEADERS[n] for n in columns), "处理结果"], *lines])
    heading = answer_heading(0, sheet, SENT, WORDS)
    ground = AnswerGround(SENT, marked, WORDS, date(2026, 3, 18))
    reading = read_answer(ground, sheet, heading)
    if reading.altered or not reading.rows:
        return
    proven = frozenset(heading.sent) - frozenset(reading.unsaid) - reading.masked
    told = [marked[row.sent - 1] for row in reading.rows]
    assert fits((COLUMNS, told), (COLUMNS, real), proven)
