"""Insurance at the counter: the months on paper and in a batch add up to what was decided."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.domain.errors import Refused
from hrdesk.domain.money import grouped, to_fen
from hrdesk.printing.sheet import Findings, Table
from hrdesk.reference.messages import catalogue
from hrdesk.services import batches
from hrdesk.services.acceptance import accept
from hrdesk.services.approval_form import case_to_print, preview
from hrdesk.services.case_to_print import Copy
from hrdesk.services.intake import judge_entries
from hrdesk.services.sheet_building import approval_sheet
from hrdesk.services.template_drafts import ground_of
from hrdesk.services.templates import register_template
from tests.conftest import SHARED_FIXTURES
from tests.people import identity_number
from tests.services import insured, official
from tests.services.insured import GRADUATES, HARDSHIP, person
from tests.services.paper import page_count

PEOPLE = [identity_number(sequence=n) for n in (31, 53, 75, 97)]
MONTHS = "逐月计算（单位缴费，元；括号内的不计入合计）"
SUMS = "各人各项保险合计（元）"
RAISED = {f"pension@2025-{n:02d}": "750.00" for n in range(7, 13)}
#: A woman of 50 who began exactly 60 months before she retires by the law of that month.
NEARLY_RETIRED = identity_number(birth=date(1979, 5, 3), sequence=32)
AT_MARGIN = {
    "retirement_kind": "F50",
    "first_month": "2024-05",
    "used_months": "34",
}


def parts_of(session, case):
    sheet = approval_sheet(case_to_print(session, case.id), Copy(0, session.clock.now(), ""))
    return {part.title: part for part in sheet.annex.parts if isinstance(part, Table | Findings)}


def take_in(session, measure, *rows):
    return accept(session, insured.draft(session, measure, *rows))


@pytest.fixture
def case(session):
    """One with a raise and a late month, one whose contract is too short."""
    return take_in(
        session,
        HARDSHIP,
        person(HARDSHIP, PEOPLE[0], "2025-01—2025-12", **RAISED, **{"on_time@2025-03": "no"}),
        person(HARDSHIP, PEOPLE[1], "2025-01—2025-02", name="罗㛃", contract_end="2025-12-30"),
    )


def test_each_month_is_printed_with_its_three_amounts_and_their_sum(session, case):
    table = parts_of(session, case)[MONTHS]
    rows = {row[:2]: row[2:] for row in table.rows}
    assert rows["1 阿说么约布", "2025-02"] == ("721.76", "315.77", "27.07", "1,064.60", "")
    assert rows["1 阿说么约布", "2025-07"] == ("750.00", "315.77", "27.07", "1,092.84", "")
    assert rows["1 阿说么约布", "2025-03"] == (
        "(721.76)",
        "(315.77)",
        "(27.07)",
        "(1,064.60)",
        "没有按时足额缴纳",
    )
    assert rows["2 罗㛃", "2025-01"][-1] == "不计入"
    shown = table.sums.shown(len(table.rows))
    assert shown == {2: "8,108.80", 3: "3,473.47", 4: "297.77", 5: "11,880.04"}
    assert case.version.finding["amount"] == "11880.04"


def test_the_sums_of_each_person_and_insurance_are_printed(session, case):
    table = parts_of(session, case)[SUMS]
    assert table.rows[0][2:] == ("11", "8,108.80", "3,473.47", "297.77", "11,880.04")
    assert table.rows[1][2:] == ("0", "0.00", "0.00", "0.00", "0.00")
    assert table.sums.shown(2)[2] == "11"


def test_a_person_who_is_not_paid_is_named_with_the_reason(session, case):
    (check,) = parts_of(session, case)["未全部计入的人员及原因"].checks
    assert check.title == "第 2 行 罗㛃　签订1年及以上劳动合同"
    assert "2025-12-31" in check.shown


def test_both_readings_of_exactly_sixty_months_are_laid_out(session):
    case = take_in(
        session, HARDSHIP, person(HARDSHIP, NEARLY_RETIRED, "2025-01—2025-06", **AT_MARGIN)
    )
    parts = parts_of(session, case)
    (check,) = parts["未全部计入的人员及原因"].checks
    assert [reading.result for reading in check.readings] == ["符合 6,387.60", "符合 2,129.20"]
    notes = [row[-1] for row in parts[MONTHS].rows]
    assert notes == ["", "", *["正好满5年，待决定"] * 4]
    assert "相距正好 60 个月" in parts["享受期限"].rows[0][-1]


def test_many_pages_carry_their_sums(session, tmp_path):
    rows = [
        person(HARDSHIP, identity_number(sequence=101 + 2 * n), "2025-01—2025-12")
        for n in range(12)
    ]
    case = take_in(session, HARDSHIP, *rows)
    pdf = preview(session, case.id)
    assert page_count(pdf, tmp_path) > 6
    assert parts_of(session, case)[MONTHS].sums.shown(144)[5] == grouped(
        Decimal(case.version.finding["amount"])
    )


def table_of(path):
    header, *rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows())[2:]
    return [
        dict(zip([c.value for c in header], (c.value for c in row), strict=True)) for row in rows
    ]


def test_a_batch_has_a_sum_for_each_insurance_and_they_add_up(session, case, tmp_path):
    graduate = take_in(session, GRADUATES, person(GRADUATES, PEOPLE[2], "2025-01—2025-04"))
    for made, measure, count in ((case, HARDSHIP, 11), (graduate, GRADUATES, 4)):
        batch = batches.make_batch(session, measure, [made.id], tmp_path)
        (row,) = table_of(tmp_path / batch.file_name)
        shares = [Decimal(str(row[f"{name}保险（元）"])) for name in ("养老", "医疗", "失业")]
        assert sum(shares) == Decimal(str(row["补贴金额（元）"]))
        assert to_fen(sum(shares)) == batch.sum_fen
        assert made.version.finding["amount"] == str(sum(shares))
        assert row["计发月数"] == count
        assert len(row["计发月份"].split(",")) == count


#: What a platform writes over the people and their months.
MONTH_HEADERS = ("姓名", "证件号码", "补贴起月", "补贴止月", "补贴月份", "补贴金额（元）")
MONTH_SOURCES = (
    ("line.name", CellFormat.TEXT),
    ("line.identity", CellFormat.TEXT),
    ("row.months", CellFormat.MONTH_FIRST),
    ("row.months", CellFormat.MONTH_LAST_PLAIN),
    ("row.months", CellFormat.MONTHS_PLAIN),
    ("row.amount", CellFormat.MONEY),
)


def with_spans(session):
    """Register a template whose months are spans; return what is said of its columns."""
    draft = official.draft(session, HARDSHIP, official.province(MONTH_HEADERS, {}))
    columns = tuple(
        replace(column, source=source, format=kind)
        for column, (source, kind) in zip(draft.mapping.columns, MONTH_SOURCES, strict=True)
    )
    mapping = replace(draft.mapping, columns=columns)
    register_template(session, replace(draft, mapping=mapping), official.ENTRIES)
    return ground_of(session, HARDSHIP).check(mapping).remarks


def test_months_go_out_as_the_span_that_the_administrator_chose(session, tmp_path):
    assert [each.key for each in with_spans(session)] == []
    made = take_in(session, HARDSHIP, person(HARDSHIP, PEOPLE[0], "2025-11—2026-01"))
    batch = batches.make_batch(session, HARDSHIP, [made.id], tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / batch.file_name).worksheets[0]
    assert [cell.value for cell in sheet[4]][2:5] == ["2025-11", "202601", "202511-202601"]
    assert {cell.data_type for cell in sheet[4][2:5]} == {"s"}
    assert {cell.number_format for cell in sheet[4][2:5]} == {"@"}


def test_months_with_a_gap_are_not_sent_as_a_span(session, case, tmp_path):
    with_spans(session)
    with pytest.raises(Refused, match=r"batch\.months_apart") as caught:
        batches.begin(session, HARDSHIP, [case.id], tmp_path)
    said = catalogue().render(caught.value)
    assert said.where == f"案件 {case.number} 名册第 1 行"
    assert "补贴起月" in said.problem
    assert "2025-01—2025-02、2025-04—2025-12" in said.problem
    assert not batches.list_batches(session)


def test_a_man_is_not_asked_for_his_kind_and_a_woman_only_when_it_matters(session):
    born = {"birth": date(1976, 5, 3)}
    man, woman = (identity_number(sequence=n, **born) for n in (11, 12))
    rows = [
        person(HARDSHIP, man, "2025-01—2025-03", first_month="2024-01", used_months="34"),
        person(HARDSHIP, woman, "2025-01—2025-03", first_month="2024-01", used_months="34"),
        person(HARDSHIP, PEOPLE[3], "2025-01—2025-03"),
    ]
    judged = judge_entries(session, HARDSHIP, insured.entries(HARDSHIP, *rows))
    asked = [
        place for line in judged.finding.lines for check in line.checks for place in check.settles
    ]
    assert set(asked) == {"lines[1].retirement_kind"}


CENTS = st.integers(0, 500_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
OWN = st.dictionaries(
    st.tuples(st.sampled_from(["pension", "medical", "unemployment"]), st.integers(1, 12)), CENTS
)
LATE = st.sets(st.integers(1, 12), max_size=6)


@settings(max_examples=25, suppress_health_check=SHARED_FIXTURES)
@given(OWN, LATE)
def test_the_sums_of_the_insurances_are_the_amount(session, own, late):
    changed = {f"{column}@2025-{month:02d}": text for (column, month), text in own.items()}
    changed |= {f"on_time@2025-{month:02d}": "no" for month in late}
    typed = insured.entries(HARDSHIP, person(HARDSHIP, PEOPLE[0], "2025-01—2025-12", **changed))
    line = judge_entries(session, HARDSHIP, typed).finding.lines[0]
    expected = sum(
        Decimal(own.get((column, month), insured.MONTHLY[column]))
        for month in range(1, 13)
        if month not in late
        for column in ("pension", "medical", "unemployment")
    )
    assert line.amount == expected


def test_rosters_come_last_so_that_nothing_stands_alone_between_their_pages(session, case):
    titles = list(parts_of(session, case))
    assert titles[-4:] == ["招用人员名册", "享受期限", SUMS, MONTHS]
    assert titles.index("材料清单") < titles.index("所用标准及来源") < len(titles) - 4


def test_a_figure_by_code_is_told_from_the_name_of_its_code(session, case):
    figures = {row[0]: row[1] for row in parts_of(session, case)["所用标准及来源"].rows}
    assert figures["原法定退休年龄（周岁）"] == "男60：60；女55：55；女50：50"
