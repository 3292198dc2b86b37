"""P14: the platform's answer comes in by key, changes what it says and nothing else."""

from dataclasses import replace

import pytest

from hrdesk.domain.batch_answer import BatchProof, RowState, StrayCause
from hrdesk.domain.batch_spec import ROW_AMOUNT
from hrdesk.domain.errors import InvalidInput, Refused
from hrdesk.domain.staff import Role
from hrdesk.reference.messages import catalogue
from hrdesk.services import batch_answers, batches, resending
from hrdesk.services.acceptance import accept
from hrdesk.services.batch_answers import AnswerFate
from hrdesk.services.contradictions import contradicted_batches
from hrdesk.services.presenting import present
from hrdesk.storage import months
from hrdesk.storage.batches import NewBatch
from hrdesk.ui.batches.answer_terms import batch_answer_cells, said
from hrdesk.ui.batches.preview_words import plan_notes
from tests.people import identity_number
from tests.services import answered, counter, interns
from tests.services.answered import BAD, OK
from tests.services.corrections import corrected
from tests.services.second_person import given_roles, voided
from tests.services.test_corrections import is_sound

ACCEPTED, FAILED, WAITING = RowState.ACCEPTED, RowState.FAILED, RowState.WAITING
PEOPLE = [identity_number(sequence=n) for n in (31, 42, 53)]


@pytest.fixture
def case(session):
    """Three interns who count."""
    interns.confirm(session)
    people = [interns.intern(number, "2025-09—2025-11") for number in PEOPLE]
    return accept(session, interns.draft(session, *people))


@pytest.fixture
def batch(session, case, tmp_path):
    return batches.make_batch(session, interns.MEASURE, [case.id], tmp_path)


@pytest.fixture
def answer(batch, tmp_path):
    """Write an answer to the batch: words by row, and how it was changed."""

    def write(*words, name="回执.xlsx", **changes):
        said = {
            n: (word, "" if word == OK else "银行账号与户名不符", f"L{n}" if word == OK else "")
            for n, word in enumerate(words, 1)
            if word
        }
        return answered.answer_file(tmp_path / batch.file_name, tmp_path / name, said, **changes)

    return write


def refused(session, file, marked=None):
    with pytest.raises((Refused, InvalidInput)) as raised:
        answered.planned(session, file, marked)
    return raised.value


@pytest.mark.usefixtures("cold_children")
def test_an_answer_in_another_order_is_matched_by_key(session, batch, answer):
    made = answered.planned(session, answer(OK, BAD, OK, order=(3, 2, 1)))
    assert made.fates == {AnswerFate.ACCEPTED: 2, AnswerFate.FAILED: 1}
    assert made.reading.read == 3
    assert made.reading.key == ("证件号码",)
    one = 168_000 * 3
    assert made.sums is not None
    assert (made.sums[AnswerFate.ACCEPTED], made.sums[AnswerFate.FAILED]) == (2 * one, one)
    assert answered.states(session, batch) == [WAITING] * 3
    assert batch_answers.take(session, made) == batch.number
    assert answered.states(session, batch) == [ACCEPTED, FAILED, ACCEPTED]


def test_the_same_file_twice_changes_nothing_and_says_so(session, batch, answer):
    file = answer(OK, BAD, OK)
    answered.take(session, file)
    fault = refused(session, file)
    assert (fault.key, fault.values) == ("batch_answer.taken", {"number": batch.number})


def test_what_the_platform_has_not_looked_at_waits(session, batch, answer):
    made = answered.planned(session, answer(OK, "待审核", ""))
    assert (made.reading.silent, made.fates) == (1, {AnswerFate.ACCEPTED: 1})
    batch_answers.take(session, made)
    assert answered.states(session, batch) == [ACCEPTED, WAITING, WAITING]


def platform_words(session, batch):
    with session.store.reading() as reader:
        return [said(row) for row in reader.sent_states(batch.id)]


def told_waiting(batch, tmp_path, said_of, name):
    return answered.answer_file(tmp_path / batch.file_name, tmp_path / name, said_of)


