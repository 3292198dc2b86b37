"""Headers of templates: what they name, however they are written, and what is never guessed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.batch_spec import CellFormat, RowKind
from hrdesk.domain.official_template import MappedColumn
from hrdesk.domain.template import FoundColumn
from hrdesk.intake.template_changes import TakingOver
from hrdesk.intake.template_mapping import Proposer, taking
from hrdesk.intake.template_sources import (
    CodeNames,
    SourceWords,
    TemplateSource,
    template_sources,
)
from hrdesk.intake.template_titles import HeaderWords
from hrdesk.reference.messages import catalogue
from tests.shipped import policy

WORDS = HeaderWords.of(catalogue().words("template_header"))
MEASURE = "startup_grant"
SOURCES = template_sources(
    policy().forms[MEASURE],
    policy().batches[MEASURE],
    RowKind.CASE,
    SourceWords(catalogue().words("batch_sources"), catalogue().words("display")),
)
PROPOSER = Proposer(SOURCES, WORDS)
OTHER = CodeNames("other", "其他", "其他", frozenset({"其他", "其它"}))
#: How clerks dress a header up without changing what it says.
DRESSES = st.sampled_from(
    [
        "{}",
        " {}",
        "{} ",
        "*{}",
        "{}*",
        "{}（必填）",
        "【必填】{}",
        "{}：",
        "＊{}",
        "\u200b{}",
        "{}\n",
    ]
)
HEADERS = [column.header for column in policy().batches[MEASURE].columns]


def found(*headers):
    return [FoundColumn(place, header) for place, header in enumerate(headers, 1)]


def sources(*headers):
    return [column.source for column in PROPOSER.columns(found(*headers))]


@given(dresses=st.lists(DRESSES, min_size=len(HEADERS), max_size=len(HEADERS)))
@settings(max_examples=60)
def test_marks_blanks_and_brackets_change_nothing_of_what_a_header_names(dresses):
    dressed = [dress.format(header) for dress, header in zip(dresses, HEADERS, strict=True)]
    assert sources(*dressed) == sources(*HEADERS) != [""] * len(HEADERS)


@given(headers=st.lists(st.one_of(st.sampled_from(HEADERS), st.text(max_size=8)), max_size=12))
@settings(max_examples=200)
def test_no_source_is_proposed_twice_and_no_header_hurts(headers):
    columns = PROPOSER.columns(found(*headers))
    proposed = Counter(column.source for column in columns if column.source)
    assert not proposed or max(proposed.values()) == 1
    assert [column.header for column in columns] == headers
    for column in columns:
        if column.source:
            assert column.format in SOURCES[column.source].formats


def test_of_two_headers_the_one_that_names_the_source_outright_gets_it():
    assert sources("申请人/姓名", "姓名") == ["", ""]
    assert sources("联系人/姓名", "姓名") == ["", "name"]
    assert sources("申请人/姓名", "经办人/姓名") == ["name", ""]
    assert sources("联系人/姓名", "经办人/姓名") == ["", ""]
    assert sources("姓名（元）", "姓名") == ["", "name"]


def test_what_the_template_fills_itself_gets_nothing():
    column = FoundColumn(1, "姓名*", has_formula=True)
    (mapped,) = PROPOSER.columns([column])
    assert (mapped.source, mapped.required) == ("", False)


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        (("其他", "学生"), "其他"),
        (("09-其他", "01-学生"), "09-其他"),
        (("9、其它", "1、学生"), "9、其它"),
        (("A.其他", "B.学生"), "A.其他"),
        (("９－其他", "1-学生"), "９－其他"),
        (("其他", "其它"), ""),
        (("其他人员", "学生"), ""),
        ((), ""),
    ],
)
def test_a_code_finds_its_word_or_none(choices, word):
    assert OTHER.word_among(choices) == word


def test_a_text_without_codes_may_only_be_one_of_the_list():
    column = MappedColumn(1, "开户行", choices=("工商银行", "农业银行"))
    assert taking(column, SOURCES["bank"]).codes == {"工商银行": "工商银行", "农业银行": "农业银行"}
    assert taking(column, SOURCES["registered_on"]).codes == {}
    assert taking(column, None).codes == {}


def test_a_day_goes_into_a_column_of_texts_as_a_text():
    text = MappedColumn(1, "设立日期", is_text=True)
    assert taking(text, SOURCES["registered_on"]).format is CellFormat.DATE_TEXT
    assert taking(text, SOURCES["row.amount"]).format is CellFormat.MONEY
    plain = MappedColumn(1, "设立日期")
    assert taking(plain, SOURCES["registered_on"]).format is CellFormat.DATE


def test_yes_and_no_get_the_platforms_words():
    column = MappedColumn(1, "在校", choices=("0-否", "1-是"))
    assert taking(column, SOURCES["enrolled"]).codes == {"yes": "1-是", "no": "0-否"}


@given(
    kept=st.lists(st.sampled_from(HEADERS), unique=True),
    new=st.lists(st.sampled_from(["学历", "民族", "备注"]), unique=True),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=60)
def test_whatever_moves_comes_or_goes_equal_headers_keep_what_was_chosen(kept, new, order):
    before = [taking(column, SOURCES["address"]) for column in PROPOSER.columns(found(*HEADERS))]
    headers = [*kept, *new]
    order.shuffle(headers)
    bare = [PROPOSER.column(each, "") for each in found(*headers)]
    columns, changes = TakingOver(SOURCES, WORDS).columns(before, bare)
    chosen = {column.header: column.source for column in columns}
    assert all(chosen[header] == "address" for header in kept)
    assert {column.header for column in changes.new} == set(new)
    assert {column.header for column in changes.gone} == set(HEADERS) - set(kept)
    for column, place in changes.moved:
        assert before[place - 1].header == column.header
        assert column.place != place


def test_a_source_that_the_form_has_no_more_is_not_taken_over():
    gone = MappedColumn(1, "姓名", source="maiden_name")
    (column,), _ = TakingOver(SOURCES, WORDS).columns([gone], [MappedColumn(1, "姓名")])
    assert column.source == ""


def test_a_fixed_text_and_an_empty_column_are_taken_over_as_they_were():
    fixed, left = MappedColumn(1, "省份", source="text.四川省"), MappedColumn(2, "姓名")
    columns, changes = TakingOver(SOURCES, WORDS).columns(
        [fixed, left], [MappedColumn(1, "省份"), MappedColumn(2, "姓名")]
    )
    assert [column.source for column in columns] == ["text.四川省", ""]
    assert not changes


def test_a_source_has_a_label_and_formats_that_suit_it():
    assert {type(source) for source in SOURCES.values()} == {TemplateSource}
    assert all(source.label and source.formats for source in SOURCES.values())
    assert SOURCES["row.amount"].formats == (CellFormat.MONEY,)
    assert "row.months" not in SOURCES


@pytest.mark.parametrize(
    "header", ["补贴金额（万元）", "补贴金额（分）", "补贴金额(千元)", "补贴金额/万元"]
)
def test_money_is_not_proposed_where_it_is_not_counted_in_yuan(header):
    assert sources("补贴金额（元）") == ["row.amount"]
    assert sources(header) == [""]


def test_a_unit_above_the_headers_counts_for_those_that_name_none():
    (column,) = PROPOSER.columns(found("补贴金额"), "万元")
    (own,) = PROPOSER.columns(found("补贴金额（元）"), "万元")
    assert (column.source, own.source) == ("", "row.amount")
