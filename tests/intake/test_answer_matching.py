"""A platform's answer is matched by key and never by position, and nothing of it is guessed."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.batch_answer import RowState, StrayCause
from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.foreign_sheet import Flaw, ForeignSheet
from hrdesk.intake.answer_cells import CellComparison, Likeness, key_of, words_of
from hrdesk.intake.answer_matching import AnswerGround, read_answer
from hrdesk.intake.answer_sheet import AnswerWords, SentColumns, answer_heading
from tests.storage.desk import person

TODAY = date(2026, 3, 18)
COLUMNS = SentColumns(
    headers=("序号", "案号", "姓名", "证件号码", "月份", "金额（元）", "银行账号", "起始日期"),
    formats=(
        CellFormat.COUNT,
        CellFormat.TEXT,
        CellFormat.TEXT,
        CellFormat.TEXT,
        CellFormat.TEXT,
        CellFormat.MONEY,
        CellFormat.TEXT,
        CellFormat.DATE,
    ),
    keys=(1, 3, 4),
    numbers=(0,),
    months=(4,),
)
WORDS = AnswerWords(
    {"处理结果": "state", "失败原因": "reason", "备注": "reason", "业务编号": "serial"},
    {"成功": RowState.ACCEPTED, "失败": RowState.FAILED, "处理中": RowState.WAITING},
)
ACCOUNT = "6217003810012345678"


def sent_row(n, case="510411-2026-0001", months="2026-01", fen=150_000):
    """The n-th row as it was sent."""
    return (n, case, f"测试{n}", person(n), months, fen, ACCOUNT, "2026-01-05")


def answered(row, word="成功", reason="", serial=""):
    """A sent row as a platform gives it back."""
    n, case, name, identity, months, fen, account, day = row
    cells = [n, case, name, identity, months, fen / 100, account, datetime.fromisoformat(day)]
    return [*cells, word, reason, serial]


TITLES = [*COLUMNS.headers, "处理结果", "失败原因", "业务编号"]


def read(sent, lines, titles=TITLES, words=WORDS, **sheet):
    """Read an answer of these lines under a line of heading and the titles."""
    whole = ForeignSheet("结果", [["申报结果"], list(titles), *lines], **sheet)
    heading = answer_heading(0, whole, COLUMNS, words)
    return read_answer(AnswerGround(COLUMNS, sent, words, TODAY), whole, heading)


def told(reading):
    return {row.sent: row.state for row in reading.rows}


SENT = [sent_row(n) for n in range(1, 6)]


def test_an_answer_in_the_order_of_sending():
    lines = [answered(row) for row in SENT]
    lines[2] = answered(SENT[2], "失败", "银行账号有误")
    reading = read(SENT, lines)
    assert told(reading) == dict.fromkeys((1, 2, 4, 5), RowState.ACCEPTED) | {3: RowState.FAILED}
    assert reading.key == ("证件号码",)
    (failed,) = [row for row in reading.rows if row.state is RowState.FAILED]
    assert (failed.file_row, failed.reason) == (5, "银行账号有误")
    assert (reading.altered, reading.strays, reading.read) == ([], [], 5)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_whatever_order_and_however_many_rows_each_tells_of_its_own(data):
    """Shuffled, some missing, some of other batches, some twice: every row has one home."""
    people = data.draw(st.integers(1, 12))
    months = data.draw(st.integers(1, 3))
    sent = [
        sent_row(n, f"510411-2026-{case:04d}", f"2026-{month:02d}", 100 * n + month)
        for case in range(1, 3)
        for n in range(case * 20, case * 20 + people)
        for month in range(1, months + 1)
    ]
    words = data.draw(
        st.lists(
            st.sampled_from(["成功", "失败", "处理中", ""]), min_size=len(sent), max_size=len(sent)
        )
    )
    there = data.draw(st.sets(st.integers(0, len(sent) - 1)))
    doubled = data.draw(st.sets(st.sampled_from(sorted(there)))) if there else set()
    others = data.draw(st.integers(0, 3))
    lines = [answered(sent[n], words[n]) for n in there]
    lines += [answered(sent[n], words[n]) for n in doubled]
    lines += [answered(sent_row(900 + n, "510422-2026-0009")) for n in range(others)]
    lines = data.draw(st.permutations(lines))
    reading = read(sent, lines)
    meant = {"成功": RowState.ACCEPTED, "失败": RowState.FAILED}
    assert told(reading) == {n + 1: meant[words[n]] for n in there if words[n] in meant}
    causes = [stray.cause for stray in reading.strays]
    assert causes.count(StrayCause.REPEATED) == len(doubled)
    assert causes.count(StrayCause.NO_ROW) == others
    assert reading.read == len(lines)
    assert reading.altered == []


ALTERED = {
    "the amount": (5, 1500.01),
    "the account": (6, ACCOUNT[:-1] + "9"),
    "the name": (2, "测试别人"),
    "the case": (1, "510411-2026-0002"),
    "the day": (7, "2026-01-06"),
    "a moment of the day": (7, "2026-01-05 08:30:00"),
    "the identity number": (3, person(77)),
    "an account as a number": (6, float(ACCOUNT)),
}


@pytest.mark.parametrize("which", ALTERED)
def test_what_was_altered_is_told_with_its_address(which):
    column, value = ALTERED[which]
    lines = [answered(row) for row in SENT]
    lines[3][column] = value
    letter = "ABCDEFGH"[column]
    (altered,) = read(SENT, lines).altered
    assert (altered.address, altered.column, altered.sent) == (f"{letter}6", column, 4)
    assert altered.told == words_of(value)


SAME = {
    "yuan with separators and a sign": (5, "1,500.00元"),
    "yuan as text": (5, "1500"),
    "a day in another spelling": (7, "2026/1/5"),
    "a day as a number": (7, 46027.0),
    "a day at midnight": (7, "2026-01-05 00:00:00"),
    "a masked identity number beside a case number": (6, "621700*********5678"),
    "an apostrophe before an account": (6, f"'{ACCOUNT}"),
    "nothing": (6, ""),
    "a dash": (6, "-"),
}


@pytest.mark.parametrize("which", SAME)
def test_another_spelling_is_no_alteration(which):
    column, value = SAME[which]
    lines = [answered(row) for row in SENT]
    lines[0][column] = value
    assert read(SENT, lines).altered == []


MASKS = {
    ("as long as it", ACCOUNT, "6217***********5678"): Likeness.SAME,
    ("in groups", ACCOUNT, "6217 **** **** *** 5678"): Likeness.SAME,
    ("full-width", ACCOUNT, "6217＊＊＊＊5678"): Likeness.SAME,
    ("an ellipsis", ACCOUNT, "6217****5678"): Likeness.SAME,
    ("four at the end", ACCOUNT, "*5678"): Likeness.SAME,
    ("another end", ACCOUNT, "6217****5679"): Likeness.DIFFERENT,
    ("another place", ACCOUNT, "621700*******5678**"): Likeness.DIFFERENT,
    ("two gaps of another length", ACCOUNT, "6217**00**5678"): Likeness.DIFFERENT,
    ("more than there is", "12", "12*12"): Likeness.DIFFERENT,
    ("nothing hidden", "6217", "6217*"): Likeness.DIFFERENT,
    ("nothing seen", ACCOUNT, "*" * 19): Likeness.UNSAID,
    ("one asterisk", ACCOUNT, "*"): Likeness.UNSAID,
    ("asterisks and blanks", ACCOUNT, "**** ****"): Likeness.UNSAID,
    ("two seen", ACCOUNT, "*****************78"): Likeness.UNSAID,
    ("two seen that differ", ACCOUNT, "*****************79"): Likeness.DIFFERENT,
    ("a name", "测试一", "测**"): Likeness.UNSAID,
    ("another name", "测试一", "李**"): Likeness.DIFFERENT,
    ("a name that holds one", "甲*乙", "甲*乙"): Likeness.SAME,
    ("hidden, and nothing was sent", None, "***"): Likeness.UNSAID,
    ("seen, and nothing was sent", None, "6217****5678"): Likeness.DIFFERENT,
}


@pytest.mark.parametrize(("which", "sent", "cell"), MASKS)
def test_of_a_mask_counts_what_is_seen_at_its_place(which, sent, cell):
    comparison = CellComparison(CellFormat.TEXT, TODAY, base_1904=False)
    assert comparison.compare(sent, cell) is MASKS[which, sent, cell]


@settings(max_examples=300, deadline=None)
@given(
    st.text("0123456789", min_size=8, max_size=19),
    st.sets(st.integers(0, 18)),
    st.integers(0, 18),
    st.integers(1, 9),
)
def test_whatever_a_mask_hides_one_other_visible_digit_is_told(sent, hidden, place, by):
    """And a masked text is never a key, however little is hidden."""
    comparison = CellComparison(CellFormat.TEXT, TODAY, base_1904=False)
    masked = "".join("*" if n in hidden else char for n, char in enumerate(sent))
    seen = len(masked) - masked.count("*")
    expected = Likeness.SAME if seen == len(sent) or seen >= 4 else Likeness.UNSAID
    assert comparison.compare(sent, masked) is expected
    if "*" in masked:
        assert key_of(masked) == ""
    place %= len(sent)
    if masked[place] != "*":
        other = str((int(masked[place]) + by) % 10)
        wrong = masked[:place] + other + masked[place + 1 :]
        assert comparison.compare(sent, wrong) is Likeness.DIFFERENT


@pytest.mark.parametrize("kind", [CellFormat.MONEY, CellFormat.DATE, CellFormat.COUNT])
def test_figures_and_days_are_hidden_whole_or_not_at_all(kind):
    comparison = CellComparison(kind, TODAY, base_1904=False)
    sent = {CellFormat.MONEY: 150_000, CellFormat.DATE: "2026-01-05"}.get(kind, 12)
    assert comparison.compare(sent, "****") is Likeness.UNSAID
    assert comparison.compare(sent, "1***") is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("kind", "sent", "cell", "likeness"),
    [
        (CellFormat.MONTHS_PLAIN, "202601-202603", "202601-202603", Likeness.SAME),
        (CellFormat.MONTHS_PLAIN, "202601-202603", "2026-01,2026-02,2026-03", Likeness.SAME),
        (CellFormat.MONTHS_PLAIN, "202601-202603", "2026-01,2026-03", Likeness.DIFFERENT),
        (CellFormat.MONTHS_PLAIN, "202601-202603", "202601-202604", Likeness.DIFFERENT),
        (CellFormat.MONTHS_PLAIN, "202601-202603", "******-202603", Likeness.SAME),
        (CellFormat.MONTHS_FROM_TO, "2026-01至2026-03", "2026年1月-2026年3月", Likeness.SAME),
        (CellFormat.MONTH_FIRST, "2026-01", date(2026, 1, 1), Likeness.SAME),
        (CellFormat.MONTH_FIRST, "2026-01", date(2026, 1, 2), Likeness.DIFFERENT),
        (CellFormat.MONTH_LAST_PLAIN, "202603", 202603, Likeness.SAME),
        (CellFormat.MONTH_LAST_PLAIN, "202603", 202604, Likeness.DIFFERENT),
        (CellFormat.MONTH_LAST_PLAIN, "202603", "", Likeness.UNSAID),
    ],
)
def test_spans_of_months_are_compared_by_their_months(kind, sent, cell, likeness):
    assert CellComparison(kind, TODAY, base_1904=False).compare(sent, cell) is likeness


def test_what_no_row_says_is_told_by_column():
    lines = [answered(row) for row in SENT]
    for line in lines:
        line[6] = "*" * 19
    lines[2][7] = ""
    reading = read(SENT, lines)
    assert reading.unsaid == {6: 5, 7: 1}
    assert reading.altered == []


TOTALS = [
    ["合计", "", "", "", "", 7500.0, "", "", "", "", ""],
    ["", "", "总计：5人", "", "", 7500.0, "", "", "5", "", ""],
    ["小计", "小计", "", "", "", "7,500.00", "", "", "共5行", "", ""],
]


@pytest.mark.parametrize("total", TOTALS)
def test_a_line_that_adds_others_up_is_no_row(total):
    """Its words ask for no meaning, and of an answer without a number it makes no stranger."""
    lines = [*(answered(row) for row in SENT), total]
    reading = read(SENT, lines, flaws={(7, 5): Flaw.NO_VALUE}, spans=((7, 7, 0, 4),))
    assert reading.totals == [8]
    assert (reading.read, reading.strays, reading.flawed) == (5, [], [])
    assert reading.unknown == {}


def test_titles_that_stand_on_each_page_are_no_row():
    lines = [*map(answered, SENT[:2]), TITLES, *map(answered, SENT[2:])]
    reading = read(SENT, lines)
    assert told(reading) == dict.fromkeys(range(1, 6), RowState.ACCEPTED)
    assert (reading.repeated, reading.read, reading.unknown) == ([5], 5, {})


def test_titles_of_another_order_are_a_row_that_is_no_ones():
    other = [*TITLES[:8], TITLES[9], TITLES[8], TITLES[10]]
    reading = read(SENT, [answered(SENT[0]), other, answered(SENT[1])])
    assert (reading.repeated, len(reading.strays)) == ([], 1)
    assert reading.unknown == {"失败原因": 1}


def test_a_person_whose_name_begins_like_a_sum_is_a_row():
    lines = [["合计", *answered(sent_row(9))[1:]]]
    reading = read(SENT, lines)
    assert reading.totals == []
    assert [stray.cause for stray in reading.strays] == [StrayCause.NO_ROW]


def test_what_a_stray_says_of_itself_is_kept_for_other_batches():
    stranger = answered(sent_row(900, "510422-2026-0009"))
    reading = read(SENT, [answered(SENT[0]), stranger])
    (stray,) = reading.strays
    assert reading.stray_keys == {stray.file_row: ("510422-2026-0009", person(900), "2026-01")}
    stranger[3] = 510402199001011230.0
    assert read(SENT, [answered(SENT[0]), stranger]).stray_keys[stray.file_row][1] == ""


def test_a_masked_column_is_no_key():
    """Without numbers of people nothing tells the rows of one case apart: none is matched."""
    lines = [answered(row) for row in SENT]
    for line in lines:
        line[3] = line[3][:6] + "********" + line[3][14:]
    reading = read(SENT, lines)
    assert {stray.cause for stray in reading.strays} == {StrayCause.AMBIGUOUS}
    assert reading.rows == []


def test_months_tell_rows_of_one_person_apart():
    sent = [sent_row(1, months=f"2026-{month:02d}") for month in (1, 2)]
    reading = read(sent, [answered(sent[1], "失败"), answered(sent[0])])
    assert told(reading) == {1: RowState.ACCEPTED, 2: RowState.FAILED}
    assert reading.key == ("案号", "月份")


@pytest.mark.parametrize(
    ("sent_months", "told_months"),
    [
        (("2026-01", "2026-10"), ("2026年1月", 202610)),
        (("2026-01,2026-02,2026-03", "2026-04"), ("2026-01至2026-03", date(2026, 4, 1))),
        (("2026-01至2026-03", "202604-202604"), ("2026-01,2026-02,2026-03", "2026/4")),
        (("2026-01,2026-03", "2026-02"), ("2026.03、2026.01", "'2026-2")),
    ],
)
def test_months_of_a_key_are_those_that_were_sent_however_they_are_spelt(sent_months, told_months):
    sent = [sent_row(1, months=each) for each in sent_months]
    lines = [answered(row) for row in sent[::-1]]
    for line, months in zip(lines, told_months[::-1], strict=True):
        line[4] = months
    lines[0][8:10] = "失败", "账号有误"
    reading = read(sent, lines)
    assert told(reading) == {1: RowState.ACCEPTED, 2: RowState.FAILED}
    assert (reading.altered, reading.strays) == ([], [])


@pytest.mark.parametrize("months", ["2026.1", "1月", "2026年", "2026-01,2026-10"])
def test_months_that_do_not_say_which_row_they_are_match_none(months):
    sent = [sent_row(1, months=each) for each in ("2026-01", "2026-10")]
    line = answered(sent[0], "失败", "账号有误")
    line[4] = months
    reading = read(sent, [line])
    assert (reading.rows, [each.cause for each in reading.strays]) == ([], [StrayCause.NO_ROW])


def test_months_alone_are_no_key():
    """They are those of many: a person who can be read, or a case, stands in every key."""
    lines = [answered(row) for row in SENT]
    for line in lines:
        line[1], line[2], line[3] = "", line[2][0] + "*", "*" * 18
    titles = ["", *TITLES[1:]]
    reading = read(SENT, lines, titles=[title if n != 1 else "" for n, title in enumerate(titles)])
    assert (reading.key, reading.rows, reading.matched) == ((), [], 0)
    assert len(reading.strays) == len(SENT)


def test_rows_that_contradict_each_other_tell_nothing():
    reading = read(SENT, [answered(SENT[0]), answered(SENT[0], "失败")])
    assert reading.rows == []
    assert [stray.cause for stray in reading.strays] == [StrayCause.REPEATED] * 2


def test_a_word_without_a_meaning_is_asked_for():
    reading = read(SENT, [answered(SENT[0], "不成功"), answered(SENT[1], "成功")])
    assert dict(reading.unknown) == {"不成功": 1}
    assert told(reading) == {2: RowState.ACCEPTED}


def test_what_cannot_be_read_is_told():
    lines = [answered(row) for row in SENT]
    reading = read(SENT, lines, flawed_lines={3: Flaw.HIDDEN}, flaws={(4, 8): Flaw.NO_VALUE})
    assert reading.flawed == ["4", "I5"]


def test_two_columns_of_reasons_are_both_read_and_two_states_are_none():
    titles = [*TITLES, "备注", "处理结果"]
    lines = [[*answered(SENT[0], "失败", "账号有误"), "请核实", "成功"]]
    whole = ForeignSheet("结果", [titles, *lines])
    heading = answer_heading(0, whole, COLUMNS, WORDS)
    assert heading.columns("state") == ()
    assert len(heading.columns("reason")) == 2
    chosen = replace(heading, roles=("", *heading.roles[1:8], "state", *heading.roles[9:]))
    ground = AnswerGround(COLUMNS, SENT, WORDS, TODAY)
    (row,) = read_answer(ground, whole, chosen).rows
    assert row.reason == "账号有误; 请核实"


def test_a_list_of_failures_has_no_state():
    titles = [title for title in TITLES if title != "处理结果"]
    line = [cell for n, cell in enumerate(answered(SENT[1], reason="重复申领")) if n != 8]
    whole = ForeignSheet("错误", [titles, line])
    heading = answer_heading(0, whole, COLUMNS, WORDS)
    ground = AnswerGround(COLUMNS, SENT, WORDS, TODAY, every_failed=True)
    (row,) = read_answer(ground, whole, heading).rows
    assert (row.sent, row.state, row.reason) == (2, RowState.FAILED, "重复申领")


#: The same columns as a template with headers of two rows writes them, and an answer's two rows.
LEVELLED = replace(
    COLUMNS,
    headers=(
        *("序号", "案号", "申请人信息/*姓名", "申请人信息/*证件号码", "月份"),
        *("金额（元）", "账户信息/*银行账号", "起始日期"),
    ),
)
UPPER = [
    *("序号", "案号", "申请人信息", "", "月份", "金额（元）", "账户信息", "起始日期"),
    *("处理结果", "失败原因", "业务编号"),
]
LOWER = ["", "", "*姓名", "*证件号码", "", "", "*银行账号", "", "", "", ""]


def read_levelled(lines, *titles):
    """Read an answer to a batch whose headers have two rows."""
    whole = ForeignSheet("结果", [["申报结果"], *map(list, titles), *lines])
    heading = answer_heading(0, whole, LEVELLED, WORDS)
    return read_answer(AnswerGround(LEVELLED, SENT, WORDS, TODAY), whole, heading)


@pytest.mark.parametrize("titles", [(UPPER, LOWER), ((*LEVELLED.headers, *TITLES[8:]),), (TITLES,)])
def test_titles_of_two_rows_are_read_as_the_template_writes_them(titles):
    lines = [answered(row) for row in reversed(SENT)]
    reading = read_levelled(lines, *titles)
    assert told(reading) == dict.fromkeys(range(1, 6), RowState.ACCEPTED)
    assert reading.altered == []
    lines[1][6] = "6217003810012340000"
    assert len(read_levelled(lines, *titles).altered) == 1


def test_thousands_of_strangers_in_one_case_are_told_apart_by_name_and_one_altered_key_is_found():
    """Whoever is a stranger is compared with few rows; the one whose number was altered is told."""
    sent = [sent_row(n) for n in range(1, 1_001)]
    strangers = [
        answered((n, sent[0][1], f"生人{n}", person(n), *sent[0][4:])) for n in range(1_001, 2_000)
    ]
    altered = answered(sent[6])
    altered[3] = person(9_999)
    count = 0
    compare = CellComparison.compare

    def counted(self, *cells):
        nonlocal count
        count += 1
        return compare(self, *cells)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(CellComparison, "compare", counted)
        found = read(sent, [*strangers, altered])
    assert len(found.strays) == 1_000
    assert [(each.address, each.column) for each in found.altered] == [("D1002", 3)]
    assert count < 20_000


def test_amounts_under_another_unit_are_not_what_was_sent():
    titles = [title.replace("（元）", "（万元）") for title in TITLES]
    words = AnswerWords({**WORDS.titles, "金额(万元)": "=金额(元)"}, WORDS.words)
    reading = read(SENT, [answered(row) for row in SENT], titles, words)
    assert [(each.address, each.column) for each in reading.units] == [("F2", 5)]


@pytest.mark.parametrize(
    ("title", "above", "told"),
    [
        ("金额", "单位：万元", [("H2", "单位：万元")]),
        ("金额", "金额单位（千元）", [("H2", "金额单位（千元）")]),
        *(("金额", each, [("H2", each)]) for each in ("万元", "单位：人；万元", "金额以万元计。")),
        # The title says yuan for its column, whatever stands above.
        ("金额（元）", "单位：万元", []),
        ("金额", "单位：元", []),
        ("金额", "申报单位：万元镇政府", []),
    ],
)
def test_a_unit_above_the_titles_counts_for_amounts_that_name_none(title, above, told):
    titles = [title if each == "金额（元）" else each for each in TITLES]
    words = AnswerWords({**WORDS.titles, "金额": "=金额(元)"}, WORDS.words)
    lines = [["导入结果"], ["", "", "", "", "", "", "", above], titles]
    sheet = ForeignSheet("结果", [*lines, *(answered(row) for row in SENT)])
    ground = AnswerGround(COLUMNS, SENT, words, TODAY)
    reading = read_answer(ground, sheet, answer_heading(0, sheet, COLUMNS, words))
    assert [(each.address, each.told) for each in reading.units] == told
    assert reading.matched == len(SENT)


def test_the_upper_row_of_a_header_is_no_line_above_it():
    """A template whose group of other columns counts otherwise comes back as it went out."""
    headers = tuple("补贴/金额" if each == "金额（元）" else each for each in COLUMNS.headers)
    columns = replace(COLUMNS, headers=headers)
    upper = ["", "", "", "", "", "补贴", "", "", "企业情况（单位：万元）"]
    titles = [*(each.rpartition("/")[2] for each in headers), *TITLES[len(headers) :]]
    sheet = ForeignSheet("结果", [["导入结果"], upper, titles, *(answered(row) for row in SENT)])
    heading = answer_heading(0, sheet, columns, WORDS)
    reading = read_answer(AnswerGround(columns, SENT, WORDS, TODAY), sheet, heading)
    assert (reading.units, reading.matched) == ([], len(SENT))


def test_a_line_of_a_text_with_more_cells_than_titles_is_not_read():
    lines = [answered(row) for row in SENT]
    lines[1] = [*answered(SENT[1], "成功", "账号不符", "失败"), "L1"]
    widths = [1, *(len(line) for line in (TITLES, *lines))]
    assert read(SENT, lines, widths=widths).flawed == ["L4"]
    # A workbook cannot shift its cells: a note beside them is none of ours.
    assert read(SENT, lines).flawed == []


def test_merged_ranges_that_reach_below_the_end_take_no_time():
    lines = [answered(row) for row in SENT]
    reading = read(SENT, lines, spans=((7, 1_048_575, 0, 16_383),) * 4_900)
    assert reading.flawed == []