def test_what_the_platform_says_of_a_row_that_waits_is_read_at_the_row(
    session, batch, tmp_path, clock
):
    """Its word, its remark and its own number, until a later answer decides the row."""
    first = {1: (OK, "", "L1"), 2: ("审核中", "材料待补", "W2"), 3: ("", "", "")}
    made = answered.planned(session, told_waiting(batch, tmp_path, first, "一.xlsx"))
    assert (made.reading.silent, made.new_words) == (2, 1)
    assert "1 行写着新的话" in plan_notes(made)
    batch_answers.take(session, made)
    day = f"{clock.now():%Y-%m-%d}"
    assert platform_words(session, batch) == ["—", f"平台：审核中，材料待补（{day} 回执）", "—"]
    same = told_waiting(batch, tmp_path, first | {3: ("待审核", "", "")}, "二.xlsx")
    assert answered.planned(session, same).new_words == 1
    assert answered.take(session, same)
    assert platform_words(session, batch)[1:] == [
        f"平台：审核中，材料待补（{day} 回执）",
        f"平台：待审核（{day} 回执）",
    ]
    answered.take(session, told_waiting(batch, tmp_path, {2: (OK, "", "L2")}, "三.xlsx"))
    assert platform_words(session, batch)[1] == "—"
    assert answered.states(session, batch) == [ACCEPTED, ACCEPTED, WAITING]
    is_sound(session, clock)


def test_words_that_are_known_already_are_no_news(session, batch, tmp_path):
    words = {2: ("审核中", "材料待补", "")}
    answered.take(session, told_waiting(batch, tmp_path, words, "一.xlsx"))
    again = answered.planned(
        session, told_waiting(batch, tmp_path, words | {1: ("", "", "")}, "二.xlsx")
    )
    assert (again.new_words, again.may_be_taken) == (0, False)


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("补贴金额（元）", 999.99),
        ("账号", "6217003810012345670"),
        ("姓名", "改了名"),
        ("证件号码", identity_number(sequence=99)),
        ("案号", "510411-2026-9999"),
    ],
)
def test_an_altered_row_refuses_the_whole_answer(session, batch, answer, title, value):
    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        sheet.cell(5, titles.index(title) + 1).value = value

    fault = refused(session, answer(OK, BAD, OK, change=change))
    assert fault.key == "batch_answer.altered"
    (problem,) = fault.problems
    assert problem.values["header"] == title
    assert problem.values["place"].endswith("5")
    message = present(problem)
    assert problem.values["sent"] != problem.values["told"]
    assert f"{PEOPLE[1][:6]}********{PEOPLE[1][-4:]}" in message.problem
    assert problem.values["sent"] in message.problem
    assert problem.values["told"] in message.problem
    assert not any(
        number in message.problem for number in (*PEOPLE, str(value)) if len(number) > 16
    )
    assert answered.states(session, batch) == [WAITING] * 3


def test_rows_of_others_get_a_home_and_are_settled(session, batch, answer):
    def change(sheet):
        row = [cell.value for cell in sheet[4]]
        titles = [cell.value for cell in sheet[3]]
        row[titles.index("证件号码")] = identity_number(sequence=77)
        row[titles.index("姓名")] = "别处的人"
        row[titles.index("补贴金额（元）")] = 1
        sheet.append(row)

    made = answered.planned(session, answer(OK, BAD, OK, change=change))
    assert [stray.cause for stray in made.reading.strays] == [StrayCause.NO_ROW]
    batch_answers.take(session, made)
    with session.store.reading() as reader:
        (stray,) = reader.strays(batch.id)
    assert "别处的人" in stray.cells
    batch_answers.settle(session, stray.answer, stray.place, "邻县的，已告知平台")
    with session.store.reading() as reader:
        assert reader.strays(batch.id)[0].note == "邻县的，已告知平台"


def test_without_its_number_the_marked_batch_is_proven_by_every_row(session, batch, answer):
    file = answer(OK, BAD, OK, is_named=False)
    assert refused(session, file).key == "batch_answer.no_number"
    assert answered.planned(session, file, batch).answer.is_named is False

    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        for title, value in (("证件号码", identity_number(sequence=77)), ("姓名", "别处的人")):
            sheet.cell(4, titles.index(title) + 1).value = value

    other = answer(OK, BAD, OK, is_named=False, change=change, name="二.xlsx")
    fault = refused(session, other, batch)
    assert fault.key == "batch_answer.unproven"
    assert (fault.values["matched"], fault.values["count"]) == ("2", "1")
    assert [each.values["row"] for each in fault.problems] == ["4"]


def strangers(count, *, into=None, readable=True):
    """Add rows of people who are not in the batch; `into` are their identity numbers."""

    def change(sheet):
        titles = [cell.value for cell in sheet[3]]
        for n in range(count):
            row = [cell.value for cell in sheet[4]]
            number = into[n] if into else identity_number(sequence=70 + n)
            row[titles.index("证件号码")] = number if readable else float(number[:17])
            row[titles.index("姓名")] = "别处的人"
            row[titles.index("案号")] = "510422-2026-0009"
            sheet.append(row)

    return change


def test_a_person_says_that_an_answer_is_to_the_batch(session, batch, answer):
    """What fits is taken, what does not gets a home, and the record says who chose the batch."""
    file = answer(OK, BAD, OK, is_named=False, change=strangers(2))
    assert refused(session, file, batch).key == "batch_answer.unproven"
    made = answered.planned(session, file, batch, is_to_batch=True)
    assert made.proof is BatchProof.PERSON
    assert "由您选定" in plan_notes(made)
    batch_answers.take(session, made)
    assert answered.states(session, batch) == [ACCEPTED, FAILED, ACCEPTED]
    with session.store.reading() as reader:
        assert [stray.cause for stray in reader.strays(batch.id)] == [StrayCause.NO_ROW] * 2
        (answer,) = reader.batch_answers(batch.id)
    assert answer.proof is BatchProof.PERSON
    assert "批次由经办人选定" in batch_answer_cells(answer, ())[3]
    assert '"proof":"person"' in audit_detail(session, "upload.answer")


def audit_detail(session, act):
    """What the newest record of an act says."""
    with session.store.reading() as reader:
        question = "select detail from audit where act = ? order by sequence desc limit 1"
        ((detail,),) = reader._ground.db.execute_sql(question, (act,)).fetchall()
    return detail.replace(" ", "")


def test_nobody_says_so_of_a_file_of_which_half_is_unknown(session, batch, answer):
    file = answer(OK, BAD, OK, is_named=False, change=strangers(3))
    with pytest.raises(InvalidInput) as raised:
        answered.planned(session, file, batch, is_to_batch=True)
    assert raised.value.key == "batch_answer.not_proven"
    assert [each.values["row"] for each in raised.value.problems] == ["7", "8", "9"]
    told = " ".join(each.values["cells"] for each in raised.value.problems)
    assert told.count("别处的人") == 3  # so that a person sees whose rows they are
    assert not any(identity_number(sequence=70 + n) in told for n in range(3))


def test_nobody_says_so_of_rows_whose_person_cannot_be_read(session, batch, answer):
    file = answer(OK, BAD, OK, is_named=False, change=strangers(1, readable=False))
    with pytest.raises(InvalidInput) as raised:
        answered.planned(session, file, batch, is_to_batch=True)
    assert raised.value.key == "batch_answer.not_proven"


def test_nobody_says_so_while_another_batch_has_the_unknown_people(
    session, batch, answer, tmp_path
):
    """Of whatever measure, and whatever became of them there."""
    case = counter.accepted(session, 5)
    other = batches.make_batch(session, counter.MEASURE, [case.id], tmp_path)
    number = counter.person(5)
    file = answer(OK, BAD, OK, is_named=False, change=strangers(1, into=[number]))
    with pytest.raises(InvalidInput) as raised:
        answered.planned(session, file, batch, is_to_batch=True)
    assert raised.value.key == "batch_answer.meant_elsewhere"
    assert raised.value.values["other"] == other.number
    assert [each.values["row"] for each in raised.value.problems] == ["7"]
    voided(session, other.id, "选错了")
    assert answered.planned(session, file, batch, is_to_batch=True).proof is BatchProof.PERSON


def test_an_altered_row_is_no_reason_to_ask(session, batch, answer):
    def change(sheet):
        strangers(1)(sheet)
        titles = [cell.value for cell in sheet[3]]
        sheet.cell(4, titles.index("账号") + 1).value = "6217003810012345670"

    file = answer(OK, BAD, OK, is_named=False, change=change)
    with pytest.raises(InvalidInput) as raised:
        answered.planned(session, file, batch, is_to_batch=True)
    assert raised.value.key == "batch_answer.altered_unnamed"
    assert raised.value.values["number"] == batch.number


def test_a_named_batch_that_the_columns_do_not_fit_is_said_to_be_of_its_measure(
    session, batch, answer
):
    def change(sheet):
        for cell in sheet[3]:
            if cell.value not in ("姓名", "处理结果", "失败原因", "平台流水号"):
                cell.value = f"别的栏{cell.column}"

    fault = refused(session, answer(OK, BAD, OK, change=change))
    assert fault.key == "batch_answer.named_without_key"
    assert fault.values == {"number": batch.number, "measure": "就业见习补贴"}


def test_an_answer_to_another_batch_says_nothing_of_ours(session, batch, answer):
    def renamed(sheet):
        sheet.cell(2, 1).value = "批次号：510422-P2026-0007"

    assert refused(session, answer(OK, change=renamed)).key == "batch_answer.unknown_batch"
    voided(session, batch.id, "选错了")
    assert refused(session, answer(OK, name="二.xlsx")).key == "batch_answer.voided"


def test_a_word_that_nobody_knows_is_asked_and_remembered(session, batch, answer):
    opened = batch_answers.open_answer(session, answer("准予", "驳", "准予"))
    found = batch_answers.find_batch(session, opened, None)
    made = batch_answers.plan(session, found, batch_answers.AnswerChoice(found.heading))
    assert dict(made.reading.unknown) == {"准予": 2, "驳": 1}
    assert not made.may_be_taken
    words = {"准予": ACCEPTED, "驳": FAILED}
    made = batch_answers.plan(session, found, batch_answers.AnswerChoice(found.heading, words))
    batch_answers.take(session, made)
    assert answered.states(session, batch) == [ACCEPTED, FAILED, ACCEPTED]
    again = answered.planned(session, answer("驳", "驳", "准予", name="二.xlsx"))
    assert again.reading.unknown == {}
    assert again.fates == {AnswerFate.UNCHANGED: 2, AnswerFate.CONTRADICTING: 1}


def test_an_answer_is_withdrawn_with_a_reason(session, batch, answer):
    answered.take(session, answer("", BAD, ""))
    with session.store.reading() as reader:
        (answer,) = reader.batch_answers(batch.id)
    with pytest.raises(InvalidInput) as raised:
        batch_answers.withdraw(session, answer.id, " ")
    assert raised.value.key == "batch_answer.reason"
    batch_answers.withdraw(session, answer.id, "导错了文件")
    assert answered.states(session, batch) == [WAITING] * 3


def test_only_the_failed_rows_go_again_and_the_second_answer_accepts_them(
    session, case, batch, answer, tmp_path
):
    answered.take(session, answer(OK, BAD, BAD))
    rows = resending.failures(session)
    assert [row.line.line for row in rows] == [2, 3]
    assert rows[0].fields == ("户名", "账号")
    assert rows[0].person.endswith(PEOPLE[1][-4:])
    assert PEOPLE[1][6:14] not in rows[0].person
    again = batches.finish(session, resending.begin_again(session, rows[:1], tmp_path))
    assert (again.follows, again.rows, again.sum_fen) == (batch.number, 1, 168_000 * 3)
    assert [row.line.line for row in resending.failures(session)] == [3]
    with pytest.raises(Refused) as raised:
        resending.begin_again(session, rows, tmp_path)
    assert raised.value.key == "batch.row_waiting"
    second = answered.answer_file(
        tmp_path / again.file_name, tmp_path / "二.xlsx", {1: (OK, "", "L9")}
    )
    assert answered.take(session, second) == again.number
    assert answered.states(session, again) == [ACCEPTED]
    assert answered.states(session, batch) == [ACCEPTED, FAILED, FAILED]


def test_the_control_page_says_which_batch_it_follows(session, batch, answer, tmp_path):
    import openpyxl

    answered.take(session, answer(OK, BAD, OK))
    again = batches.finish(
        session, resending.begin_again(session, resending.failures(session), tmp_path)
    )
    page = openpyxl.load_workbook(tmp_path / again.file_name).worksheets[1]
    told = {row[0].value: row[1].value for row in page.iter_rows() if len(row) > 1}
    assert (told["批次号"], told["重新上报自"]) == (again.number, batch.number)


def test_a_list_in_text_is_read_too(session, batch, answer, tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(answer(OK, BAD, OK))
    lines = []
    for row in book.worksheets[0].iter_rows(values_only=True):
        texts = ["" if cell is None else str(cell) for cell in row]
        lines.append(",".join(f'"{text}"' for text in texts))
    file = tmp_path / "回执.csv"
    file.write_text("\r\n".join(lines), encoding="gb18030")
    answered.take(session, file)
    assert answered.states(session, batch) == [ACCEPTED, FAILED, ACCEPTED]


@pytest.fixture
def late(session, case, batch, answer):
    """A failed row was corrected to another person and then accepted late as it was sent."""
    answered.take(session, answer(OK, BAD, BAD))
    made = corrected(session, case, {("interns", 2, "identity"): identity_number(sequence=64)})
    answered.take(session, answer("", OK, "", name="迟到.xlsx"))
    return made


@pytest.fixture
def moved(session, late, monkeypatch):
    """Past what holds his months, the former person stands in another failed row since: paid
    already, by no cell of the newest version.
    """
    monkeypatch.setattr(months, "_refuse_held", lambda *_: None)
    connection = session.store._ground.db.raw()
    connection.set_authorizer(None)
    connection.execute("drop trigger month_not_held")
    return corrected(session, late, {("interns", 3, "identity"): PEOPLE[1]})


def test_the_person_of_a_row_that_was_accepted_late_is_put_into_no_other_row(session, late):
    with pytest.raises(Refused) as raised:
        corrected(session, late, {("interns", 3, "identity"): PEOPLE[1]})
    assert raised.value.key == "correct.month_moved"
    (sent,) = batches.list_batches(session)
    month = raised.value.values["month"]
    assert raised.value.values == {
        "number": late.number,
        "batch": sent.number,
        "row": "3",
        "line": "2",
        "month": month,
    }
    told = catalogue().render(raised.value)
    assert told.where == f"更正案件 {late.number}，名册第 3 行"
    assert told.problem.startswith(f"此人 {month} 原来记在同一份名册的第 2 行")
    with session.store.reading() as reader:
        assert reader.case(late.id).version.number == late.version.number


def without(frame, source):
    """The frame of a template that lacks a column."""
    columns = [each for each in frame["columns"] if each["source"] != source]
    return {**frame, "columns": columns}


@pytest.mark.parametrize("lacks", ["", "line.identity"])
def test_a_person_who_was_accepted_under_another_line_is_not_sent_again(
    session, batch, moved, lacks
):
    """The case says whom a row was sent for, whether or not the template has a column for it."""
    (failed,) = resending.failures(session)
    assert failed.line.line == 3
    new = again(session, batch, moved, (3,), lacks)
    with pytest.raises(Refused) as raised:
        resending._refuse_paid_people(session, new)
    assert (raised.value.key, raised.value.values["batch"]) == ("resend.person_sent", batch.number)


def test_without_a_column_for_the_person_a_failed_row_goes_out_again(
    session, case, batch, answer, tmp_path
):
    answered.take(session, answer(OK, BAD, OK))
    new = again(session, batch, case, (2,), "line.identity")
    resending._refuse_paid_people(session, new)
    made = batches.finish(session, batches.begin_writing(session, new, tmp_path))
    assert (made.follows, made.rows) == (batch.number, 1)
    assert answered.states(session, made) == [WAITING]
    assert answered.states(session, batch) == [ACCEPTED, FAILED, ACCEPTED]
    assert resending.failures(session) == ()


def again(session, batch, case, lines, lacks):
    """The batch that sends lines again in a template that lacks a column."""
    with session.store.reading() as reader:
        frozen = reader.batch(batch.id)
    frame = without(frozen.frame, lacks)
    kept = [n for n, each in enumerate(frozen.frame["columns"]) if each in frame["columns"]]
    (sent,) = frozen.cases
    rows = tuple(
        replace(row, cells=tuple(row.cells[n] for n in kept))
        for row in sent.rows
        if row.line in lines
    )
    amount = next(n for n, each in enumerate(frame["columns"]) if each["source"] == ROW_AMOUNT)
    fen = sum(row.cells[amount] for row in rows)
    chosen = replace(sent, rows=rows, version=case.version.number, amount_fen=fen)
    return NewBatch(batch.measure, frame, (chosen,), batch.id)


def test_the_whole_way_refuses_a_person_who_was_accepted(session, moved, tmp_path):
    with pytest.raises(Refused) as raised:
        resending.begin_again(session, resending.failures(session), tmp_path / "盘")
    assert raised.value.key == "resend.person_sent"


def test_the_reason_is_told_at_the_field_that_it_names(session, batch, answer, tmp_path):
    said = {
        1: (BAD, "账号与户名不符，证件号码校验失败", ""),
        2: (BAD, "系统忙", ""),
        3: (OK, "", ""),
    }
    file = answered.answer_file(tmp_path / batch.file_name, tmp_path / "回执.xlsx", said)
    answered.take(session, file)
    first, second = resending.failures(session)
    assert set(first.fields) == {"户名", "证件号码", "账号"}
    assert second.fields == ()


def test_a_batch_that_a_reason_names_is_not_the_one_that_is_answered(session, tmp_path):
    """A late answer to a batch says nothing of the one that follows it and that it names."""
    cases = [counter.accepted(session, n) for n in (1, 2)]
    first = batches.make_batch(session, counter.MEASURE, [each.id for each in cases], tmp_path)
    sent, late = tmp_path / first.file_name, tmp_path / "二.xlsx"
    answered.take(session, answered.answer_file(sent, tmp_path / "一.xlsx", {1: (BAD, "", "")}))
    again = batches.finish(
        session, resending.begin_again(session, resending.failures(session), tmp_path)
    )
    said = {1: (BAD, f"重复申报，见批次{again.number}", ""), 2: (OK, "", "L2")}
    made = answered.planned(session, answered.answer_file(sent, late, said))
    assert made.answer.frozen.batch.number == first.number
    batch_answers.take(session, made)
    assert answered.states(session, first) == [FAILED, ACCEPTED]
    assert answered.states(session, again) == [WAITING]


def test_what_is_accepted_after_it_was_corrected_is_told_as_a_contradiction(
    session, case, batch, answer
):
    """P7: the platform pays what was sent, while the case freed it for others meanwhile."""
    answered.take(session, answer(BAD, BAD, OK))
    corrected(session, case, {("interns", 1, "months"): "2025-09"})
    made = answered.planned(session, answer(OK, OK, OK, name="二.xlsx"))
    assert made.fates == {
        AnswerFate.CONTRADICTING: 1,
        AnswerFate.ACCEPTED: 1,
        AnswerFate.UNCHANGED: 1,
    }
    batch_answers.take(session, made)
    assert answered.states(session, batch) == [ACCEPTED] * 3
    with session.store.reading() as reader:
        rows = reader.sent_states(batch.id)
    assert [row.corrected for row in rows] == [True, False, False]
    assert [row.is_contradicted for row in rows] == [True, False, False]
    assert [each.rows for each in contradicted_batches(session)] == [1]
    assert "可能重复支付" in said(rows[0])
    assert said(rows[1]) == "—"


def test_an_answer_stays_once_a_case_that_failed_by_it_was_corrected(session, case, batch, answer):
    """Its former months may belong to another case by now, and would wait again."""
    answered.take(session, answer(BAD, OK, OK))
    corrected(session, case, {("interns", 1, "months"): "2025-09"})
    given_roles(session, Role.APPROVER)
    with session.store.reading() as reader:
        (answer,) = reader.batch_answers(batch.id)
    with pytest.raises(Refused) as raised:
        batch_answers.withdraw(session, answer.id, "导错了文件")
    assert (raised.value.key, raised.value.values) == (
        "batch_answer.corrected",
        {"number": case.number},
    )


def test_an_unnamed_answer_is_refused_while_the_same_people_wait_in_another_batch(
    session, batch, answer, tmp_path
):
    """Two quarters of the same interns: name, number and result tell nobody which is meant."""
    later = accept(
        session, interns.draft(session, *[interns.intern(p, "2025-12—2026-01") for p in PEOPLE])
    )
    other = batches.make_batch(session, interns.MEASURE, [later.id], tmp_path)

    def bare(sheet, *kept):
        titles = [cell.value for cell in sheet[3]]
        for column in range(len(titles), 0, -1):
            if titles[column - 1] not in ("姓名", "证件号码", "处理结果", *kept):
                sheet.delete_cols(column)

    file = answer(OK, OK, OK, name="甲.xlsx", is_named=False, change=bare)
    assert refused(session, file, batch).key == "batch_answer.other_fits"
    assert refused(session, file, other).values == {"numbers": batch.number}
    months = lambda sheet: bare(sheet, "计发月份")  # noqa: E731
    told = answer(OK, OK, OK, name="乙.xlsx", is_named=False, change=months)
    assert planned_fates(session, told, batch) == {AnswerFate.ACCEPTED: 3}

    def hidden(sheet):
        months(sheet)
        titles = [cell.value for cell in sheet[3]]
        for line in range(4, 7):
            sheet.cell(line, titles.index("计发月份") + 1).value = "***"

    for name, change in (("丙.xlsx", hidden),):
        file = answer(OK, OK, OK, name=name, is_named=False, change=change)
        assert refused(session, file, batch).key == "batch_answer.other_fits"


def planned_fates(session, file, marked):
    return answered.planned(session, file, marked).fates


def in_another_column(title, *amounts):
    """Let the platform give amounts of its own in a column beside what was sent."""

    def change(sheet):
        column = sheet.max_column + 1
        for line, cell in enumerate((title, *amounts), 3):
            sheet.cell(line, column).value = cell

    return change


def instead_of_the_amount(title, *amounts):
    """Let the platform call the column of amounts something else."""

    def change(sheet):
        (column,) = [cell.column for cell in sheet[3] if "补贴金额" in str(cell.value)]
        for line, cell in enumerate((title, *amounts), 3):
            sheet.cell(line, column).value = cell

    return change


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (instead_of_the_amount("核定金额（元）", 5040, 5000, 5040), 1),
        (instead_of_the_amount("补贴金额（万元）", 0.504, 0.504, 0.504), 3),
        (in_another_column("平台审批补贴", "5,040.00", "￥5000元", 5040), 1),
        (in_another_column("发放金额", 5040, "0.5万", 5040), 1),
    ],
)
def test_another_amount_than_was_sent_waits_for_a_person_who_looks(
    session, batch, answer, change, places
):
    file = answer(OK, OK, OK, change=change)
    fault = refused(session, file)
    assert (fault.key, len(fault.problems)) == ("batch_answer.other_amounts", places)
    assert {each.values["sent"] for each in fault.problems} == {"5,040.00"}
    columns = fault.values["columns"]
    # Who has looked at other columns has not looked at these.
    with pytest.raises(InvalidInput, match=r"batch_answer\.other_amounts"):
        answered.planned(session, file, amounts_seen="别的")
    made = answered.planned(session, file, amounts_seen=columns)
    assert "没有读：" in plan_notes(made)
    assert columns in plan_notes(made)
    batch_answers.take(session, made)
    with session.store.reading() as reader:
        reasons = [each.reason for each in reader.sent_states(batch.id)]
    assert sum(columns in reason for reason in reasons) == places


@pytest.mark.parametrize(
    "change",
    [
        instead_of_the_amount("核定金额（元）", 5040, "5,040.00元", "￥5040"),
        in_another_column("核定金额", 5040, 0, None),
        in_another_column("收款账号", *["6217003810012345678"] * 3),
        in_another_column("资金拨付日期", *["2026-01-05"] * 3),
        in_another_column("审核人序号", 1, 2, 3),
    ],
)
def test_what_was_sent_and_what_is_no_amount_asks_nobody(session, batch, answer, change):
    """Nor does an amount of a row that failed."""
    made = answered.planned(session, answer(OK, BAD, OK, change=change))
    assert made.reading.amounts == []
    assert made.may_be_taken
